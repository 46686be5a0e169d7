"""When the counter is open, where it is, whom to call. What nobody has filled in is said to be unknown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.reply import Button, Reply
from bot.router import Said, Topic, Turn
from handlers.calendar import clock, day_asked, name_of, span
from handlers.guides import show
from handlers.places import place_named
from handlers.speech import as_day, button, fill, guide_of, lines, paragraphs, person_button, source_line

topic = Topic("office")


@topic.intent("hours")
@topic.command("gio_lam_viec")
def hours(turn: Turn) -> Reply:
    """The day asked about, open now or not, the usual hours, and that they are not confirmed if so."""
    buttons = (button(turn, "address", "#dia_chi"), *_call(turn), person_button(turn))
    return Reply(paragraphs(day_asked(turn), now_line(turn), _usual(turn), _source(turn)), buttons)


@topic.intent("address")
@topic.command("dia_chi")
def address(turn: Turn) -> Reply:
    """Where the counter is; a question about another place is answered as such."""
    return place_named(turn) or place(turn)


def place(turn: Turn) -> Reply:
    """Where the counter and the police are, and what became of the old ward."""
    ward = turn.words.ward
    text = paragraphs(
        lines(*(_address_line(turn, office) for office in (ward.counter, ward.police))),
        _phones(turn),
        fill(turn, ward.merger_notice),
        _help(turn, ward.counter.address),
        _source(turn),
    )
    return Reply(text, (*_map(turn), *_call(turn), button(turn, "opening_hours", "#gio_lam_viec"), person_button(turn)))


@topic.intent("contact")
def dealing_with_the_counter(turn: Turn) -> Said:
    """A general answer about dealing with the counter, if one matched; else whom to call."""
    entry = guide_of(turn)
    return show(turn, entry) if entry is not None else phone(turn)


@topic.intent("phone")
@topic.command("dien_thoai")
def phone(turn: Turn) -> Reply:
    """Whom to call."""
    text = paragraphs(_phones(turn), _help(turn, turn.words.ward.counter.phone), _source(turn))
    return Reply(text, (*_call(turn), button(turn, "opening_hours", "#gio_lam_viec"), person_button(turn)))


@topic.intent("map")
@topic.command("ban_do")
def directions(turn: Turn) -> Reply:
    """The link to the map."""
    counter = turn.words.ward.counter
    line = turn.say("office.map", place=counter.name, map=counter.map_url) if counter.map_url else ""
    text = lines(line or turn.say("office.no_map"), _address_line(turn, counter), _help(turn, counter.map_url))
    return Reply(text, (*_map(turn), person_button(turn)))


def now_line(turn: Turn) -> str:
    """One or two sentences: is the counter open at this moment, and when next."""
    state = turn.words.office_at(turn.now)
    if state.is_open:
        key = "office.open_makeup" if state.makeup else "office.open"
        return turn.say(key, closes=clock(state.until))
    said = turn.say(f"office.{state.why}", opens=opens(turn), name=state.holiday or "")
    sure = state.opens_certain or state.why == "uncertain"
    return said if sure else f"{said} {turn.say('office.opens_uncertain')}"


def opens(turn: Turn) -> str:
    """When the counter opens next, in words."""
    moment = turn.words.office_at(turn.now).opens
    if moment is None:
        return turn.say("office.opens_unknown")
    days = (moment.date() - turn.now.astimezone(moment.tzinfo).date()) // timedelta(days=1)
    if days == 0:
        return turn.say("office.opens_today", time=clock(moment))
    if days == 1:
        return turn.say("office.opens_tomorrow", time=clock(moment))
    return turn.say("office.opens_on", time=clock(moment), day=name_of(turn, moment.date()), date=as_day(moment.date()))


def _usual(turn: Turn) -> str:
    found = turn.words.ward.hours
    usual = turn.say(
        "office.usual_hours",
        day=turn.say(f"office.weekday_{min(found.days)}"),
        end=turn.say(f"office.weekday_{max(found.days)}"),
        opens=span(found.morning),
        closes=span(found.afternoon),
    )
    saturday = turn.say("office.saturday_yes" if found.saturday_morning else "office.saturday_no")
    confirmed = "" if found.confirmed else turn.say("office.not_confirmed")
    return lines(usual, saturday, turn.say("office.police_saturday"), confirmed)


def _address_line(turn: Turn, office: Any) -> str:
    place = office.name
    if office.address is None:
        return turn.say("office.no_address", place=place)
    return turn.say("office.address", place=place, address=office.address)


def _phones(turn: Turn) -> str:
    ward = turn.words.ward
    rows = [
        turn.say("office.phone", place=office.name, phone=office.phone)
        if office.phone
        else turn.say("office.no_phone", place=office.name)
        for office in (ward.counter, ward.police)
    ]
    return lines(turn.say("office.hotline", phone=ward.hotline) if ward.hotline else "", *rows)


def _help(turn: Turn, known: str | None) -> str:
    return "" if known else turn.say("office.ask_instead")


def _call(turn: Turn) -> tuple[Button, ...]:
    number = turn.words.ward.counter.phone or turn.words.ward.hotline
    return (Button(turn.say("buttons.call_number", number=number), phone=number),) if number else ()


def _map(turn: Turn) -> tuple[Button, ...]:
    url = turn.words.ward.counter.map_url
    return (Button(turn.say("buttons.map"), url=url),) if url else ()


def _source(turn: Turn) -> str:
    return source_line(turn, turn.words.ward.source, turn.words.ward.checked)
