"""The ward portal's feed: fetched politely, bounded, made safe, and never from inside our own network."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from bot.articles import Articles, plain, read_feed
from bot.clock import system_clock
from bot.feed import FeedError, fetch
from bot.store import Store
from bot.understanding.folding import fold

RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Phường</title>
<item><guid>1</guid><title>Bài về PAPI</title><link>https://phuong.example.vn/papi</link>
<description>&lt;p&gt;Chỉ số &lt;b&gt;PAPI&lt;/b&gt; là gì&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</description>
<pubDate>Mon, 16 Nov 2026 01:00:00 GMT</pubDate><enclosure url="https://phuong.example.vn/a.jpg" type="image/jpeg" length="1"/></item>
<item><guid>2</guid><title>Lịch tiêm chủng</title><link>javascript:alert(1)</link><description>Trạm y tế</description>
<pubDate>Tue, 17 Nov 2026 01:00:00 GMT</pubDate></item>
<item><guid>3</guid><description>không có tên bài</description></item></channel></rss>"""


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
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

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
    yield Articles(store, portal.url, system_clock)
    store.close()


def test_it_keeps_articles_newest_first_with_safe_links_only(articles: Articles) -> None:
    assert articles.sync() == (2, 2)
    newest, older = articles.newest()
    assert (newest.title, newest.url) == ("Lịch tiêm chủng", None)
    assert (older.title, older.url, older.image) == (
        "Bài về PAPI", "https://phuong.example.vn/papi", "https://phuong.example.vn/a.jpg",
    )  # fmt: skip
    assert older.summary == "Chỉ số PAPI là gì"


def test_it_asks_again_only_for_what_changed(articles: Articles, portal: Portal) -> None:
    articles.sync()
    assert articles.sync() == (0, 0)
    assert portal.asked[1]["if-none-match"] == '"v1"'
    portal.headers = {"ETag": '"v2"'}
    assert articles.sync() == (2, 0)


def test_it_finds_articles_however_they_are_asked_for(articles: Articles) -> None:
    articles.sync()
    assert [item.title for item in articles.search(["tiem", "chung"], fold)] == ["Lịch tiêm chủng"]


def test_it_looks_for_whole_words_only(articles: Articles) -> None:
    articles.sync()
    assert articles.search(["pap"], fold) == []


@pytest.mark.parametrize("body", [b"", b"not xml at all", RSS.encode()[:400], b"\xff\xfe\x00"])
def test_broken_xml_breaks_nothing(body: bytes) -> None:
    assert isinstance(read_feed(body), list)


def test_it_stops_at_the_size_limit(articles: Articles, portal: Portal) -> None:
    portal.body = b"x" * (2 * 1024 * 1024 + 1)
    with pytest.raises(FeedError, match="2 MB"):
        articles.sync()


def test_it_says_what_the_portal_answered(articles: Articles, portal: Portal) -> None:
    portal.status = 500
    with pytest.raises(FeedError, match="500"):
        articles.sync()


@pytest.mark.parametrize(
    "target", ["https://127.0.0.1/rss", "https://10.0.0.1/rss", "http://example.vn/rss", "https://[::1]/"]
)
def test_a_redirect_into_our_own_network_is_refused(portal: Portal, target: str) -> None:
    portal.status, portal.headers = 302, {"Location": target}
    with pytest.raises(FeedError):
        fetch(portal.url, None, None)


def test_an_address_inside_our_network_is_refused() -> None:
    with pytest.raises(FeedError, match="nội bộ"):
        fetch("https://192.168.1.1/rss", None, None)


def test_markup_becomes_plain_text() -> None:
    assert plain("<p>Giấy&nbsp;tờ <a href='javascript:x'>ở   đây</a></p><style>p{}</style>") == "Giấy tờ ở đây"
