"""Articles of a feed as portals really write them: dates, damaged letters, addresses, pictures."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.articles.entries import read_feed
from bot.store.articles import FeedArticle

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
AFTERNOON = int(datetime(2026, 11, 30, 16, tzinfo=VIETNAM).timestamp() * 1000)
FEED_ADDRESS = "https://phuong.example.vn/rss/tin-moi.xml"


def channel(*items: str, link: str = "<link>https://phuong.example.vn/</link>") -> bytes:
    entries = "".join(f"<item><title>Lịch tiêm chủng</title>{item}</item>" for item in items)
    declaration = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{declaration}<rss version="2.0"><channel><title>Phường</title>{link}{entries}</channel></rss>'.encode()


def read(body: bytes) -> list[FeedArticle]:
    return read_feed(body, AFTERNOON + 60_000, VIETNAM, FEED_ADDRESS) or []


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 30 Nov 2026 16:00:00 GMT+7",
        "Mon, 30 Nov 2026 16:00:00 GMT+07:00",
        "Mon, 30 Nov 2026 16:00:00 UTC+0700",
        "Mon, 30 Nov 2026 16:00:00 +0700",
        "Mon, 30 Nov 2026 16:00:00 ICT",
        "Mon, 30 Nov 2026 09:00:00 GMT",
        "Mon, 30 Nov 2026 04:00:00 EST",
        "Mon, 30 Nov 2026 16:00:00",
        "30/11/2026 16:00:00",
        "30/11/2026 4:00:00 PM",
        "30-11-2026 16:00",
        "30.11.2026 - 16:00 (GMT+7)",
        "16:00 30/11/2026",
        "16h00 30/11/2026",
        "Thứ Hai, 30/11/2026 16:00",
        "Thứ hai, 30/11/2026 | 16:00 GMT+7",
        "2026-11-30 16:00:00",
        "2026-11-30T16:00:00",
        "2026-11-30T09:00:00.000Z",
    ],
)
def test_every_way_of_writing_the_time_is_the_same_moment(text: str) -> None:
    [article] = read(channel(f"<guid>1</guid><pubDate>{text}</pubDate>"))
    assert article.published_at == AFTERNOON


def test_days_stand_before_months() -> None:
    [article] = read(channel("<guid>1</guid><pubDate>05/11/2026 7:30</pubDate>"))
    assert article.published_at == datetime(2026, 11, 5, 7, 30, tzinfo=VIETNAM).timestamp() * 1000


@pytest.mark.parametrize("text", ["sáng mai", "31/02/2026", "16", "Nov", "9" * 90, "30/11/2026 " * 50, "30/11/2096"])
def test_what_is_no_likely_moment_is_none(text: str) -> None:
    [article] = read(channel(f"<guid>1</guid><pubDate>{text}</pubDate>"))
    assert article.published_at is None


def test_a_description_cut_inside_a_letter_leaves_the_other_articles_whole() -> None:
    body = channel("<guid>1</guid><description>triển khai kếX</description>", "<guid>2</guid>" * 40)
    broken = body.replace("ếX".encode(), "ế".encode()[:2])
    cut, whole = read(broken)
    assert cut.title == whole.title == "Lịch tiêm chủng" and cut.summary.startswith("triển khai k")


def test_a_body_in_another_encoding_is_read_in_it() -> None:
    body = '<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel><item><title>Société à Huế</title></item>'
    [article] = read(body.replace("ế", "e").encode("iso-8859-1") + b"</channel></rss>")
    assert article.title == "Société à Hue"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/tin-tuc/lich-1", "https://phuong.example.vn/tin-tuc/lich-1"),
        ("tin/1", "https://phuong.example.vn/tin/1"),
        ("//cdn.example.vn/tin/1", "https://cdn.example.vn/tin/1"),
        ("http://phuong.example.gov.vn/tin/1", "https://phuong.example.gov.vn/tin/1"),
        ("https://phuong.example.vn/tin/lịch tiêm", "https://phuong.example.vn/tin/l%E1%BB%8Bch%20ti%C3%AAm"),
        ("https://phuong.example.vn/tin/a%20b?x=1&amp;y=2", "https://phuong.example.vn/tin/a%20b?x=1&y=2"),
        ("\n  https://phuong.example.vn/tin/1  \n", "https://phuong.example.vn/tin/1"),
        ("https://phường.example.vn/tin/1", "https://xn--phng-rib8295b.example.vn/tin/1"),
        ("javascript:alert(1)", None),
        ("ftp://phuong.example.vn/a", None),
        ("https://ai:mat-khau@phuong.example.vn/", None),
        ("https://[", None),
    ],
)
def test_a_link_becomes_a_whole_https_address(link: str, address: str | None) -> None:
    [article] = read(channel(f"<guid>1</guid><link>{link}</link>"))
    assert article.url == address


def test_without_a_link_of_the_channel_the_address_of_the_feed_completes() -> None:
    [article] = read(channel("<guid>1</guid><link>lich-1.html</link>", link=""))
    assert article.url == "https://phuong.example.vn/rss/lich-1.html"


@pytest.mark.parametrize(
    "part",
    [
        '<description>&lt;p&gt;&lt;img class="a" src="/anh/a.jpg"/&gt;Trạm y tế&lt;/p&gt;</description>',
        '<enclosure url="/anh/a.jpg" length="1"/>',
        '<enclosure url="https://phuong.example.vn/anh/a.jpg" type="image/jpeg" length="1"/>',
        "<description>&lt;IMG SRC='http://phuong.example.vn/anh/a.jpg'&gt;</description>",
    ],
)
def test_the_picture_is_found_wherever_it_stands(part: str) -> None:
    [article] = read(channel(f"<guid>1</guid><link>https://phuong.example.vn/tin/1</link>{part}"))
    assert article.image == "https://phuong.example.vn/anh/a.jpg"


def test_a_picture_inside_the_text_itself_is_no_address() -> None:
    [article] = read(channel("<guid>1</guid><description>&lt;img src='data:image/png;base64,AAAA'&gt;</description>"))
    assert article.image is None
