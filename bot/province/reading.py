"""Asks wards over HTTP: within a deadline, no more than a mebibyte, and what is no answer of a ward is said so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import requests
from urllib3.exceptions import HTTPError

from bot.lib.safe_http import Deadline, public_session
from bot.province.ward_list import WardAddress

SECONDS = 8.0
"""The whole time one ward has for one answer; a report of a year takes a quarter of a second."""
MOST_BYTES = 1 << 20


class WardError(Exception):
    """A ward did not answer, or not as a ward does; the text says which, in Vietnamese."""


def ask_ward(ward: WardAddress, path: str, query: Mapping[str, str | int] | None = None) -> dict[str, Any]:
    """The JSON object a ward answers with. Raises WardError; what a ward says of a wrong question is its text."""
    headers = {"Authorization": f"Bearer {ward.token}", "Accept-Encoding": "identity"}
    try:
        with Deadline(SECONDS) as deadline, public_session(deadline, may_be_local=True) as session:
            session.get_redirect_target = _lead_nowhere  # type: ignore[method-assign]
            answer = session.get(ward.url + path, params=query, headers=headers, timeout=SECONDS, stream=True)
            body = answer.raw.read(MOST_BYTES + 1)
    except (requests.RequestException, HTTPError, OSError, ValueError):
        raise WardError("Không trả lời") from None
    if answer.status_code == 404:
        raise WardError("Không nhận token (METRICS_TOKEN), hoặc bản phần mềm cũ")
    facts = _read_object(body)
    if answer.status_code != 200:
        raise WardError(str(facts.get("error") or f"Trả lời mã {answer.status_code}")[:200])
    return facts


def _lead_nowhere(resp: requests.Response) -> str | None:
    """No redirect is followed; asked otherwise, requests reads the whole body of one, however long."""
    return None


def _read_object(body: bytes) -> dict[str, Any]:
    try:
        facts = json.loads(body) if len(body) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict):
        raise WardError("Trả lời không phải của một phường")
    return facts
