"""Everything an official can read and edit, as rows to search, filter and sort."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from bot.content.layout import GUIDE_FOLDERS
from bot.content.problems import Problem
from bot.understanding.folding import fold
from bot.wording.folder import Sheet

GROUPS = ("procedures", "guides", "other_offices", "sentences", "ward", "holidays", "others")
"""The lists, in the order of the page."""

_GUIDES = (*GUIDE_FOLDERS, "life_events")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to read. `key` names a row inside a file of many; `kind` is the file's folder, `words` what a search sees."""

    group: str
    file: str
    kind: str
    title: str
    words: str
    key: str = ""
    code: str = ""
    field: str = ""
    text: str = ""
    source: str = ""
    checked: date | None = None
    review_due: date | None = None
    partial: bool = False
    gaps: int = 0
    problems: tuple[Problem, ...] = ()

    def is_overdue(self, today: date) -> bool:
        """Whether its review is due."""
        return self.review_due is not None and self.review_due < today


class Items:
    """All items of the files, by file; a file that cannot be read is an item too. Only what changed is made again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Sheet, list[Problem], list[Item]]] = {}

    def of(self, sheets: Mapping[str, Sheet], problems: Sequence[Problem]) -> list[Item]:
        """The items of these files, with these complaints."""
        by_file: dict[str, list[Problem]] = {}
        for problem in problems:
            by_file.setdefault(problem.file, []).append(problem)
        before = self._known
        self._known = {
            file: known
            if (known := before.get(file)) and known[0] is sheet and known[1] == by_file.get(file, [])
            else (sheet, by_file.get(file, []), [*_of(file, sheet, by_file.get(file, []))])
            for file, sheet in sheets.items()
        }
        return [item for *_, found in self._known.values() for item in found]


def group_of(file: str) -> str:
    """The list a file belongs to."""
    path = PurePosixPath(file)
    folder = path.parts[0] if len(path.parts) > 1 else path.stem
    return "guides" if folder in _GUIDES else folder if folder in GROUPS else "others"


def _of(file: str, sheet: Sheet, problems: list[Problem]) -> Iterator[Item]:
    group = group_of(file)
    kind = file.partition("/")[0].removesuffix(".yaml")
    data = sheet.document.data if sheet.document else None
    if group == "sentences" and isinstance(data, dict):
        lines = _lines(sheet)
        for key, value in data.items():
            yield _row(file, group, PurePosixPath(file).stem, str(key), _text(value), _near(problems, lines, str(key)))
    elif group == "ward" and isinstance(data, dict):
        lines = _lines(sheet)
        yield from (
            _row(file, group, kind, str(key), _text(value), _near(problems, lines, str(key)), data)
            for key, value in data.items()
        )
    elif group == "holidays" and isinstance(data, list):
        yield from (_holiday(file, row, problems) for row in data if isinstance(row, dict))
    else:
        yield _whole(file, group, kind, data if isinstance(data, dict) else {}, sheet.text, tuple(problems))


def _whole(file: str, group: str, kind: str, data: dict[str, Any], text: str, problems: tuple[Problem, ...]) -> Item:
    title = str(data.get("title") or data.get("intent") or file)
    source = data.get("source")
    said = " ".join(map(str, data.get("says") or ()))
    return Item(
        group=group, file=file, kind=kind, title=title, code=str(data.get("code") or ""),
        words=fold(f"{title} {data.get('name', '')} {data.get('code', '')} {said} {file}"),
        field=str(data.get("field") or data.get("office") or "") if group in ("procedures", "other_offices") else "",
        source=str(source.get("name", "") if isinstance(source, dict) else source or ""),
        checked=_day(data.get("checked")), review_due=_day(data.get("review_due")), partial=data.get("partial") is True,
        gaps=len(data.get("gaps") or ()), problems=problems,
    )  # fmt: skip


def _row(
    file: str, group: str, kind: str, key: str, text: str, problems: tuple[Problem, ...], data: Mapping[str, Any] | None = None
) -> Item:  # fmt: skip
    found = data or {}
    return Item(
        group=group, file=file, kind=kind, title=key, key=key, text=text, words=fold(f"{key} {kind} {text}"),
        source=str(found.get("source") or ""), checked=_day(found.get("checked")),
        review_due=_day(found.get("review_due")), gaps=len(problems), problems=problems,
    )  # fmt: skip


def _holiday(file: str, row: dict[str, Any], problems: list[Problem]) -> Item:
    day, name = _day(row.get("date")), str(row.get("name", ""))
    shown = f"{day:%d/%m/%Y}" if day else str(row.get("date"))
    certain = row.get("certain") is not False
    mine = tuple(problem for problem in problems if shown in problem.message_vi and name in problem.message_vi)
    return Item(
        group="holidays", file=file, kind=str(row.get("kind", "off")), title=f"{shown} {name}", key=str(row.get("date")),
        text="" if certain else "chưa chốt", words=fold(f"{shown} {name}"), checked=day, gaps=0 if certain else 1,
        problems=mine,
    )  # fmt: skip


def _lines(sheet: Sheet) -> dict[str, int]:
    document = sheet.document
    return {str(key): document.line((str(key),)) for key in document.data} if document else {}


def _near(problems: Sequence[Problem], lines: Mapping[str, int], key: str) -> tuple[Problem, ...]:
    """The complaints between the line of a key and that of the next one."""
    if not problems:
        return ()
    start = lines[key]
    end = min((line for line in lines.values() if line > start), default=1_000_000)
    return tuple(problem for problem in problems if start <= problem.line < end)


def _text(value: Any) -> str:
    """A value in plain words."""
    if isinstance(value, dict):
        return " · ".join(f"{name}: {_text(entry)}" for name, entry in value.items())
    if isinstance(value, list):
        return " | ".join(map(_text, value))
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "chưa điền" if value is None else str(value).strip()


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None
