"""What an article must have before it may go to Zalo; every fault at once, in Vietnamese (platform.md 11)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from bot.article_body import is_https, parts_of
from bot.publishing_words import refusal
from bot.zalo import limits
from bot.zalo.articles import Article, Picture

BODY = 50_000
"""Not Zalo's: more than that nobody reads on a phone."""
PARTS = 60


@dataclass(frozen=True, slots=True)
class Writing:
    """What an official writes. `body` in the markup of bot.article_body."""

    title: str
    author: str = ""
    summary: str = ""
    image: str = ""
    body: str = ""

    def tidy(self) -> Writing:
        """The same in NFC, without blanks at the ends."""
        fields = (self.title, self.author, self.summary, self.image, self.body)
        title, author, summary, image, body = (unicodedata.normalize("NFC", field).strip() for field in fields)
        return Writing(" ".join(title.split()), author, summary, image, body)

    def for_zalo(self, *, shown: bool) -> Article:
        """The article as Zalo gets it."""
        return Article(self.title, self.author, self.summary, self.image, tuple(parts_of(self.body)), shown=shown)


def faults(writing: Writing, *, complete: bool) -> list[str]:
    """What is wrong with it; a draft (not `complete`) may leave out everything but its title."""
    found = [
        *_length("title", writing.title, limits.ARTICLE_TITLE, must=True),
        *_length("author", writing.author, limits.ARTICLE_AUTHOR, must=complete),
        *_length("summary", writing.summary, limits.ARTICLE_DESCRIPTION, must=complete),
    ]
    if writing.image or complete:
        found += [] if is_https(writing.image) else [refusal("image" if writing.image else "no_image")]
    return found + _length("body", writing.body, BODY, must=complete) + _body_faults(writing.body)


def _length(name: str, text: str, most: int, *, must: bool) -> list[str]:
    if not text:
        return [refusal(f"no_{name}")] if must else []
    return [refusal(name, size=len(text), most=most)] if len(text) > most else []


def _body_faults(body: str) -> list[str]:
    parts = parts_of(body)
    found = [refusal("parts", size=len(parts), most=PARTS)] if len(parts) > PARTS else []
    for part in parts:
        if isinstance(part, Picture):
            found += [] if is_https(part.url) else [refusal("picture", value=part.url[:80])]
        elif len(part.html) > limits.ARTICLE_TEXT:
            found.append(refusal("paragraph", size=len(part.html), most=limits.ARTICLE_TEXT))
    return found
