"""The text of an article: what officials write (plain text with simple marks) ⇄ the parts that Zalo shows.

Marks: a blank line ends a paragraph; `**đậm**`, `*nghiêng*`, `[chữ](https://…)`; lines with `- ` make a list; a line
`![chú thích](https://…)` is a picture.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3

from bot.zalo.articles import Paragraph, Picture
from bot.zalo.limits import ARTICLE_TEXT

TAGS = {"p", "br", "strong", "em", "ul", "li", "a"}

_PICTURE = re.compile(r"!\[([^\]\n]*)\]\(([^\s()]+)\)")
_LINK = re.compile(r"\[([^\]\n]+)\]\((https://[^\s()]+)\)")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_EMPHASIS = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![*\w])")
_BULLET = re.compile(r"[-•]\s+")


def parts_of(markup: str) -> list[Paragraph | Picture]:
    """The parts of the article in order; text that follows text is one part as long as Zalo takes it."""
    parts: list[Paragraph | Picture] = []
    for piece in _pieces(markup):
        last = parts[-1] if parts else None
        if isinstance(piece, Picture):
            parts.append(piece)
        elif isinstance(last, Paragraph) and len(last.html) + len(piece) <= ARTICLE_TEXT:
            parts[-1] = Paragraph(last.html + piece)
        else:
            parts.append(Paragraph(piece))
    return parts


def is_https(url: str | None) -> bool:
    """Whether this is a public-looking https address without a sign-in in it."""
    try:
        parts = urlsplit(url or "")
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc and " " not in (url or "")
    except ValueError:
        return False


def _pieces(markup: str) -> Iterator[str | Picture]:
    for block in re.split(r"\n\s*\n", markup.replace("\r\n", "\n").replace("\r", "\n")):
        lines: list[str] = []
        for line in filter(None, map(str.strip, block.split("\n"))):
            picture = _PICTURE.fullmatch(line)
            if picture is None:
                lines.append(line)
                continue
            yield from _block(lines)
            lines = []
            yield Picture(picture[2], picture[1].strip())
        yield from _block(lines)


def _block(lines: list[str]) -> Iterator[str]:
    """Lines that belong together as safe HTML: lists where lines begin with a dash, else one paragraph."""
    start = 0
    while start < len(lines):
        end, is_list = start, bool(_BULLET.match(lines[start]))
        while end < len(lines) and bool(_BULLET.match(lines[end])) is is_list:
            end += 1
        yield _safe(_list(lines[start:end]) if is_list else f"<p>{'<br>'.join(map(_inline, lines[start:end]))}</p>")
        start = end


def _list(lines: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{_inline(_BULLET.sub('', line, count=1))}</li>" for line in lines) + "</ul>"


def _inline(line: str) -> str:
    text = html.escape(line, quote=True)
    text = _LINK.sub(r'<a href="\2">\1</a>', text)
    return _EMPHASIS.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", text))


def _safe(markup: str) -> str:
    return nh3.clean(markup, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"https"}, link_rel=None)


def markup_of(source: str) -> str:
    """HTML that somebody else wrote → our markup: paragraphs, lists, links, pictures; the rest becomes plain text."""
    kept = TAGS | {"h1", "h2", "h3", "h4", "ol", "div", "tr", "td", "img"}
    reader = _Reader()
    reader.feed(
        nh3.clean(source, tags=kept, attributes={"a": {"href"}, "img": {"src", "alt"}}, url_schemes={"https"},
                  link_rel=None)
    )  # fmt: skip
    reader.close()
    blocks = (re.sub(r"[ \t\xa0]+", " ", block) for block in re.split(r"\n\s*\n", "".join(reader.written)))
    return "\n\n".join(filter(None, ("\n".join(map(str.strip, block.strip().split("\n"))) for block in blocks)))


class _Reader(HTMLParser):
    """Writes the markup of clean HTML."""

    _BLOCKS = frozenset({"p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "tr"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in self._BLOCKS:
            self.written.append("\n\n")
        elif tag in ("br", "li"):
            self.written.append("\n" if tag == "br" else "\n- ")
        elif tag == "img" and is_https(given.get("src")):
            self.written.append(f"\n\n![{_plain(given.get('alt') or '')}]({given['src']})\n\n")
        elif tag == "a":
            self._links.append((given.get("href") or "", len(self.written)))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._BLOCKS:
            self.written.append("\n\n")
        elif tag == "td":
            self.written.append(" ")
        elif tag == "a" and self._links:
            self._end_link(*self._links.pop())

    def _end_link(self, url: str, start: int) -> None:
        said = _plain("".join(self.written[start:]))
        if said and is_https(url) and not re.search(r"[()\s]", url) and "![" not in "".join(self.written[start:]):
            self.written[start:] = [f"[{said}]({url})"]

    def handle_data(self, data: str) -> None:
        self.written.append(re.sub(r"\s+", " ", data))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\[\]]", "", text).split())
