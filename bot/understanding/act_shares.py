"""Learns what messages do from all the knowledge has, and says how likely a message does it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.understanding.act_classifier import FEEDBACK, OTHER, ActClassifier
from bot.understanding.act_features import Features, features_of
from bot.understanding.acts import ActReader, Speech
from bot.understanding.danger import Danger, DangerSigns
from bot.understanding.folding import bare
from bot.understanding.grievances import Grievances, Judgement
from bot.understanding.knowledge import Knowledge, Target

_ALL_OF, _EVERY = ("guide", "chat", "emergency"), 3
"""Kinds of targets all of whose phrases are learned from; of the others every third is."""


@dataclass(frozen=True, slots=True)
class ActShares:
    """How likely (0..1) a message cries for help and gives feedback, and the likeliest intent of each.

    Where nothing was learned, or a message is too short, both are None.
    """

    cry: float | None
    cry_intent: str | None
    feedback: float | None
    feedback_intent: str | None


NOT_WEIGHED = ActShares(None, None, None, None)


class ActWeigher:
    """Weighs messages by what they do; it learns when it is made, in about a second."""

    def __init__(self, knowledge: Knowledge, acts: ActReader, danger: Danger, grievances: Grievances) -> None:
        self._grievances = grievances

        def read(text: str) -> Features:
            speeches = acts.read(text)
            return features_of(speeches, danger.look(speeches), grievances.judge(speeches), grievances)

        has_messages = bool(knowledge.lexicon.acts)
        self._classifier = ActClassifier((act, read(text)) for act, text in _examples_of(knowledge) if has_messages)

    def weigh(self, speeches: Sequence[Speech], signs: DangerSigns, judgement: Judgement) -> ActShares:
        """The shares of a message."""
        shares = self._classifier.likelihoods(features_of(speeches, signs, judgement, self._grievances))
        if not shares:
            return NOT_WEIGHED
        cries = {act: share for act, share in shares.items() if act != OTHER and act not in FEEDBACK}
        feedback = {act: shares[act] for act in FEEDBACK}
        return ActShares(sum(cries.values()), _likeliest(cries), sum(feedback.values()), _likeliest(feedback))


def _likeliest(shares: Mapping[str, float]) -> str | None:
    return max(shares, key=lambda act: shares[act], default=None)


def _examples_of(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Messages with their act: those of the lexicon, and phrases and messages of all targets."""
    for act, texts in knowledge.lexicon.acts.items():
        for text in texts:
            yield act, text
            if act != OTHER and act not in FEEDBACK:  # who cries for help has no time for accents
                yield act, bare(text)
    for target in knowledge.targets:
        act = _act_of(target)
        phrases = target.says if target.kind in _ALL_OF or act != OTHER else target.says[::_EVERY]
        yield from ((act, phrase) for phrase in (*phrases, *target.examples))
        yield from ((OTHER, phrase) for phrase in target.not_when)


def _act_of(target: Target) -> str:
    if target.kind == "emergency":
        return target.intent
    return target.intent if target.kind == "chat" and target.intent in FEEDBACK else OTHER
