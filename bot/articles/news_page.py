"""Reads the articles of a portal that has no feed from its news page, by a small declared selector. Linear, never executes anything.

The selector names the parts of one entry, as in CSS with tags, classes and ids only (no other sign of CSS):

    item=ul.tin > li        what surrounds one entry; "a b" and "a > b" both mean b somewhere inside a
    title=h3 a              optional; else the first link with words in it
    date=span.ngay          optional; else the first date in the entry
    summary=p.sapo          optional; else nothing

written in one line with ";" between: `item=div.news-item; title=h3 a; date=.date; summary=.desc`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import tzinfo
from html.parser import HTMLParser

import nh3

from bot.articles.entries import MOST_ENTRIES, TITLE_LENGTH, complete_address, likely_moment
from bot.articles.markup import limit_depth
from bot.articles.plain_text import cut_summary, search_words
from bot.lib.characters import writable
from bot.store.articles import FeedArticle

PARTS = ("item", "title", "date", "summary")
EXAMPLE = "item=div.news-item; title=h3 a; date=.date; summary=.desc"
DEEPEST = 120
"""Elements inside elements that are told apart; deeper ones belong to the one there."""
LONGEST_TEXT = 2000
"""Characters that are kept of one part of an entry."""
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_TAGS = frozenset(
    [
        "a",
        "article",
        "aside",
        "b",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "i",
        "img",
        "li",
        "main",
        "ol",
        "p",
        "section",
        "small",
        "span",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "time",
        "tr",
        "ul",
    ]
)
"""Elements that are told apart; of others the text stays, and nothing of scripts and styles."""
_STEP = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)", re.I | re.A)
_DATE = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b")
_HOUR = re.compile(r"\b\d{1,2}(?::|h|giờ )\d{2}\b")


class SelectorError(ValueError):
    """A declared selector cannot be read; the text is Vietnamese."""


@dataclass(frozen=True, slots=True)
class Step:
    """One element of a selector: its tag ("" for any), and the classes and ids it has."""

    tag: str
    marks: frozenset[str]

    def matches(self, element: Element) -> bool:
        """Whether an element is such a one."""
        return self.tag in ("", element.tag) and self.marks <= element.marks


Selector = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """An open element: its tag, and its classes (".a") and id ("#b")."""

    tag: str
    marks: frozenset[str]


@dataclass(slots=True)
class _Entry:
    """One entry while it is read."""

    depth: int
    address: str = ""
    picture: str = ""
    texts: dict[str, list[str]] = field(
        default_factory=lambda: {name: [] for name in ("title", "date", "summary", "all")}
    )

    def add(self, name: str, text: str) -> None:
        if sum(map(len, self.texts[name][-40:])) < LONGEST_TEXT:
            self.texts[name].append(text[:LONGEST_TEXT])

    def words(self, name: str) -> str:
        return " ".join(" ".join(self.texts[name]).split())[:LONGEST_TEXT]


def parse_selectors(text: str) -> dict[str, Selector]:
    """The selectors of a declaration, by part. Raises SelectorError."""
    selectors: dict[str, Selector] = {}
    for piece in filter(None, (part.strip() for part in text.split(";"))):
        name, equals, value = (part.strip() for part in piece.partition("="))
        steps = [_read_step(word) for word in value.replace(">", " ").split()]
        if name not in PARTS or not equals or not steps or name in selectors or len(steps) > 6:
            raise SelectorError(f"không hiểu “{piece[:60]}”, ví dụ: {EXAMPLE}")
        selectors[name] = tuple(steps)
    if "item" not in selectors:
        raise SelectorError(f"thiếu phần item, ví dụ: {EXAMPLE}")
    return selectors


def _read_step(word: str) -> Step:
    match = _STEP.fullmatch(word)
    if not match or not word:
        raise SelectorError(f"không hiểu “{word[:40]}”: chỉ dùng tên thẻ, .lớp và #mã; ví dụ: {EXAMPLE}")
    return Step((match[1] or "").lower(), frozenset(re.findall(r"[.#][\w-]+", match[2], re.A)))


def read_news_page(
    body: bytes, selectors: dict[str, Selector], now_ms: int, zone: tzinfo, address: str
) -> list[FeedArticle]:
    """The articles of a news page, in its order, each address once; empty when the selector matches nothing."""
    reader = _PageReader(selectors)
    reader.feed(
        nh3.clean(  # whole elements as a browser makes them of what the portal wrote, so that reading is linear
            limit_depth(body.decode("utf-8", "replace")),
            tags=set(_TAGS),
            attributes={"*": {"class", "id"}, "a": {"href"}, "img": {"src", "data-src"}},
            url_schemes={"http", "https"},
            link_rel=None,
        )
    )
    reader.close()
    articles: dict[str, FeedArticle] = {}
    for entry in reader.entries[: 4 * MOST_ENTRIES]:
        article = _to_article(entry, now_ms, zone, address)
        if article is not None:
            articles.setdefault(article.guid, article)
    return list(articles.values())[:MOST_ENTRIES]


def _to_article(entry: _Entry, now_ms: int, zone: tzinfo, address: str) -> FeedArticle | None:
    title, url = writable(entry.words("title"))[:TITLE_LENGTH].strip(), complete_address(entry.address, address)
    if not title or url is None:
        return None
    summary = writable(cut_summary(entry.words("summary")))
    return FeedArticle(
        guid=url[:500],
        title=title,
        summary=summary,
        url=url,
        image=complete_address(entry.picture, address),
        published_at=likely_moment(_find_date(entry.words("date") or entry.words("all")), now_ms, zone),
        body=summary,
        words=search_words(title, summary),
    )


def _find_date(text: str) -> str:
    """The first date of a text, with the hour that stands near it."""
    day = _DATE.search(text)
    if day is None:
        return ""
    near = text[max(0, day.start() - 20) : day.end() + 20]
    hour = _HOUR.search(near)
    return f"{day[0]} {hour[0]}" if hour else day[0]


class _PageReader(HTMLParser):
    """Keeps the open elements and, inside an entry, the parts that are declared."""

    def __init__(self, selectors: dict[str, Selector]) -> None:
        super().__init__(convert_charrefs=True)
        self._selectors = selectors
        self._open: list[Element] = []
        self._entry: _Entry | None = None
        self._link: tuple[int, str] | None = None
        self.entries: list[_Entry] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "img" and self._entry is not None and not self._entry.picture:
            self._entry.picture = values.get("data-src") or values.get("src", "")
        if tag in _VOID or len(self._open) >= DEEPEST:
            return
        marks = {f".{name}" for name in values.get("class", "").split()[:20]} | {f"#{values.get('id', '')}"}
        self._open.append(Element(tag, frozenset(marks)))
        if self._entry is None and self._is_at("item"):
            self._entry = _Entry(len(self._open))
        if tag == "a" and self._entry is not None and values.get("href"):
            self._link = (len(self._open), values["href"])

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].tag == tag:
                self._close_to(depth)
                return

    def handle_data(self, data: str) -> None:
        entry = self._entry
        if entry is None or not data.strip():
            return
        entry.add("all", data)
        for name in ("date", "summary"):
            if name in self._selectors and self._is_inside(name, entry.depth):
                entry.add(name, data)
        is_title = self._is_inside("title", entry.depth) if "title" in self._selectors else self._link is not None
        if is_title and (not entry.address or self._link is None or self._link[1] == entry.address):
            entry.add("title", data)
            entry.address = entry.address or (self._link[1] if self._link else "")

    def close(self) -> None:
        super().close()
        self._close_to(0)

    def _close_to(self, depth: int) -> None:
        """Close every element that was opened at `depth` or later."""
        while len(self._open) > depth:
            self._open.pop()
        if self._link is not None and len(self._open) < self._link[0]:
            self._link = None
        if self._entry is not None and len(self._open) < self._entry.depth:
            self.entries.append(self._entry)
            self._entry = None

    def _is_at(self, name: str) -> bool:
        """Whether the element that was opened last is what a selector names."""
        steps = self._selectors[name]
        return steps[-1].matches(self._open[-1]) and _is_within(steps[:-1], self._open[:-1])

    def _is_inside(self, name: str, depth: int) -> bool:
        """Whether the text stands in what a selector names, inside the entry that began at `depth`."""
        return _is_within(self._selectors[name], self._open[depth - 1 :])


def _is_within(steps: Selector, elements: list[Element]) -> bool:
    """Whether the elements, from the outermost in, hold the steps in this order."""
    position = 0
    for element in elements:
        if position < len(steps) and steps[position].matches(element):
            position += 1
    return position == len(steps)
