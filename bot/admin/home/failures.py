"""Tin bị trục trặc: every message that did not arrive and every event nobody could handle, searched and in pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule
from bot.admin.route import Route
from bot.admin.shared import texts
from bot.admin.shared.paging import Page, link, number_in, words_in
from bot.helpdesk.failures import PAGE, STATES, FailedMessage, FailureQuery
from bot.runtime import Runtime

LONGEST_SEARCH = 60
NEVER_AGAIN = frozenset({"not_follower", "unsupported", "invalid_request", "content_rejected", "blocked_by_person"})
"""Outcomes that the same message would meet again."""
BACK = "trouble"
MESSAGES, EVENTS = "messages", "events"
TABS = {MESSAGES: "Tin gửi chưa tới", EVENTS: "Tin đến máy chưa xử lý được"}
STATE_NAMES = {
    "": "Tất cả",
    "unknown": "Chưa rõ tới hay chưa",
    "failed": "Không gửi được",
    "expired": "Chờ quá lâu, không gửi nữa",
}
ORDERS = {"": "Mới trước", "oldest": "Cũ trước"}


@dataclass(frozen=True, slots=True)
class StuckMessage:
    """A message that was refused or whose fate is unknown; `text` is None once deleted; `person` is a name."""

    id: int
    person_id: str
    at: int
    text: str | None
    state: str
    reason: str
    code: str | None
    person: str | None = None
    may_resend: bool = True


def show_failures(runtime: Runtime) -> ResponseReturnValue:
    """One of the two lists."""
    return render_failures(runtime)


def render_failures(runtime: Runtime, error: str = "") -> str:
    """The list that is asked for; `error` says why something could not be done about a line of it."""
    args = request.args
    tab = args.get("tab", "") if args.get("tab") in TABS else MESSAGES
    state = args.get("state", "") if tab == MESSAGES and args.get("state") in STATES else ""
    text = words_in(args.get("q", ""))[:LONGEST_SEARCH]
    number = number_in(args) or 1
    query = FailureQuery(text, state, args.get("order") == "oldest", PAGE, PAGE * (number - 1))
    total, rows = _messages(runtime, query) if tab == MESSAGES else runtime.failed_items.events(query)
    return render_template(
        "admin/home/failures.html",
        error=error,
        now=runtime.clock(),
        result=Page(rows, total, number, max(1, -(-total // PAGE))),
        tab=tab,
        tabs=TABS,
        query=args,
        link=link(args.to_dict()),
        back=list_params(tab),
        states=STATE_NAMES,
        orders=ORDERS,
        is_filtered=bool(text or state),
    )


def list_params(tab: str, **more: str) -> dict[str, Any]:
    """The parts of this list's address, for a press that comes back to it; `back` tells such a press."""
    params = {name: request.args[name] for name in ("q", "state", "order", "page") if request.args.get(name)}
    return {name: value for name, value in {"back": BACK, "tab": tab, **params, **more}.items() if value}


def _messages(runtime: Runtime, query: FailureQuery) -> tuple[int, list[StuckMessage]]:
    total, messages = runtime.failed_items.messages(query)
    return total, [stuck_message(runtime, message) for message in messages]


def stuck_message(runtime: Runtime, message: FailedMessage) -> StuckMessage:
    """Return a message of the outbox as officials read it."""
    text = None if message.reply is None else json.loads(message.reply).get("text", "")
    reason = texts.outcome(runtime.live_content.content, message.outcome, message.note)
    return StuckMessage(
        message.id,
        message.person_id,
        message.created_at,
        text,
        message.state,
        reason,
        message.code,
        message.person,
        may_resend=message.outcome not in NEVER_AGAIN and not _is_window_closed(runtime, message),
    )


def _is_window_closed(runtime: Runtime, message: FailedMessage) -> bool:
    """Whether Zalo refused it because the person had not written, and they have not since."""
    person = runtime.helpdesk.person(message.person_id) if message.outcome == "window_closed" else None
    return person is not None and runtime.helpdesk.remaining(person).window == "closed"


ROUTES: tuple[Route, ...] = (Route("GET", "/trouble", "trouble", show_failures, Rule.SIGNED_IN),)
