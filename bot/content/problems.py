"""Problems of content files, described so that an official can find and fix them."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.content.field_names import without_names

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem: its place (file below content/, line from 1), and what to do about it, in Vietnamese.

    `level` is "error" (the content is refused) or "warning" (a gap an official should fill).
    """

    file: str
    line: int
    message_vi: str
    level: str = ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message_vi}"

    @property
    def in_words(self) -> str:
        """The message for an official who works with a form: without the keys of the file."""
        return without_names(self.message_vi)


class ContentError(Exception):
    """The content cannot be used; `problems` are all its errors."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(slots=True)
class Report:
    """Collects problems while content is read."""

    problems: list[Problem] = field(default_factory=list)

    def error(self, file: str, line: int, message_vi: str) -> None:
        """Add an error: it must be fixed before the content can be used."""
        self.problems.append(Problem(file, line, message_vi, ERROR))

    def warn(self, file: str, line: int, message_vi: str) -> None:
        """Add a warning: an official should fill in or review something."""
        self.problems.append(Problem(file, line, message_vi, WARNING))

    def errors(self) -> list[Problem]:
        """The errors, which make the content unusable."""
        return [problem for problem in self.problems if problem.level == ERROR]
