"""What `content check` would report about one file with another text, before anything is written."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.content import Content, ContentError
from bot.content.files import Document
from bot.content.problems import ERROR, WARNING, Problem
from bot.content_editing.folder import ContentFile, Folder, Signature, parse_content_file

_ProblemKey = tuple[str, str, str]
"""File, level and message: a problem without its line, which moves when lines are added above it."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a change would mean. `content` is the whole content with the change, None when it could not be used.

    `errors` refuse the change; `new_warnings` appear only with it, `old_warnings` were there before.
    """

    errors: tuple[Problem, ...]
    new_warnings: tuple[Problem, ...]
    old_warnings: tuple[Problem, ...]
    content: Content | None


class Checker:
    """Remembers the problems of the folder as it is, so that a change is judged by the problems it adds."""

    def __init__(self, folder: Folder, today: Callable[[], date]) -> None:
        self._folder, self._today = folder, today
        self._guard = threading.Lock()
        self._current: tuple[tuple[Signature, date], list[Problem]] | None = None
        self._newest_check: tuple[tuple[str, str | None, Signature, date], list[Problem]] | None = None

    def list_problems(self) -> list[Problem]:
        """Every error and warning of the files as they are, without those that need reading and answering."""
        with self._guard:
            key = (self._folder.get_signature(), self._today())
            if self._current is None or self._current[0] != key:
                self._current = (key, self._check_all(self._folder.read_all()))
            return self._current[1]

    def reuse_check(self, file: str, text: str) -> None:
        """Keep the problems of the newest check as those of the folder, once its text was written to `file`."""
        with self._guard:
            signature, newest = self._folder.get_signature(), self._newest_check
            if newest is None or newest[0] != (file, text, _other_files(signature, file), self._today()):
                return
            if self._folder.read_current(file) == text:
                self._current = ((signature, self._today()), newest[1])

    def check_change(self, file: str, text: str | None) -> CheckResult:
        """Check the content with `text` in `file` (None: without the file)."""
        key = (file, text, _other_files(self._folder.get_signature(), file), self._today())
        files = self._folder.read_all()
        old_keys = {_key_of(problem) for problem in self.list_problems()}
        if text is None:
            files.pop(file, None)
        else:
            files[file] = parse_content_file(text, file)
        problems = self._check_all(files)
        self._newest_check = (key, problems)
        return _compare(problems, old_keys, file, files)

    def _check_all(self, files: dict[str, ContentFile]) -> list[Problem]:
        reading = [problem for content_file in files.values() for problem in content_file.problems]
        return sorted([*reading, *Content.check_documents(_documents_of(files), self._today())])


def add_warnings(check: CheckResult, warnings: Sequence[Problem]) -> CheckResult:
    """The result with more new warnings, found by reading and answering with the changed content."""
    return replace(check, new_warnings=(*check.new_warnings, *warnings))


def _compare(
    problems: Sequence[Problem], old_keys: set[_ProblemKey], file: str, files: dict[str, ContentFile]
) -> CheckResult:
    """Divide the problems: errors in `file` or new ones elsewhere, and the warnings of `file`, new and old."""
    errors = tuple(
        problem
        for problem in problems
        if problem.level == ERROR and (problem.file == file or _key_of(problem) not in old_keys)
    )
    warnings = [problem for problem in problems if problem.level == WARNING and problem.file == file]
    new = tuple(problem for problem in warnings if _key_of(problem) not in old_keys)
    old = tuple(problem for problem in warnings if _key_of(problem) in old_keys)
    is_checked = all(problem.level != ERROR for problem in problems)
    return CheckResult(errors, new, old, None if errors else _build_content(files, is_checked))


def _other_files(signature: Signature, file: str) -> Signature:
    return tuple(row for row in signature if row[0] != file)


def _documents_of(files: dict[str, ContentFile]) -> dict[str, Document]:
    return dict(_iter_documents(files))


def _iter_documents(files: dict[str, ContentFile]) -> Iterator[tuple[str, Document]]:
    for name, content_file in files.items():
        if content_file.document is not None:
            yield name, content_file.document


def _build_content(files: dict[str, ContentFile], is_checked: bool) -> Content | None:
    """The content; None while another file is broken, because the bot keeps its present content then."""
    try:
        return Content.of(_documents_of(files), is_checked=is_checked)
    except ContentError:
        return None


def _key_of(problem: Problem) -> _ProblemKey:
    return problem.file, problem.level, problem.message_vi
