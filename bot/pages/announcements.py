"""The ward's announcements for anyone: articles of its portal and those shown on Zalo, on the first page and as RSS."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree as Xml

from bot.runtime import Runtime
from bot.turn import NewsItem

ON_THE_PAGE = 5
IN_THE_FEED = 30
FEED_PATH = "/thong-bao.xml"
_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""Characters XML 1.0 has no place for."""

Xml.register_namespace("atom", _ATOM)


def newest(runtime: Runtime) -> list[NewsItem]:
    """What stands on the first page: pinned ones first; no samples, nothing made up."""
    return [_local(runtime, item) for item in runtime.articles.newest(ON_THE_PAGE)]


def feed(runtime: Runtime) -> bytes:
    """The announcements as RSS 2.0, newest first; the same bytes as long as nothing changed."""
    home = f"{runtime.settings.public_url}/"
    ward = runtime.brain.content.ward
    root = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(root, "channel")
    _put(channel, "title", f"Thông báo của {ward.called}")
    _put(channel, "link", home)
    _put(channel, "description", f"Tin và thông báo mới của {ward.name}, {ward.province}.")
    _put(channel, "language", "vi")
    Xml.SubElement(
        channel,
        f"{{{_ATOM}}}link",
        href=f"{runtime.settings.public_url}{FEED_PATH}",
        rel="self",
        type="application/rss+xml",
    )
    for item in sorted(runtime.articles.newest(IN_THE_FEED), key=_moment, reverse=True):
        _entry(channel, item, home)
    body: bytes = Xml.tostring(root, encoding="UTF-8", xml_declaration=True)
    return body


def _entry(channel: Xml.Element, item: NewsItem, home: str) -> None:
    entry = Xml.SubElement(channel, "item")
    _put(entry, "title", item.title)
    _put(entry, "link", item.url or home)
    _put(entry, "description", item.summary)
    guid = Xml.SubElement(entry, "guid", isPermaLink="true" if item.url else "false")
    guid.text = item.url or _NOT_XML.sub("", f"{item.title} {_moment(item):%Y%m%d}")
    if item.published:
        _put(entry, "pubDate", format_datetime(item.published))


def _put(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = _NOT_XML.sub("", text)


def _moment(item: NewsItem) -> datetime:
    return item.published or datetime.min.replace(tzinfo=UTC)


def _local(runtime: Runtime, item: NewsItem) -> NewsItem:
    if item.published is None:
        return item
    local = item.published.astimezone(runtime.settings.timezone)
    return NewsItem(item.title, item.summary, item.url, local, item.image)
