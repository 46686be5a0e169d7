"""The figures and the misses as lines of plain text, for officials and for docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.evaluate.figures import Figures
from bot.evaluate.run import Judged

NAMES = {
    "answer": "trả lời đúng thủ tục",
    "clarify": "hỏi lại đúng lúc",
    "decline": "chỉ đúng là việc nơi khác",
    "redirect": "chỉ sang nơi khác",
    "guide": "hướng dẫn chung",
    "smalltalk": "chào hỏi",
    "feedback": "góp ý, chấm điểm",
}


def report_lines(figures: Figures, judged: Iterable[Judged]) -> list[str]:
    """The table, the calibration and every miss."""
    misses = [one for one in judged if not one.right]
    lines = [f"{figures.questions} câu", *_table(figures), "", *_calibration(figures), "", f"{len(misses)} câu sai:"]
    return lines + [_miss_line(one) for one in misses]


def miss(one: Judged) -> dict[str, Any]:
    """A miss as plain JSON values."""
    return {
        "id": one.question.id,
        "question": one.question.text,
        "behaviour": one.question.behaviour,
        "label": one.question.label,
        "codes": list(one.question.codes),
        "outcome": one.found.outcome,
        "intent": one.found.intent,
        "procedure": one.found.procedure,
        "candidates": list(one.found.candidates),
        "confidence": round(one.found.confidence, 3),
    }


def percent(share: float | None) -> str:
    """A share for people: 0.934 → "93,4 %"."""
    return "–" if share is None else f"{share * 100:.1f} %".replace(".", ",")


def _table(figures: Figures) -> list[str]:
    rows = [
        ("đúng thủ tục ngay câu đầu", percent(figures.first), "≥ 92 %"),
        ("đúng thủ tục trong ba lựa chọn đầu", percent(figures.first_three), "≥ 97 %"),
        ("nói nhầm thủ tục (câu hỏi thủ tục)", percent(figures.wrong_stated), "≤ 4 %"),
        ("nói nhầm thủ tục (mọi câu)", percent(figures.wrong_stated_all), ""),
        ("phản ứng đúng, mọi câu", percent(figures.behaviour), "≥ 92 %"),
    ]
    wanted = {"decline": "≥ 95 %", "clarify": "≥ 75 %"}
    rows += [
        (f"{NAMES[name]} ({count} câu)", percent(right), wanted.get(name, ""))
        for name, (count, right) in figures.behaviours.items()
    ]
    rows += [
        ("hướng dẫn chung, đúng chuyện", percent(figures.guide_subject), ""),
        ("câu viết sai, tắt / câu gốc", f"{percent(figures.noisy)} / {percent(figures.noisy_originals)}", "≤ 3 điểm"),
        (f"tin từ 80 % trở lên mà đúng ({figures.sure_count} câu)", percent(figures.sure_right), "≥ 95 %"),
        ("thời gian giữa / 99 %", f"{figures.median_ms:.2f} / {figures.p99_ms:.2f} ms", "≤ 2 / 10 ms"),
    ]
    return [f"{name:<44} {value:>18}   {goal}".rstrip() for name, value, goal in rows]


def _calibration(figures: Figures) -> list[str]:
    rows = (f"{one.low:.2f}–{one.high:.2f}  {one.count:>5} câu  {percent(one.right):>8}" for one in figures.calibration)
    return ["độ tin của câu trả lời, số câu, số đúng:", *(f"  {row}" for row in rows)]


def _miss_line(one: Judged) -> str:
    wanted = one.question.behaviour + (f" {'/'.join(one.question.codes[:3])}" if one.question.codes else "")
    got = " ".join(part for part in (one.found.outcome, one.found.intent, one.found.procedure) if part)
    return f"  {one.question.id}  {one.question.text}\n      cần: {wanted} · được: {got} ({one.found.confidence:.2f})"
