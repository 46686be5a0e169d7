"""What handlers may know about the person they answer, read when a turn needs it, and what a turn says about them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import tzinfo

from bot.clock import at_zone
from bot.conversation import handover
from bot.conversation.talk import Talk
from bot.event import MESSAGES, Kind
from bot.reply import ChooseTopics, Effect, OptIn, OptOut, SetNeighbourhood
from bot.store import Store, Transaction, people, preferences, tickets
from bot.store.people import PersonRecord
from bot.store.tickets import TicketSummary
from bot.turn import REOPEN_MS, REPORTS, PersonFacts

OPENS_WINDOW = MESSAGES | {Kind.FOLLOW, Kind.OPENED_CHAT}
"""Kinds of events that count as an interaction (docs/zalo/webhook-and-oauth.md 8)."""


def facts_of(store: Store, person: PersonRecord, effects: Sequence[Effect], now_ms: int, zone: tzinfo) -> PersonFacts:
    """What is known of `person`, with what was chosen a moment ago (`effects`) in the same burst."""
    topics, neighbourhood = preferences.chosen_topics(person.topics), person.neighbourhood
    stopped = person.opted_out_at
    for effect in effects:
        if isinstance(effect, OptIn | OptOut):
            stopped = now_ms if isinstance(effect, OptOut) else None
        elif isinstance(effect, ChooseTopics):
            topics = effect.topics
        elif isinstance(effect, SetNeighbourhood):
            neighbourhood = effect.neighbourhood
    midnight = int(at_zone(now_ms, zone).replace(hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)
    return PersonFacts(
        name=person.name,
        follows=None if person.follows is None else bool(person.follows),
        opted_out=stopped is not None,
        opted_out_since=None if stopped is None else at_zone(stopped, zone),
        with_official=handover.is_held(person, effects, now_ms),
        introduced=person.introduced_at is not None,
        topics=topics,
        neighbourhood=neighbourhood,
        list_tickets=lambda: tuple((row.code, row.kind, row.state) for row in tickets.of_person(store, person.id)),
        count_reports=lambda: sum(
            row.created_at >= midnight and row.kind in REPORTS for row in tickets.of_person(store, person.id)
        ),
        list_reopenable=lambda: _reopenable(tickets.of_person(store, person.id), now_ms),
        count_data=lambda: tuple(people.kept(store, person.id).items()),
    )


def _reopenable(rows: Sequence[TicketSummary], now_ms: int) -> tuple[str, ...]:
    """Codes of reports that were closed a short while ago; none while the newest report is open."""
    reports = [row for row in rows if row.kind in REPORTS]
    if not reports or reports[0].state != "closed":
        return ()
    fresh = (row for row in reports if row.state == "closed" and row.ended == "closed" and row.settled_at is not None)
    return tuple(row.code for row in fresh if now_ms - (row.settled_at or 0) <= REOPEN_MS)


def note_person(db: Transaction, person_id: str, talk: Talk, now: int) -> None:
    """Write down what the events of a turn say about the person, and the state of the talk."""
    for event in talk.events:
        if event.kind in OPENS_WINDOW:
            people.note_interaction(db, person_id, event.happened_at, is_message=event.kind in MESSAGES)
        if event.kind in (Kind.FOLLOW, Kind.UNFOLLOW):
            people.set_follows(db, person_id, event.kind is Kind.FOLLOW, event.happened_at)
    if talk.introduces and talk.answers:
        people.mark_introduced(db, person_id, now)
    people.save_state(db, person_id, json.dumps(talk.state.as_dict(), ensure_ascii=False), now)
