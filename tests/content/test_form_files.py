"""The Word forms of content/forms: they open, hold blanks, say where they come from, and are what their texts say."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table, _Cell

from bot.content_editing.form_uploads import check_form_file
from tests.support.app import live_content
from tools import build_forms
from tools.build_forms import FORMS, FormText, build_form

MOST_BYTES = 40_000
"""Little enough for a telephone without wi-fi."""
LEAST_BLANKS = 10
TEXTS = {text.name: text for text in build_forms.read_texts()}
each_form = pytest.mark.parametrize("name", sorted(TEXTS))


def open_form(name: str) -> WordDocument:
    return Document(str(FORMS / f"{name}.docx"))


def lines_of(part: WordDocument | _Cell) -> Iterator[str]:
    for block in part.iter_inner_content():
        if isinstance(block, Table):
            for cell in (cell for row in block.rows for cell in row.cells):
                yield from lines_of(cell)
        else:
            yield block.text


def words_of(document: WordDocument) -> str:
    footer = "\n".join(paragraph.text for paragraph in document.sections[0].footer.paragraphs)
    return "\n".join([*lines_of(document), footer])


def main_part(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml")


@each_form
def test_a_form_opens_and_has_blanks_to_fill_in(name: str) -> None:
    document = open_form(name)
    text = words_of(document)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert text.count("\t") + cells.count("") >= LEAST_BLANKS
    assert TEXTS[name].title in text
    assert text == unicodedata.normalize("NFC", text)
    assert "____" not in text


@each_form
def test_a_form_says_where_it_comes_from_and_that_the_counter_has_the_last_word(name: str) -> None:
    text = words_of(open_form(name))
    assert TEXTS[name].decree in text
    assert TEXTS[name].origin in text
    assert "Đối chiếu với bản ở quầy trước khi nộp." in text


@each_form
def test_a_form_is_small_and_clean(name: str) -> None:
    data = (FORMS / f"{name}.docx").read_bytes()
    check_form_file(f"{name}.docx", data)
    assert len(data) <= MOST_BYTES


@each_form
def test_a_form_is_what_its_text_says(name: str) -> None:
    """After a change of a text: python -m tools.build_forms."""
    assert main_part((FORMS / f"{name}.docx").read_bytes()) == main_part(build_form(TEXTS[name]))


@each_form
def test_every_mark_of_a_note_is_explained(name: str) -> None:
    text = TEXTS[name]
    marks = set(re.findall(r"\(\d\)", str(text.body)))
    assert all(any(mark in note for note in text.notes) for mark in marks)


def test_a_form_found_in_one_source_only_is_not_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "to-khai.yaml").write_text(
        "{title: T, origin: '', decree: D, sources: [một nơi], body: [], notes: []}", encoding="utf-8"
    )
    monkeypatch.setattr(build_forms, "TEXTS", tmp_path)
    with pytest.raises(ValueError, match="fewer than two sources"):
        build_forms.read_texts()


def test_the_same_text_always_gives_the_same_file() -> None:
    text = FormText("to-khai", "TỜ KHAI", "", "Luật", ["Họ tên: ____"], [], ["a", "b"])
    assert build_form(text) == build_form(text)


def test_every_form_belongs_to_a_procedure_of_the_same_decree_and_is_not_confirmed_yet() -> None:
    content = live_content().content
    forms = [form for procedure in content.procedures.values() for form in procedure.form if form.file]
    assert {form.file for form in forms} == {f"{name}.docx" for name in TEXTS}
    for form in forms:
        text = TEXTS[str(form.file).removesuffix(".docx")]
        assert form.decree in (text.decree, None), form
        assert form.number is None or form.number in text.origin, form
        assert not form.confirmed
