"""What a message is weighed by when its act is learned: its words, the lexicons it touches, the acts of its clauses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from math import sqrt

from bot.understanding.acts import Speech, SpeechAct
from bot.understanding.danger import DangerSigns
from bot.understanding.grievances import Grievances, Judgement

Features = dict[str, float]
"""The features of a message by name, each with its value."""

_WORDS, _GROUP, _AGAIN, _PAIR = 1.5, 0.6, 0.4, 0.35
"""The value all words have together (the more they are, the less each), of a lexicon, of its second word, of two."""
_ACT, _RULE, _SIGN = 0.6, 1.0, 0.5
_WEIGHT, _LEAST, _MOST = 0.4, -2.0, 4.0
"""The value of a point of grievance, and between which points it counts."""
_GRIEVED = 2.0
"""From this weight of a grievance on it is a feature of its own."""
_LONGEST, _STEP = 6, 5
"""Lengths are told apart by steps of so many words, up to so many steps."""


def features_of(
    speeches: Sequence[Speech], signs: DangerSigns, judgement: Judgement, grievances: Grievances
) -> Features:
    """The features of a message from its clauses and what the rules found in them; linear in its length."""
    speaking = [speech for speech in speeches if speech.act is not SpeechAct.GREETS]
    features = dict(_word_features(speaking or speeches))
    features |= _group_features("danger", [group for row in signs.rows for cue in row for group in cue.value])
    features |= _group_features("grievance", grievances.groups_in(speaking))
    features |= {f"both {one} {other}": _PAIR for one, other in _pairs_of(signs)}
    features |= _act_features(speaking)
    features |= _rule_features(signs, judgement)
    length = sum(len(speech.clause.row.words) for speech in speeches)
    return features | {f"length {min(_LONGEST, length // _STEP)}": _WEIGHT}


def _word_features(speeches: Sequence[Speech]) -> Iterator[tuple[str, float]]:
    names: set[str] = set()
    for speech in speeches:
        words = ("^", *speech.clause.row.words, "$")
        names.update(words[1:-1])
        names.update(f"{one} {then}" for one, then in pairwise(words))
    value = _WORDS / sqrt(len(names) or 1)
    return ((name, value) for name in sorted(names))


def _group_features(kind: str, groups: Sequence[str]) -> Features:
    counts = Counter(groups)
    once = {f"{kind}: {group}": _GROUP for group in counts}
    return once | {f"{kind} again: {group}": _AGAIN for group, count in counts.items() if count > 1}


def _pairs_of(signs: DangerSigns) -> Iterator[tuple[str, str]]:
    """The lexicons of danger that occur together in a clause."""
    for row in signs.rows:
        yield from combinations(sorted({group for cue in row for group in cue.value}), 2)


def _act_features(speeches: Sequence[Speech]) -> Features:
    acts = [speech.act.value for speech in speeches]
    if not acts:
        return {}
    every = acts[0] if len(set(acts)) == 1 else "mixed"
    return {f"act {act}": _ACT for act in acts} | {f"last {acts[-1]}": _ACT, f"all {every}": _SIGN}


def _rule_features(signs: DangerSigns, judgement: Judgement) -> Features:
    weight = max(_LEAST, min(_MOST, judgement.weight))
    features = {"weight": _WEIGHT * weight, f"judged {judgement.intent}": _WEIGHT}
    flags = {
        "rule": signs.intent is not None,
        "over": signs.is_over,
        "pressing": signs.is_pressing,
        "grieved": judgement.weight >= _GRIEVED,
        "lasts": judgement.lasts,
    }
    features |= {name: _ACT for name, holds in flags.items() if holds}
    return features | ({f"rule {signs.intent}": _RULE} if signs.intent else {})
