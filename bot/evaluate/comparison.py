"""Tables of several methods over the same questions, as Markdown for docs/understanding-figures.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.evaluate.figures import CERTAIN, EvaluationFigures, figures_of
from bot.evaluate.questions import Question
from bot.evaluate.report import format_percent
from bot.evaluate.run import judge_questions
from bot.understanding.result import Understanding

COLUMNS = (
    "| method | first | first three | wrong | behaviour | with also | decline | clarify | feedback"
    " | noisy/original | median/p99 ms |"
)
Read = Callable[[str], Understanding]


def compare_methods(
    name: str, questions: Sequence[Question], product: Read, others: Mapping[str, Read]
) -> Iterator[str]:
    """The lines of one table: the product and the other methods over one list, the ratio of errors, the confidence."""
    ours = figures_of(judge_questions(questions, product))
    figures = {method: figures_of(judge_questions(questions, read)) for method, read in others.items()}
    yield ""
    yield f"### {name}: {len(questions)} questions"
    yield COLUMNS
    yield "|---" * COLUMNS.count(" | ") + "|---|"
    yield _table_row("this product", ours)
    yield from (_table_row(method, result) for method, result in figures.items())
    if figures:
        yield _compare_with_best(ours, figures)
    bins = (f"{one.low:.2f}–{one.high:.2f}: {format_percent(one.right)} of {one.count}" for one in ours.calibration)
    sure = f"≥ 0.80: {format_percent(ours.sure_right)} of {ours.sure_count}"
    certain = f"≥ {CERTAIN}: {format_percent(ours.certain_right)} of {ours.certain_count}"
    yield f"confidence of answers → right: {'; '.join(bins)}; {sure}; {certain}"


def _table_row(method: str, figures: EvaluationFigures) -> str:
    shares = [figures.first, figures.first_three, figures.wrong_stated, figures.behaviour, figures.accepted]
    shares += [figures.behaviours.get(name, (0, None))[1] for name in ("decline", "clarify", "feedback")]
    cells = [format_percent(share) for share in shares]
    cells += [f"{format_percent(figures.noisy)} / {format_percent(figures.noisy_originals)}"]
    return f"| {method} | {' | '.join(cells)} | {figures.median_ms:.2f} / {figures.p99_ms:.2f} |"


def _compare_with_best(ours: EvaluationFigures, figures: Mapping[str, EvaluationFigures]) -> str:
    wrong = {method: 1 - (result.behaviour or 0.0) for method, result in figures.items()}
    best = min(wrong, key=wrong.__getitem__)
    ratio = (1 - (ours.behaviour or 0.0)) / wrong[best] if wrong[best] else float("inf")
    return f"errors against the best plain method ({best}): {ratio:.2f}   (wanted: 0.50 or less)"
