"""Which results are right for each behaviour of a question file.

| behaviour | right is |
|---|---|
| answer | outcome answer with one of the acceptable procedures |
| clarify | outcome clarify; where both sides name procedures, they share at least one |
| decline, redirect | outcome decline (questions outside government are declined too) |
| guide | outcome answer without a procedure, or one of the intents that are apt for the guide (GUIDE_INTENTS) |
| smalltalk | one of the intents SMALL_TALK, said without a procedure |
| feedback | one of the intents FEEDBACK, said without a procedure |

A question file may accept further reactions (key `also`, accepts_reaction).
"""

from __future__ import annotations

from collections.abc import Callable

from bot.evaluate.questions import Question
from bot.understanding.result import Understanding

SMALL_TALK = frozenset(
    {
        "greeting",
        "thanks",
        "bye",
        "small_talk",
        "are_you_a_bot",
        "what_can_you_do",
        "menu",
        "test",
        "yes",
        "no",
        "cancel",
        "praise",
    }
)
FEEDBACK = frozenset({"complaint", "praise", "rating", "proposal", "insult"})
GUIDE_INTENTS = {
    "guide:buu_chinh": frozenset({"postal"}),
    "guide:tra_cuu_ho_so": frozenset({"tracking"}),
    "guide:huong_dan_dvc": frozenset({"online", "tracking"}),
    "guide:lien_he": frozenset({"contact", "hours", "phone", "address", "map", "lost_in_merger", "talk_to_a_person"}),
    "guide:gap_nguoi": frozenset({"talk_to_a_person", "contact", "phone"}),
    "guide:khieu_nai_to_cao": frozenset({"complaint", "contact"}),
    "guide:cai_cach": frozenset({"reform", "online", "lost_in_merger"}),
    "guide:khan_cap": frozenset(
        f"emergency_{kind}"
        for kind in (
            *("accident", "child", "disorder", "drowning", "fire", "hazard", "missing", "rescue", "suicide"),
            "violence",
        )
    ),
    "guide:viec_o_quay": frozenset({"contact"}),
}
"""The intents about the subject of each guide of a question file."""


def is_right_behaviour(question: Question, understanding: Understanding) -> bool:
    """Whether the result has the right behaviour, by the table above."""
    return _CHECKS[question.behaviour](question, understanding)


def accepts_reaction(question: Question, understanding: Understanding) -> bool:
    """Whether the result has the right behaviour or is one of the further accepted reactions of the question."""
    return is_right_behaviour(question, understanding) or any(
        _is_reaction(reaction, question, understanding) for reaction in question.also
    )


def is_right_subject(question: Question, understanding: Understanding) -> bool:
    """For guides, stricter: the result is about the right subject (GUIDE_INTENTS); other labels always pass."""
    return question.label not in GUIDE_INTENTS or understanding.intent in GUIDE_INTENTS[question.label]


def states_wrong_procedure(question: Question, understanding: Understanding) -> bool:
    """Whether the result is an answer with an unacceptable procedure, for any behaviour."""
    return (
        understanding.outcome == "answer"
        and understanding.procedure is not None
        and understanding.procedure not in question.codes
    )


def _is_reaction(reaction: str, question: Question, understanding: Understanding) -> bool:
    kind, _, value = reaction.partition(":")
    if kind == "answer":
        return understanding.outcome == "answer" and understanding.procedure == value
    if kind == "intent":
        return understanding.intent == value
    if kind == "chat":
        return understanding.outcome == "chat"
    return kind in _CHECKS and _CHECKS[kind](question, understanding)


def _is_right_answer(question: Question, understanding: Understanding) -> bool:
    return understanding.outcome == "answer" and understanding.procedure in question.codes


def _is_right_clarification(question: Question, understanding: Understanding) -> bool:
    if understanding.outcome != "clarify":
        return False
    return not question.codes or not understanding.candidates or bool({*question.codes} & {*understanding.candidates})


def _is_right_decline(question: Question, understanding: Understanding) -> bool:
    return understanding.outcome == "decline"


def _is_right_guide(question: Question, understanding: Understanding) -> bool:
    plain = understanding.outcome == "answer" and understanding.procedure is None
    return plain or (understanding.outcome == "chat" and understanding.intent in GUIDE_INTENTS.get(question.label, ()))


def _is_right_small_talk(question: Question, understanding: Understanding) -> bool:
    return understanding.procedure is None and understanding.intent in SMALL_TALK


def _is_right_feedback(question: Question, understanding: Understanding) -> bool:
    return understanding.procedure is None and understanding.intent in FEEDBACK


_CHECKS: dict[str, Callable[[Question, Understanding], bool]] = {
    "answer": _is_right_answer,
    "clarify": _is_right_clarification,
    "decline": _is_right_decline,
    "redirect": _is_right_decline,
    "guide": _is_right_guide,
    "smalltalk": _is_right_small_talk,
    "feedback": _is_right_feedback,
}
