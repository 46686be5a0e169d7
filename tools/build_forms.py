"""Writes the Word forms of content/forms from their texts in tools/form_texts.

Run: python -m tools.build_forms. One text a form: FILE.yaml becomes FILE.docx. A form is built only when its official
text was found in two public sources, which its text names; what an official uploads at the desk stays as it is.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from tools.form_layout import FormPage

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "tools" / "form_texts"
FORMS = ROOT / "content" / "forms"
LAST_DAY = datetime(2026, 11, 30)
"""The time written into the files: the same text always gives the same file."""
LEAST_SOURCES = 2
COMPARE = "Đối chiếu với bản ở quầy trước khi nộp."


@dataclass(frozen=True, slots=True)
class FormText:
    """What stands in one form. `origin` is its number and decree as the top of the sheet says it; `body` and `notes` hold
    lines of text (`____` is a blank to fill in) and blocks (tools/form_layout.py)."""

    name: str
    title: str
    origin: str
    decree: str
    body: list[Any]
    notes: list[str]
    sources: list[str]
    remark: str = ""

    @property
    def foot(self) -> str:
        """The line at the foot of every page."""
        return " ".join(filter(None, (f"Bản dựng lại theo {self.decree} để điền ở nhà.", self.remark, COMPARE)))


def read_texts() -> list[FormText]:
    """The texts of all forms; raises ValueError for one without two sources."""
    texts = [FormText(path.stem, **yaml.safe_load(path.read_text("utf-8"))) for path in sorted(TEXTS.glob("*.yaml"))]
    for text in texts:
        if len(text.sources) < LEAST_SOURCES:
            raise ValueError(f"{text.name}: found in fewer than two sources")
    return texts


def build_form(text: FormText) -> bytes:
    """The form as a Word file."""
    page = FormPage(text.title, text.foot, LAST_DAY)
    page.write_head(text.origin)
    page.write_body(text.body)
    page.write_notes(text.notes)
    buffer = io.BytesIO()
    page.document.save(buffer)
    return _without_times(buffer.getvalue())


def _without_times(data: bytes) -> bytes:
    """The same archive with one fixed time for all its parts."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, LAST_DAY.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def main() -> None:
    """Write every form."""
    FORMS.mkdir(exist_ok=True)
    for text in read_texts():
        (FORMS / f"{text.name}.docx").write_bytes(build_form(text))


if __name__ == "__main__":
    main()
