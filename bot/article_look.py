"""An article as its readers see it: parts of its body, safe to show, and pictures only where they lie on this host."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bot.article_body import parts_of
from bot.article_checks import Writing
from bot.pictures import Pictures
from bot.zalo.articles import Paragraph


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture: `path` on this host, or None where it lies elsewhere and only its address is named."""

    path: str | None
    address: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """An article ready to be drawn; each part is text (clean HTML) or a picture."""

    title: str
    author: str
    summary: str
    cover: Shown | None
    parts: tuple[Markup | Shown, ...]


def look(pictures: Pictures, writing: Writing) -> Look:
    """The look of a text."""
    cover = Shown(pictures.path_of(writing.image), writing.image) if writing.image else None
    parts = tuple(
        # bot.article_body has cleaned it down to a few harmless tags
        Markup(part.html) if isinstance(part, Paragraph) else Shown(pictures.path_of(part.url), part.url, part.caption)
        for part in parts_of(writing.body)
    )
    return Look(writing.title, writing.author, writing.summary, cover, parts)
