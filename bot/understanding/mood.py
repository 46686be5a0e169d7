"""Whether a message wants something, asks whether it is so, or tells that it was done: "dừng tin nha" / "dừng tin à".

Vietnamese marks a question by a particle at its end (à, hả, chưa, phải không) and a finished act by "rồi"; a question
mark is often missing. The particles are lists in content/sentences/clear_words.yaml.
"""

from __future__ import annotations

from enum import Enum

from bot.understanding.covering import MessageWords, Vocabulary


class Mood(Enum):
    """What a message does with the act it names."""

    WISH = "wish"
    REQUEST = "request"
    """A wish in the form of a question: "cho tôi ngừng nhận tin được không ạ?"."""
    QUESTION = "question"
    FACT = "fact"


MAY_BE_POLITE = frozenset({"a", "ha"})
"""Without accents these end a question (à, hả) or a polite wish (ạ, ha)."""


def read_mood(message: MessageWords, lists: Vocabulary) -> Mood:
    """The mood of a message by its particles and its question mark."""
    is_polite = lists.contains_phrase(message, "polite", is_strict=True)
    if has_question_tag(message, lists, counts_bare=not is_polite):
        return Mood.QUESTION
    asks_leave = _ends_with(message, lists, "ask_leave")
    if not asks_leave and _ends_with(message, lists, "ask_ends"):
        return Mood.QUESTION
    if lists.contains_phrase(message, "done") and not lists.contains_phrase(message, "not_done", is_strict=True):
        return Mood.FACT
    if not asks_leave and not message.is_question:
        return Mood.WISH
    return Mood.REQUEST if is_polite or lists.contains_phrase(message, "own_acts") else Mood.QUESTION


def has_question_tag(message: MessageWords, lists: Vocabulary, *, counts_bare: bool = False) -> bool:
    """Whether a message ends with à, hả, phải không …; `counts_bare`: "a" and "ha" without accents count as well."""
    end = _question_end(message, lists, "ask_tags")
    if end == 0:
        return False
    is_bare = message.words[end - 1] in MAY_BE_POLITE and not any(message.accents[end - 1])
    return counts_bare or not is_bare


def _ends_with(message: MessageWords, lists: Vocabulary, name: str) -> bool:
    return _question_end(message, lists, name) > 0


def _question_end(message: MessageWords, lists: Vocabulary, name: str) -> int:
    """Where a phrase of list `name` ends that only forms of address ("ask_after") follow; 0 when there is none."""
    end = len(message.words)
    while end > 0:
        if lists.phrase_start(message, end, name) is not None:
            return end
        start = lists.phrase_start(message, end, "ask_after")
        if start is None:
            return 0
        end = start
    return 0
