"""One turn of one person: claim their events, understand, route, and write answers and new state in one transaction."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import tzinfo

from bot.clock import HOUR, Clock, at_zone
from bot.content.snapshot import ContentSnapshot
from bot.conversation import handover, pace
from bot.conversation.bubbles import as_text, cut_text, is_bubble, join_bubbles
from bot.conversation.person_facts import facts_of, note_person
from bot.conversation.quoting import recall_quoted
from bot.conversation.talk import Talk, choices_of, choose_replies, has_draft, is_urgent, resolve_choice
from bot.event import MESSAGES, Event, Kind
from bot.messaging.attempts import CalmAfterStart, check_attempts, describe_error
from bot.messaging.button_presses import command_of, is_number, word_buttons
from bot.messaging.outbox import put_replies
from bot.people.follow_order import Follows
from bot.reply import AnswerMeanwhile, CountPress, Effect, Reply
from bot.router import Routed, Router
from bot.store import DatabaseError, Store, Transaction, inbox, people
from bot.store.database import is_disk_trouble
from bot.store.inbox import ClaimedEvent
from bot.turn import COMMAND_MARK, ConversationState, DeskDuty, HeardQuestion, NewsItem, Turn, command_in, press_in
from bot.understanding.clauses import LONGEST
from bot.understanding.clear_words import NOTICES, command_for_number, words_for_number
from bot.understanding.reader import MOST_QUESTIONS
from bot.understanding.result import NOTHING, Previous, Understanding

log = logging.getLogger(__name__)

STATE_LIFETIME_MS = 2 * HOUR
"""How long the state of a talk is kept after its last message: time enough to fetch a paper, gone the next day."""

RIGHTS = frozenset({"stop_broadcasts", "my_data", "delete_my_data", NOTICES, *handover.WAYS_BACK})
"""Intents that are answered at any time, even while an official has the talk (Luật 91/2025/QH15)."""

RIGHTFUL = 0.9
"""Least confidence with which such an intent is answered; below it the message is for the official."""

ApplyEffect = Callable[[Transaction, Effect, str, int], None]
NoteQuestions = Callable[[Transaction, str, int, Sequence[HeardQuestion], int], None]


class Conversation:
    """Runs turns. Any number of threads may call `take_turn`; the inbox hands one person's events to one of them."""

    def __init__(
        self,
        store: Store,
        router: Router,
        live_content: Callable[[], ContentSnapshot],
        read_event: Callable[[ClaimedEvent], Event],
        apply: ApplyEffect,
        news: Callable[[str], Sequence[NewsItem]],
        button: Callable[[int, int], str | None],
        note: NoteQuestions,
        announce: Callable[[], None],
        *,
        owner: str,
        clock: Clock,
        zone: tzinfo,
        site: str = "",
        duty: Callable[[], DeskDuty] = DeskDuty,
    ) -> None:
        """`announce` is called when a turn has put its answers in the outbox; `site` and `duty` are as in Turn."""
        self._store, self._router, self._live_content = store, router, live_content
        self._read_event, self._apply, self._announce = read_event, apply, announce
        self._news, self._button, self._note = news, button, note
        self._owner, self._clock, self._zone, self._site, self._duty = owner, clock, zone, site, duty
        self._is_calm = CalmAfterStart()

    def take_turn(self, person_id: str) -> int:
        """Handle everything the person has waiting, as one pass; returns how many events were finished."""
        with self._store.write(durable=False) as db:  # a claim that is lost is claimed again
            burst = inbox.claim_person(db, person_id, self._owner, takes_suspects=self._is_calm())
            if burst:
                people.ensure_person(db, person_id, self._clock())
        if not burst:
            return 0
        try:
            self._answer_burst(person_id, burst)
        except DatabaseError as error:  # a disk that refuses is no fault of the events: they wait for it
            self._put_back(burst, is_attempt=not is_disk_trouble(error))
            raise
        except Exception as error:
            self._give_up(person_id, burst, error)
        self._announce()
        return len(burst)

    def _answer_burst(self, person_id: str, burst: Sequence[ClaimedEvent]) -> None:
        """Answer the events one after the other, then commit the answers and their effects."""
        talk, failures = self._begin_talk(person_id), dict[int, str]()
        for claimed in (*burst, None):
            try:
                self._hear_next(talk, self._receive(talk, claimed) if claimed else None)
            except DatabaseError:
                raise
            except Exception as error:
                # Caught here only: the person gets an apology, an official sees the error, the next event goes on.
                dead = claimed or burst[-1]
                log.exception("turn: event %s of kind %s is dead", dead.id, dead.kind)
                failures[dead.id] = describe_error(error)
                talk.answers.append(Routed((self._make_apology(),), (), solid=True))
        self._commit(person_id, burst, talk, failures)

    def _receive(self, talk: Talk, claimed: ClaimedEvent) -> Event | None:
        """The event as it was sent; None when it is old news."""
        talk.events.append(Event(claimed.key, claimed.name, Kind(claimed.kind), None, claimed.received_at))
        check_attempts(claimed.attempts)
        event = talk.events[-1] = self._read_event(claimed)
        return as_text(event) if talk.follows.is_news(event) else None

    def _hear_next(self, talk: Talk, event: Event | None) -> None:
        """Plain words wait for those that follow, to be read as one message; anything else, or the end, ends it."""
        if event and is_bubble(event, talk.state, self._live_content()):
            talk.bubbles.append(event)
            return
        bubbles, talk.bubbles = talk.bubbles, []
        try:
            if bubbles:
                self._hear_event(talk, join_bubbles(bubbles))
        finally:
            if event:
                self._hear_event(talk, event)

    def _give_up(self, person_id: str, burst: Sequence[ClaimedEvent], error: Exception) -> None:
        """Our own code failed: of several events each is tried alone; a single one is marked failed, and kept."""
        if len(burst) > 1:
            log.exception("turn: %d events could not be handled together", len(burst))
            self._put_back(burst, is_attempt=True)
            return
        log.exception("turn: event %s of kind %s is dead", burst[0].id, burst[0].kind)
        with self._store.write() as db:
            inbox.mark_failed(db, burst[0].id, describe_error(error), self._clock())
            put_replies(db, person_id, [self._make_apology()], self._clock())

    def _put_back(self, burst: Sequence[ClaimedEvent], *, is_attempt: bool) -> None:
        with self._store.write() as db:
            inbox.put_back(db, [claimed.id for claimed in burst], self._owner, is_attempt=is_attempt)

    def _make_apology(self) -> Reply:
        return Reply(self._live_content().content.say("common.failed"))

    def _begin_talk(self, person_id: str) -> Talk:
        person = people.get(self._store, person_id)
        assert person is not None
        is_fresh = self._clock() - (person.state_at or 0) < STATE_LIFETIME_MS
        state = (
            ConversationState.from_dict(json.loads(person.state)) if person.state and is_fresh else ConversationState()
        )
        follows = Follows(bool(person.follows), person.follows_at or 0)
        recent = pace.count_recent_answers(self._store, person_id, self._clock())
        return Talk(person=person, state=state, answers=[], effects=[], follows=follows, recent_answers=recent)

    def _hear_event(self, talk: Talk, event: Event) -> None:
        """Let the router answer one event, unless an official has this person's talk."""
        if event.kind in MESSAGES or event.kind is Kind.FOLLOW:
            talk.introduces = talk.introduces or talk.person.introduced_at is None
        if event.kind is Kind.TEXT:
            talk.is_cut = talk.is_cut or len(event.text) > LONGEST
            event = cut_text(event)
            recall_quoted(self._store, talk.person.id, event, talk.state)
            command = command_of(self._store, talk.person.id, event.text)
            text = self._resolve_press(talk, event, command) if command else resolve_choice(talk.state, event.text)
            event = replace(event, text=text)
        event, readings = self._resume_offer(talk, event, self._read_questions(talk, event))
        talk.asked_more = talk.asked_more or len(readings) > MOST_QUESTIONS
        for understanding in readings[:MOST_QUESTIONS]:
            if pace.is_passed_over(talk, event, understanding, RIGHTS):
                continue
            if self._is_silent(talk, event, understanding):
                if not handover.may_offer(self._store, talk.person.id, understanding, self._clock()):
                    continue
                understanding = handover.OFFER
            talk.urgent = talk.urgent or is_urgent(understanding)
            turn = self._make_turn(talk, event, understanding)
            routed = self._router.route(turn)
            talk.answers.append(routed)
            talk.questions.append(HeardQuestion(event, understanding, routed.is_reply))
            talk.effects.extend(routed.effects)
            talk.state.choices = choices_of(routed.replies) or talk.state.choices

    def _resolve_press(self, talk: Talk, event: Event, command: str) -> str:
        """The text a press with this command stands for: a button of a broadcast becomes what it says, and is counted.

        A typed number never has a side effect: then it stands for a safer command or only for itself, uncounted.
        """
        press = press_in(command)
        say = (self._button(*press) if press else None) or command
        if is_number(event.text):
            safe = self._find_safe_text(talk, event, say, None if press else talk.state.question)
            if safe != say:
                return safe or event.text
        if press and say != command:
            day = f"{at_zone(self._clock(), self._zone):%Y-%m-%d}"
            talk.effects.append(CountPress(*press, day))
        return say

    def _find_safe_text(self, talk: Talk, event: Event, say: str, question: str | None) -> str | None:
        """`say`, or what a typed number may stand for instead; None when it stands for nothing."""
        command = command_in(say)
        if command is None:
            return words_for_number(say, self._read_questions(talk, replace(event, text=say)))
        return say if command_for_number(command, question) == command else command_for_number(command, question)

    def _read_questions(self, talk: Talk, event: Event) -> list[Understanding]:
        if event.kind is not Kind.TEXT or not event.text.strip() or event.text.startswith(COMMAND_MARK):
            return [NOTHING]
        state = talk.state
        previous = Previous(procedure=state.procedure, section=state.section, topic=state.topic)
        live_content = self._live_content()
        readings = live_content.reader.read_all(event.text, previous, MOST_QUESTIONS + 1) or [NOTHING]
        return live_content.clear.settle(
            event.text, readings, live_content.reader.read_all, state.question, has_draft=has_draft(state)
        )

    def _resume_offer(
        self, talk: Talk, event: Event, readings: list[Understanding]
    ) -> tuple[Event, list[Understanding]]:
        """The event and readings to answer; after an accepted offer to answer, those of the earlier question."""
        if talk.state.question != handover.QUESTION or not handover.is_held(talk.person, talk.effects, self._clock()):
            return event, readings
        question = handover.question_taken_up(event.text, readings[0], talk.state.question_data)
        if question is None:
            talk.state.question = handover.QUESTION if readings[0].intent == "no" else None
            return event, readings
        talk.state.question, talk.state.question_data = None, {}
        talk.effects.append(AnswerMeanwhile())
        talk.answers.append(Routed((Reply(self._say_to(talk, "person.meanwhile")),), (), solid=True))
        event = replace(event, text=question)
        return event, self._read_questions(talk, event)

    def _is_silent(self, talk: Talk, event: Event, understanding: Understanding) -> bool:
        """Whether the bot is silent: an official has the talk, and it is no emergency, button or right."""
        if not handover.is_held(talk.person, talk.effects, self._clock()):
            return False
        is_right = understanding.intent in RIGHTS and understanding.confidence >= RIGHTFUL
        is_wanted = is_right or talk.state.question is not None or event.text.startswith(COMMAND_MARK)
        return not (is_wanted or is_urgent(understanding))

    def _make_turn(self, talk: Talk, event: Event, understanding: Understanding) -> Turn:
        return Turn(
            event=event,
            state=talk.state,
            content=self._live_content().content,
            now=at_zone(self._clock(), self._zone),
            understanding=understanding,
            person=facts_of(self._store, talk.person, talk.effects, self._clock(), self._zone),
            news=self._news,
            site=self._site,
            duty=self._duty,
        )

    def _commit(self, person_id: str, burst: Sequence[ClaimedEvent], talk: Talk, failures: dict[int, str]) -> None:
        """Write answers, state, effects and the end of the events at once, so that a crash never answers twice."""
        now = self._clock()
        introduction, answers = self._make_introduction(talk), self._collect_replies(talk)
        replies = [*answers, *introduction] if talk.urgent else [*introduction, *answers]
        replies = word_buttons(replies, self._live_content().content)
        # The sender's durable mark before its call makes this durable too: nothing is sent and then answered again.
        with self._store.write(durable=False) as db:
            if not inbox.mark_done(db, [claimed.id for claimed in burst], self._owner, now):
                raise RuntimeError("events of this turn were taken by another worker")
            for event_id, error in failures.items():
                inbox.mark_failed(db, event_id, error, now)
            note_person(db, person_id, talk, now)
            self._note(db, person_id, burst[0].id, talk.questions, now)
            for effect in talk.effects:
                self._apply(db, effect, person_id, now)
            put_replies(db, person_id, replies, now, event_id=burst[-1].id)

    def _make_introduction(self, talk: Talk) -> tuple[Reply, ...]:
        """The introduction of the assistant, once, before the first answer (required by the data protection law)."""
        if not talk.introduces or not talk.answers:
            return ()
        event = Event(key="", name="", kind=Kind.TEXT, person_id=None, received_at=0, text="#gioi_thieu")
        aside = replace(
            talk, state=ConversationState(address=talk.state.address)
        )  # it must not close a question just opened
        return self._router.route(self._make_turn(aside, event, NOTHING)).replies

    def _collect_replies(self, talk: Talk) -> list[Reply]:
        """The chosen replies; a further one says that the rest must be asked again, when too much was asked at once."""
        replies = choose_replies(talk.answers)
        if pace.needs_word(talk):
            replies.append(Reply(self._say_to(talk, "common.too_fast")))
        remarks = [key for key, holds in (("common.asked_more", talk.asked_more), ("common.cut", talk.is_cut)) if holds]
        return [*replies, *(Reply(self._say_to(talk, key)) for key in remarks)] if replies else replies

    def _say_to(self, talk: Talk, key: str) -> str:
        """A sentence of content/ with this person's form of address."""
        address = talk.state.address
        return str(self._live_content().content.say(key, anh_chi=address, Anh_chi=address.capitalize()))
