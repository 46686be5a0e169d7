"""Hộp thư: who wants an official, open tickets, and one person's talk with the means to answer."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import words
from bot.admin.access import me
from bot.admin.talks import bubbles, window_words
from bot.clock import DAY, HOUR
from bot.desk import DeskError
from bot.effects import HANDOVER_MS
from bot.runtime import Runtime
from bot.upkeep import KEEP_MS


def page(runtime: Runtime) -> ResponseReturnValue:
    """People waiting and open tickets, oldest first."""
    now = runtime.clock()
    content = runtime.brain.content
    return render_template(
        "admin/inbox.html",
        waiting=[(person, words.span(now - person.since)) for person in runtime.desk.waiting()],
        tickets=[(ticket, words.ticket_kind(content, ticket["kind"])) for ticket in runtime.desk.tickets()],
        window=words.WINDOW,
    )


def talk(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """The whole talk with one person."""
    return _talk(runtime, person_id)


def answer(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Queue an official's answer; what was typed stays when it cannot be sent."""
    typed = request.form.get("text", "").replace("\r\n", "\n")  # a form sends two characters for one line break
    _known(runtime, person_id)
    try:
        runtime.desk.answer(person_id, typed, me().id)
    except DeskError as error:
        return _talk(runtime, person_id, str(error), typed), 422
    return redirect(url_for("admin.talk", person_id=person_id, done="answered", _anchor="tra-loi"), 303)


def give_back(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Let the bot answer this person again."""
    _known(runtime, person_id)
    runtime.desk.give_back(person_id, me().id, runtime.brain.content.say("person.given_back"))
    return redirect(url_for("admin.talk", person_id=person_id, done="given_back"), 303)


def close_ticket(runtime: Runtime, code: str) -> ResponseReturnValue:
    """Close a ticket and stay with its person."""
    ticket = runtime.desk.ticket(code) or abort(404)
    runtime.desk.settle_ticket(code, me().id)
    return redirect(url_for("admin.talk", person_id=ticket["person_id"], done="ticket_closed"), 303)


def _known(runtime: Runtime, person_id: str) -> None:
    if runtime.desk.person(person_id) is None:
        abort(404)


def _talk(runtime: Runtime, person_id: str, refused: str = "", typed: str = "") -> str:
    person = runtime.desk.person(person_id) or abort(404)
    content, now = runtime.brain.content, runtime.clock()
    until = person["handed_over_until"] or 0
    return render_template(
        "admin/talk.html",
        person=person,
        held_until=until if until > now else None,
        lines=bubbles(content, runtime.desk.talk(person_id)),
        tickets=[
            (ticket, words.ticket_kind(content, ticket["kind"]))
            for ticket in runtime.desk.tickets()
            if ticket["person_id"] == person_id
        ],
        window=window_words(runtime.desk.window(person_id).value, person, now),
        silent_hours=HANDOVER_MS // HOUR,
        kept_days=KEEP_MS // DAY,
        refused=refused,
        typed=typed,
    )
