"""Whether a request comes from somebody who reads, or from a program that only looks where a link leads."""

from __future__ import annotations

import re

from flask import Request

_PROGRAMS = re.compile(
    r"(?<!cu)bot\b|crawl|spider|preview|facebookexternalhit|facebookcatalog|meta-external|whatsapp/|skypeuripreview|slurp"
    r"|headless|lighthouse|monitor|uptime|scan|curl/|wget/|python-|okhttp|go-http|java/|axios|node-fetch|libwww|httpclient",
    re.I,
)
"""What link previewers, search engines, scanners and scripts write of themselves; browsers inside apps do not."""


def is_person(request: Request) -> bool:
    """Whether a browser opened this by a person's wish: no HEAD, no prefetch, no program, no nameless client."""
    agent = request.user_agent.string
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return request.method == "GET" and bool(agent) and "prefetch" not in purpose and not _PROGRAMS.search(agent)
