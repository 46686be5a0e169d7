"""Hôm nay: who waits, what is stuck and what to do about it, and whether the machine is well."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.content.proposals_page import title_of
from bot.admin.home import failures, health_texts, live_page
from bot.admin.route import Route
from bot.admin.settings.texts import set_up_note
from bot.admin.shared import texts
from bot.admin.shared.day_charts import Chart
from bot.broadcasts.texts import STATES, STILL
from bot.helpdesk.service import HelpdeskError
from bot.lib.numbers import format_number, parse_integer
from bot.operations.golive import last_quota
from bot.operations.reviews import MOST_NAMED, list_due_reviews
from bot.reports.dashboard import build_dashboard, delivery_days, question_days
from bot.runtime import Runtime

GONE = "Tin này không còn ở danh sách: vừa có người xử lý, hoặc Zalo vừa báo về."
SHOWN = 3
"""Messages and events listed; the figure above says how many there are."""
LOW_QUOTA = 100
"""Paid messages left below which officials are warned."""
"""Why a broadcast is held or did not go out."""


def show_today(runtime: Runtime) -> ResponseReturnValue:
    """The first page after the sign-in."""
    return _render_page(runtime)


def retry_event(runtime: Runtime, event_id: int) -> ResponseReturnValue:
    """Handle an event once more."""
    try:
        runtime.helpdesk.retry_event(event_id, me().id)
    except HelpdeskError as error:
        return _render_refusal(runtime, str(error)), 409
    return redirect(_address_after("event_retried"), 303)


def resend_message(runtime: Runtime, message_id: int) -> ResponseReturnValue:
    """Send a message once more, on the official's word."""
    try:
        runtime.helpdesk.resend(message_id, me().id)
    except HelpdeskError as error:
        return _render_refusal(runtime, str(error)), 409
    return redirect(_address_after("resent"), 303)


def put_message_aside(runtime: Runtime, message_id: int) -> ResponseReturnValue:
    """Take a message that did not arrive off the lists: an official has dealt with it."""
    if not runtime.failed_items.put_aside(message_id, me().id):
        return _render_refusal(runtime, GONE), 409
    return redirect(_address_after("put_aside"), 303)


def put_all_aside(runtime: Runtime) -> ResponseReturnValue:
    """Take all that was refused or dropped, and listed when the page was made, off the lists."""
    before = request.form.get("before", 0, parse_integer)
    count = runtime.failed_items.put_all_aside(before, me().id)
    return redirect(_address_after("all_put_aside" if count else "nothing_put_aside"), 303)


def mark_arrived(runtime: Runtime, message_id: int) -> ResponseReturnValue:
    """Note that a message of unknown fate arrived: an official saw it at Zalo."""
    if not runtime.failed_items.mark_arrived(message_id, me().id):
        return _render_refusal(runtime, GONE), 409
    return redirect(_address_after("marked_arrived"), 303)


def _is_from_list() -> bool:
    """Whether the press was on the list of all of them rather than here."""
    return request.args.get("back") == failures.BACK


def _address_after(notice: str) -> str:
    if not _is_from_list():
        return url_for("admin.today", done=notice)
    return url_for("admin.trouble", **failures.list_params(request.args.get("tab", ""), done=notice, back=""))


def _render_refusal(runtime: Runtime, error: str) -> str:
    return failures.render_failures(runtime, error) if _is_from_list() else _render_page(runtime, error)


def _render_page(runtime: Runtime, error: str = "") -> str:
    waiting = [one for one in runtime.helpdesk.waiting() if not one.answered]
    events, messages = runtime.failed_items.newest(SHOWN)
    _, facts = runtime.health.report()
    return render_template(
        "admin/home/today.html",
        error=error,
        waiting=waiting,
        longest=texts.span(runtime.clock() - waiting[0].since) if waiting else "",
        tickets=runtime.helpdesk.tickets(),
        dead=events,
        dead_count=facts["queues"]["inbox"]["dead"],
        stuck=[failures.stuck_message(runtime, message) for message in messages],
        stuck_count=runtime.failed_items.count(),
        now=runtime.clock(),
        set_up=set_up_note(runtime.health.next_step(), runtime.settings.public_url),
        problems=health_texts.problem_texts(facts["reasons"]),
        token=texts.check_token(facts["token"]["status"], facts["token"]["reason"]),
        checks=[*texts.list_checks(facts, _pause_text(runtime)), _check_quota(runtime)],
        board=build_dashboard(runtime, me()),
        reviews=list_due_reviews(runtime) if me().may_edit else [],
        most_reviews=MOST_NAMED,
        still=STILL,
        states=STATES,
        charts=_draw_charts(runtime),
        content_title=title_of,
        stamp=runtime.live_state.stamp(),
    )


def _draw_charts(runtime: Runtime) -> tuple[Chart, Chart]:
    return (
        Chart("Câu hỏi trong 30 ngày", "máy hiểu được", "chưa hiểu", question_days(runtime)),
        Chart("Tin của bản tin trong 30 ngày", "Zalo đã nhận", "không gửi được", delivery_days(runtime)),
    )


def _pause_text(runtime: Runtime) -> str:
    until = runtime.sender.paused_until
    return texts.clock_time(until, runtime.settings.timezone) if until else ""


def _check_quota(runtime: Runtime) -> texts.HealthCheck:
    messages_left, at = last_quota(runtime)
    if at is None:
        return texts.HealthCheck(
            "Số tin còn gửi được", "ok", "Chưa hỏi Zalo", "Ở mục Cài đặt, quản lý bấm “Hỏi Zalo ngay”."
        )
    asked_note = f"hỏi lúc {texts.moment(at, runtime.settings.timezone)}"
    if messages_left is None:
        return texts.HealthCheck("Số tin còn gửi được", "ok", f"Zalo không cho biết ({asked_note})")
    level, advice = (
        ("warn", "Hết thì Zalo không nhận tin tính phí cho tới kỳ sau.") if messages_left < LOW_QUOTA else ("ok", "")
    )
    return texts.HealthCheck(
        "Số tin còn gửi được", level, f"{format_number(messages_left)} tin trong gói ({asked_note})", advice
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/", "today", show_today, Rule.SIGNED_IN),
    Route("POST", "/events/<int:event_id>/retry", "retry_event", retry_event, Rule.ANSWERS),
    Route("POST", "/messages/<int:message_id>/resend", "resend", resend_message, Rule.ANSWERS),
    Route("POST", "/messages/<int:message_id>/aside", "message_aside", put_message_aside, Rule.ANSWERS),
    Route("POST", "/messages/<int:message_id>/arrived", "message_arrived", mark_arrived, Rule.ANSWERS),
    Route("POST", "/messages/aside", "messages_aside", put_all_aside, Rule.ANSWERS),
    *failures.ROUTES,
    *live_page.ROUTES,
)
