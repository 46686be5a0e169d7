"""One person's talk: what was said, and what officials do about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from flask import abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.accounts.audit_log import READ_TALK
from bot.admin.access import Rule, me
from bot.admin.home.live_page import live_facts
from bot.admin.inbox import texts as inbox_texts
from bot.admin.inbox.answer_form import NO_FIELDS, EnclosureFields, list_choices, make_enclosure, read_fields
from bot.admin.inbox.attachment_views import read_ticket
from bot.admin.inbox.talk_lines import make_bubbles
from bot.admin.route import Route
from bot.admin.shared import texts as shared_texts
from bot.clock import DAY, HOUR
from bot.helpdesk.canned import CannedAnswer
from bot.helpdesk.service import AnswerOvertaken, FinishedTicket, HelpdeskError, TicketInHand
from bot.helpdesk.ticket_fields import FIELDS
from bot.helpdesk.ticket_work import REOPEN_MS
from bot.lib.numbers import parse_integer
from bot.lib.personal_words import fill
from bot.operations.jobs import KEEP_MS
from bot.runtime import Runtime
from bot.turn import HANDOVER_MS

TicketRecord = TypeVar("TicketRecord", TicketInHand, FinishedTicket)

ONLY_CODE = re.compile(r"/[\w-]{1,20}")
"""An answer that is nothing but the short code of a ready answer."""
LINES = 40
"""Lines of a talk on one page."""


@dataclass(frozen=True, slots=True)
class FormData:
    """What an official has in the forms of the page, kept when something is refused.

    `refused` says why and belongs to the form `form`: answer, note, assign, resend, or the code of what was to be closed.
    """

    text: str = ""
    about: str = ""
    note: str = ""
    result: str = ""
    public_words: str = ""
    form: str = ""
    refused: str = ""
    inserted: str = ""
    newer: tuple[str, str] = ("", "")
    enclosure: EnclosureFields = NO_FIELDS


def show_talk(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """The newest part of a talk, or the part before `before`."""
    _mark_read(runtime, person_id)
    return render_page(runtime, person_id)


def watch_talk(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Who else is here and whether something new was said, for the page's script."""
    _demand_person(runtime, person_id)
    if not request.args.get("hidden"):
        _mark_read(runtime, person_id)
    stamp = runtime.live_state.talk_stamp(person_id, LINES)
    newest = _newest_moment(runtime, person_id)
    return jsonify(
        live_facts(runtime) | {"others": _names_of_others(runtime, person_id), "newest": newest, "stamp": stamp}
    )


def _mark_read(runtime: Runtime, person_id: str) -> None:
    person = runtime.helpdesk.person(person_id)
    if person is not None:
        runtime.live_state.mark_read(me().id, person_id, person.last_message_at)
        runtime.audit_log.note_reading(READ_TALK, person_id, me().id)


def send_answer(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Queue an answer, or put a ready answer into the text; what was typed stays when it cannot be sent."""
    _demand_person(runtime, person_id)
    form = FormData(text_of_field("text"), request.form.get("about", ""), form="answer", enclosure=read_fields())
    canned, code = runtime.helpdesk.canned, form.text.strip()
    try:
        if request.form.get("act") == "insert":
            return _insert_canned_answer(
                runtime, person_id, form, canned.get(request.form.get("canned", 0, parse_integer))
            )
        if ONLY_CODE.fullmatch(code):
            return _insert_canned_answer(runtime, person_id, replace(form, text=""), canned.find_code(code), code)
        enclosure = make_enclosure(runtime, person_id, form.enclosure)
        runtime.helpdesk.answer(
            person_id,
            form.text,
            me().id,
            code=form.about,
            newest_seen=request.form.get("seen", type=int),
            enclosure=enclosure,
        )
    except HelpdeskError as error:
        if isinstance(error, AnswerOvertaken):
            form = replace(form, newer=(inbox_texts.THEIR_ANSWER, error.text))
        status = 409 if isinstance(error, AnswerOvertaken) else 422
        return render_page(runtime, person_id, replace(form, refused=_with_file_note(str(error)))), status
    return redirect_back(person_id, "answered")


def _with_file_note(reason: str) -> str:
    """A browser does not hand a file over twice by itself."""
    file = request.files.get("file")
    return f"{reason} Tệp “{file.filename}” cần chọn lại." if file and file.filename else reason


def give_back(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Let the bot answer this person again."""
    _demand_person(runtime, person_id)
    runtime.helpdesk.give_back(person_id, me().id, runtime.live_content.content.say("person.given_back"))
    return redirect_back(person_id, "given_back")


def assign_talk(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Give what is in hand to an official, or to nobody."""
    _demand_person(runtime, person_id)
    try:
        runtime.helpdesk.assign(person_id, request.form.get("to", type=int), me().id, text_of_field("why"))
    except HelpdeskError as error:
        form_data = FormData(note=text_of_field("why"), form="assign", refused=str(error))
        return render_page(runtime, person_id, form_data), 422
    return redirect_back(person_id, "assigned")


def add_note(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Keep a note for colleagues."""
    _demand_person(runtime, person_id)
    try:
        runtime.helpdesk.notes.add_note(person_id, text_of_field("note"), me().id)
    except HelpdeskError as error:
        return render_page(
            runtime, person_id, FormData(note=text_of_field("note"), form="note", refused=str(error))
        ), 422
    return redirect_back(person_id, "noted", "ghi-chu")


def resend_message(runtime: Runtime, person_id: str, message_id: int) -> ResponseReturnValue:
    """Send a message of this talk once more, on the official's word."""
    _demand_person(runtime, person_id)
    try:
        runtime.helpdesk.resend(message_id, me().id)
    except HelpdeskError as error:
        return render_page(runtime, person_id, FormData(form="resend", refused=str(error))), 409
    return redirect_back(person_id, "resent")


def _insert_canned_answer(
    runtime: Runtime, person_id: str, form: FormData, row: CannedAnswer | None, code: str = ""
) -> ResponseReturnValue:
    """Put a ready answer behind what was typed, and what goes with it into its field. Raises HelpdeskError when it is gone."""
    if row is None:
        raise HelpdeskError(f"Không có câu mẫu mã {code}." if code else "Câu mẫu này không còn nữa. Hãy chọn câu khác.")
    person, ward = runtime.helpdesk.person(person_id), runtime.live_content.content.ward.name
    words = runtime.helpdesk.canned.fill_answer(row.id, person.name if person else None, ward)
    text = "\n".join(part for part in (form.text.rstrip(), words) if part)
    enclosure = replace(form.enclosure, enclosed=row.enclosed or form.enclosure.enclosed)
    inserted = inbox_texts.INSERTED
    return render_page(runtime, person_id, replace(form, text=text, inserted=inserted, enclosure=enclosure))


def text_of_field(field: str) -> str:
    """What a text field sent: a form sends two characters for one line break."""
    return request.form.get(field, "").replace("\r\n", "\n")


def _demand_person(runtime: Runtime, person_id: str) -> None:
    if runtime.helpdesk.person(person_id) is None:
        abort(404)


def redirect_back(person_id: str, notice: str, anchor: str = "moi-nhat") -> ResponseReturnValue:
    """Back to the talk, where `notice` is told."""
    return redirect(url_for("admin.talk", person_id=person_id, done=notice, _anchor=anchor), 303)


def _names_of_others(runtime: Runtime, person_id: str) -> list[str]:
    """Who else has this talk open; looking at it shows oneself to the others."""
    if not me().may_answer:
        return []
    runtime.helpdesk.notes.note_presence(person_id, me().id)
    zone = runtime.settings.timezone
    return [
        inbox_texts.others_here(row.name, shared_texts.clock_time(row.since, zone))
        for row in runtime.helpdesk.notes.list_viewers(person_id, me().id)
    ]


def _newest_moment(runtime: Runtime, person_id: str) -> int:
    """When something was said last (ms); 0 when nothing is kept."""
    newest = runtime.helpdesk.page(person_id, 1).lines
    return newest[0].at if newest else 0


def render_page(runtime: Runtime, person_id: str, form_data: FormData = FormData()) -> str:
    """The page of a talk, with what was typed into one of its forms."""
    person = runtime.helpdesk.person(person_id) or abort(404)
    content, now = runtime.live_content.content, runtime.clock()
    before = request.args.get("before", "")
    part = runtime.helpdesk.page(person_id, LINES, before)
    in_hand = runtime.helpdesk.in_hand(person_id)
    remaining, until = runtime.helpdesk.remaining(person), person.handed_over_until or 0
    sent_count, most = runtime.helpdesk.sent_in_window(person), runtime.settings.free_messages_warned
    return render_template(
        "admin/inbox/talk.html",
        texts=inbox_texts,
        person=person,
        form_data=form_data,
        before=before,
        older=part.older,
        about=form_data.about or request.args.get("about", ""),
        held_until=until if until > now else None,
        lines=make_bubbles(content, part.lines),
        newest=_newest_moment(runtime, person_id),
        stamp=runtime.live_state.talk_stamp(person_id, LINES),
        seen=runtime.helpdesk.newest_answer(person_id),
        items=_with_kinds(runtime, in_hand),
        finished=_with_kinds(runtime, runtime.helpdesk.finished(person_id)),
        read={row.code: read_ticket(runtime, row) for row in in_hand},
        fields=FIELDS,
        is_public=runtime.settings.shows_settled_tickets,
        due={row.code: inbox_texts.due_of(runtime, row) for row in in_hand},
        reopens_after=now - REOPEN_MS,
        takers=sorted({row.official for row in in_hand if row.official}),
        is_mine=bool(in_hand) and all(row.official_id == me().id for row in in_hand),
        answerers=runtime.helpdesk.answerers(),
        canned=runtime.helpdesk.canned.list_answers(),
        choices=list_choices(content),
        canned_text=lambda row: fill(row.text, person.name, content.ward.name),
        notes=runtime.helpdesk.notes.of_person(person_id),
        others=_names_of_others(runtime, person_id),
        window=inbox_texts.window_text(remaining, now, runtime.settings.timezone),
        is_closed_window=remaining.until is None,
        now=now,
        often=inbox_texts.frequency_note(sent_count) if most and sent_count >= most else "",
        span=shared_texts.span,
        silent_hours=HANDOVER_MS // HOUR,
        kept_days=KEEP_MS // DAY,
        done=shared_texts.DONE.get(request.args.get("done", "")) or inbox_texts.DONE.get(request.args.get("done", "")),
    )


def _with_kinds(runtime: Runtime, rows: Sequence[TicketRecord]) -> list[tuple[TicketRecord, str]]:
    return [(row, inbox_texts.kind_name(runtime.live_content.content, row.kind)) for row in rows]


ROUTES: tuple[Route, ...] = (
    Route("GET", "/inbox/<person_id>", "talk", show_talk, Rule.ANSWERS),
    Route("GET", "/inbox/<person_id>/watch", "talk_watch", watch_talk, Rule.ANSWERS),
    Route("POST", "/inbox/<person_id>/answer", "answer", send_answer, Rule.ANSWERS),
    Route("POST", "/inbox/<person_id>/give-back", "give_back", give_back, Rule.ANSWERS),
    Route("POST", "/inbox/<person_id>/assign", "assign", assign_talk, Rule.ANSWERS),
    Route("POST", "/inbox/<person_id>/note", "note", add_note, Rule.ANSWERS),
    Route("POST", "/inbox/<person_id>/resend/<int:message_id>", "talk_resend", resend_message, Rule.ANSWERS),
)
