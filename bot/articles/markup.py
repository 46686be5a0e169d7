"""The text of an article: what officials write (plain text with simple marks) ⇄ the parts that Zalo shows.

Marks: a blank line ends a paragraph; `**đậm**`, `*nghiêng*`, `[chữ](https://…)`; lines with `- ` make a list; a line with
`## ` is a heading (in bold, as Zalo has none); a line `![chú thích](https://…)` is a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from bot.zalo.articles import Paragraph, Picture
from bot.zalo.limits import ARTICLE_TEXT

TAGS = {"p", "br", "strong", "em", "ul", "li", "a"}

_PICTURE = re.compile(r"!\[([^\]\n]*)\]\(([^\s()]+)\)")
MOST_NESTED = 4
"""Brackets in brackets that are looked into: no text needs more, and hostile text costs less."""
_BULLET = re.compile(r"[-•]\s+")
_HEADING = re.compile(r"#{1,4}\s+")


def split_parts(markup: str) -> list[Paragraph | Picture]:
    """The parts of the article in order; text that follows text is one part as long as Zalo takes it."""
    parts: list[Paragraph | Picture] = []
    for piece in _split_pieces(markup):
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


def _split_pieces(markup: str) -> Iterator[str | Picture]:
    for block in re.split(r"\n\s*\n", markup.replace("\r\n", "\n").replace("\r", "\n")):
        lines: list[str] = []
        for line in filter(None, map(str.strip, block.split("\n"))):
            picture = _PICTURE.fullmatch(line)
            if picture is None:
                lines.append(line)
                continue
            yield from _render_block(lines)
            lines = []
            yield Picture(picture[2], picture[1].strip())
        yield from _render_block(lines)


def _render_block(lines: list[str]) -> Iterator[str]:
    """Lines that belong together as safe HTML: lists where lines begin with a dash, else one paragraph."""
    start = 0
    while start < len(lines):
        if _HEADING.match(lines[start]):
            yield _clean_html(
                f"<p><strong>{_PARSER.renderInline(_HEADING.sub('', lines[start], count=1))}</strong></p>"
            )
            start += 1
            continue
        end, is_list = start, bool(_BULLET.match(lines[start]))
        while end < len(lines) and bool(_BULLET.match(lines[end])) is is_list and not _HEADING.match(lines[end]):
            end += 1
        yield _clean_html(
            _render_list(lines[start:end])
            if is_list
            else f"<p>{'<br>'.join(map(_PARSER.renderInline, lines[start:end]))}</p>"
        )
        start = end


def _render_list(lines: list[str]) -> str:
    return (
        "<ul>" + "".join(f"<li>{_PARSER.renderInline(_BULLET.sub('', line, count=1))}</li>" for line in lines) + "</ul>"
    )


def _tokenize_stars(state: StateInline, silent: bool) -> bool:
    """The rule "emphasis" of markdown-it for stars only: `**` also inside a word, `*` only around whole words ("5*3*2")."""
    start = state.pos
    if silent or state.src[start] != "*":
        return False
    end = start
    while end < state.posMax and state.src[end] == "*":
        end += 1
    before, after = state.src[start - 1 : start] or " ", state.src[end : end + 1] or " "
    is_single = end == start + 1
    can_open = not after.isspace() and not (is_single and _is_word(before))
    can_close = not before.isspace() and not (is_single and _is_word(after))
    for _ in range(end - start):
        state.push("text", "", 0).content = "*"
        token = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord("*"), end - start, token, -1, open=can_open, close=can_close))
    state.pos = end
    return True


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _render_link(_: object, tokens: Sequence[Token], position: int, *__: object) -> str:
    return f'<a href="{escapeHtml(str(tokens[position].attrs["href"]))}">'


def _keep_address(url: str) -> str:
    """The address as it was written: markdown-it would write Vietnamese letters in it as %E1…"""
    return url


def _build_inline_parser() -> MarkdownIt:
    """markdown-it with bold, italics and https links only; everything else stays the text it is."""
    parser = MarkdownIt("zero", {"maxNesting": MOST_NESTED}).enable(["emphasis", "link"])
    parser.inline.ruler.at("emphasis", _tokenize_stars)
    parser.add_render_rule("link_open", _render_link)
    parser.validateLink = is_https  # type: ignore[method-assign]
    parser.normalizeLink = _keep_address  # type: ignore[method-assign]
    return parser


_PARSER = _build_inline_parser()


MOST_OPEN = 1_000
"""Elements inside each other that are read; nh3's time grows with the square of them."""
_TAG = re.compile(r"<(/?)[a-zA-Z][^<>]*>?")


def limit_depth(source: str) -> str:
    """HTML without the tags of elements nested deeper than MOST_OPEN; their text stays."""
    depth = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[1]:
            depth = max(0, depth - 1)
            return tag[0] if depth < MOST_OPEN else " "
        depth += 1
        return tag[0] if depth <= MOST_OPEN else " "

    return _TAG.sub(keep, source) if source.count("<") > MOST_OPEN else source


def _clean_html(markup: str) -> str:
    return nh3.clean(markup, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"https"}, link_rel=None)


def html_to_markup(source: str) -> str:
    """HTML that somebody else wrote → our markup: paragraphs, lists, links, pictures; the rest becomes plain text."""
    allowed_tags = TAGS | {"h1", "h2", "h3", "h4", "ol", "div", "tr", "td", "img"}
    reader = _Reader()
    reader.feed(
        nh3.clean(
            limit_depth(source),
            tags=allowed_tags,
            attributes={"a": {"href"}, "img": {"src", "alt"}},
            url_schemes={"https"},
            link_rel=None,
        )
    )
    reader.close()
    blocks = (re.sub(r"[ \t\xa0]+", " ", block) for block in re.split(r"\n\s*\n", "".join(reader.written)))
    return "\n\n".join(filter(None, ("\n".join(map(str.strip, block.strip().split("\n"))) for block in blocks)))


class _Reader(HTMLParser):
    """Writes the markup of clean HTML."""

    _HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
    _BLOCKS = frozenset({"p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "tr"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self._links: list[tuple[str, int]] = []
        self._numbers: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in self._BLOCKS:
            self.written.append("\n\n## " if tag in self._HEADINGS else "\n\n")
            if tag in ("ul", "ol"):
                self._numbers.append(0 if tag == "ol" else -1)
        elif tag == "br":
            self.written.append("\n")
        elif tag == "li":
            self.written.append(self._bullet())
        elif tag == "img" and is_https(values.get("src")):
            self.written.append(f"\n\n![{_plain_text(values.get('alt') or '')}]({values['src']})\n\n")
        elif tag == "a":
            self._links.append((values.get("href") or "", len(self.written)))

    def _bullet(self) -> str:
        """What stands before an item: its number in a numbered list."""
        if not self._numbers or self._numbers[-1] < 0:
            return "\n- "
        self._numbers[-1] += 1
        return f"\n{self._numbers[-1]}. "

    def handle_endtag(self, tag: str) -> None:
        if tag in self._BLOCKS:
            self.written.append("\n\n")
            if tag in ("ul", "ol") and self._numbers:
                self._numbers.pop()
        elif tag == "td":
            self.written.append(" ")
        elif tag == "a" and self._links:
            self._end_link(*self._links.pop())

    def _end_link(self, url: str, start: int) -> None:
        text = _plain_text("".join(self.written[start:]))
        if text and is_https(url) and not re.search(r"[()\s]", url) and "![" not in "".join(self.written[start:]):
            self.written[start:] = [f"[{text}]({url})"]

    def handle_data(self, data: str) -> None:
        self.written.append(re.sub(r"\s+", " ", data))


def _plain_text(text: str) -> str:
    return " ".join(re.sub(r"[\[\]]", "", text).split())
