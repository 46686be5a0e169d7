"""The officials' pages under /admin: server-rendered, without JavaScript, every route with a rule.

It knows no SQL and no Zalo: it asks the domain modules of the runtime and words what they say.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, g, request
from werkzeug.exceptions import HTTPException

from bot.accounts.password_hashing import HashingBusy
from bot.admin import once
from bot.admin.access import AccessGuard, allows
from bot.admin.content import texts as content_texts
from bot.admin.cookies import COOKIE_PATH
from bot.admin.form_drafts import DraftKeeper, link_to
from bot.admin.headers import set_security_headers
from bot.admin.routes import NAVIGATION, OWN_ACCOUNT, ROUTES, section_of
from bot.admin.shared import errors, role_texts, texts
from bot.admin.unanswered import texts as unanswered_texts
from bot.lib.numbers import LARGEST, format_number
from bot.reports.dashboard import count_work
from bot.runtime import Runtime

__all__ = ["make_admin"]

NO_FILTERS = frozenset({"tab", "page", "done", "order"})
"""Parts of a list's address that leave nothing out; with any other its filters stand open on a phone too."""


def make_admin(runtime: Runtime) -> Blueprint:
    """The blueprint of the officials' pages."""
    admin = Blueprint("admin", __name__, url_prefix=COOKIE_PATH, template_folder="..", static_folder="static")
    for route in ROUTES:
        path = route.path.replace("<int:", f"<int(max={LARGEST}):")
        admin.add_url_rule(path, route.endpoint, partial(route.view, runtime), methods=[route.method])
    submissions = once.SubmissionGuard(runtime.submitted_forms)
    drafts = DraftKeeper(runtime.officials.drafts, runtime.helpdesk)
    rules = {route.endpoint: route.rule for route in ROUTES}
    gate = AccessGuard(runtime.officials, rules, submissions, drafts, runtime.settings)
    admin.before_request(gate.check)
    admin.after_request(set_security_headers)
    admin.after_request(drafts.end)
    admin.after_request(submissions.end)
    admin.add_app_template_global(once.form_field, "once")
    admin.context_processor(partial(_every_page, runtime, drafts))
    admin.register_error_handler(HTTPException, errors.render_error)
    admin.register_error_handler(OverflowError, errors.render_overflow)
    admin.register_error_handler(HashingBusy, errors.render_busy)
    return admin


def _every_page(runtime: Runtime, drafts: DraftKeeper) -> dict[str, Any]:
    """What all templates may use."""
    official = g.get("official")
    return {
        "ward": runtime.live_content.content.ward,
        "is_demo": runtime.settings.is_demo,
        "is_restored": runtime.restore_guard.is_restored(),
        "official": official,
        "navigation": [section for section in NAVIGATION if official and allows(section.rule, official)],
        "own_account": OWN_ACCOUNT,
        "work": count_work(runtime, official) if official and official.is_in else {},
        "sound": official and official.is_in and runtime.notices.choices_of(official.id).sound,
        "is_searched": any(value for name, value in request.args.items() if name not in NO_FILTERS),
        "section": section_of(request.endpoint),
        "drafts_here": [
            (draft, link_to(draft), texts.span(runtime.clock() - draft.saved_at)) for draft in drafts.offered()
        ],
        "done": (texts.DONE | role_texts.DONE | content_texts.DONE | unanswered_texts.DONE).get(
            request.args.get("done", "")
        ),
        "moment": partial(texts.moment, zone=runtime.settings.timezone),
        "day": partial(texts.day, zone=runtime.settings.timezone),
        "clock_time": partial(texts.clock_time, zone=runtime.settings.timezone),
        "number": format_number,
    }
