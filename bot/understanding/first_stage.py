"""The first stage: what a message does, before what it is about.

The clauses of the whole message with their acts (acts), whether it cries for help (emergencies, danger), whether it
complains, proposes or praises (grievances). Both are weighed by what was learned from messages (act_shares).
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.understanding.act_classifier import FEEDBACK
from bot.understanding.act_shares import NOT_WEIGHED, ActShares, ActWeigher
from bot.understanding.acts import ActReader, Speech
from bot.understanding.contrast import resolve_contrast
from bot.understanding.danger import DangerSigns
from bot.understanding.emergencies import Emergencies
from bot.understanding.grievances import Grievances, Judgement
from bot.understanding.knowledge import Knowledge, Target
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
_UNLIKE_CRY, _LIKE_CRY, _CRY_BESIDE, _CRY_RATHER = 0.1, 0.12, 0.2, 0.3
"""Below this share what the rules take for a cry is none; from these on a message is one in words no rule has: as such,
and where words of it show that it is over."""
_UNLIKE_FEEDBACK, _LIKE_FEEDBACK, _RATHER_FEEDBACK = 0.1, 0.4, 0.5
"""The same for complaints, proposals and praise, and from which share on one is not a cry that is hardly likely."""
_FEWEST, _FEW, _LIKE_CRY_IN_FEW = 4, 8, 0.3
"""Fewer words are too few to tell an act by what was learned: "khỏi gửi" has no harm in it. In less than `_FEW` what no
rule takes for a cry needs a larger share: "nước máy yếu quá", "điện chập chờn quá"."""
_TINY = 4
"""Of fewer letters nothing is told but by a phrase: "a", "bn"."""
_LITERAL = 0.97
"""What was understood with this confidence is a phrase of content: no act is guessed from its words."""


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
    shares: ActShares


class FirstStage:
    """Reads what messages do. Pure; linear in the length of a message."""

    def __init__(self, knowledge: Knowledge, emergencies: Emergencies) -> None:
        self._acts, self._emergencies, self._grievances = ActReader(knowledge.lexicon), emergencies, Grievances()
        self._weigher = ActWeigher(knowledge, self._acts, emergencies.danger, self._grievances)
        self._chats = {target.intent: target.id for target in knowledge.targets if target.kind == "chat"}

    def read(self, text: str) -> MessageActs:
        """The acts of the first LONGEST characters of a message (bot.understanding.clauses)."""
        speeches = self._acts.read(text)
        judgement, signs = self._grievances.judge(speeches), self._emergencies.danger.look(speeches)
        size = sum(len(speech.clause.row.words) for speech in speeches)
        shares = self._weigher.weigh(speeches, signs, judgement) if size >= _FEWEST else NOT_WEIGHED
        alarm, is_over = self._hear_cry(signs, judgement, shares, size)
        contrast = resolve_contrast(text)
        if contrast.text != text:
            speeches = self._acts.read(contrast.text)
        return MessageActs(contrast.text, contrast.rejects_previous, speeches, alarm, is_over, judgement, shares)

    def _hear_cry(
        self, signs: DangerSigns, judgement: Judgement, shares: ActShares, size: int
    ) -> tuple[Target | None, bool]:
        """The emergency a message of `size` words cries out, and whether no phrase of it is a cry."""
        intent, is_over = signs.intent, signs.is_over
        if _is_nuisance(signs, judgement) and (intent is None or intent in _NUISANCES):
            intent, is_over = None, True
        if shares.cry is None or shares.feedback is None:
            return self._emergencies.with_intent(intent), is_over
        is_rather_feedback = shares.feedback >= _RATHER_FEEDBACK and shares.cry < _CRY_RATHER and not signs.is_pressing
        if shares.cry < _UNLIKE_CRY or is_rather_feedback:
            intent, is_over = None, True
        elif shares.cry >= _least_share(is_over, size):
            intent = intent or shares.cry_intent
        return self._emergencies.with_intent(intent), is_over

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

    def find_barred(self, acts: MessageActs) -> frozenset[str]:
        """The complaint, proposal and praise of the content when a message is unlikely to be one, whatever it names."""
        is_unlike = _is_unlike_feedback(acts)
        return frozenset(self._chats[intent] for intent in FEEDBACK if is_unlike and intent in self._chats)

    def feedback_of(self, acts: MessageActs, whole: Understanding) -> Understanding | None:
        """The complaint, proposal or praise a message is, when that outweighs what it was read as (`whole`)."""
        judgement, share = acts.judgement, acts.shares.feedback
        intent = judgement.intent if judgement.outweighs(whole) else None
        if _is_unlike_feedback(acts):
            return None
        if intent is None and share is not None and share >= _LIKE_FEEDBACK and whole.confidence < _LITERAL:
            intent = acts.shares.feedback_intent
        if intent not in self._chats:
            return None
        confidence = min(_HIGHEST, max(_LOWEST, judgement.weight / 3, share or 0.0))
        return Understanding("chat", str(intent), round(confidence, 3), topic=self._chats[str(intent)])


def _is_unlike_feedback(acts: MessageActs) -> bool:
    """Whether neither what was learned nor the grievance makes a complaint, proposal or praise of a message."""
    share = acts.shares.feedback
    if share is None:
        return len("".join(acts.text.split())) < _TINY
    return share < _UNLIKE_FEEDBACK and acts.judgement.weight < _COMPLAINED


def _least_share(is_over: bool, size: int) -> float:
    """The share from which on a message of `size` words is a cry although no rule has its words."""
    if size < _FEW:
        return _LIKE_CRY_IN_FEW
    return _CRY_BESIDE if is_over else _LIKE_CRY


def _is_nuisance(signs: DangerSigns, judgement: Judgement) -> bool:
    """Whether what sounds like an emergency has lasted and ought to be mended ("quán đốt rác, khói hoài")."""
    return judgement.lasts and judgement.weight >= _COMPLAINED and not signs.is_pressing


def _without(reading: Understanding, code: str) -> Understanding:
    """A reading that means something else than `code`: asked back among its other candidates."""
    if reading.procedure != code:
        return reading
    others = tuple(candidate for candidate in reading.candidates if candidate != code)
    return Understanding("clarify", "procedure", reading.confidence, section=reading.section, candidates=others[:3])
