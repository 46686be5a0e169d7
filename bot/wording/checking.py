"""What `content check` would say of one file with another text, before anything is written."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.content import Content, ContentError
from bot.content.files import Document
from bot.content.problems import ERROR, WARNING, Problem
from bot.wording.folder import Folder, Sheet, Signature, read_sheet


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change would mean. `content` is everything with the change in it, None when it could not be used.

    `errors` refuse the change; `fresh` are warnings that are there only with it, `known` those that were there before.
    """

    errors: tuple[Problem, ...]
    fresh: tuple[Problem, ...]
    known: tuple[Problem, ...]
    content: Content | None


class Checker:
    """Knows what is wrong with the folder as it is, so that a change is judged by what it adds."""

    def __init__(self, folder: Folder, today: Callable[[], date]) -> None:
        self._folder, self._today = folder, today
        self._guard = threading.Lock()
        self._of: tuple[Any, list[Problem]] | None = None
        self._judged: tuple[Any, list[Problem]] | None = None

    def problems(self) -> list[Problem]:
        """Every error and warning of the files as they are (without what only reading with them shows)."""
        with self._guard:
            key = (self._folder.signature(), self._today())
            if self._of is None or self._of[0] != key:
                self._of = (key, self._all(self._folder.sheets()))
            return self._of[1]

    def take(self, file: str, text: str) -> None:
        """`file` was written with the text of the newest verdict: what that found need not be found again."""
        with self._guard:
            signature, judged = self._folder.signature(), self._judged
            is_same = judged is not None and judged[0] == (file, text, _without(signature, file), self._today())
            if judged is not None and is_same and self._folder.now(file) == text:
                self._of = ((signature, self._today()), judged[1])

    def verdict(self, file: str, text: str | None) -> Verdict:
        """What `file` would do with `text` (None: without the file)."""
        asked = (file, text, _without(self._folder.signature(), file), self._today())
        sheets = self._folder.sheets()
        before = {_what(problem) for problem in self.problems()}
        if text is None:
            sheets.pop(file, None)
        else:
            sheets[file] = read_sheet(text, file)
        found = self._all(sheets)
        self._judged = (asked, found)
        errors = tuple(problem for problem in found if problem.level == ERROR and _matters(problem, file, before))
        warnings = [problem for problem in found if problem.level == WARNING and problem.file == file]
        fresh = tuple(problem for problem in warnings if _what(problem) not in before)
        known = tuple(problem for problem in warnings if _what(problem) in before)
        is_checked = all(problem.level != ERROR for problem in found)
        return Verdict(errors, fresh, known, None if errors else _content(sheets, is_checked))

    def _all(self, sheets: dict[str, Sheet]) -> list[Problem]:
        reading = [problem for sheet in sheets.values() for problem in sheet.problems]
        return sorted([*reading, *Content.check_documents(_documents(sheets), self._today())])


def with_more(verdict: Verdict, more: Sequence[Problem]) -> Verdict:
    """The verdict with warnings that only reading and answering with it showed."""
    return replace(verdict, fresh=(*verdict.fresh, *more))


def _without(signature: Signature, file: str) -> Signature:
    return tuple(row for row in signature if row[0] != file)


def _documents(sheets: dict[str, Sheet]) -> dict[str, Document]:
    return dict(_readable(sheets))


def _readable(sheets: dict[str, Sheet]) -> Iterator[tuple[str, Document]]:
    for name, sheet in sheets.items():
        if sheet.document is not None:
            yield name, sheet.document


def _content(sheets: dict[str, Sheet], is_checked: bool) -> Content | None:
    """None while another file is broken: the bot keeps its old words then."""
    try:
        return Content.of(_documents(sheets), is_checked=is_checked)
    except ContentError:
        return None


def _what(problem: Problem) -> tuple[str, str, str]:
    """A complaint without its line, which moves."""
    return problem.file, problem.level, problem.message_vi


def _matters(problem: Problem, file: str, before: set[tuple[str, str, str]]) -> bool:
    return problem.file == file or _what(problem) not in before
