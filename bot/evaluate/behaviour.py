"""The one table that says which reactions of the bot are right for which behaviour of a question file.

| behaviour | right is |
|---|---|
| answer | outcome answer with one of the acceptable procedures |
| clarify | outcome clarify; where both sides name procedures, they share at least one |
| decline, redirect | outcome decline (questions outside government are declined too) |
| guide | outcome answer without a procedure, or one of the intents that are apt for the guide (APT) |
| smalltalk | one of the intents SMALL_TALK, said without a procedure |
| feedback | one of the intents FEEDBACK, said without a procedure |
"""

from __future__ import annotations

from collections.abc import Callable

from bot.evaluate.questions import Question
from bot.understanding.result import Understanding

SMALL_TALK = frozenset(
    {
        "greeting", "thanks", "bye", "small_talk", "are_you_a_bot", "what_can_you_do", "menu", "test", "yes", "no",
        "cancel", "praise",
    }
)  # fmt: skip
FEEDBACK = frozenset({"complaint", "praise", "rating", "proposal", "insult"})
APT = {
    "guide:buu_chinh": frozenset({"postal"}),
    "guide:tra_cuu_ho_so": frozenset({"tracking"}),
    "guide:huong_dan_dvc": frozenset({"online", "tracking"}),
    "guide:lien_he": frozenset({"contact", "hours", "phone", "address", "map", "lost_in_merger", "talk_to_a_person"}),
    "guide:gap_nguoi": frozenset({"talk_to_a_person", "contact", "phone"}),
    "guide:khieu_nai_to_cao": frozenset({"complaint", "contact"}),
    "guide:cai_cach": frozenset({"reform", "online", "lost_in_merger"}),
    "guide:khan_cap": frozenset(
        f"emergency_{kind}"
        for kind in ("accident", "child", "disorder", "drowning", "fire", "rescue", "suicide", "violence")
    ),
    "guide:viec_o_quay": frozenset({"contact"}),
}
"""For each guide of a question file, the intents that speak about its subject."""


def is_right_behaviour(question: Question, found: Understanding) -> bool:
    """Whether the reaction is of the right kind, by the table above."""
    return _RIGHT[question.behaviour](question, found)


def is_right_subject(question: Question, found: Understanding) -> bool:
    """For guides, stricter: what was said is about the subject (APT); labels that are not in APT are not judged."""
    return question.label not in APT or found.intent in APT[question.label]


def states_wrong_procedure(question: Question, found: Understanding) -> bool:
    """Whether a procedure is stated as the answer that is not acceptable, whatever the behaviour should have been."""
    return found.outcome == "answer" and found.procedure is not None and found.procedure not in question.codes


def _answer(question: Question, found: Understanding) -> bool:
    return found.outcome == "answer" and found.procedure in question.codes


def _clarify(question: Question, found: Understanding) -> bool:
    if found.outcome != "clarify":
        return False
    return not question.codes or not found.candidates or bool({*question.codes} & {*found.candidates})


def _decline(question: Question, found: Understanding) -> bool:
    return found.outcome == "decline"


def _guide(question: Question, found: Understanding) -> bool:
    plain = found.outcome == "answer" and found.procedure is None
    return plain or (found.outcome == "chat" and found.intent in APT.get(question.label, ()))


def _small_talk(question: Question, found: Understanding) -> bool:
    return found.procedure is None and found.intent in SMALL_TALK


def _feedback(question: Question, found: Understanding) -> bool:
    return found.procedure is None and found.intent in FEEDBACK


_RIGHT: dict[str, Callable[[Question, Understanding], bool]] = {
    "answer": _answer,
    "clarify": _clarify,
    "decline": _decline,
    "redirect": _decline,
    "guide": _guide,
    "smalltalk": _small_talk,
    "feedback": _feedback,
}
