"""Whether a message is a cry for help, by meaning: a harm, who or what it befalls, and that it happens now.

The rules name lexicons of bot.understanding.danger_words. What is over, what is about papers and what is only spoken of
is no cry for help; a child who is beaten is, whenever it happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.understanding.acts import Speech
from bot.understanding.cues import Cue, CueTable, Groups, WordRow, entries_of
from bot.understanding.danger_words import EVERYDAY, GROUPS

_REACH = 9
"""The words of one rule stand within so many words."""
_REACH_BARE = 5
"""The same in a message without accents, in which many words look alike."""


@dataclass(frozen=True, slots=True)
class DangerRule:
    """An emergency intent and the lexicons that must occur near each other; `without` names those that must not.

    `lasting`: neither time past nor a wish for separation makes it harmless (violence against a child).
    """

    intent: str
    needs: tuple[str, ...]
    without: tuple[str, ...] = ()
    lasting: bool = False


RULES = (
    DangerRule("emergency_child", ("molests", "child"), lasting=True),
    DangerRule("emergency_child", ("attacks", "child"), lasting=True),
    DangerRule("emergency_child", ("attacks", "parent"), lasting=True),
    DangerRule("emergency_child", ("child_beaten",), lasting=True),
    DangerRule("emergency_child", ("neglects", "child"), lasting=True),
    DangerRule("emergency_child", ("child_lost",)),
    DangerRule("emergency_child", ("missing", "child")),
    DangerRule("emergency_child", ("left", "newborn")),
    DangerRule("emergency_suicide", ("suicide",)),
    DangerRule("emergency_suicide", ("wants_death", "person")),
    DangerRule("emergency_suicide", ("wants_death", "despair")),
    DangerRule("emergency_suicide", ("farewell", "means")),
    DangerRule("emergency_accident", ("drinks", "poison")),
    DangerRule("emergency_accident", ("animal", "bites")),
    DangerRule("emergency_accident", ("chokes", "choked")),
    DangerRule("emergency_fire", ("blaze",)),
    DangerRule("emergency_fire", ("burns", "thing")),
    DangerRule("emergency_fire", ("burns", "inside")),
    DangerRule("emergency_fire", ("smoke", "inside")),
    DangerRule("emergency_fire", ("gas", "leaks")),
    DangerRule("emergency_disorder", ("corpse", "corpse_seen")),
    DangerRule("emergency_hazard", ("wire", "wire_harm")),
    DangerRule("emergency_hazard", ("explosive",)),
    DangerRule("emergency_hazard", ("chemical", "spills")),
    DangerRule("emergency_rescue", ("breakdown", "sea"), ("object",)),
    DangerRule("emergency_rescue", ("lost_contact", "vessel")),
    DangerRule("emergency_rescue", ("lost_contact", "sea"), ("object",)),
    DangerRule("emergency_drowning", ("drowning",)),
    DangerRule("emergency_drowning", ("falls", "water"), ("object",)),
    DangerRule("emergency_drowning", ("falls_in",), ("object",)),
    DangerRule("emergency_drowning", ("sinks", "vessel")),
    DangerRule("emergency_drowning", ("swept",), ("object",)),
    DangerRule("emergency_rescue", ("flood", "deep"), ("shallow",)),
    DangerRule("emergency_rescue", ("stuck", "trap")),
    DangerRule("emergency_rescue", ("collapses", "person")),
    DangerRule("emergency_rescue", ("collapses", "thing")),
    DangerRule("emergency_violence", ("molests", "person")),
    DangerRule("emergency_violence", ("attacks", "person")),
    DangerRule("emergency_violence", ("attack",)),
    DangerRule("emergency_missing", ("missing", "person")),
    DangerRule("emergency_accident", ("medical",)),
    DangerRule("emergency_accident", ("symptom", "symptom")),
    DangerRule("emergency_accident", ("cry",)),
)
"""Of several rules that hold, the first decides."""

_OVER = frozenset({"past", "paperwork", "hypothetical", "legal_wish", "gratitude"})
_NO_PHRASE = _OVER | {"harmless", "number_asked", "object", "shallow"}
"""With these a phrase that officials wrote is no cry for help; the rules see more and judge for themselves."""
_LASTS = frozenset({"paperwork", "hypothetical", "gratitude"})
_ON_PAPER = frozenset({"paperwork", "hypothetical", "legal_wish"})


@dataclass(frozen=True, slots=True)
class DangerSigns:
    """What the rules and lexicons find in a message.

    `rows` are the cues of each clause, `intent` the emergency the message is about, if any. `is_over`: words of it show
    that no phrase is a cry: the past, papers, things, figures of speech. `is_pressing`: it cries for help or says that
    it happens now.
    """

    rows: tuple[tuple[Cue[Groups], ...], ...]
    intent: str | None
    is_over: bool
    is_pressing: bool


class Danger:
    """Finds cries for help by the rules above. Pure; linear in the length of a message."""

    def __init__(self, rules: Sequence[DangerRule] = RULES) -> None:
        self._rules = rules
        self._cues = CueTable(entries_of(GROUPS, EVERYDAY))

    def look(self, speeches: Sequence[Speech]) -> DangerSigns:
        """What a message shows of danger."""
        rows = tuple(tuple(self._cues.find_all(speech.clause.row)) for speech in speeches)
        groups = frozenset(group for row in rows for cue in row for group in cue.value)
        numbers = [
            number
            for speech, row in zip(speeches, rows, strict=True)
            for number in self._rules_of(speech.clause.row, row, groups)
        ]
        cries = "cry" in groups and groups.isdisjoint(_ON_PAPER)  # "chưa có khai sinh, cứu em với" begs for a paper
        return DangerSigns(
            rows=rows,
            intent=self._rules[min(numbers)].intent if numbers else None,
            is_over=not groups.isdisjoint(_NO_PHRASE) and not cries and "now" not in groups,
            is_pressing=not groups.isdisjoint(("cry", "now")),
        )

    def _rules_of(self, row: WordRow, cues: Sequence[Cue[Groups]], groups: Groups) -> Iterator[int]:
        """The number of the first rule that holds in a clause."""
        reach = _REACH if row.careful else _REACH_BARE
        present = frozenset(group for cue in cues for group in cue.value)
        for number, rule in enumerate(self._rules):
            if rule.needs[0] in present and not _is_over(rule, cues, groups) and _holds(rule, cues, reach):
                yield number
                return


def _is_over(rule: DangerRule, cues: Sequence[Cue[Groups]], groups: Groups) -> bool:
    """Whether the message tells of the past, asks for papers, thanks, or speaks of people in general."""
    if "generic" in groups and "number_asked" in groups:
        return True
    masks = groups & (_LASTS if rule.lasting else _OVER)
    if masks.isdisjoint(_ON_PAPER):
        return bool(masks) and ("now" not in groups or "gratitude" in masks)
    is_cried = "cry" in groups and rule.needs[0] != "cry"
    return not is_cried and not _is_happening(rule, cues)


def _is_happening(rule: DangerRule, cues: Sequence[Cue[Groups]]) -> bool:
    """Whether "đang" or the like stands directly before the harm."""
    if any({"now", rule.needs[0]} <= cue.value for cue in cues):
        return True
    pairs = pairwise(cues)
    return any("now" in cue.value and rule.needs[0] in then.value and then.start <= cue.end + 1 for cue, then in pairs)


def _holds(rule: DangerRule, cues: Sequence[Cue[Groups]], reach: int) -> bool:
    """Whether the lexicons of a rule occur within `reach` words, by different words, and none that excludes it."""
    anchor, *others = rule.needs
    for place, cue in enumerate(cues):
        if anchor in cue.value:
            present = frozenset(group for other in _near(cues, place, reach) for group in other.value)
            if present.issuperset(others) and present.isdisjoint(rule.without):
                return True
    return False


def _near(cues: Sequence[Cue[Groups]], place: int, reach: int) -> Iterator[Cue[Groups]]:
    """The other cues within `reach` words of the one at `place`."""
    cue = cues[place]
    for other in cues[max(0, place - reach) : place + reach + 1]:
        if other is not cue and other.start - cue.end <= reach and cue.start - other.end <= reach:
            yield other
