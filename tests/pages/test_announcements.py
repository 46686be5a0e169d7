"""What anyone may read: announcements on the first page and as RSS, and the code that leads to the OA."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

import feedparser
import pytest
import segno

from bot.clock import DAY
from tests.admin.installation import NOON, MovableClock, copy_words, make_app, make_runtime

LIVE = {
    "WARD_MODE": "live",
    "ZALO_APP_ID": "4318",
    "ZALO_OA_ID": "4319",
    "ZALO_APP_SECRET": "s",
    "ZALO_OA_SECRET": "s",
    "PUBLIC_URL": "https://bot.phuong.example.vn",
    "ARTICLES_FEED_URL": "https://phuong.example.vn/rss",
}
NASTY = "Lịch <b>tiêm</b> & \x0bkhám ]]> “sức khỏe”"


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    return copy_words(tmp_path_factory.mktemp("words") / "content")


@pytest.fixture
def runtime(words, tmp_path):
    runtime = make_runtime(words, tmp_path, MovableClock(), **LIVE)
    yield runtime
    runtime.close()


@pytest.fixture
def browser(runtime):
    return make_app(runtime).test_client()


def add(runtime, title, days_ago=0, url="https://phuong.example.vn/bai?id=1&x=2"):
    """An article of the ward's portal."""
    with runtime.store.write() as db:
        db.conn.execute(
            "INSERT INTO articles (guid, title, summary, url, published_at, fetched_at) VALUES (?, ?, ?, ?, ?, ?)",
            [title, title, "Tóm tắt", url, NOON - days_ago * DAY, NOON],
        )


def test_without_announcements_nothing_is_made_up(browser):
    assert "chưa đăng thông báo nào" in browser.get("/").text
    feed = feedparser.parse(browser.get("/thong-bao.xml").data)
    assert (feed.bozo, feed.version, feed.entries) == (False, "rss20", [])


def test_the_first_page_shows_the_newest_escaped_and_with_its_day(runtime, browser):
    for number in range(7):
        add(runtime, f"Tin {number}", days_ago=number)
    add(runtime, NASTY)
    page = browser.get("/").text
    assert "&lt;b&gt;tiêm&lt;/b&gt;" in page and "<b>tiêm</b>" not in page
    assert "Tin 0" in page and "Tin 6" not in page and "23/11/2026" in page
    assert 'type="application/rss+xml"' in page


def test_the_feed_is_valid_rss_with_everything_escaped(runtime, browser):
    add(runtime, "Cũ hơn", days_ago=3, url=None)
    add(runtime, NASTY)
    answer = browser.get("/thong-bao.xml")
    assert answer.content_type == "application/rss+xml; charset=utf-8"
    root = Xml.fromstring(answer.data)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    feed = feedparser.parse(answer.data)
    assert not feed.bozo and feed.feed.title.startswith("Thông báo của phường")
    newest, older = root.find("channel").findall("item")
    assert newest.findtext("title") == NASTY.replace("\x0b", "")
    assert newest.findtext("link") == newest.findtext("guid") == "https://phuong.example.vn/bai?id=1&x=2"
    assert newest.findtext("pubDate").startswith("Mon, 23 Nov 2026")
    assert (
        older.findtext("link") == "https://bot.phuong.example.vn/" and older.find("guid").get("isPermaLink") == "false"
    )


def test_a_reader_that_has_it_gets_304_until_something_is_new(runtime, browser):
    add(runtime, "Một")
    tag = browser.get("/thong-bao.xml").headers["ETag"]
    same = browser.get("/thong-bao.xml", headers={"If-None-Match": tag})
    assert (same.status_code, same.data) == (304, b"")
    add(runtime, "Hai")
    assert browser.get("/thong-bao.xml", headers={"If-None-Match": tag}).status_code == 200


def test_the_code_is_a_picture_of_its_own_and_leads_to_the_oa(runtime, browser):
    page = browser.get("/").text
    assert '<img src="/qr.svg"' in page and "https://zalo.me/4319" in page
    picture = browser.get("/qr.svg")
    assert picture.mimetype == "image/svg+xml" and "style=" not in picture.text
    drawn = segno.make("https://zalo.me/4319", error="m").svg_inline(border=4)
    assert re.findall(r' d="(M[^"]+)"', drawn)[-1] in picture.text


def test_the_notice_names_all_that_is_kept(browser):
    page = browser.get("/quyen-rieng-tu").text
    for phrase in (
        "Mã Zalo",
        "khu phố",
        "Chủ đề",
        "nhãn",
        "không ghi ai bấm",
        "Không ghi ai hỏi",
        "đánh giá",
        "90 ngày",
    ):
        assert phrase in page
