"""What is wrong with content/, said so that an official can find and mend it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.content.field_names import without_names

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One complaint: where it is (file below content/, line from 1), and what to do about it, in Vietnamese.

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
        """The complaint for who fills in a form: without the names of rows in the file."""
        return without_names(self.message_vi)


class ContentError(Exception):
    """The content cannot be used; `problems` says why, all at once."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(slots=True)
class Report:
    """Collects complaints while content is read."""

    problems: list[Problem] = field(default_factory=list)

    def error(self, file: str, line: int, message_vi: str) -> None:
        """Something that must be mended before the content can be used."""
        self.problems.append(Problem(file, line, message_vi, ERROR))

    def warn(self, file: str, line: int, message_vi: str) -> None:
        """Something an official should fill in or look at."""
        self.problems.append(Problem(file, line, message_vi, WARNING))

    def errors(self) -> list[Problem]:
        """The complaints that make the content unusable."""
        return [problem for problem in self.problems if problem.level == ERROR]
