"""The answer in words to a question that offered several procedures ("bà hưởng tiền người già" after "which one?")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.content.models import Procedure
from bot.router import HandlerGroup, HandlerResult, Turn
from handlers.procedures import answer_question
from handlers.speech import fold_text

group = HandlerGroup("choices")

ANOTHER_MATTER = 0.9
"""A message about a procedure that was not offered is a new question from this confidence on."""
_LONGEST = 20
"""Words of an answer; a longer message is read as a new question."""


@group.question("chon_viec")
def take_choice(turn: Turn) -> HandlerResult:
    """The offered procedure whose own words the answer has; a message that fits none or several is passed on."""
    offered = {code: label for code, label in turn.state.question_data.get("choices", ())}
    section = turn.understanding.section or turn.state.question_data.get("section")
    code = turn.understanding.procedure
    if code in offered:
        procedure = turn.content.procedure(code or "")
        return answer_question(turn, procedure, section) if procedure else None
    if (code and turn.understanding.confidence >= ANOTHER_MATTER) or len(turn.text.split()) > _LONGEST:
        return None
    procedures = [one for one in map(turn.content.procedure, offered) if one is not None]
    choice = _choose_by_words(turn.text, [(one, offered.get(one.code, "")) for one in procedures])
    return answer_question(turn, choice, section) if choice is not None else None


def _choose_by_words(text: str, offered: Sequence[tuple[Procedure, str]]) -> Procedure | None:
    """The only procedure with most words that no other offered one has; None when it is not clear."""
    rows = [set(fold_text(" ".join((label, one.title, *one.says))).split()) for one, label in offered]
    counts = Counter(word for row in rows for word in row)
    words = set(fold_text(text).split())
    scores = [sum(counts[word] == 1 for word in words & row) for row in rows]
    best = max(scores, default=0)
    return offered[scores.index(best)][0] if best and scores.count(best) == 1 else None
