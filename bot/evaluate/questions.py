"""Reads files of questions: one JSON object per line, with the fields of tests/questions/seen.jsonl."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

BEHAVIOURS = ("answer", "clarify", "decline", "redirect", "guide", "smalltalk", "feedback")


class QuestionsError(Exception):
    """A line is not usable; the message names it in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its right result. `codes` are the current codes of all acceptable procedures, the best first."""

    id: str
    text: str
    behaviour: str
    label: str
    codes: tuple[str, ...] = ()
    derived_from: str | None = None
    """The text of the original, when this question is a noisy variant."""
    also: tuple[str, ...] = ()
    """Further accepted reactions: "answer:CODE" (a current code), "intent:NAME", guide, decline, clarify, feedback or
    chat."""


def read_questions(lines: Iterable[str], today_code: Callable[[str], str]) -> list[Question]:
    """The questions of a JSONL file; `today_code` maps former codes to current ones. Raises QuestionsError."""
    questions = [_parse_question(line, number, today_code) for number, line in enumerate(lines, 1) if line.strip()]
    if not questions:
        raise QuestionsError("Tệp không có câu hỏi nào.")
    return questions


def _parse_question(line: str, number: int, today_code: Callable[[str], str]) -> Question:
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
            also=tuple(_current_reaction(str(reaction), today_code) for reaction in row.get("also") or ()),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise QuestionsError(
            f'Dòng {number} chưa đúng. Mỗi dòng cần là JSON như {{"question": "làm khai sinh cần gì", '
            f'"behaviour": "answer", "codes": ["1.001193"]}}; behaviour là một trong: {", ".join(BEHAVIOURS)}.'
        ) from None


def _current_reaction(reaction: str, today_code: Callable[[str], str]) -> str:
    """An accepted reaction with the current code: "answer:OLD" → "answer:NEW"."""
    kind, _, value = reaction.partition(":")
    return f"answer:{today_code(value)}" if kind == "answer" and value else reaction
