"""What the public page of one procedure shows: a checklist of papers, then everything else worth knowing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.content import sections
from bot.content.models import Paper, Procedure
from bot.content.procedure_details import Form
from bot.content.wording import as_question, origin_line
from bot.pages.speaking import PageSpeaker

ALWAYS_SHOWN = ("time", "fee", "where")
FACTS = ("who", "deadline", "benefit", *ALWAYS_SHOWN, "online", "post", "result")
"""Parts shown below the papers, in this order; others than ALWAYS_SHOWN only when the content has them."""

_MEDIUM, _LONG, _LONGEST = 1300, 1900, 2800
"""Characters from which the printed page takes smaller type, to stay on one sheet."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper to tick off, or with `is_note` a remark between papers."""

    text: str
    copies: str
    is_note: bool


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form: its name, its number and decree (`origin`), where to fetch it, and whether the counter compared it."""

    name: str
    origin: str
    url: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the page shows. `papers` are (case, lines), `facts` (part, lines), `questions` (question, answer)."""

    papers: list[tuple[str, list[PaperLine]]]
    facts: list[tuple[str, list[str]]]
    forms: list[FormLine]
    cases: list[tuple[str, str]]
    notes: list[str]
    steps: list[str]
    questions: list[tuple[str, str]]
    source: list[str]

    @property
    def size(self) -> str:
        """How much is printed: short, medium, long or longest."""
        length = sum(map(len, _walk_texts([self.papers, self.facts, self.cases, self.notes, self.steps])))
        sizes = ((_LONGEST, "longest"), (_LONG, "long"), (_MEDIUM, "medium"))
        return next((size for least, size in sizes if length > least), "short")


def make_sheet(speaker: PageSpeaker, procedure: Procedure) -> Sheet:
    """The page of a procedure, filled in."""
    return Sheet(
        papers=[(_case(speaker, group.case), _papers(speaker, group.items)) for group in procedure.papers],
        facts=[(part, sections.WRITE[part](speaker, procedure).split("\n")) for part in _parts_of(procedure)],
        forms=[_form_line(speaker, form) for form in procedure.form],
        cases=[(speaker.fill(case.when).rstrip(":."), speaker.fill(case.text)) for case in procedure.cases],
        notes=[speaker.fill(note) for note in procedure.notes],
        steps=[speaker.fill(step) for step in procedure.steps],
        questions=[(as_question(row.asks[0]), speaker.fill(row.answer)) for row in procedure.questions],
        source=origin_line(speaker, procedure.origin).split("\n"),
    )


def _parts_of(procedure: Procedure) -> list[str]:
    return [part for part in FACTS if part in ALWAYS_SHOWN or sections.is_worth_asking(procedure, part)]


def _case(speaker: PageSpeaker, case: str | None) -> str:
    return speaker.fill(case).rstrip(":.") if case else ""


def _papers(speaker: PageSpeaker, papers: tuple[Paper, ...]) -> list[PaperLine]:
    return [PaperLine(speaker.fill(paper.text), paper.copies or "", paper.note_only) for paper in papers]


def _form_line(speaker: PageSpeaker, form: Form) -> FormLine:
    origin = ", ".join(part for part in (form.number, form.decree) if part)
    confirmed = form.confirmed or not form.file
    return FormLine(speaker.fill(form.name), origin, sections.form_address(speaker, form), confirmed)


def _walk_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, PaperLine):
        yield value.text
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from _walk_texts(entry)
