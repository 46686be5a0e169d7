"""An article as its readers see it: parts of its body, safe to show, and pictures only where they lie on this host."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bot.articles.markup import split_parts
from bot.articles.pictures import Pictures
from bot.articles.validation import ArticleDraft
from bot.zalo.articles import Paragraph


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture: `path` on this host, or None where it lies elsewhere and only its address is named."""

    path: str | None
    address: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class ArticlePreview:
    """An article ready to be drawn; each part is text (clean HTML) or a picture."""

    title: str
    author: str
    summary: str
    cover: PictureView | None
    parts: tuple[Markup | PictureView, ...]


def build_preview(pictures: Pictures, writing: ArticleDraft) -> ArticlePreview:
    """The look of a text."""
    cover = PictureView(pictures.path_of(writing.image), writing.image) if writing.image else None
    parts = tuple(
        # bot.articles.markup has cleaned it down to a few harmless tags
        Markup(part.html)
        if isinstance(part, Paragraph)
        else PictureView(pictures.path_of(part.url), part.url, part.caption)
        for part in split_parts(writing.body)
    )
    return ArticlePreview(writing.title, writing.author, writing.summary, cover, parts)
