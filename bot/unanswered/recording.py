"""Counts questions and keeps those that were not understood, in the transaction of the turn; no person's id is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo

from bot.clock import HOUR, at_zone
from bot.content.snapshot import ContentSnapshot
from bot.event import Event, Kind
from bot.messaging.button_presses import command_of
from bot.store import Store, Transaction, inbox, questions, unanswered
from bot.store.inbox import TalkEvent
from bot.turn import COMMAND_MARK, HeardQuestion
from bot.unanswered.masking import mask_question, question_key
from bot.understanding.folding import fold
from bot.understanding.result import Understanding

UNSURE = {"answer": 0.6, "decline": 0.6, "clarify": 0.45, "chat": 0.4}
"""The least confidence by outcome; less confident answers (about 5 %) are kept for an official's review."""

FEWEST_LETTERS = 4
"""Shorter messages ("a", "??") are not kept."""

WRONG = frozenset(
    {
        "khong dung",
        "sai roi",
        "khong phai vay",
        "khong phai cai do",
        "tra loi sai",
        "tra loi khong dung",
        "khong dung y",
        "khong phai",
        "sai",
        "nham roi",
        "tra loi nham",
        "khong dung cau hoi",
        "khong phai viec nay",
        "hoi mot dang tra loi mot neo",
    }
)
"""A message of only these words says that the answer before it was wrong."""

UNHAPPY = frozenset({":-((", ":-h"})
"""Reactions that say the same: crying and angry (Zalo has no thumb down; docs/zalo/platform.md 4)."""

BELONGS_TO_ANSWER_MS = HOUR
"""A later verdict is not about the question before it."""

PRIVATE_INTENTS = frozenset(
    {"complaint", "proposal", "insult", "rating", "praise", "my_data", "delete_my_data", "talk_to_a_person"}
)
"""Intents with personal content: never kept as a question."""

_COURTESIES = ("da ", "uhm ", "u ", "ui ", "oi ", "ban ")
_ENDINGS = (" a", " oi", " ban", " ban oi", " nha", " nhe", " em", " em oi", " ma", " luon")


class QuestionRecorder:
    """Counts and keeps the questions of a turn; called in the turn's own transaction."""

    def __init__(
        self,
        store: Store,
        parse: Callable[[bytes, int], Event],
        live_content: Callable[[], ContentSnapshot],
        zone: tzinfo,
    ) -> None:
        self._store, self._parse, self._live_content, self._zone = store, parse, live_content, zone

    def __call__(
        self, db: Transaction, person_id: str, first_row: int, heard_questions: Sequence[HeardQuestion], now_ms: int
    ) -> None:
        """Record the questions of one turn. `first_row` is the turn's first event, to find the question before it."""
        if not heard_questions:
            return
        day = f"{at_zone(now_ms, self._zone):%Y-%m-%d}"
        earlier: str | None = None
        for one in heard_questions:
            if is_verdict(one):
                self._record_verdict(db, earlier or self._question_before(person_id, first_row, now_ms), day, now_ms)
            elif is_question(one):
                earlier = one.event.text
                questions.count_question(
                    db, day, one.understanding.outcome, one.understanding.intent, one.understanding.procedure
                )
                reason = reason_of(one.understanding)
                if reason:
                    self._save_question(db, one.event.text, reason, one.understanding, now_ms)

    def _record_verdict(self, db: Transaction, text: str | None, day: str, now_ms: int) -> None:
        """Count and keep the question whose answer was called wrong; None is no question."""
        if text is None:
            return
        understanding = self._live_content().reader.read(text)
        questions.count_question(db, day, questions.THUMBS_DOWN, understanding.intent, understanding.procedure)
        if not _is_private(understanding) and understanding.outcome != "chat":
            self._save_question(db, text, "thumbs_down", understanding, now_ms)

    def _save_question(
        self, db: Transaction, text: str, reason: str, understanding: Understanding, now_ms: int
    ) -> None:
        plain = mask_question(text, self._place_names())
        key = question_key(plain)
        if len(key) >= FEWEST_LETTERS:
            outcome, intent, procedure = understanding.outcome, understanding.intent, understanding.procedure
            unanswered.add_question(db, key, plain, reason, outcome, intent, procedure, now_ms)

    def _place_names(self) -> tuple[str, ...]:
        """Names of the ward and of what it was before, which say nothing about a person."""
        ward = self._live_content().content.ward
        return (ward.name, ward.province, ward.old_province, ward.old_city, *ward.old_names)

    def _question_before(self, person_id: str, first_row: int, now_ms: int) -> str | None:
        """The last typed question of the person; None when it was a button, too long ago, or there is none."""
        for row in reversed(inbox.of_person(self._store, person_id, limit=3, before=first_row)):
            text = self._text_of(row)
            if text:
                is_recent = now_ms - row.received_at < BELONGS_TO_ANSWER_MS
                return text if is_recent and command_of(self._store, person_id, text) is None else None
        return None

    def _text_of(self, event: TalkEvent) -> str:
        return self._parse(event.body, event.received_at).text if event.kind == Kind.TEXT else ""


def is_question(one: HeardQuestion) -> bool:
    """Whether the message was typed, is no command, and does not answer a question of the bot."""
    text = one.event.text.strip()
    return one.event.kind is Kind.TEXT and bool(text) and not text.startswith(COMMAND_MARK) and not one.is_reply


def is_verdict(one: HeardQuestion) -> bool:
    """Whether the message or reaction says that the answer before it was wrong."""
    if one.event.kind is Kind.REACTION:
        return one.event.details.get("icon") in UNHAPPY
    return is_question(one) and _bare_words(one.event.text) in WRONG


def reason_of(understanding: Understanding) -> str | None:
    """Why an official should look at this question; None when there is no reason."""
    if _is_private(understanding):
        return None
    if understanding.outcome == "fallback":
        return "fallback"
    return "unsure" if understanding.confidence < UNSURE.get(understanding.outcome, 0.0) else None


def _is_private(understanding: Understanding) -> bool:
    return understanding.intent in PRIVATE_INTENTS or understanding.intent.startswith("emergency")


def _bare_words(text: str) -> str:
    words = fold(text).strip(" .!?,")
    for start in _COURTESIES:
        words = words.removeprefix(start)
    for end in sorted(_ENDINGS, key=len, reverse=True):
        words = words.removesuffix(end)
    return words
