"""Reads the articles of an RSS or Atom body: text without markup, whole addresses, the moment they appeared."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from requests.utils import requote_uri

from bot.articles.feed_dates import read_moment
from bot.articles.markup import html_to_markup, is_https
from bot.articles.plain_text import HTML_LENGTH, cut_summary, search_words, strip_markup
from bot.clock import at_zone
from bot.lib.characters import writable
from bot.store.articles import FeedArticle

TITLE_LENGTH = 200
ADDRESS_LENGTH = 2000
MOST_ENTRIES = 100
OLDEST = datetime(2000, 1, 1, tzinfo=UTC)
"""A date before it, or after tomorrow, is a slip of the portal: the time of fetching counts."""
MOST_DAMAGED = 0.01
"""The share of letters that may be cut or wrong in a body of UTF-8; with more of them it is in another encoding."""
_IMAGE_TAG = re.compile(r"<img\b[^<>]{0,1000}", re.I)
_SOURCE = re.compile(r"""\bsrc\s*=\s*["']?([^"'\s>]+)""", re.I)
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")


def read_feed(body: bytes, now_ms: int, zone: tzinfo, address: str = "") -> list[FeedArticle] | None:
    """Articles of an RSS or Atom body, None when it is neither; broken XML gives what could be read.

    HTML becomes plain text (title, summary) or our own markup (the article itself): nothing of it reaches a page as it is.
    Dates without a zone are in `zone`; addresses are completed by those of the channel, or by `address`, the feed's own.
    """
    import feedparser

    # A stream, because feedparser takes bytes for the name of a file first; cleaning is ours, for every field alike.
    parsed = feedparser.parse(io.BytesIO(_mend_encoding(body)), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries and not parsed.get("version"):
        return None
    base = urljoin(address, parsed.feed.get("link", ""))
    articles = [_read_entry(entry, now_ms, zone, base) for entry in parsed.entries[:MOST_ENTRIES]]
    return [article for article in articles if article is not None]


def _mend_encoding(body: bytes) -> bytes:
    """The body in whole letters: a few cut ones would make the parser read all of it in another encoding."""
    text = body.decode("utf-8", "replace")
    is_damaged = 0 < text.count("\ufffd") <= len(text) * MOST_DAMAGED
    return text.encode() if is_damaged else body


def _read_entry(entry: Any, now_ms: int, zone: tzinfo, base: str) -> FeedArticle | None:
    title = strip_markup(entry.get("title", ""))[:TITLE_LENGTH]
    url = complete_address(entry.get("link"), base)
    guid = entry.get("id") or url or title
    if not title or not guid:
        return None
    description = entry.get("summary", "")
    summary = cut_summary(strip_markup(description))
    contents = [part.get("value", "") for part in entry.get("content", [])] or [description]
    longest = max(contents, key=len)[:HTML_LENGTH]
    return FeedArticle(
        guid=writable(str(guid))[:500],
        title=title,
        summary=summary,
        url=url,
        image=_find_picture(entry, (description[:HTML_LENGTH], longest), url or base),
        published_at=_read_published(entry, now_ms, zone),
        body=writable(html_to_markup(longest)),
        words=search_words(title, summary),
    )


def _read_published(entry: Any, now_ms: int, zone: tzinfo) -> int | None:
    # dict.get, because feedparser's own would look for one date under the other's name
    return likely_moment(dict.get(entry, "published") or dict.get(entry, "updated") or "", now_ms, zone)


def likely_moment(text: str, now_ms: int, zone: tzinfo) -> int | None:
    """The moment (ms) a portal's date means, None when it means none or a day that cannot be."""
    moment = read_moment(text, zone) if text else None
    is_likely = moment is not None and OLDEST <= moment <= at_zone(now_ms, UTC) + timedelta(days=1)
    return int(moment.timestamp() * 1000) if moment and is_likely else None


def _find_picture(entry: Any, texts: tuple[str, ...], base: str) -> str | None:
    candidates = [media.get("url") for media in (*entry.get("media_content", []), *entry.get("media_thumbnail", []))]
    candidates += [link.get("href") for link in entry.get("enclosures", []) if _is_picture(link)]
    candidates += [source for text in texts for source in _picture_sources(text)]
    return next((url for url in (complete_address(candidate, base) for candidate in candidates) if url), None)


def _is_picture(enclosure: Any) -> bool:
    kind = enclosure.get("type", "")
    return "image" in kind or (not kind and urlsplit(enclosure.get("href", "")).path.lower().endswith(PICTURES))


def _picture_sources(markup: str) -> Iterator[str]:
    for tag in _IMAGE_TAG.findall(markup):
        source = _SOURCE.search(tag)
        if source:
            yield html.unescape(source[1])


def complete_address(url: str | None, base: str) -> str | None:
    """The whole https address that a link of the feed means, None when it means none.

    Letters that an address cannot have are percent-encoded, the host in its registered form (IDNA); http becomes https, as
    neither Zalo's buttons nor officials' browsers take the other.
    """
    try:
        parts = urlsplit(urljoin(base, writable(url or "").strip()))
        if not url or parts.scheme not in ("http", "https") or not parts.hostname:
            return None
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
        address = requote_uri(urlunsplit(parts._replace(scheme="https", netloc=host.removesuffix(":80"))))
    except (ValueError, UnicodeError):
        return None
    return address if is_https(address) and len(address) <= ADDRESS_LENGTH else None
