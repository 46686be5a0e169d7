"""The officials' pages under /admin: server-rendered, without JavaScript, every route with a rule.

It knows no SQL and no Zalo: it asks the domain modules of the runtime and words what they say.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, g, request
from werkzeug.exceptions import HTTPException

from bot.admin import words, words_access
from bot.admin.access import COOKIE_PATH, Gate, allows
from bot.admin.headers import protect
from bot.admin.routes import NAVIGATION, OWN_ACCOUNT, ROUTES, section_of
from bot.admin.views import errors
from bot.runtime import Runtime

__all__ = ["make_admin"]


def make_admin(runtime: Runtime) -> Blueprint:
    """The blueprint of the officials' pages."""
    admin = Blueprint(
        "admin", __name__, url_prefix=COOKIE_PATH, template_folder="templates", static_folder="static"
    )  # fmt: skip
    for route in ROUTES:
        admin.add_url_rule(route.path, route.endpoint, partial(route.view, runtime), methods=[route.method])
    gate = Gate(runtime.officials, {route.endpoint: route.rule for route in ROUTES})
    admin.before_request(gate.check)
    admin.after_request(protect)
    admin.context_processor(partial(_every_page, runtime))
    admin.register_error_handler(HTTPException, errors.page)
    return admin


def _every_page(runtime: Runtime) -> dict[str, Any]:
    """What all templates may use."""
    official = g.get("official")
    return {
        "ward": runtime.brain.content.ward,
        "is_demo": runtime.settings.is_demo,
        "is_restored": runtime.lineage.is_restored(),
        "official": official,
        "navigation": [section for section in NAVIGATION if official and allows(section.rule, official)],
        "own_account": OWN_ACCOUNT,
        "section": section_of(request.endpoint),
        "done": (words.DONE | words_access.DONE).get(request.args.get("done", "")),
        "moment": partial(words.moment, zone=runtime.settings.timezone),
        "day": partial(words.day, zone=runtime.settings.timezone),
        "clock_time": partial(words.clock_time, zone=runtime.settings.timezone),
        "number": words.number,
    }
