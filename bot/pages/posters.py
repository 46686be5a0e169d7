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
from bot.runtime import Runtime

_PICTURE = re.compile(r"[a-z0-9-]{1,80}\.png")
PICTURE_SECONDS = 3600


def add_posters(pages: Blueprint, runtime: Runtime) -> None:
    """Add the pages of posters and the pictures on them."""

    @pages.get("/ap-phich/<name>", endpoint="poster")
    def show_poster(name: str) -> ResponseReturnValue:
        """One poster, to print."""
        content = runtime.live_content.content
        draft = _find_draft(content, name)
        if draft is None:
            abort(404)
        title, text = (personal_words.fill(part, None, content.ward.name) for part in adopt_text(content, draft))
        return render_template("pages/poster.html", title=title, text=text, draft=draft, **page_facts(runtime))

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
