"""The table of a report's figures: name, heading, label and Excel formula of each, one row a figure.

A new figure of rows that are read already is a row here and its value in bot.reports.figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

FormulaBuilder = Callable[[Mapping[str, int]], str]
"""Returns an Excel expression (without "=") for the number of rows of each sheet, by the sheet's name."""


@dataclass(frozen=True, slots=True)
class Total:
    """A figure of a period. `name` is its key in PeriodFigures.totals(), `group` the heading of its part of a table.

    `formula` adds the rows of a sheet of bot.reports.excel_sheets up again; None when no sheet holds what it counts.
    `why_unknown` says whom to ask when the assistant cannot know the figure.
    """

    name: str
    group: str
    label: str
    formula: FormulaBuilder | None
    why_unknown: str = ""

    def excel_formula(self, lengths: Mapping[str, int]) -> str | None:
        """The formula with "=", or None. `lengths` are the numbers of rows of the sheets, without their headings."""
        return f"={self.formula(lengths)}" if self.formula else None


def _cells(lengths: Mapping[str, int], sheet: str, column: str) -> str:
    """The cells of a column below its heading; one blank cell when the sheet has no row."""
    return f"'{sheet}'!{column}2:{column}{max(2, lengths[sheet] + 1)}"


def _count(sheet: str, column: str) -> FormulaBuilder:
    return lambda lengths: f"COUNT({_cells(lengths, sheet, column)})"


def _count_if(sheet: str, column: str, value: str) -> FormulaBuilder:
    return lambda lengths: f'COUNTIF({_cells(lengths, sheet, column)},"{value}")'


def _sum(sheet: str, column: str) -> FormulaBuilder:
    return lambda lengths: f"SUM({_cells(lengths, sheet, column)})"


def _sum_if(sheet: str, column: str, value: str, numbers: str) -> FormulaBuilder:
    """Adds the column `numbers` of the rows whose `column` holds `value`."""
    return lambda lengths: f'SUMIF({_cells(lengths, sheet, column)},"{value}",{_cells(lengths, sheet, numbers)})'


def _add(*builders: FormulaBuilder) -> FormulaBuilder:
    return lambda lengths: "+".join(build(lengths) for build in builders)


_ANSWERED = _sum_if("Câu hỏi", "F", "Trả lời ngay", "G")
_CLARIFIED = _sum_if("Câu hỏi", "F", "Hỏi lại", "G")
_DECLINED = _sum_if("Câu hỏi", "F", "Việc nơi khác", "G")
_NOT_UNDERSTOOD = _sum_if("Câu hỏi", "F", "Chưa hiểu", "G")
"""Each is a part of the questions asked, so their formulas are also parts of that figure's."""

_ROWS = (
    Total("broadcasts", "Bản tin Zalo", "Bản tin đã gửi", _count("Bản tin", "A")),
    Total("broadcasts_article", "Bản tin Zalo", "Trong đó: bài viết Zalo gửi mọi người theo dõi", None),
    Total("reached", "Bản tin Zalo", "Lượt gửi tới người nhận", _sum("Bản tin", "G")),
    Total("delivered", "Bản tin Zalo", "Lượt đã tới máy", _sum("Bản tin", "H")),
    Total("seen", "Bản tin Zalo", "Lượt đã xem", _sum("Bản tin", "I")),
    Total("failed", "Bản tin Zalo", "Lượt không gửi được hoặc chưa rõ", _sum("Bản tin", "J")),
    Total("left_out", "Bản tin Zalo", "Lượt không gửi theo quy tắc hoặc ý người dân", _sum("Bản tin", "K")),
    Total("waiting", "Bản tin Zalo", "Lượt còn chờ gửi", _sum("Bản tin", "L")),
    Total("clicks", "Bản tin Zalo", "Lượt mở đường dẫn", _sum("Bản tin", "M")),
    Total("presses", "Bản tin Zalo", "Lượt bấm nút", _sum("Bản tin", "N")),
    Total(
        "articles_feed",
        "Tin bài",
        "Tin, bài trên trang thông tin điện tử",
        _count_if("Tin bài", "B", "Trang thông tin điện tử"),
        why_unknown="hỏi người phụ trách trang thông tin điện tử",
    ),
    Total("articles_own", "Tin bài", "Bài viết của phường hiện trên Zalo", _count_if("Tin bài", "B", "Zalo")),
    Total("followers", "Người theo dõi", "Người theo dõi cuối kỳ", None),
    Total("followers_new", "Người theo dõi", "Người mới theo dõi", _sum("Người theo dõi", "B")),
    Total("followers_gone", "Người theo dõi", "Người thôi theo dõi", _sum("Người theo dõi", "C")),
    Total("asked", "Hỏi đáp với trợ lý", "Câu người dân hỏi", _add(_ANSWERED, _CLARIFIED, _DECLINED, _NOT_UNDERSTOOD)),
    Total("answered", "Hỏi đáp với trợ lý", "Câu trả lời được ngay", _ANSWERED),
    Total("clarified", "Hỏi đáp với trợ lý", "Câu trợ lý phải hỏi lại cho rõ", _CLARIFIED),
    Total("declined", "Hỏi đáp với trợ lý", "Câu thuộc việc nơi khác, đã chỉ chỗ", _DECLINED),
    Total("not_understood", "Hỏi đáp với trợ lý", "Câu chưa hiểu", _NOT_UNDERSTOOD),
    Total(
        "called_wrong",
        "Hỏi đáp với trợ lý",
        "Câu trả lời bị người dân báo chưa đúng",
        _sum_if("Câu hỏi", "F", "Bị báo chưa đúng", "G"),
    ),
    Total(
        "greetings",
        "Hỏi đáp với trợ lý",
        "Lời chào, cảm ơn, góp ý (không tính là câu hỏi)",
        _sum_if("Câu hỏi", "F", "Chào hỏi", "G"),
    ),
    Total("handed_over", "Cán bộ trả lời", "Lượt xin gặp cán bộ", _count("Xin gặp cán bộ", "A")),
    Total("handed_answered", "Cán bộ trả lời", "Lượt đã được cán bộ trả lời", _count("Xin gặp cán bộ", "C")),
    Total(
        "first_answer_minutes",
        "Cán bộ trả lời",
        "Chờ câu trả lời đầu tiên (phút, mức giữa)",
        None,
        why_unknown="chưa có lượt nào được trả lời",
    ),
    Total("tickets", "Cán bộ trả lời", "Phản ánh, góp ý, lời khen nhận qua Zalo", _count("Phản ánh, góp ý", "A")),
    Total("tickets_closed", "Cán bộ trả lời", "Phản ánh, góp ý giải quyết xong trong kỳ", None),
    Total("tickets_late", "Cán bộ trả lời", "Trong đó xong sau hạn", None),
    Total("tickets_left_over", "Cán bộ trả lời", "Phản ánh, góp ý còn lại cuối kỳ", None),
    Total("ratings", "Cán bộ trả lời", "Lượt chấm điểm cán bộ", _count_if("Chấm điểm", "B", "Cán bộ")),
    Total(
        "ratings_mean", "Cán bộ trả lời", "Điểm bình quân cán bộ (thang 5)", None, why_unknown="chưa có lượt chấm nào"
    ),
    Total("bot_ratings", "Cán bộ trả lời", "Lượt chấm điểm trợ lý", _count_if("Chấm điểm", "B", "Trợ lý")),
    Total(
        "bot_ratings_mean",
        "Cán bộ trả lời",
        "Điểm bình quân trợ lý (thang 5)",
        None,
        why_unknown="chưa có lượt chấm nào",
    ),
    Total(
        "quizzes",
        "Đố vui",
        "Lượt chơi đố vui tới câu cuối",
        _sum("Đố vui", "C"),
        why_unknown="trợ lý chưa đếm được lượt nào",
    ),
    Total("gatherings", "Hoạt động trực tiếp", "Cuộc, lớp, buổi đã tổ chức (theo sổ)", None),
    Total("attendances", "Hoạt động trực tiếp", "Lượt người dự (theo sổ)", None),
)

TOTALS: dict[str, Total] = {total.name: total for total in _ROWS}
"""Every figure of bot.reports.figures by its name, in the order it is shown."""
