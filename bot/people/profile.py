"""One person as officials see them: the card, broadcasts stopped at their wish, and erasing with proof."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from bot.clock import Clock
from bot.messaging.window import Remaining, remaining
from bot.people import erasure
from bot.store import Store, audit, deliveries, people, personal_data, preferences, tags, tickets
from bot.store.audit import AuditLine
from bot.store.people import PersonRecord
from bot.store.preferences import chosen_topics
from bot.store.tickets import FinishedTicket, TicketInHand

ERASE = "erase_person"
STOP, ALLOW = "stop_broadcasts", "allow_broadcasts"
"""Acts in the audit."""

LONGEST_NAME = 40
ASKED_BY = {"chat": "qua tin nhắn", "phone": "qua điện thoại", "counter": "tại phường"}
"""How a person asked for a correction."""
CODE_SIZE = 4
"""An official proves to mean this person by typing so many last characters of the id: the number the pages show."""


class PersonError(Exception):
    """Why something cannot be done for a person; one Vietnamese line."""


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One person. `topics` are ids; `broadcasts` as deliveries.of_person gives them, newest first."""

    row: PersonRecord
    remaining: Remaining
    tags: list[str]
    topics: tuple[str, ...]
    broadcasts: list[deliveries.ReceivedBroadcast]
    in_hand: list[TicketInHand]
    finished: list[FinishedTicket]
    emptied: dict[str, int]
    staying: dict[str, int]


@dataclass(frozen=True, slots=True)
class Proof:
    """That a person was erased: line `number` of the audit, when and by whom, how many of each kind were emptied.

    `counts_now` is how many there are now: all 0, unless the person wrote again since.
    """

    number: int
    at: int
    official: str | None
    emptied: dict[str, int]
    counts_now: dict[str, int]
    staying: dict[str, int]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person asked to be corrected; an empty name is the platform's again, no topics are all of them."""

    name: str
    neighbourhood: str
    topics: tuple[str, ...]
    asked_by: str


def _check_name(name: str) -> str:
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME or (name and not any(char.isalpha() for char in name)):
        raise PersonError(f"Tên gọi cần có chữ cái và tới {LONGEST_NAME} ký tự.")
    return name


def _check_neighbourhood(text: str) -> str | None:
    """ "Khu phố 3" however it was typed; another name as it is; None for nothing."""
    text = " ".join(text.split())
    if len(text) > LONGEST_NAME:
        raise PersonError(f"Khu phố dài quá {LONGEST_NAME} ký tự.")
    number = re.fullmatch(r"(?:khu phố|kp)?\.? ?0*([1-9][0-9]?)", text.lower())
    return f"Khu phố {number[1]}" if number else text or None


class PersonProfiles:
    """What officials do for one person. Errors are PersonError."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def get_card(self, person_id: str) -> PersonCard | None:
        """Return everything the card shows, or None for an unknown person."""
        row = people.get(self._store, person_id)
        if row is None:
            return None
        return PersonCard(
            row,
            remaining(self._clock(), row),
            tags.of_person(self._store, person_id),
            chosen_topics(row.topics),
            deliveries.of_person(self._store, person_id, 20),
            tickets.in_hand(self._store, person_id),
            tickets.finished(self._store, person_id),
            personal_data.count_erasable(self._store, person_id),
            personal_data.count_retained(self._store, person_id),
        )

    def set_broadcasts(self, person_id: str, is_allowed: bool, official_id: int | None) -> None:
        """Stop broadcasts for the person, or allow them again, as the person asked an official."""
        now = self._clock()
        with self._store.write() as db:
            if (self._demand_person(person_id).opted_out_at is None) is not is_allowed:
                people.opt_out(db, person_id, None if is_allowed else now)
                audit.write(db, now, official_id, ALLOW if is_allowed else STOP, person_id)

    def correct(self, person_id: str, wishes: Correction, official_id: int | None) -> None:
        """Correct what is stored about the person, as they asked; the audit names the fields, never what was in them."""
        row, now = self._demand_person(person_id), self._clock()
        name, neighbourhood = _check_name(wishes.name), _check_neighbourhood(wishes.neighbourhood)
        if wishes.asked_by not in ASKED_BY:
            raise PersonError("Hãy chọn người này yêu cầu qua đâu.")
        fields = []
        with self._store.write() as db:
            if name != (row.name or ""):
                people.correct_name(db, person_id, name or None, now)
                fields.append("tên gọi")
            if neighbourhood != row.neighbourhood:
                preferences.set_neighbourhood(db, person_id, neighbourhood)
                fields.append("khu phố")
            if set(wishes.topics) != set(chosen_topics(row.topics)):
                preferences.choose_topics(db, person_id, wishes.topics)
                fields.append("chủ đề")
            if fields:
                detail = f"{', '.join(fields)}; yêu cầu {ASKED_BY[wishes.asked_by]}"
                audit.write(db, now, official_id, "correct_person", person_id, detail)

    def erase_person(self, person_id: str, id_end: str, official_id: int | None) -> int:
        """Empty what is kept about the person, at their wish; returns the number of the line in the audit that proves it.

        `typed` must be the last characters of the id, so that nobody else's data goes by a slip.
        """
        now = self._clock()
        if id_end.strip().removeprefix("…") != person_id[-CODE_SIZE:]:
            raise PersonError(f"Chưa xóa gì: {CODE_SIZE} số cuối không khớp với người này. Hãy xem lại rồi gõ lại.")
        with self._store.write() as db:
            self._demand_person(person_id)
            counts = personal_data.count_erasable(self._store, person_id)
            erasure.erase_person(db, person_id, now)
            audit.write(db, now, official_id, ERASE, person_id, json.dumps(counts))
            return int(audit.of_subject(self._store, person_id)[-1].id)

    def find_proof(self, person_id: str, number: int) -> Proof | None:
        """Return the proof that an official erased this person, or None when that audit line proves no erasure."""
        act = personal_data.act(self._store, number, ERASE, person_id)
        if act is None:
            return None
        return Proof(
            act.id,
            act.at,
            act.official,
            json.loads(act.detail),
            personal_data.count_erasable(self._store, person_id),
            personal_data.count_retained(self._store, person_id),
        )

    def list_proofs(self, person_id: str) -> list[AuditLine]:
        """Return the audit lines that prove earlier erasures of this person, newest first."""
        return [row for row in reversed(audit.of_subject(self._store, person_id)) if row.action == ERASE]

    def _demand_person(self, person_id: str) -> PersonRecord:
        row = people.get(self._store, person_id)
        if row is None:
            raise PersonError("Không còn người này.")
        return row
