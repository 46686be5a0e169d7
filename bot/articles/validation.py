"""What an article must have before it may go to Zalo; every fault at once, in Vietnamese (docs/zalo/platform.md 11)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from bot.articles.markup import is_https, split_parts
from bot.articles.texts import refusal_sentence
from bot.zalo import limits
from bot.zalo.articles import Picture, ZaloArticle

BODY = 50_000
"""Not Zalo's: more than that nobody reads on a phone."""
PARTS = 60


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """What an official writes. `body` in the markup of bot.articles.markup."""

    title: str
    author: str = ""
    summary: str = ""
    image: str = ""
    body: str = ""

    def tidy(self) -> ArticleDraft:
        """The same in NFC, without blanks at the ends."""
        fields = (self.title, self.author, self.summary, self.image, self.body)
        title, author, summary, image, body = (unicodedata.normalize("NFC", field).strip() for field in fields)
        return ArticleDraft(" ".join(title.split()), author, summary, image, body)

    def for_zalo(self, *, is_visible: bool) -> ZaloArticle:
        """The article as Zalo gets it."""
        return ZaloArticle(
            self.title, self.author, self.summary, self.image, tuple(split_parts(self.body)), is_visible=is_visible
        )


def find_problems(writing: ArticleDraft, *, complete: bool) -> list[str]:
    """What is wrong with it; a draft (not `complete`) may leave out everything but its title."""
    problems = [
        *_length_problems("title", writing.title, limits.ARTICLE_TITLE, must=True),
        *_length_problems("author", writing.author, limits.ARTICLE_AUTHOR, must=complete),
        *_length_problems("summary", writing.summary, limits.ARTICLE_DESCRIPTION, must=complete),
    ]
    if writing.image or complete:
        problems += [] if is_https(writing.image) else [refusal_sentence("image" if writing.image else "no_image")]
    return problems + _length_problems("body", writing.body, BODY, must=complete) + _body_problems(writing.body)


def _length_problems(name: str, text: str, most: int, *, must: bool) -> list[str]:
    if not text:
        return [refusal_sentence(f"no_{name}")] if must else []
    return [refusal_sentence(name, size=len(text), most=most)] if len(text) > most else []


def _body_problems(body: str) -> list[str]:
    parts = split_parts(body)
    problems = [refusal_sentence("parts", size=len(parts), most=PARTS)] if len(parts) > PARTS else []
    for part in parts:
        if isinstance(part, Picture):
            problems += [] if is_https(part.url) else [refusal_sentence("picture", value=part.url[:80])]
        elif len(part.html) > limits.ARTICLE_TEXT:
            problems.append(refusal_sentence("paragraph", size=len(part.html), most=limits.ARTICLE_TEXT))
    return problems
