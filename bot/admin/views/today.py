"""Hôm nay: who waits, what is stuck and what to do about it, and whether the machine is well."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import words
from bot.admin.access import Rule, me
from bot.admin.day_charts import Chart
from bot.admin.route import Route
from bot.admin.views import trouble
from bot.broadcasts.words import STATES, STILL
from bot.desk import DeskError
from bot.golive import quota
from bot.runtime import Runtime
from bot.today import board, delivery_days, question_days

SHOWN = 10
"""Messages and events listed; the figure above says how many there are."""
LOW_QUOTA = 100
"""Paid messages left below which officials are warned."""
"""Why a broadcast stands still or did not go out."""


def page(runtime: Runtime) -> ResponseReturnValue:
    """The first page after the sign-in."""
    return _page(runtime)


def retry_event(runtime: Runtime, event_id: int) -> ResponseReturnValue:
    """Handle an event once more."""
    try:
        runtime.desk.retry_event(event_id, me().id)
    except DeskError as error:
        return _refused(runtime, str(error)), 409
    return redirect(_back("event_retried"), 303)


def resend(runtime: Runtime, message_id: int) -> ResponseReturnValue:
    """Send a message once more, on the official's word."""
    try:
        runtime.desk.resend(message_id, me().id)
    except DeskError as error:
        return _refused(runtime, str(error)), 409
    return redirect(_back("resent"), 303)


def _is_from_list() -> bool:
    """Whether the press was on the list of all of them rather than here."""
    return request.args.get("back") == trouble.BACK


def _back(done: str) -> str:
    if not _is_from_list():
        return url_for("admin.today", done=done)
    return url_for("admin.trouble", **trouble.kept(request.args.get("tab", ""), done=done, back=""))


def _refused(runtime: Runtime, error: str) -> str:
    return trouble.listing(runtime, error) if _is_from_list() else _page(runtime, error)


def _page(runtime: Runtime, error: str = "") -> str:
    waiting = [one for one in runtime.desk.waiting() if not one.answered]
    dead, troubled = runtime.desk.trouble()
    _, facts = runtime.health.report()
    outbox = facts["queues"]["outbox"]
    return render_template(
        "admin/today.html",
        error=error,
        waiting=waiting,
        longest=words.span(runtime.clock() - waiting[0].since) if waiting else "",
        tickets=runtime.desk.tickets(),
        dead=dead[:SHOWN],
        dead_count=facts["queues"]["inbox"]["dead"],
        stuck=[trouble.stuck(runtime, row) for row in troubled[:SHOWN]],
        stuck_count=outbox["failed"] + outbox["unknown"],
        now=runtime.clock(),
        token=words.token(facts["token"]["status"], facts["token"]["reason"]),
        checks=[*words.checks(facts, _pause(runtime)), _quota(runtime)],
        board=board(runtime, me()),
        still=STILL,
        states=STATES,
        charts=_charts(runtime),
    )


def _charts(runtime: Runtime) -> tuple[Chart, Chart]:
    return (
        Chart("Câu hỏi trong 30 ngày", "máy hiểu được", "chưa hiểu", question_days(runtime)),
        Chart("Tin của bản tin trong 30 ngày", "Zalo đã nhận", "không gửi được", delivery_days(runtime)),
    )


def _pause(runtime: Runtime) -> str:
    until = runtime.sender.paused_until
    return words.clock_time(until, runtime.settings.timezone) if until else ""


def _quota(runtime: Runtime) -> words.Check:
    left, at = quota(runtime)
    if at is None:
        return words.Check("Số tin còn gửi được", "ok", "Chưa hỏi Zalo", "Ở mục Cài đặt, quản lý bấm “Hỏi Zalo ngay”.")
    asked = f"hỏi lúc {words.moment(at, runtime.settings.timezone)}"
    if left is None:
        return words.Check("Số tin còn gửi được", "ok", f"Zalo không cho biết ({asked})")
    level, advice = ("warn", "Hết thì Zalo không nhận tin tính phí cho tới kỳ sau.") if left < LOW_QUOTA else ("ok", "")
    return words.Check("Số tin còn gửi được", level, f"{words.number(left)} tin trong gói ({asked})", advice)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/", "today", page, Rule.SIGNED_IN),
    Route("POST", "/events/<int:event_id>/retry", "retry_event", retry_event, Rule.ANSWERS),
    Route("POST", "/messages/<int:message_id>/resend", "resend", resend, Rule.ANSWERS),
    *trouble.ROUTES,
)
