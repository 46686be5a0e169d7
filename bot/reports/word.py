"""The report as a Word file: a template in the layout of Nghị định 30/2020/NĐ-CP, filled in by docxtpl.

Number, date, names and signature stay empty: the office fills them in. A ward may put its own template in the place of the
built-in one (docs/noi-dung.md).
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from docx.document import Document as WordDocument
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from bot.content.layers import locate
from bot.content.models import Ward
from bot.lib.characters import writable
from bot.reports.annexes import build_annexes
from bot.reports.blocks import Block, ReportHeading, ReportTable
from bot.reports.figures import PeriodFigures
from bot.reports.files import ReportTemplateError
from bot.reports.story import build_sections, opening_sentence
from bot.reports.word_tables import insert_table

BUILT_IN_TEMPLATE = Path(__file__).with_name("report-template.docx")
OWN_TEMPLATE = "report-template.docx"
"""The ward's own template, in the folder of the content."""

LONGEST_PROPERTY = 255
"""Characters of a property of the file; python-docx refuses more."""

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


class BlockTags(TypedDict):
    """What a template may write of one block; `level` 1 to 3 of a heading, else 0; `table` the tag of a table, else ""."""

    level: int
    text: str
    is_text: bool
    table: str


@dataclass(slots=True)
class _Tables:
    """The tables of a report; the template places a tag, which the table replaces once the template is filled in."""

    by_tag: dict[str, ReportTable] = field(default_factory=dict)

    def add(self, table: ReportTable) -> str:
        """Remember a table; returns its tag."""
        tag = f"⟦{len(self.by_tag) + 1}⟧"
        self.by_tag[tag] = table
        return tag


def word_file(
    figures: PeriodFigures,
    earlier: PeriodFigures | None,
    ward: Ward,
    topics: dict[str, str],
    year: int,
    content_path: Path | None = None,
) -> bytes:
    """The .docx. `earlier` is compared with, `year` is that of the date line, `topics` names topics by id.

    The template is the ward's own when the folder `content_path` has one. Raises ReportTemplateError when it is faulty.
    """
    path = _find_template(content_path)
    tables = _Tables()
    tags = _report_tags(figures, earlier, ward, topics, year, tables)
    try:
        template = DocxTemplate(str(path))
        template.render(dict(tags), SandboxedEnvironment(autoescape=True), autoescape=True)
    except Exception as error:  # a template of others may fail in any way
        raise ReportTemplateError(path, error) from error
    document: WordDocument = template.docx
    _place_tables(document, tables)
    document.core_properties.title = writable(tags["subject"])[:LONGEST_PROPERTY]
    document.core_properties.author = writable(f"Ủy ban nhân dân {ward.name}")[:LONGEST_PROPERTY]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _find_template(content_path: Path | None) -> Path:
    own = locate(content_path, OWN_TEMPLATE) if content_path else None
    return own if own and own.is_file() else BUILT_IN_TEMPLATE


class _ReportTags(TypedDict):
    """What a template may write; docs/noi-dung.md lists it for officials."""

    ward: str
    place: str
    year: int
    subject: str
    work: str
    opening: str
    blocks: list[BlockTags]
    annexes: list[dict[str, object]]


def _report_tags(
    figures: PeriodFigures,
    earlier: PeriodFigures | None,
    ward: Ward,
    topics: dict[str, str],
    year: int,
    tables: _Tables,
) -> _ReportTags:
    work = f"kết quả tuyên truyền cải cách hành chính {figures.period.name}"
    return {
        "ward": writable(ward.name),
        "place": writable(ward.name.split(" ", 1)[-1]),
        "year": year,
        "subject": work[0].upper() + work[1:],
        "work": work,
        "opening": writable(opening_sentence(figures, ward.name)),
        "blocks": _block_tags(build_sections(figures, earlier, topics), tables),
        "annexes": [
            {"number": number, "title": annex.title, "blocks": _block_tags(annex.blocks, tables)}
            for number, annex in zip(ROMAN, build_annexes(figures, earlier, topics), strict=False)
        ],
    }


def _block_tags(blocks: Iterable[Block], tables: _Tables) -> list[BlockTags]:
    tags: list[BlockTags] = []
    for block in blocks:
        if isinstance(block, ReportTable):
            tags.append({"level": 0, "text": "", "is_text": False, "table": tables.add(block)})
        else:
            level = block.level if isinstance(block, ReportHeading) else 0
            tags.append({"level": level, "text": writable(block.text), "is_text": not level, "table": ""})
    return tags


def _place_tables(document: WordDocument, tables: _Tables) -> None:
    """Put each table before the paragraph that has its tag, which becomes the space below the table."""
    for paragraph in document.paragraphs:
        table = tables.by_tag.get(paragraph.text.strip())
        if table is not None:
            insert_table(document, paragraph, table)
            for run in paragraph.runs:
                run.text = ""
