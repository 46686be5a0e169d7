"""One person as officials see them: the card, broadcasts stopped at their wish, and erasing with proof."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from bot.answering.windows import Remaining, remaining
from bot.clock import Clock
from bot.effects import erase_person
from bot.store import Store, audit, deliveries, people, person_facts, tags, tickets
from bot.store.wishes import chosen_topics

ERASE = "erase_person"
STOP, ALLOW = "stop_broadcasts", "allow_broadcasts"
"""Acts in the audit."""

CODE_SIZE = 4
"""An official proves to mean this person by typing so many last characters of the id: the number the pages show."""


class PersonError(Exception):
    """What cannot be done for a person; one Vietnamese line."""


@dataclass(frozen=True, slots=True)
class Card:
    """One person. `topics` are ids; `broadcasts` as deliveries.of_person gives them, newest first."""

    row: sqlite3.Row
    remaining: Remaining
    tags: list[str]
    topics: tuple[str, ...]
    broadcasts: list[sqlite3.Row]
    in_hand: list[sqlite3.Row]
    finished: list[sqlite3.Row]
    emptied: dict[str, int]
    staying: dict[str, int]


@dataclass(frozen=True, slots=True)
class Proof:
    """That a person was erased: line `number` of the audit, when and by whom, how many of each kind were emptied.

    `left` is how many there are now: all 0, unless the person wrote again since.
    """

    number: int
    at: int
    official: str | None
    emptied: dict[str, int]
    left: dict[str, int]
    staying: dict[str, int]


class PersonRecords:
    """What officials do for one person. Errors are PersonError."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def card(self, person_id: str) -> Card | None:
        """Everything the card shows, or None for somebody unknown."""
        row = people.get(self._store, person_id)
        if row is None:
            return None
        return Card(
            row, remaining(self._clock(), row), tags.of_person(self._store, person_id), chosen_topics(row["topics"]),
            deliveries.of_person(self._store, person_id, 20), tickets.in_hand(self._store, person_id),
            tickets.finished(self._store, person_id), person_facts.emptied(self._store, person_id),
            person_facts.staying(self._store, person_id),
        )  # fmt: skip

    def set_broadcasts(self, person_id: str, wanted: bool, official_id: int | None) -> None:
        """The person asked an official for no more broadcasts, or for them to come again."""
        now = self._clock()
        with self._store.write() as db:
            if (self._known(person_id)["opted_out_at"] is None) is not wanted:
                people.opt_out(db, person_id, None if wanted else now)
                audit.write(db, now, official_id, ALLOW if wanted else STOP, person_id)

    def erase(self, person_id: str, typed: str, official_id: int | None) -> int:
        """Empty what is kept about the person, at their wish; returns the number of the line in the audit that proves it.

        `typed` must be the last characters of the id, so that nobody else's data goes by a slip.
        """
        now = self._clock()
        if typed.strip().removeprefix("…") != person_id[-CODE_SIZE:]:
            raise PersonError(f"Chưa xóa gì: {CODE_SIZE} số cuối không khớp với người này. Hãy xem lại rồi gõ lại.")
        with self._store.write() as db:
            self._known(person_id)
            counts = person_facts.emptied(self._store, person_id)
            erase_person(db, person_id, now)
            audit.write(db, now, official_id, ERASE, person_id, json.dumps(counts))
            return int(audit.of_subject(self._store, person_id)[-1]["id"])

    def proof(self, person_id: str, number: int) -> Proof | None:
        """The proof that an official erased this person, or None when that line says no such thing."""
        act = person_facts.act(self._store, number, ERASE, person_id)
        if act is None:
            return None
        return Proof(
            act["id"], act["at"], act["official"], json.loads(act["detail"]), person_facts.emptied(self._store, person_id),
            person_facts.staying(self._store, person_id),
        )  # fmt: skip

    def proofs(self, person_id: str) -> list[sqlite3.Row]:
        """The lines of the audit that prove earlier erasings of this person, newest first."""
        return [row for row in reversed(audit.of_subject(self._store, person_id)) if row["action"] == ERASE]

    def _known(self, person_id: str) -> sqlite3.Row:
        row = people.get(self._store, person_id)
        if row is None:
            raise PersonError("Không còn người này.")
        return row
