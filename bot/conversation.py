"""One turn of one person: claim what they sent, understand, route, and write answers and new state in one transaction."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from typing import Any

from sqlite_utils import Database

from bot.broadcasts.links import pressed
from bot.clock import HOUR, Clock, at_zone
from bot.event import MESSAGES, Event, Kind
from bot.misunderstood.noting import Heard
from bot.outbox import put_replies
from bot.reply import ChooseTopics, CountPress, Effect, Reply, SetNeighbourhood
from bot.router import Routed, Router
from bot.store import Store, people, tickets, wishes
from bot.store import inbox as events
from bot.turn import COMMAND_MARK, NewsItem, PersonFacts, State, Turn, command_in
from bot.understanding.reader import MOST_QUESTIONS, Reader
from bot.understanding.result import NOTHING, Previous, Understanding

log = logging.getLogger(__name__)

STATE_LIFETIME_MS = 2 * HOUR
"""How long a talk is remembered after its last message: long enough to fetch a paper, too short to surprise tomorrow."""

MOST_ANSWERS = 3
"""Most answers to one burst of messages, newest questions first."""

RIGHTS = frozenset({"stop_broadcasts", "my_data", "delete_my_data"})
"""What a person may ask at any time, whoever has the talk (Luật 91/2025/QH15)."""

OPENS_WINDOW = MESSAGES | {Kind.FOLLOW, Kind.OPENED_CHAT}
"""What counts as an interaction; only a message makes the free 48 hours sure (webhook_and_oauth.md 8)."""

ParseEvent = Callable[[bytes, int], Event]
ApplyEffect = Callable[[Database, Effect, str, int], None]
NoteQuestions = Callable[[Database, str, int, Sequence[Heard], int], None]


@dataclass(frozen=True, slots=True)
class Brain:
    """What answers are made from; replaced as a whole when the content changes."""

    reader: Reader
    words: Any


@dataclass(slots=True)
class _Talk:
    """One person's side of a turn while it runs."""

    person: sqlite3.Row
    state: State
    said: list[Routed]
    effects: list[Effect]
    heard: list[Heard] = field(default_factory=list)
    introduces: bool = False
    urgent: bool = False
    asked_more: bool = False
    """Whether more was asked in one message than is answered at once."""


class Conversation:
    """Runs turns. Any number of threads may call `turn`; the inbox hands one person's events to one of them."""

    def __init__(
        self, store: Store, router: Router, brain: Callable[[], Brain], parse: ParseEvent, apply: ApplyEffect,
        news: Callable[[str], Sequence[NewsItem]], button: Callable[[int, int], str | None], note: NoteQuestions, *,
        owner: str, clock: Clock, zone: tzinfo,
    ) -> None:  # fmt: skip
        self._store, self._router, self._brain, self._parse, self._apply = store, router, brain, parse, apply
        self._news, self._button, self._note = news, button, note
        self._owner, self._clock, self._zone = owner, clock, zone

    def turn(self, person_id: str) -> int:
        """Handle everything the person has waiting, as one pass; returns how many events were finished."""
        with self._store.write(durable=False) as db:  # a claim that is lost is claimed again
            rows = events.claim_person(db, person_id, self._owner)
            if rows:
                people.meet(db, person_id, self._clock())
        if not rows:
            return 0
        talk, buried = self._talk(person_id), {}
        for row in rows:
            try:
                self._hear(talk, self._parse(row["body"], row["received_at"]))
            except Exception as error:
                # Caught once, here: the person gets a kind sentence, an official sees the error, the next event goes on.
                log.exception("turn: event %s of kind %s is dead", row["id"], row["kind"])
                buried[row["id"]] = f"{type(error).__name__}: {error}"[:500]
                talk.said.append(Routed((Reply(self._brain().words.say("common.failed")),), (), solid=True))
        self._end(person_id, rows, talk, buried)
        return len(rows)

    def _end(self, person_id: str, rows: Sequence[sqlite3.Row], talk: _Talk, buried: dict[int, str]) -> None:
        """Commit the turn. If the disk refuses, the events wait again; if our own code fails, they are dead, not lost."""
        ids = [row["id"] for row in rows]
        try:
            self._commit(person_id, rows, talk, buried)
        except sqlite3.Error:
            with self._store.write() as db:
                events.put_back(db, ids, self._owner)
            raise
        except Exception as error:
            log.exception("turn: %d events are dead", len(ids))
            with self._store.write() as db:
                for event_id in ids:
                    events.bury(db, event_id, f"{type(error).__name__}: {error}"[:500], self._clock())
                put_replies(db, person_id, [Reply(self._brain().words.say("common.failed"))], self._clock())

    def _talk(self, person_id: str) -> _Talk:
        person = people.get(self._store, person_id)
        assert person is not None
        fresh = person["state"] and self._clock() - person["state_at"] < STATE_LIFETIME_MS
        state = State.from_dict(json.loads(person["state"])) if fresh else State()
        return _Talk(person=person, state=state, said=[], effects=[])

    def _hear(self, talk: _Talk, event: Event) -> None:
        """Let the router answer one event, unless an official has this person's talk."""
        if event.kind in MESSAGES or event.kind is Kind.FOLLOW:
            talk.introduces = talk.introduces or talk.person["introduced_at"] is None
        if event.kind is Kind.TEXT:
            event = self._pressed(talk, replace(event, text=_chosen(talk.state, event.text)))
        readings = self._understand(talk, event)
        talk.asked_more = talk.asked_more or len(readings) > MOST_QUESTIONS
        for found in readings[:MOST_QUESTIONS]:
            if self._is_silent(talk, event, found):
                continue
            talk.urgent = talk.urgent or _is_urgent(found)
            turn = self._turn_of(talk, event, found)
            routed = self._router.route(turn)
            talk.said.append(routed)
            talk.heard.append(Heard(event, found, routed.is_reply))
            talk.effects.extend(routed.effects)
            talk.state.choices = _choices(routed.replies) or talk.state.choices

    def _pressed(self, talk: _Talk, event: Event) -> Event:
        """A pressed button of a broadcast becomes what it says, and is counted with this turn."""
        found = pressed(event.text)
        say = self._button(*found) if found else None
        if found is None or say is None:
            return event
        day = f"{at_zone(self._clock(), self._zone):%Y-%m-%d}"
        talk.effects.append(CountPress(*found, day))
        return replace(event, text=say)

    def _understand(self, talk: _Talk, event: Event) -> list[Understanding]:
        if event.kind is not Kind.TEXT or not event.text.strip() or event.text.startswith(COMMAND_MARK):
            return [NOTHING]
        state = talk.state
        previous = Previous(procedure=state.procedure, section=state.section, topic=state.topic)
        return self._brain().reader.read_all(event.text, previous, MOST_QUESTIONS + 1) or [NOTHING]

    def _is_silent(self, talk: _Talk, event: Event, found: Understanding) -> bool:
        """While an official has the talk, only an emergency, a button, or a right of the person wakes the bot."""
        until = talk.person["handed_over_until"]
        if until is None or until <= self._clock():
            return False
        wanted = found.intent in RIGHTS or talk.state.question is not None or event.text.startswith(COMMAND_MARK)
        return not (wanted or _is_urgent(found))

    def _turn_of(self, talk: _Talk, event: Event, found: Understanding) -> Turn:
        return Turn(
            event=event,
            state=talk.state,
            words=self._brain().words,
            now=at_zone(self._clock(), self._zone),
            understanding=found,
            person=self._facts(talk),
            news=self._news,
        )

    def _facts(self, talk: _Talk) -> PersonFacts:
        """What is known of the person, with what was chosen a moment ago in the same burst."""
        person, person_id = talk.person, talk.person["id"]
        topics, neighbourhood = wishes.chosen_topics(person["topics"]), person["neighbourhood"]
        for effect in talk.effects:
            if isinstance(effect, ChooseTopics):
                topics = effect.topics
            elif isinstance(effect, SetNeighbourhood):
                neighbourhood = effect.neighbourhood
        return PersonFacts(
            name=person["name"],
            follows=None if person["follows"] is None else bool(person["follows"]),
            opted_out=person["opted_out_at"] is not None,
            introduced=person["introduced_at"] is not None,
            topics=topics,
            neighbourhood=neighbourhood,
            list_tickets=lambda: tuple(
                (row["code"], row["kind"], row["state"]) for row in tickets.of_person(self._store, person_id)
            ),
            count_kept=lambda: tuple(people.kept(self._store, person_id).items()),
        )

    def _commit(self, person_id: str, rows: Sequence[sqlite3.Row], talk: _Talk, buried: dict[int, str]) -> None:
        """Answers, state, effects and the end of the events: all or nothing, so a crash answers once or not yet."""
        now = self._clock()
        introduction, answers = self._introduction(talk), self._answers(talk)
        replies = [*answers, *introduction] if talk.urgent else [*introduction, *answers]
        # The sender's mark before its call is durable, and takes this along: nothing is sent that could be answered again.
        with self._store.write(durable=False) as db:
            if not events.finish(db, [row["id"] for row in rows], self._owner, now):
                raise RuntimeError("events of this turn were taken by another worker")
            for event_id, error in buried.items():
                events.bury(db, event_id, error, now)
            self._note_person(db, person_id, rows, talk, now)
            self._note(db, person_id, rows[0]["id"], talk.heard, now)
            for effect in talk.effects:
                self._apply(db, effect, person_id, now)
            put_replies(db, person_id, replies, now, event_id=rows[-1]["id"])

    def _introduction(self, talk: _Talk) -> tuple[Reply, ...]:
        """Who this is, once, before the first answer (personal data law: before anything is kept)."""
        if not talk.introduces or not talk.said:
            return ()
        event = Event(key="", name="", kind=Kind.TEXT, person_id=None, received_at=0, text="#gioi_thieu")
        aside = replace(talk, state=State(address=talk.state.address))  # it must not close a question just opened
        return self._router.route(self._turn_of(aside, event, NOTHING)).replies

    def _answers(self, talk: _Talk) -> list[Reply]:
        """What was chosen to be said, and that the rest must be asked again: no question is passed over in silence."""
        answers = _chosen_replies(talk.said)
        if not (talk.asked_more and answers):
            return answers
        address = talk.state.address
        said = self._brain().words.say("common.asked_more", anh_chi=address, Anh_chi=address.capitalize())
        return [*answers, Reply(said)]

    def _note_person(self, db: Database, person_id: str, rows: Iterable[sqlite3.Row], talk: _Talk, now: int) -> None:
        for row in rows:
            if row["kind"] in OPENS_WINDOW:
                people.note_interaction(db, person_id, row["received_at"], is_message=row["kind"] in MESSAGES)
            if row["kind"] in (Kind.FOLLOW, Kind.UNFOLLOW):
                people.set_follows(db, person_id, row["kind"] == Kind.FOLLOW, row["received_at"])
        if talk.introduces and talk.said:
            people.mark_introduced(db, person_id, now)
        people.save_state(db, person_id, json.dumps(talk.state.as_dict(), ensure_ascii=False), now)


def _is_urgent(found: Understanding) -> bool:
    """An emergency: its number comes before anything else, whoever has the talk."""
    return found.intent.startswith("emergency")


def _chosen(state: State, text: str) -> str:
    """The command of a pressed button, the payload behind "2" or a label typed by hand; otherwise the text itself."""
    command = command_in(text)
    if command:
        return command
    typed = " ".join(text.split()).casefold()
    if typed.isdigit() and 1 <= int(typed) <= len(state.choices):
        return state.choices[int(typed) - 1][1]
    return next((say for label, say in state.choices if label.casefold() == typed), text)


def _choices(replies: Iterable[Reply]) -> list[tuple[str, str]]:
    """What the buttons of the last reply that has some would send."""
    for reply in reversed(tuple(replies)):
        found = [(button.label, button.say) for button in reply.buttons if button.say]
        if found:
            return found
    return []


def _chosen_replies(said: Sequence[Routed]) -> list[Reply]:
    """What to say to a burst: the newest real answers, each once; small talk only when there is nothing else."""
    spoken = [routed for routed in said if routed.replies]
    solid = [routed for routed in spoken if routed.solid]
    chosen = solid[-MOST_ANSWERS:] or spoken[-1:]
    unique: dict[Reply, None] = {}
    for routed in chosen:
        unique.update(dict.fromkeys(routed.replies))
    return list(unique)
