"""Formats figures and wrong answers as lines of text, for officials and for docs/understanding-figures.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.evaluate.figures import EvaluationFigures
from bot.evaluate.run import JudgedQuestion

NAMES = {
    "answer": "trả lời đúng thủ tục",
    "clarify": "hỏi lại đúng lúc",
    "decline": "chỉ đúng là việc nơi khác",
    "redirect": "chỉ sang nơi khác",
    "guide": "hướng dẫn chung",
    "smalltalk": "chào hỏi",
    "feedback": "góp ý, chấm điểm",
}


def report_lines(figures: EvaluationFigures, misses: Sequence[JudgedQuestion]) -> list[str]:
    """The table of shares, the calibration table and one entry for each of the `misses` to show (maybe none)."""
    lines = [f"{figures.questions} câu", *_table_lines(figures), "", *_calibration_lines(figures), ""]
    return [*lines, f"{len(misses)} câu sai:", *map(_miss_line, misses)] if misses else lines


def miss_as_dict(judged: JudgedQuestion) -> dict[str, Any]:
    """A question judged wrong as JSON values."""
    return {
        "id": judged.question.id,
        "question": judged.question.text,
        "behaviour": judged.question.behaviour,
        "label": judged.question.label,
        "codes": list(judged.question.codes),
        "outcome": judged.understanding.outcome,
        "intent": judged.understanding.intent,
        "procedure": judged.understanding.procedure,
        "candidates": list(judged.understanding.candidates),
        "confidence": round(judged.understanding.confidence, 3),
    }


def format_percent(share: float | None) -> str:
    """A share in Vietnamese notation: 0.934 → "93,4 %"; None → "–"."""
    return "–" if share is None else f"{share * 100:.1f} %".replace(".", ",")


def _table_lines(figures: EvaluationFigures) -> list[str]:
    rows = [
        ("đúng thủ tục ngay câu đầu", format_percent(figures.first), "≥ 92 %"),
        ("đúng thủ tục trong ba lựa chọn đầu", format_percent(figures.first_three), "≥ 97 %"),
        ("nói nhầm thủ tục (câu hỏi thủ tục)", format_percent(figures.wrong_stated), "≤ 4 %"),
        ("nói nhầm thủ tục (mọi câu)", format_percent(figures.wrong_stated_all), ""),
        ("phản ứng đúng, mọi câu", format_percent(figures.behaviour), "≥ 92 %"),
        ("phản ứng đúng hoặc chấp nhận được", format_percent(figures.accepted), "≥ 92 %"),
    ]
    goals = {"decline": "≥ 95 %", "clarify": "≥ 75 %"}
    rows += [
        (f"{NAMES[name]} ({count} câu)", format_percent(right), goals.get(name, ""))
        for name, (count, right) in figures.behaviours.items()
    ]
    rows += [
        ("hướng dẫn chung, đúng chuyện", format_percent(figures.guide_subject), ""),
        (
            "câu viết sai, tắt / câu gốc",
            f"{format_percent(figures.noisy)} / {format_percent(figures.noisy_originals)}",
            "≤ 3 điểm",
        ),
        (f"tin từ 80 % trở lên mà đúng ({figures.sure_count} câu)", format_percent(figures.sure_right), "≥ 95 %"),
        (f"tin từ 95 % trở lên mà đúng ({figures.certain_count} câu)", format_percent(figures.certain_right), "≥ 96 %"),
        ("thời gian giữa / 99 %", f"{figures.median_ms:.2f} / {figures.p99_ms:.2f} ms", "≤ 2 / 10 ms"),
    ]
    return [f"{name:<44} {value:>18}   {goal}".rstrip() for name, value, goal in rows]


def _calibration_lines(figures: EvaluationFigures) -> list[str]:
    rows = (
        f"  {row.low:.2f}–{row.high:.2f}  {row.count:>5} câu  {format_percent(row.right):>8}"
        for row in figures.calibration
    )
    return ["độ tin của câu trả lời, số câu, số đúng:", *rows]


def _miss_line(judged: JudgedQuestion) -> str:
    question, understanding = judged.question, judged.understanding
    expected = question.behaviour + (f" {'/'.join(question.codes[:3])}" if question.codes else "")
    parts = (understanding.outcome, understanding.intent, understanding.procedure)
    actual = f"{' '.join(part for part in parts if part)} ({understanding.confidence:.2f})"
    return f"  {question.id}  {question.text}\n      cần: {expected} · được: {actual}"
