"""An article as a Word file."""

from __future__ import annotations

import io
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.image.exceptions import UnrecognizedImageError
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from bot.articles.markup import split_parts
from bot.articles.validation import ArticleDraft
from bot.lib.characters import writable
from bot.zalo.articles import Paragraph

PICTURE_WIDTH = Mm(150)
FindFile = Callable[[str], Path | None]
"""Returns the file of a picture that lies on this host, None for others."""


def word_of(article: ArticleDraft, find_file: FindFile) -> bytes:
    """The article as a Word file; pictures that lie on this host are in it, of others the address."""
    document = Document()
    document.add_heading(writable(article.title), 1)
    if article.summary:
        document.add_paragraph().add_run(writable(article.summary)).bold = True
    if article.image:
        _add_picture(document, article.image, "", find_file)
    for part in split_parts(article.body):
        if isinstance(part, Paragraph):
            _WordWriter(document).write(part.html)
        else:
            _add_picture(document, part.url, part.caption, find_file)
    if article.author:
        document.add_paragraph().add_run(writable(article.author)).italic = True
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_picture(document: WordDocument, address: str, caption: str, find_file: FindFile) -> None:
    path = find_file(address)
    try:
        if path is not None:
            document.add_picture(str(path), width=PICTURE_WIDTH)
    except (OSError, UnrecognizedImageError):
        path = None
    words = caption if path is not None else f"{caption} (hình: {address})".strip()
    if words:
        document.add_paragraph().add_run(writable(words)).italic = True


class _WordWriter(HTMLParser):
    """Writes clean HTML (paragraphs, lists, bold, italics, links) as paragraphs of Word."""

    def __init__(self, document: WordDocument) -> None:
        super().__init__(convert_charrefs=True)
        self._document = document
        self._paragraph: WordParagraph | None = None
        self._marks: list[str] = []
        self._address = ""

    def write(self, html: str) -> None:
        """Add these parts at the end of the document."""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "li"):
            self._paragraph = self._document.add_paragraph(style="List Bullet" if tag == "li" else None)
        elif tag == "br" and self._paragraph is not None:
            self._paragraph.add_run().add_break()
        elif tag == "a":
            self._address = dict(attrs).get("href") or ""
        else:
            self._marks.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._address and self._paragraph is not None:
            self._paragraph.add_run(f" ({writable(self._address)})")
            self._address = ""
        elif tag in self._marks:
            self._marks.remove(tag)

    def handle_data(self, data: str) -> None:
        if self._paragraph is None:
            self._paragraph = self._document.add_paragraph()
        run = self._paragraph.add_run(writable(data))
        run.bold, run.italic = "strong" in self._marks or None, "em" in self._marks or None
