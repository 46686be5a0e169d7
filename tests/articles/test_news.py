"""The ward portal's feed: fetched politely, bounded, made safe, and never from inside our own network."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.articles.entries import read_feed
from bot.articles.feed import FeedError
from bot.articles.news import Articles
from bot.articles.plain_text import strip_markup
from bot.clock import system_clock
from bot.store import Store

RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Phường</title>
<item><guid>1</guid><title>Bài về PAPI</title><link>https://phuong.example.vn/papi</link>
<description>&lt;p&gt;Chỉ số &lt;b&gt;PAPI&lt;/b&gt; là gì&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</description>
<pubDate>Mon, 16 Nov 2026 01:00:00 GMT</pubDate><enclosure url="https://phuong.example.vn/a.jpg" type="image/jpeg" length="1"/></item>
<item><guid>2</guid><title>Lịch tiêm chủng</title><link>javascript:alert(1)</link><description>Trạm y tế</description>
<pubDate>Tue, 17 Nov 2026 01:00:00 GMT</pubDate></item>
<item><guid>3</guid><description>không có tên bài</description></item></channel></rss>"""


VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = 1_795_410_000_000
"""2026-11-23 12:00 in Vietnam, in ms."""


class Portal:
    """A web server on loopback that answers what a test tells it."""

    def __init__(self) -> None:
        self.status, self.headers, self.body = 200, {"ETag": '"v1"'}, RSS.encode()
        self.asked: list[dict[str, str]] = []
        portal = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                portal.asked.append({name.lower(): value for name, value in self.headers.items()})
                known = self.headers.get("If-None-Match")
                same = known is not None and known == portal.headers.get("ETag")
                self.send_response(304 if same else portal.status)
                for name, value in portal.headers.items():
                    self.send_header(name, value)
                body = b"" if same else portal.body
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                return None

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/rss"
        threading.Thread(target=self._server.serve_forever, args=[0.01], daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def portal() -> Iterator[Portal]:
    found = Portal()
    yield found
    found.close()


@pytest.fixture
def articles(portal: Portal, tmp_path: Path) -> Iterator[Articles]:
    store = Store(tmp_path / "ward.db")
    yield Articles(store, portal.url, system_clock, VIETNAM)
    store.close()


def test_it_keeps_articles_newest_first_with_safe_links_only(articles: Articles) -> None:
    assert articles.sync() == (2, 2)
    newest, older = articles.newest()
    assert (newest.title, newest.url) == ("Lịch tiêm chủng", None)
    assert (older.title, older.url, older.image) == (
        "Bài về PAPI",
        "https://phuong.example.vn/papi",
        "https://phuong.example.vn/a.jpg",
    )
    assert older.summary == "Chỉ số PAPI là gì"


def test_it_asks_again_only_for_what_changed(articles: Articles, portal: Portal) -> None:
    articles.sync()
    assert articles.sync() == (0, 0)
    assert portal.asked[1]["if-none-match"] == '"v1"'
    portal.headers = {"ETag": '"v2"'}
    assert articles.sync() == (2, 0)


def test_it_finds_articles_however_they_are_asked_for(articles: Articles) -> None:
    articles.sync()
    assert [item.title for item in articles.search("tiem CHUNG")] == ["Lịch tiêm chủng"]


def test_it_looks_for_whole_words_only(articles: Articles) -> None:
    articles.sync()
    assert articles.search("pap") == []


def test_an_article_with_more_of_the_words_comes_first_and_one_with_few_not_at_all(articles: Articles) -> None:
    articles.sync()
    assert [item.title for item in articles.search("bài papi chỉ số")] == ["Bài về PAPI"]
    assert articles.search("trạm biến áp mới xây") == []
    assert articles.search("?!") == []


@pytest.mark.parametrize("body", [b"", b"not xml at all", b"\xff\xfe\x00", b"<html><body>Dang nhap</body></html>"])
def test_what_is_no_feed_is_said_so_and_changes_nothing(articles: Articles, portal: Portal, body: bytes) -> None:
    articles.sync()
    portal.body, portal.headers = body, {}
    with pytest.raises(FeedError, match="RSS"):
        articles.sync()
    assert len(articles.newest()) == 2


def test_broken_xml_gives_what_can_be_read(articles: Articles, portal: Portal) -> None:
    portal.body = RSS.encode()[: RSS.encode().index(b"<item><guid>3")]
    assert articles.sync() == (2, 2)


def test_a_feed_cannot_name_a_file_of_ours(tmp_path: Path) -> None:
    file = tmp_path / "inner.xml"
    file.write_text(RSS, encoding="utf-8")
    assert read_feed(str(file).encode(), NOW, VIETNAM) is None


def test_a_feed_cannot_read_a_file_of_ours(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("mật")
    body = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]>' + RSS.split("?>")[1].replace("Bài về", "Bài &x; về")
    assert "mật" not in str(read_feed(body.encode(), NOW, VIETNAM))


@pytest.mark.parametrize(
    "day", ["Mon, 16 Nov 2099 01:00:00 GMT", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "mai"]
)
def test_a_date_that_cannot_be_is_left_out(day: str) -> None:
    [article, *_] = read_feed(RSS.replace("Mon, 16 Nov 2026 01:00:00 GMT", day).encode(), NOW, VIETNAM) or []
    assert article.published_at is None


def test_the_day_residents_read_is_the_wards(articles: Articles, portal: Portal) -> None:
    portal.body = RSS.replace("Tue, 17 Nov 2026 01:00:00 GMT", "Tue, 17 Nov 2026 22:02:00 GMT").encode()
    articles.sync()
    newest = articles.newest()[0]
    assert newest.title == "Lịch tiêm chủng" and newest.published
    assert newest.published.strftime("%d/%m/%Y %H:%M") == "18/11/2026 05:02"


def test_an_article_without_a_date_does_not_jump_to_the_top_at_every_fetch(portal: Portal, tmp_path: Path) -> None:
    now = NOW
    store = Store(tmp_path / "ward.db")
    articles = Articles(store, portal.url, lambda: now, VIETNAM)
    portal.body, portal.headers = RSS.replace("Mon, 16 Nov 2026 01:00:00 GMT", "").encode(), {}
    articles.sync()
    now += 3_600_000
    portal.body = portal.body.replace(b"Tue, 17 Nov 2026 01:00:00", b"Mon, 23 Nov 2026 05:30:00")
    articles.sync()
    assert [item.title for item in articles.newest()] == ["Lịch tiêm chủng", "Bài về PAPI"]
    store.close()


def test_articles_of_an_earlier_version_are_found_after_the_next_fetch(articles: Articles) -> None:
    articles.sync()
    with articles._store.write() as db:
        db.conn.execute("UPDATE articles SET words = ''")
    assert articles.search("papi") == []
    articles.sync()
    assert [item.title for item in articles.search("papi")] == ["Bài về PAPI"]


def test_it_stops_at_the_size_limit(articles: Articles, portal: Portal) -> None:
    portal.body = b"x" * (2 * 1024 * 1024 + 1)
    with pytest.raises(FeedError, match="2 MB"):
        articles.sync()


def test_it_says_what_the_portal_answered(articles: Articles, portal: Portal) -> None:
    portal.status = 500
    with pytest.raises(FeedError, match="500"):
        articles.sync()


def test_markup_becomes_plain_text() -> None:
    assert strip_markup("<p>Giấy&nbsp;tờ <a href='javascript:x'>ở   đây</a></p><style>p{}</style>") == "Giấy tờ ở đây"
