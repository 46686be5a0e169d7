"""One person's talk: what was said, and what officials do about it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from flask import abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import words
from bot.admin import words_inbox as said
from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.admin.talks import bubbles
from bot.clock import DAY, HOUR
from bot.desk import DeskError, Overtaken
from bot.effects import HANDOVER_MS
from bot.runtime import Runtime
from bot.upkeep import KEEP_MS

LINES = 40
"""Lines of a talk on one page."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What an official has in the forms of the page, kept when something is refused.

    `refused` says why and belongs to the form `form`: answer, note, assign, resend, or the code of what was to be closed.
    """

    text: str = ""
    about: str = ""
    note: str = ""
    result: str = ""
    form: str = ""
    refused: str = ""
    inserted: str = ""


def talk(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """The newest part of a talk, or the part before `before`."""
    return _page(runtime, person_id)


def watch(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Who else is here and whether something new was said, for the page's script."""
    _known(runtime, person_id)
    return jsonify(others=_others(runtime, person_id), newest=_newest(runtime, person_id))


def answer(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Queue an answer, or put a ready answer into the text; what was typed stays when it cannot be sent."""
    _known(runtime, person_id)
    typed = Typed(_lines("text"), request.form.get("about", ""), form="answer")
    if request.form.get("act") == "insert":
        return _insert(runtime, person_id, typed)
    try:
        runtime.desk.answer(
            person_id, typed.text, me().id, code=typed.about, seen=request.form.get("seen", type=int)
        )  # fmt: skip
    except DeskError as error:
        kept = Typed(typed.text, typed.about, form="answer", refused=str(error))
        return _page(runtime, person_id, kept), 409 if isinstance(error, Overtaken) else 422
    return _back(person_id, "answered")


def give_back(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Let the bot answer this person again."""
    _known(runtime, person_id)
    runtime.desk.give_back(person_id, me().id, runtime.brain.content.say("person.given_back"))
    return _back(person_id, "given_back")


def assign(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Give what is in hand to an official, or to nobody."""
    _known(runtime, person_id)
    try:
        runtime.desk.assign(person_id, request.form.get("to", type=int), me().id)
    except DeskError as error:
        return _page(runtime, person_id, Typed(form="assign", refused=str(error))), 422
    return _back(person_id, "assigned")


def note(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Keep a note for colleagues."""
    _known(runtime, person_id)
    try:
        runtime.desk.notes.add(person_id, _lines("note"), me().id)
    except DeskError as error:
        return _page(runtime, person_id, Typed(note=_lines("note"), form="note", refused=str(error))), 422
    return _back(person_id, "noted", "ghi-chu")


def close(runtime: Runtime, code: str) -> ResponseReturnValue:
    """Close a talk or ticket and stay with its person."""
    ticket = runtime.desk.ticket(code) or abort(404)
    result = _lines("result")
    try:
        runtime.desk.close(code, me().id, result)
    except DeskError as error:
        kept = Typed(result=result, form=ticket["code"], refused=str(error))
        return _page(runtime, ticket["person_id"], kept), 422
    runtime.desk.notes.leave(ticket["person_id"], me().id)
    return _back(ticket["person_id"], "closed")


def resend(runtime: Runtime, person_id: str, message_id: int) -> ResponseReturnValue:
    """Send a message of this talk once more, on the official's word."""
    _known(runtime, person_id)
    try:
        runtime.desk.resend(message_id, me().id)
    except DeskError as error:
        return _page(runtime, person_id, Typed(form="resend", refused=str(error))), 409
    return _back(person_id, "resent")


def _insert(runtime: Runtime, person_id: str, typed: Typed) -> ResponseReturnValue:
    person, ward = runtime.desk.person(person_id), runtime.brain.content.ward.name
    try:
        words_in = runtime.desk.canned.filled(
            request.form.get("canned", 0, int), person["name"] if person else None, ward
        )
    except DeskError as error:
        return _page(runtime, person_id, Typed(typed.text, typed.about, form="answer", refused=str(error))), 422
    text = "\n".join(part for part in (typed.text.rstrip(), words_in) if part)
    return _page(runtime, person_id, Typed(text, typed.about, form="answer", inserted=said.INSERTED))


def _lines(field: str) -> str:
    """What a text field sent: a form sends two characters for one line break."""
    return request.form.get(field, "").replace("\r\n", "\n")


def _known(runtime: Runtime, person_id: str) -> None:
    if runtime.desk.person(person_id) is None:
        abort(404)


def _back(person_id: str, done: str, anchor: str = "moi-nhat") -> ResponseReturnValue:
    return redirect(url_for("admin.talk", person_id=person_id, done=done, _anchor=anchor), 303)


def _others(runtime: Runtime, person_id: str) -> list[str]:
    """Who else has this talk open; looking at it shows oneself to the others."""
    if not me().may_answer:
        return []
    runtime.desk.notes.look(person_id, me().id)
    zone = runtime.settings.timezone
    return [
        said.others_here(row["name"], words.clock_time(row["since"], zone))
        for row in runtime.desk.notes.others(person_id, me().id)
    ]


def _newest(runtime: Runtime, person_id: str) -> int:
    """When something was said last (ms); 0 when nothing is kept."""
    newest = runtime.desk.page(person_id, 1).lines
    return newest[0].at if newest else 0


def _page(runtime: Runtime, person_id: str, typed: Typed = Typed()) -> str:
    person = runtime.desk.person(person_id) or abort(404)
    content, now = runtime.brain.content, runtime.clock()
    before = request.args.get("before", "")
    shown = runtime.desk.page(person_id, LINES, before)
    in_hand = runtime.desk.in_hand(person_id)
    found, until = runtime.desk.remaining(person), person["handed_over_until"] or 0
    sent, most = runtime.desk.sent_in_window(person), runtime.settings.free_messages_warned
    return render_template(
        "admin/talk.html", said=said, person=person, typed=typed, before=before, older=shown.older,
        about=typed.about or request.args.get("about", ""),
        held_until=until if until > now else None, lines=bubbles(content, shown.lines),
        newest=_newest(runtime, person_id), seen=runtime.desk.newest_answer(person_id),
        items=_with_kinds(runtime, in_hand), finished=_with_kinds(runtime, runtime.desk.finished(person_id)),
        takers=sorted({row["official"] for row in in_hand if row["official"]}),
        is_mine=bool(in_hand) and all(row["official_id"] == me().id for row in in_hand),
        answerers=runtime.desk.answerers(), canned=runtime.desk.canned.everything(),
        notes=runtime.desk.notes.of_person(person_id), others=_others(runtime, person_id),
        window=said.window(found, now, runtime.settings.timezone), is_closed_window=found.until is None, now=now,
        often=said.often(sent) if most and sent >= most else "",
        span=words.span, silent_hours=HANDOVER_MS // HOUR, kept_days=KEEP_MS // DAY,
        done=words.DONE.get(request.args.get("done", "")) or said.DONE.get(request.args.get("done", "")),
    )  # fmt: skip


def _with_kinds(runtime: Runtime, rows: list[sqlite3.Row]) -> list[tuple[sqlite3.Row, str]]:
    return [(row, said.kind(runtime.brain.content, row["kind"])) for row in rows]


ROUTES: tuple[Route, ...] = (
    Route("GET", "/inbox/<person_id>", "talk", talk, Rule.SIGNED_IN),
    Route("GET", "/inbox/<person_id>/watch", "talk_watch", watch, Rule.ANSWERS),
    Route("POST", "/inbox/<person_id>/answer", "answer", answer, Rule.ANSWERS),
    Route("POST", "/inbox/<person_id>/give-back", "give_back", give_back, Rule.ANSWERS),
    Route("POST", "/inbox/<person_id>/assign", "assign", assign, Rule.ANSWERS),
    Route("POST", "/inbox/<person_id>/note", "note", note, Rule.ANSWERS),
    Route("POST", "/inbox/<person_id>/resend/<int:message_id>", "talk_resend", resend, Rule.ANSWERS),
    Route("POST", "/tickets/<code>/close", "close_ticket", close, Rule.ANSWERS),
)
