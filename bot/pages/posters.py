"""Posters for the notice board: a text of the propaganda calendar with its picture and the QR code, on one A4 page."""

from __future__ import annotations

import re

from flask import Blueprint, abort, render_template, send_from_directory
from flask.typing import ResponseReturnValue

from bot.content import Content
from bot.content.layers import locate
from bot.content.propaganda import PICTURES_FOLDER, PropagandaDraft, adopt_text
from bot.lib import personal_words
from bot.pages.facts import page_facts
from bot.pages.poster_words import words_on_paper
from bot.runtime import Runtime

_PICTURE = re.compile(r"[a-z0-9-]{1,80}\.png")
PICTURE_SECONDS = 3600
_SIZES = (("huge", 32, 9, 6), ("big", 38, 12, 8), ("middle", 46, 15, 9))
"""Sizes of the letters, largest first: characters of a line, lines of a page, lines that a picture takes from it."""


def add_posters(pages: Blueprint, runtime: Runtime) -> None:
    """Add the pages of posters and the pictures on them."""

    @pages.get("/ap-phich/<name>", endpoint="poster")
    def show_poster(name: str) -> ResponseReturnValue:
        """One poster, to print."""
        content = runtime.live_content.content
        draft = _find_draft(content, name)
        if draft is None:
            abort(404)
        title, text = (
            words_on_paper(personal_words.fill(part, None, content.ward.name)) for part in adopt_text(content, draft)
        )
        size = _size_of(text, bool(draft.picture))
        return render_template(
            "pages/poster.html", title=title, text=text, size=size, draft=draft, **page_facts(runtime)
        )

    @pages.get("/hinh/<name>", endpoint="card_picture")
    def send_picture(name: str) -> ResponseReturnValue:
        """A picture of the calendar."""
        if not _PICTURE.fullmatch(name):
            abort(404)
        path = locate(runtime.settings.content_path, f"{PICTURES_FOLDER}/{name}").absolute()
        return send_from_directory(path.parent, name, max_age=PICTURE_SECONDS)


def _find_draft(content: Content, name: str) -> PropagandaDraft | None:
    drafts = (draft for rows in content.propaganda.values() for draft in rows)
    return next((draft for draft in drafts if draft.id == name), None)


def _size_of(text: str, has_picture: bool) -> str:
    """How large the letters may be so that the text fills the page and stays on it; empty for the smallest."""
    sizes = ((size, line, most - has_picture * picture) for size, line, most, picture in _SIZES)
    return next((size for size, line, most in sizes if _count_lines(text, line) <= most), "")


def _count_lines(text: str, line: int) -> int:
    return sum(-(-len(row) // line) for row in text.split("\n") if row)
