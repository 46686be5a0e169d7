"""The propaganda calendar (content/propaganda): for each month, drafts of broadcasts that an official may adopt."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from bot.content.blanks import BLANK, GENERAL_BLANKS
from bot.content.field_names import name_field
from bot.content.files import Document, Where, YamlMapping, YamlValue
from bot.content.models import Origin
from bot.content.schema import DAY, FLAG, NULLABLE_DAY, NUMBER, TEXT, Complain, ListOf, OneOf, RecordOf
from bot.reply import Button

if TYPE_CHECKING:
    from bot.content.library import Content

TOPICS = ("cai-cach-hanh-chinh", "dat-dai", "y-te", "giao-duc", "quan-su", "an-ninh", "nong-nghiep-bien", "viec-lam")
"""What a resident may choose to hear about."""

FORMS = (
    "tin ngắn",
    "ảnh kèm chữ",
    "hỏi đáp",
    "các bước",
    "chuyện kể",
    "đúng hay sai",
    "câu đố",
    "con số",
    "bảng chữ to",
    "lời nói 60 giây",
    "bài viết",
    "lời nhắc",
    "thư ngỏ",
    "bình chọn",
    "câu hỏi của tuần",
    "tình huống",
    "việc cần làm",
    "lời cảm ơn",
)

READERS = ("mọi người", "tiểu thương", "ngư dân", "cha mẹ", "người cao tuổi", "thanh niên", "cán bộ")
"""For whom a draft is written."""

PICTURES_FOLDER = "pictures"
"""Where the pictures lie below a layer of content: NAME.png, drawn by tools/draw_cards.py."""

ANY_MONTH = 0
"""The month of the file with drafts that fit every month (00.yaml)."""

A_MONTH = 12
"""Drafts of a month: three a week."""
"""How a draft speaks (the twelve formats of the ward's guide, and the open letter and the poll)."""

FIRST_WORKDAY, LAST_WORKDAY = "first-workday", "last-workday"
TITLE_LENGTH = 150
TEXT_LENGTH = 900
LABEL_LENGTH = 30
LONGEST_NAME = 40
"""A name in {tên} counts as this long (see bot.lib.personal_words)."""

SOON = timedelta(days=100)
"""How long before its end a waiver is told every month."""

EACH_MONTH = 8
"""Drafts of any month by which the choice moves on from month to month."""

_PERSONAL = re.compile(r"tên(?:\|[^{}|]{1,40})?|phường|Phường")
_SHORTEST = 2025
"""A year without a leap day: a day of a draft must exist in every year."""


class _DayOfMonth:
    """A day 1 … 31, or the first or last working day."""

    def check(self, value: YamlValue, where: Where, complain: Complain) -> None:
        """Complain about any other value."""
        if value in (FIRST_WORKDAY, LAST_WORKDAY) or (type(value) is int and 1 <= value <= 31):
            return
        complain(
            where,
            f"{name_field('day')} phải là số, {FIRST_WORKDAY} (ngày làm việc đầu tháng) hoặc {LAST_WORKDAY} (cuối tháng)",
        )


_BUTTON = RecordOf({"label": TEXT}, {"say": TEXT, "url": TEXT})
_DRAFT = RecordOf(
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
    {
        "audience": RecordOf({}, {"topics": ListOf(OneOf(TOPICS), least=1)}),
        "buttons": ListOf(_BUTTON, most=5),
        "coastal": FLAG,
        "readers": OneOf(READERS),
        "picture": TEXT,
        "valid_to": DAY,
    },
)

PROPAGANDA = RecordOf(
    {"month": NUMBER, "review_due": DAY, "drafts": ListOf(_DRAFT, least=3, most=40)},
    {"checked": NULLABLE_DAY, "gaps": ListOf(TEXT)},
)


@dataclass(frozen=True, slots=True)
class PropagandaDraft:
    """A draft of a broadcast. `day` is a day of the month or first-workday, last-workday; `audience` {} is everyone.

    `readers` says for whom it is written; after `last_day` it is not proposed any more (a waiver that ends). `picture` names a file of
    content/pictures without its ending.
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
    readers: str = ""
    last_day: date | None = None
    picture: str = ""


def build_month(data: YamlMapping, file: str, *, is_coastal: bool = True) -> tuple[int, tuple[PropagandaDraft, ...]]:
    """Build (month, drafts) from a file of content/propaganda that was checked before; inland without those of the sea."""
    rows = (row for row in data["drafts"] if is_coastal or not row.get("coastal", False))
    return data["month"], tuple(_build_draft(row, data, file) for row in rows)


def _build_draft(row: YamlMapping, data: YamlMapping, file: str) -> PropagandaDraft:
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
        origin=Origin(row["source"], None, data.get("checked"), data["review_due"], file),
        readers=row.get("readers", ""),
        last_day=row.get("valid_to"),
        picture=row.get("picture", ""),
    )


def adopt_text(content: Content, draft: PropagandaDraft) -> tuple[str, str]:
    """(title, text) of a broadcast: the ward's blanks filled in, {tên} and {phường} kept for each person."""

    def fill_ward_blanks(text: str) -> str:
        return BLANK.sub(lambda match: content.fill(match[0]) if match[1] in GENERAL_BLANKS else match[0], text)

    return fill_ward_blanks(draft.title), fill_ward_blanks(draft.text)


def drafts_for(content: Content, year: int, month: int) -> list[tuple[PropagandaDraft, date]]:
    """The drafts of a month with their days, earliest first: its own, then those of any month, up to twelve.

    A day without office hours or with another draft moves to the free working day before it, so that residents read it
    in time; when the month has none before, to the first one after it.
    """
    length = monthrange(year, month)[1]
    days = [date(year, month, 1) + timedelta(days=offset) for offset in range(length)]
    workdays = [day for day in days if _is_certain_workday(content, day)] or days
    placed: list[tuple[PropagandaDraft, date]] = []
    for planned_day, draft in sorted(
        _plan_days(_choose_drafts(content, days[0], len(workdays)), workdays), key=lambda pair: pair[0]
    ):
        used_days = {day for _, day in placed}
        free = [day for day in workdays if day not in used_days] or workdays
        placed.append((draft, max((day for day in free if day <= planned_day), default=free[0])))
    return sorted(placed, key=lambda pair: pair[1])


def _choose_drafts(content: Content, first: date, most: int) -> list[PropagandaDraft]:
    """The month's own drafts and, up to twelve, those of any month in turn; what soon ends goes before the others."""
    own = content.propaganda.get(first.month, ())
    usable = [draft for draft in content.propaganda.get(ANY_MONTH, ()) if not draft.last_day or draft.last_day >= first]
    ending = [draft for draft in usable if draft.last_day and draft.last_day < first + SOON]
    others = [draft for draft in usable if draft not in ending]
    start = (first.month - 1) * EACH_MONTH % max(1, len(others))
    more = [*ending, *others[start:], *others[:start]]
    return [*own, *more[: max(0, min(A_MONTH, most) - len(own))]]


def _is_certain_workday(content: Content, day: date) -> bool:
    office = content.office_on(day)
    return bool(office.spans) and office.certain


def _plan_days(drafts: Iterable[PropagandaDraft], workdays: list[date]) -> Iterator[tuple[date, PropagandaDraft]]:
    for draft in drafts:
        if isinstance(draft.day, str):
            yield (workdays[0] if draft.day == FIRST_WORKDAY else workdays[-1]), draft
        else:
            yield workdays[0].replace(day=draft.day), draft


def check_propaganda(document: Document, complain: Complain) -> None:
    """Check that the month is that of the file, and the day, lengths and buttons of each draft."""
    month = document.data["month"]
    if PurePosixPath(document.file).stem != f"{month:02}" or not ANY_MONTH <= month <= 12:
        complain(("month",), f"{name_field('month')} phải đúng với tên tệp: 01.yaml là tháng 1, 12.yaml là tháng 12")
        return
    for position, row in enumerate(document.data["drafts"]):
        _check_draft(row, month, _complain_inside(complain, ("drafts", position)))


def _complain_inside(complain: Complain, around: Where) -> Complain:
    return lambda where, message: complain((*around, *where), message)


def _check_draft(row: YamlMapping, month: int, complain: Complain) -> None:
    if isinstance(row["day"], int) and row["day"] > monthrange(_SHORTEST, month or 2)[1]:
        complain(("day",), f"tháng {month} không phải năm nào cũng có ngày {row['day']}")
    for name, most in (("title", TITLE_LENGTH), ("text", TEXT_LENGTH)):
        length = len(BLANK.sub("x" * LONGEST_NAME, row[name].strip()))
        if length > most:
            complain(
                (name,), f"{name_field(name)} dài {length} ký tự (mỗi chỗ trống tính {LONGEST_NAME}); tối đa {most}"
            )
    if row["kind"] == "article":
        _check_article(row, complain)
    for position, button in enumerate(row.get("buttons", ())):
        if ("say" in button) == ("url" in button):
            complain(("buttons", position), f"mỗi nút có đúng một trong: {name_field('say')}, {name_field('url')}")
        if len(button["label"]) > LABEL_LENGTH:
            complain(("buttons", position), f"chữ trên nút dài quá {LABEL_LENGTH} ký tự")


def _check_article(row: YamlMapping, complain: Complain) -> None:
    if row.get("audience"):
        complain(
            ("audience",), f"bài viết gửi cho mọi người theo dõi, không chọn nhóm được: bỏ {name_field('audience')}"
        )
    if any(map(is_personal, BLANK.findall(row["title"] + row["text"]))):
        complain(("text",), "bài viết gửi chung một bản nên không dùng {tên}, {phường}; tên phường viết {phuong}")


def is_personal(inside: str) -> bool:
    """Whether a blank (without its braces) is a personal word of broadcasts, filled in for each person."""
    return _PERSONAL.fullmatch(inside) is not None
