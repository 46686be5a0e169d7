"""What officials do with questions that were not understood: make them understood, or say that they need not be."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import yaml

from bot.brain import BrainKeeper
from bot.clock import Clock
from bot.content.editing import EditError, add_rows
from bot.conversation import Brain
from bot.misunderstood.effect import Effect, Effects, Known, called, leads_to
from bot.misunderstood.grouping import Group, arranged, group
from bot.misunderstood.masking import GAP, folded
from bot.store import Store, audit, misunderstood, regression
from bot.understanding.folding import fold
from bot.understanding.knowledge import Target
from bot.wording.items import Item
from bot.wording.service import Look, Wording, WordingError

MOST_ROWS = 2_000
"""The newest different questions that are grouped."""

MOST_OWN = 120
"""The installation's newest regression questions that are tried each time."""

OUTSIDE = "intents/out_of_government.yaml"
"""Where words of questions stand that no office answers."""

NEAREST = 5
"""Entries that are looked at for one question."""

PHRASE_FOLDERS = ("procedures", "postal", "online", "office", "feedback", "reform", "life_events", "other_offices")

_BEHAVIOURS = {"procedures": "answer", "other_offices": "decline", "intents": "decline"}


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry a question may belong to."""

    file: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What adding `phrases` to a file would mean. `then` says what each question of the group is taken for."""

    group: Group
    file: str
    title: str
    phrases: tuple[str, ...]
    look: Look
    effect: Effect | None
    then: tuple[tuple[str, str, bool], ...]
    """(question, what it is taken for, whether that is the entry)."""


class Misunderstood:
    """The questions, in groups, and the decisions about them."""

    def __init__(self, store: Store, wording: Wording, brain: BrainKeeper, clock: Clock) -> None:
        self._store, self._wording, self._brain, self._clock = store, wording, brain, clock
        self._effects = Effects()
        self._groups: tuple[tuple[tuple[int, int], ...], list[Group]] = ((), [])
        self._near: tuple[Brain | None, dict[str, list[Choice]]] = (None, {})

    def groups(self, state: str = "open", text: str = "", order: str = "most") -> list[Group]:
        """The groups of questions in a state; with `text`, those in which every word of it occurs."""
        rows = misunderstood.newest(self._store, state, MOST_ROWS)
        words = fold(text).split()
        found = self._grouped(rows)
        if words:
            found = [one for one in found if any(all(word in row["folded"] for word in words) for row in one.rows)]
        return arranged(found, order)

    def _grouped(self, rows: list[sqlite3.Row]) -> list[Group]:
        """The groups, made again only when a question was added, asked again or decided."""
        key = tuple((row["id"], row["count"]) for row in rows)
        if self._groups[0] != key:
            self._groups = (key, group(rows))
        return self._groups[1]

    def group(self, ids: Iterable[int]) -> Group:
        """These questions. Raises WordingError when there are none."""
        rows = misunderstood.some(self._store, ids)
        if not rows:
            raise WordingError("Các câu này không còn trong danh sách.")
        return Group(tuple(rows))

    def counts(self) -> dict[str, int]:
        """How many different questions are open, dismissed and settled."""
        return misunderstood.counts(self._store)

    def asked_since(self, since_ms: int) -> int:
        """How many different open questions were asked since a moment."""
        return misunderstood.asked_since(self._store, since_ms)

    def regression_total(self) -> int:
        """How many questions of this installation are tried with every change."""
        return regression.total(self._store)

    def candidates(self, one: Group, count: int = 5, look_at: int = 3) -> list[Choice]:
        """The entries whose words are nearest to the first `look_at` questions of a group, best first."""
        found: dict[str, Choice] = {}
        for row in one.rows[:look_at]:
            for choice in self._nearest(row["text"]):
                found.setdefault(choice.file, choice)
        return list(found.values())[:count]

    def _nearest(self, text: str) -> list[Choice]:
        """What a question is nearest to, remembered until the words change."""
        brain = self._brain()
        if self._near[0] is not brain:
            self._near = (brain, {})
        known = self._near[1]
        if text not in known:
            known[text] = [
                choice for target in brain.reader.nearest(text, NEAREST) for choice in _choice(brain, target)
            ]
        return known[text]

    def find(self, text: str, count: int = 10) -> list[Choice]:
        """Entries in which all these words occur, by title."""
        words = fold(text).split()
        rows = self._wording.items() if words else []
        fits = [item for item in rows if _takes_phrases(item) and all(word in item.words for word in words)]
        fits.sort(key=lambda item: (not all(word in fold(item.title) for word in words), fold(item.title)))
        return [Choice(item.file, item.title, item.kind) for item in fits[:count]]

    def propose(self, ids: Iterable[int], file: str, phrases: Sequence[str], *, tries: bool = True) -> Proposal:
        """What adding phrases to a file would do; `tries`: also to the questions that are known. Raises WordingError."""
        one = self.group(ids)
        new = clean_phrases(phrases)
        look = self._wording.look(file, _with_phrases(self._wording.text(file), new))
        return self._proposal(one, look, new, tries)

    def propose_new(self, ids: Iterable[int], file: str, text: str, *, tries: bool = True) -> Proposal:
        """The same for a new file. Raises WordingError."""
        look = self._wording.look(file, text)
        says = look.data.get("says") if isinstance(look.data, dict) else ()
        return self._proposal(self.group(ids), look, tuple(map(str, says or ())), tries)

    def accept(
        self, proposal: Proposal, mark: str, official_id: int | None, *, accepts: bool = False, is_new: bool = False
    ) -> None:  # fmt: skip
        """Write the phrases or the new file, and hold every question of the group to it from now on. Raises WordingError."""
        reason = f"câu chưa hiểu: {proposal.group.rows[0]['text']}"
        self._wording.save(
            proposal.file, proposal.look.text, mark, official_id, reason, kind="new" if is_new else "question", accepts=accepts
        )  # fmt: skip
        target = target_of(proposal.look)
        now = self._clock()
        with self._store.write() as db:
            for row in proposal.group.rows:
                regression.put(db, row["folded"], row["text"], _behaviour(proposal.file), target, official_id, now)
            misunderstood.decide(db, proposal.group.ids, "settled", official_id, now, target)
            audit.write(db, now, official_id, "question_settled", target, f"{len(proposal.group.rows)}")

    def dismiss(self, ids: Iterable[int], official_id: int | None) -> int:
        """Need not be understood; asked again, they stay dismissed. Returns how many."""
        return self._decide(ids, "dismissed", official_id)

    def reopen(self, ids: Iterable[int], official_id: int | None) -> int:
        """Back into the list. Returns how many."""
        return self._decide(ids, "open", official_id)

    def _decide(self, ids: Iterable[int], state: str, official_id: int | None) -> int:
        found, now = list(ids), self._clock()
        with self._store.write() as db:
            count = misunderstood.decide(db, found, state, official_id, now)
            audit.write(db, now, official_id, f"question_{state}", str(min(found, default=0)), str(count))
        return count

    def _proposal(self, one: Group, look: Look, phrases: tuple[str, ...], tries: bool) -> Proposal:
        title = (
            str(look.data.get("title") or look.data.get("intent") or look.file) if isinstance(look.data, dict) else ""
        )
        if look.brain is None:
            return Proposal(one, look.file, title, phrases, look, None, ())
        reader, words = look.brain.reader, look.brain.words
        is_right = leads_to(target_of(look))
        readings = [(row["text"], reader.read(row["text"])) for row in one.rows]
        then = tuple((text, called(found, words), is_right(found)) for text, found in readings)
        effect = self._effects.of(self._brain(), look.brain, self._own(), phrases) if tries else None
        return Proposal(one, look.file, title, phrases, look, effect, then)

    def _own(self) -> list[Known]:
        return [Known(row["question"], leads_to(row["target"])) for row in regression.newest(self._store, MOST_OWN)]


def _choice(brain: Brain, target: Target) -> Iterator[Choice]:
    words = brain.words
    entry = words.procedure(target.id) or words.topics.get(target.id) or words.life_events.get(target.id)
    if entry is not None:
        yield Choice(entry.origin.file, entry.title, target.kind)


def target_of(look: Look) -> str:
    """What a question must lead to so that this file answers it: a code, an id or an intent."""
    data = look.data if isinstance(look.data, dict) else {}
    return str(next((data[key] for key in ("code", "id", "intent") if data.get(key)), ""))


def clean_phrases(phrases: Iterable[str]) -> tuple[str, ...]:
    """As phrases stand in files: small letters, no signs at the end, nothing taken out in between."""
    found = (re.sub(rf"[{GAP}{{}}\"]", " ", phrase).lower() for phrase in phrases)
    rows = (" ".join(phrase.split()).strip(" .,!?:;-") for phrase in found)
    unique = {folded(row): row for row in rows if row}
    return tuple(unique.values())


def _with_phrases(text: str, phrases: Sequence[str]) -> str:
    if not phrases:
        raise WordingError("Chưa chọn câu nào để dạy trợ lý.")
    try:
        return add_rows(text, "says", phrases)
    except (EditError, yaml.YAMLError) as error:
        raise WordingError(f"Không thêm được câu vào tệp này: {error}") from None


def _takes_phrases(item: Item) -> bool:
    return item.file.partition("/")[0] in PHRASE_FOLDERS


def _behaviour(file: str) -> str:
    return _BEHAVIOURS.get(file.partition("/")[0], "guide")
