"""The report as files. The libraries of Word and Excel take 16 MB of memory, so they are loaded with the first file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.content.models import Ward
from bot.reports.figures import PeriodFigures
from bot.reports.rows import QuestionDay


class ReportTemplateError(Exception):
    """The template of the Word report cannot be used; the text says why, in Vietnamese."""

    def __init__(self, path: Path, error: Exception) -> None:
        reason = " ".join(f"{error}".split())[:200] or type(error).__name__
        super().__init__(
            f"Mẫu báo cáo {path} bị lỗi ({reason}). Hãy sửa lại trong Word, hoặc bỏ tệp này ra khỏi thư mục để dùng mẫu có sẵn."
        )


def word_file(
    figures: PeriodFigures,
    earlier: PeriodFigures | None,
    ward: Ward,
    topics: dict[str, str],
    year: int,
    content_path: Path | None = None,
) -> bytes:
    """The .docx, as bot.reports.word.word_file makes it. Raises ReportTemplateError."""
    from bot.reports import word

    return word.word_file(figures, earlier, ward, topics, year, content_path)


def excel_file(
    figures: PeriodFigures, earlier: PeriodFigures | None, topics: dict[str, str], question_days: Iterable[QuestionDay]
) -> bytes:
    """The .xlsx, as bot.reports.excel.excel_file makes it."""
    from bot.reports import excel

    return excel.excel_file(figures, earlier, topics, question_days)
