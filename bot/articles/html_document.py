"""An article as HTML for the ward's portal."""

from __future__ import annotations

from html import escape

from bot.articles.markup import split_parts
from bot.articles.validation import ArticleDraft
from bot.zalo.articles import Picture


def html_of(article: ArticleDraft) -> str:
    """The article as HTML without a style of its own, to be pasted into a portal; our own marks only, so nothing to fear."""
    lines = [f"<h1>{escape(article.title)}</h1>"]
    if article.image:
        lines.append(f'<p><img src="{escape(article.image)}" alt="{escape(article.title)}"></p>')
    if article.summary:
        lines.append(f"<p><strong>{escape(article.summary)}</strong></p>")
    for part in split_parts(article.body):
        if isinstance(part, Picture):
            lines.append(f'<p><img src="{escape(part.url)}" alt="{escape(part.caption)}"></p>')
            if part.caption:
                lines.append(f"<p><em>{escape(part.caption)}</em></p>")
        else:
            lines.append(part.html)
    if article.author:
        lines.append(f"<p><em>{escape(article.author)}</em></p>")
    return "\n".join(lines)
