"""Own articles as officials write them: what is refused and why, who may do what, lists, pins, copies of the feed's."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest

from bot.articles import publishing, step_results, zalo_sync
from bot.articles.entries import read_feed
from bot.articles.news import Articles
from bot.articles.publishing import PublishingError
from bot.articles.texts import REASONS, REFUSALS, STATES, failure_sentence, refusal_sentence
from bot.articles.validation import ArticleDraft
from bot.store import article_steps, audit
from bot.store import articles as rows
from tests.support.publishing import HOA, LAN, MAI, WHOLE, PublishingFixture

FEED = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Phường</title>
<item><guid>1</guid><title>Bài về PAPI</title><link>https://phuong.example.vn/papi</link><description>PAPI là gì</description>
<content:encoded><![CDATA[<p onclick="x()">PAPI <b>là</b> gì</p><script>alert(1)</script><ul><li>Một</li></ul>]]>
</content:encoded>
<enclosure url="https://phuong.example.vn/a.jpg" type="image/jpeg" length="1"/></item></channel></rss>""".encode()


@pytest.fixture
def article_ward(tmp_path: Path) -> Iterator[PublishingFixture]:
    fixture = PublishingFixture(tmp_path)
    yield fixture
    fixture.close()


@pytest.fixture
def news(article_ward: PublishingFixture) -> Articles:
    return Articles(article_ward.store, None, lambda: int(article_ward.now_s * 1000), UTC)


def take_in(article_ward: PublishingFixture) -> int:
    """The number of the feed's article once it is kept."""
    [article] = read_feed(FEED, int(article_ward.now_s * 1000), UTC) or []
    with article_ward.store.write() as db:
        rows.save(db, article, int(article_ward.now_s * 1000))
    return int(article_ward.desk.search(source="feed").rows[0].id)


def test_every_fault_is_told_at_once(article_ward: PublishingFixture) -> None:
    wrong = ArticleDraft("a" * 151, "b" * 51, "c" * 301, "http://phuong.example.vn/a.jpg", "![x](http://a.vn/b.jpg)")
    with pytest.raises(PublishingError) as told:
        article_ward.desk.create(wrong, LAN)
    assert told.value.reasons == (
        "Tên bài dài 151 ký tự, Zalo chỉ nhận 150.",
        "Tên người viết dài 51 ký tự, Zalo chỉ nhận 50.",
        "Đoạn tóm tắt dài 301 ký tự, Zalo chỉ nhận 300.",
        "Ảnh bìa phải là địa chỉ https mở được từ Internet, dưới 1 MB.",
        "Ảnh trong bài phải là địa chỉ https: http://a.vn/b.jpg",
    )
    assert article_ward.desk.search().total == 0


def test_a_draft_may_be_unfinished_but_is_not_published_like_that(article_ward: PublishingFixture) -> None:
    article = article_ward.desk.create(ArticleDraft("Lịch trực"), LAN)
    with pytest.raises(PublishingError) as told:
        article_ward.desk.publish(article, LAN)
    assert list(told.value.reasons) == article_ward.desk.find_problems(article)
    assert len(told.value.reasons) == 4


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("chữ " * 13_000, "nhiều nhất 50.000"),
        ("a" * 10_001, "đoạn dài"),
        ("![a](https://a.vn/a.jpg)\n\n" * 61, "61 phần"),
    ],
)
def test_a_body_zalo_would_refuse_is_refused_here(article_ward: PublishingFixture, body: str, sentence: str) -> None:
    with pytest.raises(PublishingError, match=sentence):
        article_ward.desk.create(replace(WHOLE, body=body), LAN)


def test_lengths_are_counted_in_composed_letters(article_ward: PublishingFixture) -> None:
    decomposed = "e\u0302\u0301" * 150
    article = article_ward.desk.create(replace(WHOLE, title=decomposed), LAN)
    row = article_ward.desk.get(article)
    assert row is not None and row.title == "\u1ebf" * 150


def test_who_only_looks_writes_nothing(article_ward: PublishingFixture) -> None:
    article = article_ward.desk.create(WHOLE, LAN)
    for act in (
        lambda: article_ward.desk.create(WHOLE, MAI),
        lambda: article_ward.desk.edit(article, WHOLE, MAI),
        lambda: article_ward.desk.remove(article, MAI),
        lambda: article_ward.desk.pin(article, MAI),
        lambda: article_ward.desk.publish(article, MAI),
        lambda: article_ward.desk.show(article, LAN),
    ):
        with pytest.raises(PublishingError, match="không có quyền"):
            act()
    assert article_ward.state(article) == "none"


def test_nobody_approves_an_own_text(article_ward: PublishingFixture) -> None:
    article = article_ward.desk.create(WHOLE, HOA)
    with pytest.raises(PublishingError, match="không tự duyệt"):
        article_ward.desk.show(article, HOA)
    article_ward.desk.edit(article, replace(WHOLE, title="Lan viết lại"), LAN)
    article_ward.desk.show(article, HOA)
    assert article_ward.state(article) == "creating"


def test_two_editors_do_not_overwrite_each_other(article_ward: PublishingFixture) -> None:
    article = article_ward.desk.create(WHOLE, LAN)
    article_ward.desk.edit(article, replace(WHOLE, title="Lan sửa"), LAN, version=1)
    with pytest.raises(PublishingError, match="vừa sửa"):
        article_ward.desk.edit(article, replace(WHOLE, title="Hoa sửa"), HOA, version=1)
    row = article_ward.desk.get(article)
    assert row is not None and row.title == "Lan sửa"


def test_lists_are_searched_filtered_and_paged(article_ward: PublishingFixture) -> None:
    for number in range(23):
        article_ward.now_s += 1
        article_ward.desk.create(replace(WHOLE, title=f"Bản tin {number}"), LAN)
    article_ward.desk.create(replace(WHOLE, title="Đảo Phú Quý"), LAN)
    take_in(article_ward)
    first, second = article_ward.desk.search(source="own"), article_ward.desk.search(source="own", page=2)
    assert (first.total, first.pages, len(first.rows), len(second.rows)) == (24, 2, 20, 4)
    assert not {row.id for row in first.rows} & {row.id for row in second.rows}
    assert [row.title for row in article_ward.desk.search("dao phu").rows] == ["Đảo Phú Quý"]
    assert article_ward.desk.search(states=("shown", "failed")).total == 0
    assert article_ward.desk.count_by_state() == {"none": 24, "feed": 1}


def test_an_article_of_the_feed_becomes_a_draft_with_a_link_back(article_ward: PublishingFixture) -> None:
    feed = take_in(article_ward)
    copy = article_ward.desk.copy_feed_article(feed, LAN)
    row = article_ward.desk.get(copy)
    assert row is not None
    assert (row.title, row.author, row.image) == ("Bài về PAPI", "Phường Bình Hưng", "https://phuong.example.vn/a.jpg")
    assert row.body == "PAPI là gì\n\n- Một\n\n[Xem bài gốc](https://phuong.example.vn/papi)"
    assert article_ward.desk.find_problems(copy) == []
    with pytest.raises(PublishingError, match=f"số {copy}"):
        article_ward.desk.copy_feed_article(feed, LAN)


def test_residents_see_the_copy_in_place_of_the_feeds_article_once_it_is_shown(
    article_ward: PublishingFixture, news: Articles
) -> None:
    copy = article_ward.desk.copy_feed_article(take_in(article_ward), LAN)
    assert [item.url for item in news.newest()] == ["https://phuong.example.vn/papi"]
    article_ward.desk.show(copy, HOA)
    article_ward.pass_time(60)
    [item] = news.search("bài papi")
    assert item.url == article_ward.zalo.zalo.articles.list_articles("normal")[0].as_slice()["link_view"]
    assert item.published is not None


def test_drafts_are_no_news_and_pinned_articles_come_first(article_ward: PublishingFixture, news: Articles) -> None:
    feed = take_in(article_ward)
    article = article_ward.desk.create(WHOLE, LAN)
    with pytest.raises(PublishingError, match="Chỉ ghim"):
        article_ward.desk.pin(article, LAN)
    assert len(news.newest()) == 1
    article_ward.desk.show(article, HOA)
    article_ward.pass_time(60)
    assert [item.title for item in news.newest()] == [WHOLE.title, "Bài về PAPI"]
    article_ward.desk.pin(feed, LAN)
    assert [item.title for item in news.newest()] == ["Bài về PAPI", WHOLE.title]
    article_ward.desk.unpin(feed, LAN)
    assert [item.title for item in news.newest()] == [WHOLE.title, "Bài về PAPI"]


def test_a_removed_article_of_the_feed_does_not_come_back(article_ward: PublishingFixture, news: Articles) -> None:
    article_ward.desk.remove(take_in(article_ward), LAN)
    [article] = read_feed(FEED, int(article_ward.now_s * 1000), UTC) or []
    with article_ward.store.write() as db:
        rows.save(db, article, int(article_ward.now_s * 1000))
    assert news.newest() == []


def test_a_feed_cannot_overwrite_what_officials_wrote(article_ward: PublishingFixture) -> None:
    article = article_ward.desk.create(WHOLE, LAN)
    row = article_ward.desk.get(article)
    assert row is not None
    with article_ward.store.write() as db:
        rows.save(db, rows.FeedArticle(row.guid, "Giả", "", None, None, None), 1)
    found = article_ward.desk.get(article)
    assert found is not None and found.title == WHOLE.title


def test_what_is_on_its_way_is_not_removed(article_ward: PublishingFixture) -> None:
    article = article_ward.desk.create(WHOLE, LAN)
    article_ward.desk.publish(article, LAN)
    with pytest.raises(PublishingError, match="chờ xong"):
        article_ward.desk.remove(article, LAN)


def test_an_article_made_of_a_broadcasts_words_lacks_nothing(article_ward: PublishingFixture) -> None:
    article = article_ward.desk.from_words("Họp tổ dân phố", "Mời bà con họp. " * 40, None, LAN.id)
    assert article_ward.desk.find_problems(article) == []
    row = article_ward.desk.get(article)
    assert row is not None and len(row.summary) <= 300 and row.image.endswith("bia-chung.png")


def test_every_act_is_in_the_audit(article_ward: PublishingFixture) -> None:
    article = article_ward.desk.create(WHOLE, LAN)
    article_ward.desk.edit(article, replace(WHOLE, title="Mới"), LAN)
    article_ward.desk.show(article, HOA)
    article_ward.pass_time(60)
    article_ward.desk.pin(article, LAN)
    article_ward.desk.remove(article, LAN)
    article_ward.pass_time(10)
    lines = [(line.action, line.subject) for line in reversed(audit.newest(article_ward.store))]
    acts = ("create", "edit", "approve", "show", "shown", "pin", "remove", "removed")
    assert lines == [(f"article_{act}", str(article)) for act in acts]


def test_every_reason_and_refusal_has_its_sentence() -> None:
    code = "".join(map(inspect.getsource, (publishing, zalo_sync, step_results, article_steps)))
    assert all(f'"{name}"' in code or f"'{name}'" in code for name in REASONS)
    assert set(STATES) == set(rows.STATES)
    values = {"value": 1, "size": 2, "most": 3}
    assert all("{" not in refusal_sentence(key, **values) for key in REFUSALS)
    assert failure_sentence("quota", "Hết") == f"{REASONS['quota']} Zalo ghi: “Hết”"
    assert failure_sentence(None, "Hết") == ""
