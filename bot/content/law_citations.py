"""What in content/ rests on a legal text that has ended or will soon end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bot.content.files import Document, Where, YamlMapping, YamlValue, read_folder
from bot.content.folder_layout import SortedDocuments, sort_documents
from bot.content.laws import LegalText, build_laws, law_numbers
from bot.content.problems import ERROR, WARNING, Problem, Report
from bot.content.rules import walk_texts

SOON = timedelta(days=60)
"""How long before the end of a legal text officials are told."""

_ENTRIES = ("procedure", "guide", "decline", "life_event", "quiz", "propaganda")
_NOT_A_BASIS = ("says", "asks", "gaps")
"""Fields that quote a legal text without resting on it: residents' words, and notes for officials."""

_CALLED_OLD = re.compile(
    r"\b(?:luật|văn bản|quy định|quy trình|nghị định|thông tư) cũ\b|hết hiệu lực|đã bãi bỏ", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A legal text named at a line of a file; `part` is the top-level field it stands in.

    `is_marked` when the text calls it old or the file has a note for officials about it; `last_day` is the last day on
    which that part of the file is used, None without a limit.
    """

    file: str
    line: int
    part: str
    title: str
    number: str
    is_marked: bool
    last_day: date | None


@dataclass(frozen=True, slots=True)
class EndingCitation:
    """A citation of a legal text that has ended (`has_ended`) or ends soon."""

    citation: Citation
    law: LegalText
    has_ended: bool

    @property
    def message_vi(self) -> str:
        """What an official should know and do."""
        end = f"{self.law.validity.end:%d/%m/%Y}" if self.law.validity.end else ""
        state = "đã hết hiệu lực sau ngày" if self.has_ended else "sắp hết hiệu lực, ngày cuối là"
        instead = f"; nay xem {self.law.replaced_by}" if self.law.replaced_by else ""
        mark = " (đã ghi chú)" if self.citation.is_marked else ""
        return f"{self.law.title} {state} {end}{instead}{mark}"


def list_citations(documents: SortedDocuments) -> list[Citation]:
    """Every legal text that entries rest on, in the order of files and lines."""
    entries = (document for name in _ENTRIES for document in documents[name])
    return sorted(
        (citation for document in entries for citation in _list_cited(document)),
        key=lambda citation: (citation.file, citation.line, citation.number),
    )


def list_ending(documents: SortedDocuments, today: date) -> list[EndingCitation]:
    """The citations of legal texts that have ended before `today` or end within 60 days of it."""
    laws, yesterday = laws_of(documents), today - timedelta(days=1)
    rows = [(citation, laws[citation.number]) for citation in list_citations(documents) if citation.number in laws]
    return [
        EndingCitation(citation, law, law.ends_by(yesterday))
        for citation, law in rows
        if law.ends_by(today + SOON) and not _ends_first(citation, law, today)
    ]


def laws_of(documents: SortedDocuments) -> dict[str, LegalText]:
    """The legal texts of content/laws.yaml by number."""
    return build_laws(row for document in documents["laws"] for row in document.data)


def check_laws(documents: SortedDocuments, today: date) -> list[Problem]:
    """Errors for texts that have ended and are not marked; warnings for the others, and for texts not listed."""
    problems = [_as_problem(row) for row in list_ending(documents, today)]
    return [*problems, *_list_unknown(list_citations(documents), laws_of(documents)), *_count_undated(documents)]


def check_laws_of(path: Path, today: date) -> list[Problem]:
    """The same for the folder `path`; files that cannot be used are left out."""
    report = Report()
    return check_laws(sort_documents(read_folder(path, report), report), today)


def _as_problem(row: EndingCitation) -> Problem:
    level = ERROR if row.has_ended and not row.citation.is_marked else WARNING
    return Problem(row.citation.file, row.citation.line, row.message_vi, level)


def _list_unknown(citations: Iterable[Citation], laws: Mapping[str, LegalText]) -> Iterator[Problem]:
    places: dict[str, Citation] = {}
    for citation in citations:
        if citation.number not in laws:
            places.setdefault(citation.number, citation)
    for number, citation in places.items():
        yield Problem(citation.file, citation.line, f"văn bản {number} chưa có trong laws.yaml", WARNING)


def _count_undated(documents: SortedDocuments) -> Iterator[Problem]:
    undated = sum(law.validity.start is None for law in laws_of(documents).values())
    if undated:
        yield Problem("laws.yaml", 1, f"{undated} văn bản chưa rõ ngày bắt đầu có hiệu lực", WARNING)


def _ends_first(citation: Citation, law: LegalText, today: date) -> bool:
    """Whether the citing part is used no longer than the legal text, or is already out of use."""
    end = law.validity.end
    return (
        citation.last_day is not None and end is not None and citation.last_day <= max(end, today - timedelta(days=1))
    )


def _list_cited(document: Document) -> Iterator[Citation]:
    data = document.data
    noted = set(law_numbers(data.get("gaps", ())))
    title = str(data.get("title") or document.file)
    for where, text in walk_texts(data):
        if any(step in _NOT_A_BASIS for step in where):
            continue
        for number in law_numbers([text]):
            is_marked = number in noted or _CALLED_OLD.search(text) is not None
            line, part = document.line(where), str(where[0])
            yield Citation(document.file, line, part, title, number, is_marked, _last_day(data, where))


def _last_day(data: YamlMapping, where: Where) -> date | None:
    """The last day on which the part at `where` is used: by its own end, the entry's, or a change that replaces it."""
    holders: list[YamlValue] = [data]
    for step in where[:-1]:
        holders.append(holders[-1][step])
    days = [row["valid_to"] for row in holders if isinstance(row, dict) and row.get("valid_to")]
    changes = [row["from"] - timedelta(days=1) for row in data.get("changes", ()) if where[0] in row]
    return min([*days, *changes], default=None)
