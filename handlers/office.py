"""When the counter is open, where it is, whom to call. What nobody has filled in is said to be unknown."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.content.models import Office
from bot.reply import Button, Reply
from bot.router import HandlerGroup, HandlerResult, Turn
from handlers.calendar import clock_time, day_asked, name_of, time_span
from handlers.guides import show_guide
from handlers.places import place_named
from handlers.speech import (
    as_day,
    fill_text,
    guide_of,
    join_lines,
    join_paragraphs,
    make_button,
    person_button,
    source_line,
)

group = HandlerGroup("office")


@group.intent("hours")
@group.command("gio_lam_viec")
def show_hours(turn: Turn) -> Reply:
    """The day asked about, open now or not, the usual hours, and that they are not confirmed if so."""
    buttons = (make_button(turn, "address", "#dia_chi"), *_call_buttons(turn), person_button(turn))
    return Reply(join_paragraphs(day_asked(turn), now_line(turn), _usual_hours(turn), _ward_source(turn)), buttons)


@group.intent("address")
@group.command("dia_chi")
def show_address(turn: Turn) -> Reply:
    """Where the counter is; a question about another place is answered as such."""
    return place_named(turn) or show_place(turn)


def show_place(turn: Turn) -> Reply:
    """Where the counter and the police are, and which ward replaced the old one."""
    ward = turn.content.ward
    text = join_paragraphs(
        join_lines(*(_address_line(turn, office) for office in (ward.counter, ward.police))),
        _phone_lines(turn),
        fill_text(turn, ward.merger_notice),
        _ask_instead(turn, ward.counter.address),
        _ward_source(turn),
    )
    return Reply(
        text,
        (
            *_map_buttons(turn),
            *_call_buttons(turn),
            make_button(turn, "opening_hours", "#gio_lam_viec"),
            person_button(turn),
        ),
    )


@group.intent("contact")
def dealing_with_the_counter(turn: Turn) -> HandlerResult:
    """A general answer about dealing with the counter, if one matched; else whom to call."""
    entry = guide_of(turn)
    return show_guide(turn, entry) if entry is not None else show_phones(turn)


@group.intent("phone")
@group.command("dien_thoai")
def show_phones(turn: Turn) -> Reply:
    """Reply with the phone numbers to call, and their buttons."""
    text = join_paragraphs(_phone_lines(turn), _ask_instead(turn, turn.content.ward.counter.phone), _ward_source(turn))
    return Reply(text, (*_call_buttons(turn), make_button(turn, "opening_hours", "#gio_lam_viec"), person_button(turn)))


@group.intent("map")
@group.command("ban_do")
def show_map(turn: Turn) -> Reply:
    """The link to the map."""
    counter = turn.content.ward.counter
    line = turn.say("office.map", place=counter.name, map=counter.map_url) if counter.map_url else ""
    text = join_lines(
        line or turn.say("office.no_map"), _address_line(turn, counter), _ask_instead(turn, counter.map_url)
    )
    return Reply(text, (*_map_buttons(turn), person_button(turn)))


def now_line(turn: Turn) -> str:
    """One or two sentences: is the counter open at this moment, and when next."""
    state = turn.content.office_at(turn.now)
    if state.is_open and state.until is not None:
        key = "office.open_makeup" if state.makeup else "office.open"
        return turn.say(key, closes=clock_time(state.until))
    text = turn.say(f"office.{state.why}", opens=next_opening(turn), name=state.holiday or "")
    sure = state.opens_certain or state.why == "uncertain"
    return text if sure else f"{text} {turn.say('office.opens_uncertain')}"


def next_opening(turn: Turn) -> str:
    """When the counter opens next, in words."""
    return name_moment(turn, turn.content.office_at(turn.now).opens)


def name_moment(turn: Turn, moment: datetime | None) -> str:
    """A moment to come in words, its day told from today; None is not known."""
    if moment is None:
        return turn.say("office.opens_unknown")
    days = (moment.date() - turn.now.astimezone(moment.tzinfo).date()) // timedelta(days=1)
    if days == 0:
        return turn.say("office.opens_today", time=clock_time(moment))
    if days == 1:
        return turn.say("office.opens_tomorrow", time=clock_time(moment))
    return turn.say(
        "office.opens_on", time=clock_time(moment), day=name_of(turn, moment.date()), date=as_day(moment.date())
    )


def _usual_hours(turn: Turn) -> str:
    hours = turn.content.ward.hours
    usual = turn.say(
        "office.usual_hours",
        day=turn.say(f"office.weekday_{min(hours.days)}"),
        end=turn.say(f"office.weekday_{max(hours.days)}"),
        opens=time_span(hours.morning),
        closes=time_span(hours.afternoon),
    )
    saturday = turn.say("office.saturday_yes" if hours.saturday_morning else "office.saturday_no")
    confirmed = "" if hours.confirmed else turn.say("office.not_confirmed")
    return join_lines(usual, saturday, turn.say("office.police_saturday"), confirmed)


def _address_line(turn: Turn, office: Office) -> str:
    place = office.name
    if office.address is None:
        return turn.say("office.no_address", place=place)
    return turn.say("office.address", place=place, address=office.address)


def _phone_lines(turn: Turn) -> str:
    ward = turn.content.ward
    rows = [
        turn.say("office.phone", place=office.name, phone=office.phone)
        if office.phone
        else turn.say("office.no_phone", place=office.name)
        for office in (ward.counter, ward.police)
    ]
    return join_lines(turn.say("office.hotline", phone=ward.hotline) if ward.hotline else "", *rows)


def _ask_instead(turn: Turn, fact: str | None) -> str:
    return "" if fact else turn.say("office.ask_instead")


def _call_buttons(turn: Turn) -> tuple[Button, ...]:
    number = turn.content.ward.counter.phone or turn.content.ward.hotline
    return (Button(turn.say("buttons.call_number", number=number), phone=number),) if number else ()


def _map_buttons(turn: Turn) -> tuple[Button, ...]:
    url = turn.content.ward.counter.map_url
    return (Button(turn.say("buttons.map"), url=url),) if url else ()


def _ward_source(turn: Turn) -> str:
    return source_line(turn, turn.content.ward.source, turn.content.ward.checked)
