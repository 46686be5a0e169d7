"""The first stage: what a message does, before what it is about.

The clauses of the whole message with their acts (acts), whether it cries for help (emergencies, danger), whether it
complains, proposes or praises (grievances).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.acts import ActReader, Speech
from bot.understanding.contrast import resolve_contrast
from bot.understanding.emergencies import Emergencies
from bot.understanding.grievances import Grievances, Judgement
from bot.understanding.knowledge import Lexicon, Target
from bot.understanding.result import Previous, Understanding

_ALARM = 0.97
"""The confidence of a cry for help."""
_COMPLAINED = 2.0
"""The weight of a grievance that is a complaint rather than an emergency of these kinds."""
_NUISANCES = frozenset(
    f"emergency_{kind}" for kind in ("fire", "drowning", "rescue", "accident", "disorder", "hazard", "missing")
)
_HIGHEST, _LOWEST = 0.95, 0.6
"""The confidences of a complaint, proposal or praise that is read by its act."""


@dataclass(frozen=True, slots=True)
class MessageActs:
    """What a message does, and its text without what it rules out.

    `alarm` is the emergency it cries out, `is_over` whether no phrase of it is a cry. `rejects_previous`: it begins by
    saying that the previous answer was not meant.
    """

    text: str
    rejects_previous: bool
    speeches: tuple[Speech, ...]
    alarm: Target | None
    is_over: bool
    judgement: Judgement


class FirstStage:
    """Reads what messages do. Pure; linear in the length of a message."""

    def __init__(self, lexicon: Lexicon, targets: Sequence[Target], emergencies: Emergencies) -> None:
        self._acts, self._emergencies, self._grievances = ActReader(lexicon), emergencies, Grievances()
        self._chats = {target.intent: target.id for target in targets if target.kind == "chat"}

    def read(self, text: str) -> MessageActs:
        """The acts of the first LONGEST characters of a message (bot.understanding.clauses)."""
        speeches = self._acts.read(text)
        judgement = self._grievances.judge(speeches)
        alarm, is_over = self._emergencies.find_by_meaning(speeches), self._emergencies.is_over(speeches)
        if self._is_nuisance(speeches, judgement) and (alarm is None or alarm.intent in _NUISANCES):
            alarm, is_over = None, True
        contrast = resolve_contrast(text)
        if contrast.text != text:
            speeches = self._acts.read(contrast.text)
        return MessageActs(contrast.text, contrast.rejects_previous, speeches, alarm, is_over, judgement)

    def _is_nuisance(self, speeches: Sequence[Speech], judgement: Judgement) -> bool:
        """Whether what sounds like an emergency has lasted and ought to be mended ("quán đốt rác, khói hoài")."""
        return judgement.lasts and judgement.weight >= _COMPLAINED and not self._emergencies.is_pressing(speeches)

    def alarm_of(self, acts: MessageActs) -> Understanding | None:
        """The emergency of a message as a result."""
        if acts.alarm is None:
            return None
        return Understanding("answer", acts.alarm.intent, _ALARM, topic=acts.alarm.id)

    @staticmethod
    def without_rejected(
        acts: MessageActs, readings: list[Understanding], previous: Previous | None
    ) -> list[Understanding]:
        """The readings without the procedure of the previous answer, when the message says that it was not meant."""
        code = previous.procedure if previous and acts.rejects_previous else None
        return [_without(reading, code) if code else reading for reading in readings]

    def feedback_of(self, acts: MessageActs, whole: Understanding) -> Understanding | None:
        """The complaint, proposal or praise a message is, when that outweighs what it was read as (`whole`)."""
        judgement = acts.judgement
        if judgement.intent not in self._chats or not judgement.outweighs(whole):
            return None
        confidence = min(_HIGHEST, max(_LOWEST, judgement.weight / 3))
        return Understanding("chat", judgement.intent, round(confidence, 3), topic=self._chats[judgement.intent])


def _without(reading: Understanding, code: str) -> Understanding:
    """A reading that means something else than `code`: asked back among its other candidates."""
    if reading.procedure != code:
        return reading
    others = tuple(candidate for candidate in reading.candidates if candidate != code)
    return Understanding("clarify", "procedure", reading.confidence, section=reading.section, candidates=others[:3])
