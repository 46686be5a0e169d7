"""A file of questions: one JSON object a line, with the fields of ../shared/data/questions_dev.jsonl."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

BEHAVIOURS = ("answer", "clarify", "decline", "redirect", "guide", "smalltalk", "feedback")


class QuestionsError(Exception):
    """A line cannot be used; the text names it, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question and the right reaction. `codes` are today's codes of every acceptable procedure, best first."""

    id: str
    text: str
    behaviour: str
    label: str
    codes: tuple[str, ...] = ()
    derived_from: str | None = None
    """The text of the question this one is a noisy variant of."""


def read_questions(lines: Iterable[str], today_code: Callable[[str], str]) -> list[Question]:
    """The questions of a JSONL file; `today_code` turns a former code into today's. Raises QuestionsError."""
    found = [_question(line, number, today_code) for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise QuestionsError("Tệp không có câu hỏi nào.")
    return found


def _question(line: str, number: int, today_code: Callable[[str], str]) -> Question:
    try:
        row = json.loads(line)
        behaviour = row["behaviour"]
        if behaviour not in BEHAVIOURS:
            raise ValueError(behaviour)
        return Question(
            id=str(row.get("id", number)),
            text=str(row["question"]),
            behaviour=behaviour,
            label=str(row.get("label", "")),
            codes=tuple(dict.fromkeys(today_code(str(code)) for code in row.get("codes", ()))),
            derived_from=row.get("derived_from") if row.get("derived") else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise QuestionsError(
            f'Dòng {number} chưa đúng. Mỗi dòng cần là JSON như {{"question": "làm khai sinh cần gì", '
            f'"behaviour": "answer", "codes": ["1.001193"]}}; behaviour là một trong: {", ".join(BEHAVIOURS)}.'
        ) from None
