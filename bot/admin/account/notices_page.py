"""Báo tin: what an official wants to be told, when and how; and what was told to whom."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.account import notice_texts
from bot.admin.account.devices import device_of
from bot.admin.route import Route
from bot.admin.shared.paging import link, number_in
from bot.lib.numbers import format_number, parse_integer
from bot.notices.board import MOST_ESCALATION_MINUTES
from bot.notices.choices import HOURS, WAYS, Choices, ChoicesError, read_choices
from bot.notices.kinds import KINDS
from bot.notices.push import PushError
from bot.notices.ways import WAY_LABELS
from bot.runtime import Runtime

PAGE = 30


def show_choices(runtime: Runtime) -> ResponseReturnValue:
    """What this official chose, and the devices that take push."""
    return _render_choices(runtime, runtime.notices.choices_of(me().id))


def save_choices(runtime: Runtime) -> ResponseReturnValue:
    """Keep the choices; what was chosen stays on the page when it has faults."""
    form = request.form
    try:
        choices = read_choices(
            form.getlist("kind"),
            form.getlist("way"),
            form.get("hours", ""),
            form.get("start", ""),
            form.get("end", ""),
            form.getlist("day"),
            form.get("sound") == "yes",
        )
    except ChoicesError as error:
        return _render_choices(runtime, runtime.notices.choices_of(me().id), str(error)), 422
    runtime.notices.choose(me().id, choices)
    return redirect(url_for("admin.notice_choices", done="notices_chosen"), 303)


def add_device(runtime: Runtime) -> ResponseReturnValue:
    """Keep the address at which this browser takes push."""
    form = request.form
    try:
        runtime.notices.ways.subscribe(
            me().id,
            form.get("endpoint", ""),
            form.get("p256dh", ""),
            form.get("auth", ""),
            device_of(request.headers.get("User-Agent", "")),
        )
    except PushError:
        return _render_choices(runtime, runtime.notices.choices_of(me().id), notice_texts.NO_ADDRESS), 422
    return redirect(url_for("admin.notice_choices", done="push_on", _anchor="thiet-bi"), 303)


def remove_device(runtime: Runtime, device_id: int) -> ResponseReturnValue:
    """Send nothing more to one device."""
    if not runtime.notices.ways.unsubscribe(me().id, device_id):
        abort(404)
    return redirect(url_for("admin.notice_choices", done="push_off", _anchor="thiet-bi"), 303)


def try_notice(runtime: Runtime) -> ResponseReturnValue:
    """Send this official a trial notice by the first way that works."""
    trial = runtime.notices.tell_now(me().id)
    return redirect(
        url_for("admin.notice_choices", done=f"tried_{trial.way if trial else 'none'}", _anchor="thiet-bi"), 303
    )


def show_told(runtime: Runtime) -> ResponseReturnValue:
    """What was told to whom, or to oneself, newest first."""
    return _render_told(runtime)


def set_escalation(runtime: Runtime) -> ResponseReturnValue:
    """Keep after how many minutes a manager is told."""
    minutes = request.form.get("minutes", -1, parse_integer)
    if not 0 <= minutes <= MOST_ESCALATION_MINUTES:
        reason = notice_texts.WRONG_MINUTES.format(most=format_number(MOST_ESCALATION_MINUTES))
        return _render_told(runtime, reason), 422
    runtime.notices.set_escalation(minutes, me().id)
    return redirect(url_for("admin.notices", done="escalation_set"), 303)


def open_notice(runtime: Runtime, notice_id: int) -> ResponseReturnValue:
    """Lead to what a notice is about: its address itself says nothing about anybody."""
    notice = runtime.notices.notice(notice_id) or abort(404)
    if notice.kind in ("waiting", "ticket"):
        ticket = runtime.helpdesk.ticket(notice.subject)
        return redirect(url_for("admin.talk", person_id=ticket.person_id) if ticket else url_for("admin.inbox"), 303)
    if notice.kind in ("to_approve", "returned", "held", "finished"):
        return redirect(url_for("admin.broadcast", broadcast_id=int(notice.subject)), 303)
    if notice.kind in ("article_to_show", "article_returned"):
        return redirect(url_for("admin.article", article_id=int(notice.subject)), 303)
    if notice.kind in ("content_to_read", "content_returned"):
        return redirect(url_for("admin.content_proposal", proposal_id=int(notice.subject)), 303)
    if notice.kind == "review":
        return redirect(url_for("admin.content", order="review"), 303)
    return redirect(url_for("admin.connect" if notice.kind == "token" else "admin.today"), 303)


def _render_choices(runtime: Runtime, choices: Choices, error: str = "") -> str:
    rights = me().rights
    return render_template(
        "admin/account/notice_choices.html",
        error=error,
        chosen=choices,
        kinds=[kind for kind in KINDS.values() if kind.right in rights],
        ways=WAYS,
        hours=HOURS,
        days=notice_texts.DAYS,
        has_mail=runtime.notices.ways.has_mail,
        own_zalo=runtime.linked_zalo.of(me().id),
        devices=runtime.notices.ways.devices(me().id),
        push_key=runtime.notices.ways.push.public_key(),
        done=notice_texts.DONE.get(request.args.get("done", "")),
    )


def _render_told(runtime: Runtime, error: str = "") -> str:
    is_own, page = request.args.get("who") == "me", number_in(request.args)
    total, rows = runtime.notices.list_told(me().id if is_own else None, PAGE, PAGE * (page - 1))
    return render_template(
        "admin/account/notices.html",
        error=error,
        rows=rows,
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE)),
        link=link(request.args.to_dict()),
        is_own=is_own,
        kinds=KINDS,
        ways=WAY_LABELS,
        reasons=notice_texts.REASONS,
        minutes=runtime.notices.escalation_minutes(),
        most=MOST_ESCALATION_MINUTES,
        now=runtime.clock(),
        done=notice_texts.DONE.get(request.args.get("done", "")),
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/account/notices", "notice_choices", show_choices, Rule.SIGNED_IN),
    Route("POST", "/account/notices", "notice_choices_save", save_choices, Rule.SIGNED_IN),
    Route("POST", "/account/notices/devices", "push_add", add_device, Rule.SIGNED_IN),
    Route("POST", "/account/notices/devices/<int:device_id>/remove", "push_remove", remove_device, Rule.SIGNED_IN),
    Route("POST", "/account/notices/try", "notice_try", try_notice, Rule.SIGNED_IN),
    Route("GET", "/notices", "notices", show_told, Rule.SIGNED_IN),
    Route("GET", "/notices/<int:notice_id>", "notice", open_notice, Rule.SIGNED_IN),
    Route("POST", "/notices/escalation", "notice_escalation", set_escalation, Rule.MANAGES),
)
