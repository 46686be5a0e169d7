"""Hôm nay: who waits, what is stuck and what to do about it, and whether the machine is well."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from bot.admin import words
from bot.admin.access import me
from bot.desk import DeskError
from bot.runtime import Runtime


@dataclass(frozen=True, slots=True)
class StuckMessage:
    """A message that was refused, or whose fate nobody knows; `text` is None once it was deleted."""

    id: int
    person_id: str
    at: int
    text: str | None
    state: str
    reason: str
    code: str | None


def page(runtime: Runtime) -> ResponseReturnValue:
    """The first page after the sign-in."""
    return _page(runtime)


def retry_event(runtime: Runtime, event_id: int) -> ResponseReturnValue:
    """Handle an event once more."""
    try:
        runtime.desk.retry_event(event_id, me().id)
    except DeskError as error:
        return _page(runtime, str(error)), 409
    return redirect(url_for("admin.today", done="event_retried"), 303)


def resend(runtime: Runtime, message_id: int) -> ResponseReturnValue:
    """Send a message once more, on the official's word."""
    try:
        runtime.desk.resend(message_id, me().id)
    except DeskError as error:
        return _page(runtime, str(error)), 409
    return redirect(url_for("admin.today", done="resent"), 303)


def _page(runtime: Runtime, error: str = "") -> str:
    waiting = runtime.desk.waiting()
    dead, troubled = runtime.desk.trouble()
    _, facts = runtime.health.report()
    return render_template(
        "admin/today.html",
        error=error,
        waiting=waiting,
        longest=words.span(runtime.clock() - waiting[0].since) if waiting else "",
        tickets=runtime.desk.tickets(),
        dead=dead,
        stuck=[_stuck(runtime, row) for row in troubled],
        now=runtime.clock(),
        token=words.token(facts["token"]["status"], facts["token"]["reason"]),
        checks=words.checks(facts, _pause(runtime)),
    )


def _pause(runtime: Runtime) -> str:
    until = runtime.sender.paused_until
    return words.clock_time(until, runtime.settings.timezone) if until else ""


def _stuck(runtime: Runtime, row: sqlite3.Row) -> StuckMessage:
    text = None if row["reply"] is None else json.loads(row["reply"]).get("text", "")
    reason = words.outcome(runtime.brain.content, row["outcome"], row["note"])
    return StuckMessage(row["id"], row["person_id"], row["created_at"], text, row["state"], reason, row["code"])
