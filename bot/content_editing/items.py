"""Everything an official can read and edit, as a list to search, filter and sort."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from bot.content.files import Document, Where, YamlMapping, YamlValue
from bot.content.folder_layout import GUIDE_FOLDERS
from bot.content.problems import Problem
from bot.content.sentences import BLOCK, sentences_of
from bot.content_editing.folder import ContentFile
from bot.content_editing.ward_lines import describe_ward_line
from bot.understanding.folding import fold

GROUPS = ("procedures", "guides", "other_offices", "sentences", "ward", "holidays", "others")
"""The lists, in the order of the page."""

_GUIDES = (*GUIDE_FOLDERS, "life_events")


@dataclass(frozen=True, slots=True)
class ContentItem:
    """One line of the list. `key` names an entry inside a file of several; `kind` is the file's folder.

    `words` is the text that a search looks at, without accents.
    """

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
        """Whether its review was due before `today`."""
        return self.review_due is not None and self.review_due < today


class ItemIndex:
    """The items of all files, kept by file; a file that cannot be parsed is an item too."""

    def __init__(self) -> None:
        self._by_file: dict[str, tuple[ContentFile, list[Problem], list[ContentItem]]] = {}

    def update(self, files: Mapping[str, ContentFile], problems: Sequence[Problem]) -> list[ContentItem]:
        """The items of these files with these problems; only those of changed files are made again."""
        problems_of: dict[str, list[Problem]] = {}
        for problem in problems:
            problems_of.setdefault(problem.file, []).append(problem)
        self._by_file = {
            file: self._update_file(file, content_file, problems_of.get(file, []))
            for file, content_file in files.items()
        }
        return [item for *_, items in self._by_file.values() for item in items]

    def _update_file(
        self, file: str, content_file: ContentFile, problems: list[Problem]
    ) -> tuple[ContentFile, list[Problem], list[ContentItem]]:
        """The file, its problems and its items; the ones made before when neither file nor problems changed."""
        old = self._by_file.get(file)
        if old is not None and old[0] is content_file and old[1] == problems:
            return old
        return content_file, problems, [*_make_items(file, content_file, problems)]


def group_of(file: str) -> str:
    """The list a file belongs to."""
    path = PurePosixPath(file)
    folder = path.parts[0] if len(path.parts) > 1 else path.stem
    return "guides" if folder in _GUIDES else folder if folder in GROUPS else "others"


def _make_items(file: str, content_file: ContentFile, problems: list[Problem]) -> Iterator[ContentItem]:
    """The items of one file: one for each sentence, line of ward.yaml or holiday; one for the whole of any other file."""
    group = group_of(file)
    kind = file.partition("/")[0].removesuffix(".yaml")
    data = content_file.document.data if content_file.document else None
    yield from _make_sentences(file, content_file, problems)
    if group == "ward" and content_file.document and isinstance(data, dict):
        lines = _lines_of_keys(content_file.document)
        for key, value in data.items():
            nearby = _problems_near(problems, lines[str(key)], lines.values())
            yield _make_row(file, group, kind, str(key), describe_ward_line(str(key), value), nearby, data)
    elif group == "holidays" and isinstance(data, list):
        yield from (_make_holiday(file, row, problems) for row in data if isinstance(row, dict))
    elif group != "sentences" or not isinstance(data, dict):
        whole = data if isinstance(data, dict) else {}
        yield _make_whole(file, group, kind, whole, tuple(problems))


def _make_sentences(file: str, content_file: ContentFile, problems: list[Problem]) -> Iterator[ContentItem]:
    """An item for each sentence of the file, also of the block in the file of an intent."""
    document = content_file.document
    if document is None:
        return
    sentences, kind = sentences_of(file, document.data), PurePosixPath(file).stem
    where: Where = () if sentences is document.data else (BLOCK,)
    lines = {key: document.line((*where, str(key))) for key in sentences}
    ends = [*lines.values(), *_lines_of_keys(document).values()]
    for key, value in sentences.items():
        nearby = _problems_near(problems, lines[key], ends)
        yield _make_row(file, "sentences", kind, str(key), _describe_value(value), nearby, {})


def _make_whole(file: str, group: str, kind: str, data: YamlMapping, problems: tuple[Problem, ...]) -> ContentItem:
    title = str(data.get("title") or data.get("intent") or file)
    source = data.get("source")
    phrases = " ".join(map(str, data.get("says") or ()))
    return ContentItem(
        group=group,
        file=file,
        kind=kind,
        title=title,
        code=str(data.get("code") or ""),
        words=fold(f"{title} {data.get('name', '')} {data.get('code', '')} {phrases} {file}"),
        field=str(data.get("field") or data.get("office") or "") if group in ("procedures", "other_offices") else "",
        source=str(source.get("name", "") if isinstance(source, dict) else source or ""),
        checked=_date_or_none(data.get("checked")),
        review_due=_date_or_none(data.get("review_due")),
        partial=data.get("partial") is True,
        gaps=len(data.get("gaps") or ()),
        problems=problems,
    )


def _make_row(
    file: str, group: str, kind: str, key: str, text: str, problems: tuple[Problem, ...], data: Mapping[str, YamlValue]
) -> ContentItem:
    return ContentItem(
        group=group,
        file=file,
        kind=kind,
        title=key,
        key=key,
        text=text,
        words=fold(f"{key} {kind} {text}"),
        source=str(data.get("source") or ""),
        checked=_date_or_none(data.get("checked")),
        review_due=_date_or_none(data.get("review_due")),
        gaps=len(problems),
        problems=problems,
    )


def _make_holiday(file: str, row: YamlMapping, problems: list[Problem]) -> ContentItem:
    day, name = _date_or_none(row.get("date")), str(row.get("name", ""))
    shown_day = f"{day:%d/%m/%Y}" if day else str(row.get("date"))
    certain = row.get("certain") is not False
    mine = tuple(problem for problem in problems if shown_day in problem.message_vi and name in problem.message_vi)
    return ContentItem(
        group="holidays",
        file=file,
        kind=str(row.get("kind", "off")),
        title=f"{shown_day} {name}",
        key=str(row.get("date")),
        text="" if certain else "chưa chốt",
        words=fold(f"{shown_day} {name}"),
        checked=day,
        gaps=0 if certain else 1,
        problems=mine,
    )


def _lines_of_keys(document: Document) -> dict[str, int]:
    return {str(key): document.line((str(key),)) for key in document.data}


def _problems_near(problems: Sequence[Problem], start: int, starts: Iterable[int]) -> tuple[Problem, ...]:
    """The problems from the line `start` of a key up to the nearest of the other `starts`."""
    if not problems:
        return ()
    end = min((line for line in starts if line > start), default=1_000_000)
    return tuple(problem for problem in problems if start <= problem.line < end)


def _describe_value(value: YamlValue) -> str:
    """A YAML value as text for an official."""
    if isinstance(value, dict):
        return " · ".join(f"{name}: {_describe_value(entry)}" for name, entry in value.items())
    if isinstance(value, list):
        return " | ".join(map(_describe_value, value))
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "chưa điền" if value is None else str(value).strip()


def _date_or_none(value: YamlValue) -> date | None:
    return value if isinstance(value, date) else None
