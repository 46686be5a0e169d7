"""Writing down, in the transaction of a turn, how often what is asked and what was not understood. Nobody's id is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from sqlite_utils import Database

from bot.clock import HOUR, at_zone
from bot.event import Event, Kind
from bot.misunderstood.masking import folded, masked
from bot.store import Store, inbox, misunderstood, questions
from bot.turn import COMMAND_MARK, command_in
from bot.understanding.folding import fold
from bot.understanding.result import Understanding

UNSURE = {"answer": 0.6, "decline": 0.6, "clarify": 0.45, "chat": 0.4}
"""Less sure than this, an answer is worth an official's look: about one of twenty questions."""

FEWEST_LETTERS = 4
"""Shorter messages ("a", "??") teach nothing."""

WRONG = frozenset(
    {
        "khong dung", "sai roi", "khong phai vay", "khong phai cai do", "tra loi sai", "tra loi khong dung", "khong dung y",
        "khong phai", "sai", "nham roi", "tra loi nham", "khong dung cau hoi", "khong phai viec nay", "hoi mot dang tra loi mot neo",
    }
)  # fmt: skip
"""A message of only these words says that the answer before it was wrong."""

UNHAPPY = frozenset({":-((", ":-h"})
"""Reactions that say the same: crying and angry (Zalo has no thumb down; messages.md)."""

BELONGS_TO_ANSWER_MS = HOUR
"""A verdict later than this is about something else."""

PRIVATE_INTENTS = frozenset(
    {"complaint", "proposal", "insult", "rating", "praise", "my_data", "delete_my_data", "talk_to_a_person"}
)
"""Talk about people and oneself: never kept as a question."""

_COURTESIES = ("da ", "uhm ", "u ", "ui ", "oi ", "ban ")
_ENDINGS = (" a", " oi", " ban", " ban oi", " nha", " nhe", " em", " em oi", " ma", " luon")


@dataclass(frozen=True, slots=True)
class Heard:
    """One event of a turn and what was understood; `is_reply` when it answered a question of ours."""

    event: Event
    found: Understanding
    is_reply: bool = False


class Noting:
    """Counts and keeps; called in the turn's own transaction."""

    def __init__(
        self, store: Store, parse: Callable[[bytes, int], Event], read: Callable[[str], Understanding],
        places: Callable[[], Iterable[str]], zone: tzinfo,
    ) -> None:  # fmt: skip
        self._store, self._parse, self._read, self._places, self._zone = store, parse, read, places, zone

    def __call__(self, db: Database, person_id: str, first_row: int, heard: Sequence[Heard], now_ms: int) -> None:
        """Note what one turn heard. `first_row` is the turn's first event, to find the question before it."""
        if not heard:
            return
        day = f"{at_zone(now_ms, self._zone):%Y-%m-%d}"
        earlier: str | None = None
        for one in heard:
            if is_verdict(one):
                self._note_verdict(db, earlier or self._question_before(person_id, first_row, now_ms), day, now_ms)
            elif is_question(one):
                earlier = one.event.text
                questions.count(db, day, one.found.outcome, one.found.intent, one.found.procedure)
                reason = reason_of(one.found)
                if reason:
                    self._keep(db, one.event.text, reason, one.found, now_ms)

    def _note_verdict(self, db: Database, text: str | None, day: str, now_ms: int) -> None:
        """An answer was called wrong: its question is what matters."""
        if text is None:
            return
        found = self._read(text)
        questions.count(db, day, questions.THUMBS_DOWN, found.intent, found.procedure)
        if not _is_private(found) and found.outcome != "chat":
            self._keep(db, text, "thumbs_down", found, now_ms)

    def _keep(self, db: Database, text: str, reason: str, found: Understanding, now_ms: int) -> None:
        plain = masked(text, self._places())
        key = folded(plain)
        if len(key) >= FEWEST_LETTERS:
            misunderstood.note(db, key, plain, reason, found.outcome, found.intent, found.procedure, now_ms)

    def _question_before(self, person_id: str, first_row: int, now_ms: int) -> str | None:
        """What the person asked last; None when that was a button, long ago, or nothing."""
        for row in reversed(inbox.of_person(self._store, person_id, limit=3, before=first_row)):
            text = self._text_of(row)
            if text:
                return text if now_ms - row["received_at"] < BELONGS_TO_ANSWER_MS and command_in(text) is None else None
        return None

    def _text_of(self, row: sqlite3.Row) -> str:
        return self._parse(row["body"], row["received_at"]).text if row["kind"] == Kind.TEXT else ""


def is_question(one: Heard) -> bool:
    """Whether it is typed, asks something, and did not answer a question of ours."""
    text = one.event.text.strip()
    return one.event.kind is Kind.TEXT and bool(text) and not text.startswith(COMMAND_MARK) and not one.is_reply


def is_verdict(one: Heard) -> bool:
    """Whether it says that the answer before it was wrong."""
    if one.event.kind is Kind.REACTION:
        return one.event.details.get("icon") in UNHAPPY
    return is_question(one) and _bare_words(one.event.text) in WRONG


def reason_of(found: Understanding) -> str | None:
    """Why an official should look at this question; None when there is no reason."""
    if _is_private(found):
        return None
    if found.outcome == "fallback":
        return "fallback"
    return "unsure" if found.confidence < UNSURE.get(found.outcome, 0.0) else None


def _is_private(found: Understanding) -> bool:
    return found.intent in PRIVATE_INTENTS or found.intent.startswith("emergency")


def _bare_words(text: str) -> str:
    words = fold(text).strip(" .!?,")
    for start in _COURTESIES:
        words = words.removeprefix(start)
    for end in sorted(_ENDINGS, key=len, reverse=True):
        words = words.removesuffix(end)
    return words
