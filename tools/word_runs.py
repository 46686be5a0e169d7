"""Text in one look, as the tools put it into the paragraphs of their Word files."""

from __future__ import annotations

from typing import TypedDict

from docx.shared import Length
from docx.text.paragraph import Paragraph
from docx.text.run import Run


class Look(TypedDict, total=False):
    """How text looks; what is left out, the paragraph's style decides."""

    size: Length
    bold: bool
    italic: bool


def add_run(paragraph: Paragraph, text: str, look: Look) -> Run:
    """Put text at the end of a paragraph; returns the piece that was added."""
    run = paragraph.add_run(text)
    if "size" in look:
        run.font.size = look["size"]
    if "bold" in look:
        run.bold = look["bold"]
    if "italic" in look:
        run.italic = look["italic"]
    return run
