"""The report as files. The libraries of Word and Excel take 16 MB of memory, so they are loaded with the first file."""

from __future__ import annotations

from collections.abc import Iterable

from bot.content.models import Ward
from bot.reports.figures import Figures
from bot.reports.rows import QuestionDay


def word_file(figures: Figures, earlier: Figures | None, ward: Ward, topics: dict[str, str], year: int) -> bytes:
    """The .docx, as bot.reports.word.word_file makes it."""
    from bot.reports import word

    return word.word_file(figures, earlier, ward, topics, year)


def excel_file(
    figures: Figures, earlier: Figures | None, topics: dict[str, str], question_days: Iterable[QuestionDay]
) -> bytes:
    """The .xlsx, as bot.reports.excel.excel_file makes it."""
    from bot.reports import excel

    return excel.excel_file(figures, earlier, topics, question_days)
