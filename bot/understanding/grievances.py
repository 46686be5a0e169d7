"""Whether a message complains, proposes or praises, by what it does: a grievance and the wish that it be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.acts import Speech, SpeechAct
from bot.understanding.cues import CueTable, entries_of
from bot.understanding.grievance_words import EVERYDAY, GROUPS
from bot.understanding.result import Understanding

WEIGHTS = {
    "trouble": (1.0, 2.5),
    "place": (0.6, 1.2),
    "persists": (0.6, 1.2),
    "nobody": (1.0, 1.5),
    "reproach": (0.6, 1.2),
    "announces": (1.5, 1.5),
    "shows": (1.0, 1.0),
    "formal": (-1.4, -2.8),
}
"""What one cue of a lexicon adds to the grievance, and the most that all its cues add."""
_TROUBLES = ("trouble", "persists", "nobody", "reproach", "announces", "shows")
"""A place alone is no grievance."""
_MENDED = 1.3
"""What a wish that it be mended adds."""
_ASKED = -1.0
"""What each clause that asks takes away: who asks wants an answer."""
_ENOUGH, _DOUBTLESS = 2.0, 2.6
"""The weight from which a message is a grievance, and from which it is one whatever procedure it may name."""
_PRAISED = -1.5
"""What praise and thanks take away."""
_THINKABLE, _LIKELY = 1.0, 1.5
"""From these weights on a message is a grievance when nothing else, or nothing sure, is understood."""
_SURE, _CERTAIN = 0.75, 0.95
"""A reading with these confidences outweighs a likely grievance, and one of enough weight."""
_GUESSED = 0.2
"""Below this confidence a reading is a guess."""
_DECLINED = 0.3
"""A matter of another office, read with this confidence, is told who does it ("mất điện cả xóm")."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The intent complaint, proposal or praise, its weight, and whether it lasts: it goes on or ought to be mended."""

    intent: str
    weight: float
    lasts: bool

    def outweighs(self, reading: Understanding) -> bool:
        """Whether the message is this act rather than what its words were read as."""
        if reading.intent in (self.intent, "emergency"):
            return False
        if self.weight >= _DOUBTLESS or reading.outcome == "fallback" or reading.confidence < _GUESSED:
            return self.weight >= _THINKABLE
        if reading.outcome == "decline" and reading.confidence >= _DECLINED:
            return False
        is_sure = reading.confidence >= (_CERTAIN if self.weight >= _ENOUGH else _SURE)
        return self.weight >= _LIKELY and not is_sure


class Grievances:
    """Weighs messages by small lexicons. Pure; linear in the length of a message."""

    def __init__(self) -> None:
        self._cues = CueTable(entries_of(GROUPS, EVERYDAY))

    def judge(self, speeches: Sequence[Speech]) -> Judgement:
        """What a message does, and how much of a grievance it is."""
        counts = self._count(speeches)
        weight = self._weigh(speeches, counts)
        lasts = any(counts[name] for name in ("persists", "nobody", "asks_mend", "proposes"))
        intent = "complaint"
        if not counts["formal"] and not any(speech.act is SpeechAct.ASKS for speech in speeches):
            if counts["praises"] and (counts["deserves"] or counts["praises"] > 1):
                intent, weight = "praise", weight + 2 * counts["praises"] + counts["place"]
            elif counts["proposes"] or counts["suggests"]:
                intent = "proposal" if weight < _ENOUGH or counts["suggests"] else "complaint"
                weight += counts["proposes"] + 2 * counts["suggests"]
        return Judgement(intent, weight, lasts)

    def _weigh(self, speeches: Sequence[Speech], counts: Counter[str]) -> float:
        weight = sum(_bounded(counts[name] * one, most) for name, (one, most) in WEIGHTS.items())
        if not any(counts[name] for name in _TROUBLES):
            weight = min(weight, 0.0)
        urges = any(speech.act is SpeechAct.URGES for speech in speeches)
        weight += _MENDED * (urges or bool(counts["asks_mend"] and counts["mends"]))
        weight += _ASKED * sum(speech.act is SpeechAct.ASKS for speech in speeches)
        return weight + _PRAISED * bool(counts["praises"])

    def _count(self, speeches: Sequence[Speech]) -> Counter[str]:
        return Counter(self.groups_in([speech for speech in speeches if speech.act is not SpeechAct.GREETS]))

    def groups_in(self, speeches: Sequence[Speech]) -> list[str]:
        """The lexicons of every cue of some clauses."""
        cues = (cue for speech in speeches for cue in self._cues.find_all(speech.clause.row))
        return [group for cue in cues for group in cue.value]


def _bounded(value: float, most: float) -> float:
    return max(value, most) if most < 0 else min(value, most)
