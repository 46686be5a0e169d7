"""The propaganda calendar (content/propaganda): for each month, drafts of broadcasts that an official may adopt."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from bot.content.blanks import BLANK, GENERAL_BLANKS
from bot.content.field_names import called
from bot.content.files import Document, Where
from bot.content.models import Origin
from bot.content.shapes import DAY, NUMBER, TEXT, Complain, ListOf, OneOf, Shape
from bot.reply import Button

if TYPE_CHECKING:
    from bot.content.library import Content

TOPICS = (
    "cai-cach-hanh-chinh", "dat-dai", "y-te", "giao-duc", "quan-su", "an-ninh", "nong-nghiep-bien", "viec-lam",
)  # fmt: skip
"""What a resident may choose to hear about."""

FORMS = (
    "tin ngắn", "ảnh kèm chữ", "hỏi đáp", "các bước", "chuyện kể", "đúng hay sai", "câu đố", "con số", "bảng chữ to",
    "lời nói 60 giây", "bài viết", "lời nhắc", "thư ngỏ", "bình chọn",
)  # fmt: skip
"""How a draft speaks (the twelve formats of the ward's guide, and the open letter and the poll)."""

FIRST_WORKDAY, LAST_WORKDAY = "first-workday", "last-workday"
TITLE_LENGTH = 150
TEXT_LENGTH = 900
LABEL_LENGTH = 30
LONGEST_NAME = 40
"""A name in {tên} counts as this long (see bot.broadcasts.personal)."""

_PERSONAL = re.compile(r"tên(?:\|[^{}|]{1,40})?|phường|Phường")
_SHORTEST = 2025
"""A year without a leap day: a day of a draft must exist in every year."""


class _DayOfMonth:
    """A day 1 … 31, or the first or last working day."""

    def check(self, value: Any, where: Where, complain: Complain) -> None:
        """Complain about anything else."""
        if value in (FIRST_WORKDAY, LAST_WORKDAY) or (type(value) is int and 1 <= value <= 31):
            return
        complain(
            where,
            f"{called('day')} phải là số, {FIRST_WORKDAY} (ngày làm việc đầu tháng) hoặc {LAST_WORKDAY} (cuối tháng)",
        )


_BUTTON = Shape({"label": TEXT}, {"say": TEXT, "url": TEXT})
_DRAFT = Shape(
    {
        "id": TEXT,
        "day": _DayOfMonth(),
        "kind": OneOf(("article", "consultation")),
        "form": OneOf(FORMS),
        "topic": OneOf(TOPICS),
        "title": TEXT,
        "text": TEXT,
        "source": TEXT,
    },
    {"audience": Shape({}, {"topics": ListOf(OneOf(TOPICS), least=1)}), "buttons": ListOf(_BUTTON, most=5)},
)

PROPAGANDA = Shape(
    {"month": NUMBER, "checked": DAY, "review_due": DAY, "drafts": ListOf(_DRAFT, least=3, most=5)},
    {"gaps": ListOf(TEXT)},
)


@dataclass(frozen=True, slots=True)
class PropagandaDraft:
    """One broadcast to adopt. `day` is a day of the month or first-workday, last-workday; `audience` {} is everyone.

    `title` and `text` hold the ward's blanks and the personal words {tên} and {phường}: see `adopt_text`.
    """

    id: str
    day: int | str
    kind: str
    form: str
    audience: Mapping[str, tuple[str, ...]]
    topic: str
    title: str
    text: str
    buttons: tuple[Button, ...]
    origin: Origin


def propaganda(data: dict[str, Any], file: str) -> tuple[int, tuple[PropagandaDraft, ...]]:
    """(month, its drafts) of a file of content/propaganda, checked before."""
    return data["month"], tuple(_draft(row, data, file) for row in data["drafts"])


def _draft(row: dict[str, Any], data: dict[str, Any], file: str) -> PropagandaDraft:
    return PropagandaDraft(
        id=row["id"],
        day=row["day"],
        kind=row["kind"],
        form=row["form"],
        audience={key: tuple(values) for key, values in row.get("audience", {}).items()},
        topic=row["topic"],
        title=row["title"].strip(),
        text=row["text"].strip(),
        buttons=tuple(Button(**button) for button in row.get("buttons", ())),
        origin=Origin(row["source"], None, data["checked"], data["review_due"], file),
    )


def adopt_text(content: Content, draft: PropagandaDraft) -> tuple[str, str]:
    """(title, text) of a broadcast: the ward's blanks filled in, {tên} and {phường} left for each person."""

    def filled(text: str) -> str:
        return BLANK.sub(lambda match: content.fill(match[0]) if match[1] in GENERAL_BLANKS else match[0], text)

    return filled(draft.title), filled(draft.text)


def drafts_for(content: Content, year: int, month: int) -> list[tuple[PropagandaDraft, date]]:
    """The drafts of a month with their days, earliest first.

    A day without office hours moves to the working day before, so that residents hear in time; when the month has none
    before, to the first one after. So does a day that another draft has taken: at most one goes out a day.
    """
    length = monthrange(year, month)[1]
    days = [date(year, month, 1) + timedelta(days=offset) for offset in range(length)]
    workdays = [day for day in days if _is_worked(content, day)] or days
    found: list[tuple[PropagandaDraft, date]] = []
    for wanted, draft in sorted(_wanted(content.propaganda.get(month, ()), workdays), key=lambda pair: pair[0]):
        taken = {day for _, day in found}
        free = [day for day in workdays if day not in taken] or workdays
        found.append((draft, max((day for day in free if day <= wanted), default=free[0])))
    return sorted(found, key=lambda pair: pair[1])


def _is_worked(content: Content, day: date) -> bool:
    office = content.office_on(day)
    return bool(office.spans) and office.certain


def _wanted(drafts: Iterable[PropagandaDraft], workdays: list[date]) -> Iterator[tuple[date, PropagandaDraft]]:
    for draft in drafts:
        if isinstance(draft.day, str):
            yield (workdays[0] if draft.day == FIRST_WORKDAY else workdays[-1]), draft
        else:
            yield workdays[0].replace(day=draft.day), draft


def check_propaganda(document: Document, complain: Complain) -> None:
    """The month is that of the file; each draft has a day that exists, words that fit and buttons that work."""
    month = document.data["month"]
    if PurePosixPath(document.file).stem != f"{month:02}" or not 1 <= month <= 12:
        complain(("month",), f"{called('month')} phải đúng với tên tệp: 01.yaml là tháng 1, 12.yaml là tháng 12")
        return
    for position, row in enumerate(document.data["drafts"]):
        _check_draft(row, month, _inside(complain, ("drafts", position)))


def _inside(complain: Complain, around: Where) -> Complain:
    return lambda where, said: complain((*around, *where), said)


def _check_draft(row: dict[str, Any], month: int, complain: Complain) -> None:
    if isinstance(row["day"], int) and row["day"] > monthrange(_SHORTEST, month)[1]:
        complain(("day",), f"tháng {month} không phải năm nào cũng có ngày {row['day']}")
    for name, most in (("title", TITLE_LENGTH), ("text", TEXT_LENGTH)):
        length = len(BLANK.sub("x" * LONGEST_NAME, row[name].strip()))
        if length > most:
            complain((name,), f"{called(name)} dài {length} ký tự (mỗi chỗ trống tính {LONGEST_NAME}); tối đa {most}")
    if row["kind"] == "article":
        _check_article(row, complain)
    for position, button in enumerate(row.get("buttons", ())):
        if ("say" in button) == ("url" in button):
            complain(("buttons", position), f"mỗi nút có đúng một trong: {called('say')}, {called('url')}")
        if len(button["label"]) > LABEL_LENGTH:
            complain(("buttons", position), f"chữ trên nút dài quá {LABEL_LENGTH} ký tự")


def _check_article(row: dict[str, Any], complain: Complain) -> None:
    if row.get("audience"):
        complain(("audience",), f"bài viết gửi cho mọi người theo dõi, không chọn nhóm được: bỏ {called('audience')}")
    if any(map(is_personal, BLANK.findall(row["title"] + row["text"]))):
        complain(("text",), "bài viết gửi chung một bản nên không dùng {tên}, {phường}; tên phường viết {phuong}")


def is_personal(inside: str) -> bool:
    """Whether a blank (without its braces) is a personal word of broadcasts, left for each person."""
    return _PERSONAL.fullmatch(inside) is not None
