"""The ward's announcements for anyone: articles of its portal and those shown on Zalo, on the first page and as RSS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree as Xml

from bot.clock import at_zone
from bot.lib.characters import writable
from bot.runtime import Runtime
from bot.turn import NewsItem

ON_THE_PAGE = 5
IN_THE_FEED = 30
FEED_PATH = "/thong-bao.xml"
_ATOM = "http://www.w3.org/2005/Atom"

Xml.register_namespace("atom", _ATOM)


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """An urgent notice of officials; `at` is when it was approved, local."""

    title: str
    text: str
    at: datetime


def urgent_notices(runtime: Runtime) -> list[PublicNotice]:
    """What stands above all else on the first page: storms, floods, cuts; the newest first."""
    zone = runtime.settings.timezone
    return [PublicNotice(one.title, one.text, at_zone(one.since, zone)) for one in runtime.broadcasts.urgent_notices()]


def newest_articles(runtime: Runtime) -> list[NewsItem]:
    """What stands on the first page: pinned ones first; no samples, nothing made up."""
    return [_with_local_time(runtime, item) for item in runtime.articles.newest(ON_THE_PAGE)]


def build_feed(runtime: Runtime) -> bytes:
    """The announcements as RSS 2.0, newest first; the same bytes as long as nothing changed."""
    home = f"{runtime.settings.public_url}/"
    ward = runtime.live_content.content.ward
    root = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(root, "channel")
    _add_element(channel, "title", f"Thông báo của {ward.called}")
    _add_element(channel, "link", home)
    _add_element(channel, "description", f"Tin và thông báo mới của {ward.name}, {ward.province}.")
    _add_element(channel, "language", "vi")
    Xml.SubElement(
        channel,
        f"{{{_ATOM}}}link",
        href=f"{runtime.settings.public_url}{FEED_PATH}",
        rel="self",
        type="application/rss+xml",
    )
    for item in sorted(runtime.articles.newest(IN_THE_FEED), key=_published_at, reverse=True):
        _add_entry(channel, item, home)
    body: bytes = Xml.tostring(root, encoding="UTF-8", xml_declaration=True)
    return body


def _add_entry(channel: Xml.Element, item: NewsItem, home: str) -> None:
    entry = Xml.SubElement(channel, "item")
    _add_element(entry, "title", item.title)
    _add_element(entry, "link", item.url or home)
    _add_element(entry, "description", item.summary)
    guid = Xml.SubElement(entry, "guid", isPermaLink="true" if item.url else "false")
    guid.text = item.url or writable(f"{item.title} {_published_at(item):%Y%m%d}")
    if item.published:
        _add_element(entry, "pubDate", format_datetime(item.published))


def _add_element(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = writable(text)


def _published_at(item: NewsItem) -> datetime:
    return item.published or datetime.min.replace(tzinfo=UTC)


def _with_local_time(runtime: Runtime, item: NewsItem) -> NewsItem:
    if item.published is None:
        return item
    local = item.published.astimezone(runtime.settings.timezone)
    return NewsItem(item.title, item.summary, item.url, local, item.image)
