"""A portal without a feed: three layouts as ward portals have them, read by a declared selector."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.articles.feed import FeedError
from bot.articles.news import Articles
from bot.articles.news_page import SelectorError, parse_selectors, read_news_page
from bot.clock import at_zone, system_clock
from bot.store import Store
from bot.store.articles import FeedArticle
from tests.articles.test_news import VIETNAM, Portal, portal

__all__ = ["portal"]

PAGES = Path(__file__).parent / "pages"
NOW = int(datetime(2026, 12, 1, 12, tzinfo=VIETNAM).timestamp() * 1000)
LIST = "item=ul.news-list > li.news-item; title=h3 a; date=.date; summary=.desc"


def read(name: str, selector: str) -> list[FeedArticle]:
    body = (PAGES / f"{name}.html").read_bytes()
    return read_news_page(body, parse_selectors(selector), NOW, VIETNAM, "https://phuong.example.vn/tin-tuc/")


def moments(articles: list[FeedArticle]) -> list[str]:
    return [f"{at_zone(row.published_at, VIETNAM):%d/%m %H:%M}" if row.published_at else "" for row in articles]


def test_a_table_of_an_old_portal_whose_rows_are_never_closed() -> None:
    articles = read("table_portal", "item=td.tin")
    assert [row.title for row in articles] == ["Lịch tiêm chủng tháng 12", "Thông báo nghỉ Tết & lịch trực"]
    assert articles[0].url == "https://phuong.example.vn/tin-tuc/chi-tiet/lich-tiem-chung-thang-12"
    assert articles[1].url == "https://phuong.example.vn/tin-tuc/chi-tiet/thong-bao-nghi-tet?id=5&lang=vi"
    assert articles[0].image == "https://phuong.example.vn/Upload/anh1.jpg"
    assert moments(articles) == ["30/11 08:15", "29/11 16:30"]


def test_a_list_with_every_part_declared() -> None:
    articles = read("list_portal", LIST)
    assert [row.title for row in articles] == ["Ra quân dọn vệ sinh", "Đối thoại với doanh nghiệp"]
    assert articles[0].summary.startswith("Sáng nay các khu phố đồng loạt dọn vệ sinh")
    assert articles[1].summary == "Phường mời doanh nghiệp tới dự."
    assert articles[0].image == "https://cdn.example.vn/1.jpg"
    assert articles[1].url == "https://phuong.example.vn/tin-tuc/bai-2.html"
    assert moments(articles) == ["30/11 16:00", "27/11 09:05"]


def test_cards_that_are_links_as_a_whole_and_repeat_one_article() -> None:
    articles = read("card_portal", "item=article.post-card; title=h2; date=time; summary=.excerpt")
    assert [row.title for row in articles] == ["Hội nghị tổng kết năm", "Đường mới thông xe"]
    assert articles[0].url == "https://phuong.example.vn/tin/hoi-nghi"
    assert articles[1].url == "https://phuong.example.vn/tin/%C4%91%C6%B0%E1%BB%9Dng-m%E1%BB%9Bi"
    assert moments(articles) == ["26/11 00:00", "25/11 07:30"]
    assert articles[1].summary == "Từ hôm nay bà con đi được đường mới."


@pytest.mark.parametrize(
    "selector",
    ["", "title=a", "item=", "item=a:hover", "item=li; item=td", "rows=li", "item=a[href]", "item=a b c d e f g"],
)
def test_a_selector_that_cannot_be_read_is_refused_with_an_example(selector: str) -> None:
    with pytest.raises(SelectorError, match="ví dụ"):
        parse_selectors(selector)


@pytest.fixture
def articles(portal: Portal, tmp_path: Path) -> Iterator[Articles]:
    store = Store(tmp_path / "ward.db")
    yield Articles(store, portal.url, system_clock, VIETNAM, LIST)
    store.close()


def test_the_clock_takes_them_in_like_those_of_a_feed(portal: Portal, articles: Articles) -> None:
    portal.body = (PAGES / "list_portal.html").read_bytes()
    assert articles.sync() == (2, 2)
    assert [item.title for item in articles.newest()] == ["Ra quân dọn vệ sinh", "Đối thoại với doanh nghiệp"]
    portal.headers["ETag"] = '"v2"'
    assert articles.sync() == (2, 0)


def test_a_page_that_changed_its_layout_says_so(portal: Portal, articles: Articles) -> None:
    portal.body = b"<html><body><div class='new-layout'>Tin</div></body></html>"
    with pytest.raises(FeedError, match="có thể trang đã đổi giao diện"):
        articles.sync()
