"""What must hold at every moment of every history, read from the phones and from the tables."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.clock import DAY
from bot.lib import personal_words
from bot.runtime import Runtime
from bot.simulator import Simulator
from bot.store.deliveries import EVERYONE
from bot.zalo.limits import VIETNAM

NUMBERED = re.compile(r"Tin (\d+): ")
"""Every text that an official writes begins with a number of its own."""

ENDED = ("sent", "delivered", "seen", "failed", "unknown", "expired", "cancelled", "left_out")
SIX_DAYS_MS = 6 * DAY
REACHED = ("sent", "delivered", "seen")

Key = tuple[int, str]
"""(the text's number, the person)."""


def number_of(text: str) -> int | None:
    """Which text of an official this is; None for a reply."""
    match = NUMBERED.match(text)
    return int(match[1]) if match else None


def as_shown(kind: str, message: Mapping[str, Any]) -> str:
    """What a phone shows of an approved message, its personal words still open."""
    match kind:
        case "article":
            return str(message["title"])
        case "promotion":
            return f"{message['title']}\n{message['text']}"
    return str(message["text"])


def words(message: Any) -> str:
    """The words of a bubble; those of an article are its title."""
    return str(message.text or next((element["title"] for element in message.elements if "title" in element), ""))


class PhoneScreens:
    """What the phones show."""

    def __init__(self, zalo: Simulator, people: list[str]) -> None:
        self._zalo, self._people = zalo.zalo, people

    def bubbles(self) -> list[tuple[int, str, Any]]:
        """(number, person, message) of every broadcast on every phone."""
        with self._zalo.lock:
            talks = [(person, message) for person in self._people for message in self._zalo.talks.messages_with(person)]
        bubbles = [(number_of(words(message)), person, message) for person, message in talks if message.who == "oa"]
        return [(number, person, message) for number, person, message in bubbles if number is not None]

    def shown(self) -> Counter[Key]:
        """How often each person got each text."""
        return Counter((number, person) for number, person, _ in self.bubbles())

    def promotions(self) -> int:
        """How many bubbles came by the promotion path."""
        return sum(message.via == "promotion" for _, _, message in self.bubbles())

    def all_from_oa(self) -> int:
        """Every bubble of the OA, replies too."""
        with self._zalo.lock:
            return sum(
                message.who == "oa" for person in self._people for message in self._zalo.talks.messages_with(person)
            )

    def from_oa(self) -> Counter[str]:
        """How many bubbles of the OA each phone shows, replies too."""
        with self._zalo.lock:
            return Counter(
                {
                    person: sum(message.who == "oa" for message in self._zalo.talks.messages_with(person))
                    for person in self._people
                }
            )


def marked(runtime: Runtime) -> Counter[str]:
    """How many calls to each person the tables know of, however they ended: each is marked there before it is made.

    One that spreads an article goes to everybody.
    """
    counts = runtime.store.rows("SELECT person_id, sum(attempts) AS calls FROM outbox GROUP BY person_id")
    calls = Counter({row["person_id"]: row["calls"] for row in counts})
    people = [row["id"] for row in runtime.store.rows("SELECT id FROM people")]
    return calls + Counter(dict.fromkeys(people, calls[EVERYONE]))


def rows(runtime: Runtime) -> list[dict[str, Any]]:
    """Every delivery with its broadcast and how many messages of it are open in the outbox."""
    delivery_rows = runtime.store.rows(
        "SELECT d.*, b.frozen, b.state AS broadcast_state, b.kind,"
        " (SELECT count(*) FROM outbox AS o WHERE o.delivery_id = d.id AND o.state = 'queued') AS queued,"
        " (SELECT count(*) FROM outbox AS o WHERE o.delivery_id = d.id AND o.state = 'sending') AS calling"
        " FROM deliveries AS d JOIN broadcasts AS b ON b.id = d.broadcast_id"
    )
    return [dict(row) | {"number": number_of(json.loads(row["frozen"])["text"])} for row in delivery_rows]


def sure_and_possible(
    delivery_rows: list[dict[str, Any]], everybody: Iterable[str]
) -> tuple[Counter[Key], Counter[Key]]:
    """How often each person surely got each text, and how often at most, as the tables say.

    Whom an article reached is for Zalo to say: each follower at most once for each call, and nobody surely.
    """
    sure: Counter[Key] = Counter()
    possible: Counter[Key] = Counter()
    for row in delivery_rows:
        is_possible = row["state"] in (*REACHED, "unknown") or row["calling"] > 0
        if row["person_id"] == EVERYONE:
            possible.update({(row["number"], person): int(is_possible) for person in everybody})
            continue
        key = (row["number"], row["person_id"])
        sure[key] += row["state"] in REACHED
        possible[key] += is_possible
    return sure, possible


def check_phones(
    phones: PhoneScreens,
    runtime: Runtime,
    approved: Mapping[int, str],
    names: Mapping[str, str],
    forgotten: Counter[Key],
) -> None:
    """Phones and rows tell the same: nobody twice, nothing that was not approved, nothing in quiet hours.

    `forgotten` counts what was shown after the copy was made from which this database was restored.
    """
    sure, _ = sure_and_possible(rows(runtime), names)  # before the phones, and what is possible after them: calls go on
    shown_counts = phones.shown()
    _, possible = sure_and_possible(rows(runtime), names)
    for key in shown_counts.keys() | sure.keys():
        newly_shown = shown_counts[key] - forgotten[key]
        assert sure[key] <= newly_shown <= possible[key], (
            f"{key}: shown {newly_shown}, sent {sure[key]}, at most {possible[key]}"
        )
    ward = runtime.live_content.content.ward.name
    for number, person, message in phones.bubbles():
        assert number in approved, f"text {number} was never approved"
        assert words(message) == personal_words.fill(approved[number], names[person], ward)
        assert 7 <= datetime.fromtimestamp(message.at / 1000, VIETNAM).hour < 21, f"text {number} in quiet hours"


def check_caps(phones: PhoneScreens, cap: int) -> None:
    """Nobody got more than `cap` broadcasts in a week; the week is taken a day short, for a call may come late."""
    messages_by_person: dict[str, list[Any]] = {}
    for _, person, message in phones.bubbles():
        before = [other for other in messages_by_person.setdefault(person, []) if other.at >= message.at - SIX_DAYS_MS]
        assert len(before) < cap or message.via == "broadcast", f"{person} got more than {cap} in a week"
        messages_by_person[person].append(message)


def check_tables(runtime: Runtime) -> None:
    """Every person's row fits its message and its broadcast, and the figures equal the rows."""
    counted: dict[int, Counter[str]] = {}
    for row in rows(runtime):
        counted.setdefault(row["broadcast_id"], Counter())[row["state"]] += 1
        open_messages = row["queued"] + row["calling"]
        assert open_messages == (1 if row["state"] == "queued" else 0), f"an open message does not fit: {row}"
        assert row["outcome"] or row["state"] in ("waiting", "queued"), f"not named: {row}"
        assert (row["state"] == "unknown") == (row["outcome"] == "unknown"), f"not named unknown: {row}"
        if row["broadcast_state"] in ("paused", "stopped"):
            assert not row["queued"], f"may still leave though it was interrupted: {row}"
        if row["broadcast_state"] in ("sent", "stopped", "expired"):
            assert row["state"] != "waiting", f"waits for ever: {row}"
    for broadcast_id, states in counted.items():
        counts = runtime.broadcasts.results.counts(broadcast_id)
        assert counts.by_state == dict(states) and counts.total == states.total()


def check_end(runtime: Runtime, always_following: set[str]) -> None:
    """When all has settled: every row has ended, and nobody who should have it is without a row."""
    delivery_rows = rows(runtime)
    assert all(row["state"] in ENDED for row in delivery_rows), [
        row for row in delivery_rows if row["state"] not in ENDED
    ]
    for sent in runtime.store.rows(
        "SELECT * FROM broadcasts WHERE state = 'sent' AND role != 'series' AND is_spread = 1 AND reason IS NOT 'late'"
    ):
        if sent["kind"] == "article":
            assert [row["person_id"] for row in delivery_rows if row["broadcast_id"] == sent["id"]] == [EVERYONE]
            continue
        missing = always_following - {row["person_id"] for row in delivery_rows if row["broadcast_id"] == sent["id"]}
        assert not missing, f"broadcast {sent['id']} lost {missing}"
