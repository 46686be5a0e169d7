"""Own articles as officials write them: what is refused and why, who may do what, lists, pins, copies of the feed's."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot import publishing, publishing_steps
from bot.article_checks import Writing
from bot.articles import Articles, read_feed
from bot.publishing import PublishingError
from bot.publishing_words import REASONS, REFUSALS, STATES, reason, refusal
from bot.store import article_steps, audit
from bot.store import articles as rows
from tests.press import HOA, LAN, MAI, WHOLE, Press

FEED = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Phường</title>
<item><guid>1</guid><title>Bài về PAPI</title><link>https://phuong.example.vn/papi</link><description>PAPI là gì</description>
<content:encoded><![CDATA[<p onclick="x()">PAPI <b>là</b> gì</p><script>alert(1)</script><ul><li>Một</li></ul>]]>
</content:encoded>
<enclosure url="https://phuong.example.vn/a.jpg" type="image/jpeg" length="1"/></item></channel></rss>""".encode()  # fmt: skip


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    found = Press(tmp_path)
    yield found
    found.close()


@pytest.fixture
def news(press: Press) -> Articles:
    return Articles(press.store, None, lambda: int(press.now_s * 1000))


def take_in(press: Press) -> int:
    """The number of the feed's article once it is kept."""
    [article] = read_feed(FEED, int(press.now_s * 1000)) or []
    with press.store.write() as db:
        rows.save(db, article, int(press.now_s * 1000))
    return int(press.desk.search(source="feed").rows[0]["id"])


def test_every_fault_is_told_at_once(press: Press) -> None:
    wrong = Writing("a" * 151, "b" * 51, "c" * 301, "http://phuong.example.vn/a.jpg", "![x](http://a.vn/b.jpg)")
    with pytest.raises(PublishingError) as told:
        press.desk.create(wrong, LAN)
    assert told.value.reasons == (
        "Tên bài dài 151 ký tự, Zalo chỉ nhận 150.",
        "Tên người viết dài 51 ký tự, Zalo chỉ nhận 50.",
        "Đoạn tóm tắt dài 301 ký tự, Zalo chỉ nhận 300.",
        "Ảnh bìa phải là địa chỉ https mở được từ Internet, dưới 1 MB.",
        "Ảnh trong bài phải là địa chỉ https: http://a.vn/b.jpg",
    )
    assert press.desk.search().total == 0


def test_a_draft_may_be_unfinished_but_is_not_published_like_that(press: Press) -> None:
    article = press.desk.create(Writing("Lịch trực"), LAN)
    with pytest.raises(PublishingError) as told:
        press.desk.publish(article, LAN)
    assert list(told.value.reasons) == press.desk.faults(article)
    assert len(told.value.reasons) == 4


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("chữ " * 13_000, "nhiều nhất 50.000"),
        ("a" * 10_001, "đoạn dài"),
        ("![a](https://a.vn/a.jpg)\n\n" * 61, "61 phần"),
    ],
)
def test_a_body_zalo_would_refuse_is_refused_here(press: Press, body: str, told: str) -> None:
    with pytest.raises(PublishingError, match=told):
        press.desk.create(replace(WHOLE, body=body), LAN)


def test_lengths_are_counted_in_composed_letters(press: Press) -> None:
    decomposed = "e\u0302\u0301" * 150
    article = press.desk.create(replace(WHOLE, title=decomposed), LAN)
    row = press.desk.get(article)
    assert row is not None and row["title"] == "\u1ebf" * 150


def test_who_only_looks_writes_nothing(press: Press) -> None:
    article = press.desk.create(WHOLE, LAN)
    for act in (
        lambda: press.desk.create(WHOLE, MAI), lambda: press.desk.edit(article, WHOLE, MAI),
        lambda: press.desk.remove(article, MAI), lambda: press.desk.pin(article, MAI),
        lambda: press.desk.publish(article, MAI), lambda: press.desk.show(article, LAN),
    ):  # fmt: skip
        with pytest.raises(PublishingError, match="không có quyền"):
            act()
    assert press.state(article) == "none"


def test_nobody_approves_an_own_text(press: Press) -> None:
    article = press.desk.create(WHOLE, HOA)
    with pytest.raises(PublishingError, match="không tự duyệt"):
        press.desk.show(article, HOA)
    press.desk.edit(article, replace(WHOLE, title="Lan viết lại"), LAN)
    press.desk.show(article, HOA)
    assert press.state(article) == "creating"


def test_two_editors_do_not_overwrite_each_other(press: Press) -> None:
    article = press.desk.create(WHOLE, LAN)
    press.desk.edit(article, replace(WHOLE, title="Lan sửa"), LAN, version=1)
    with pytest.raises(PublishingError, match="vừa sửa"):
        press.desk.edit(article, replace(WHOLE, title="Hoa sửa"), HOA, version=1)
    row = press.desk.get(article)
    assert row is not None and row["title"] == "Lan sửa"


def test_lists_are_searched_filtered_and_paged(press: Press) -> None:
    for number in range(23):
        press.now_s += 1
        press.desk.create(replace(WHOLE, title=f"Bản tin {number}"), LAN)
    press.desk.create(replace(WHOLE, title="Đảo Phú Quý"), LAN)
    take_in(press)
    first, second = press.desk.search(source="own"), press.desk.search(source="own", page=2)
    assert (first.total, first.pages, len(first.rows), len(second.rows)) == (24, 2, 20, 4)
    assert not {row["id"] for row in first.rows} & {row["id"] for row in second.rows}
    assert [row["title"] for row in press.desk.search("dao phu").rows] == ["Đảo Phú Quý"]
    assert press.desk.search(states=("shown", "failed")).total == 0
    assert press.desk.counts() == {"none": 24, "feed": 1}


def test_an_article_of_the_feed_becomes_a_draft_with_a_link_back(press: Press) -> None:
    feed = take_in(press)
    copy = press.desk.take_over(feed, LAN)
    row = press.desk.get(copy)
    assert row is not None
    assert (row["title"], row["author"], row["image"]) == (
        "Bài về PAPI", "Phường Bình Hưng", "https://phuong.example.vn/a.jpg",
    )  # fmt: skip
    assert row["body"] == "PAPI là gì\n\n- Một\n\n[Xem bài gốc](https://phuong.example.vn/papi)"
    assert press.desk.faults(copy) == []
    with pytest.raises(PublishingError, match=f"số {copy}"):
        press.desk.take_over(feed, LAN)


def test_residents_see_the_copy_in_place_of_the_feeds_article_once_it_is_shown(press: Press, news: Articles) -> None:
    copy = press.desk.take_over(take_in(press), LAN)
    assert [item.url for item in news.newest()] == ["https://phuong.example.vn/papi"]
    press.desk.show(copy, HOA)
    press.pass_time(60)
    [item] = news.search("bài papi")
    assert item.url == press.zalo.zalo.articles.listed("normal")[0].as_slice()["link_view"]
    assert item.published is not None


def test_drafts_are_no_news_and_pinned_articles_come_first(press: Press, news: Articles) -> None:
    feed = take_in(press)
    article = press.desk.create(WHOLE, LAN)
    with pytest.raises(PublishingError, match="Chỉ ghim"):
        press.desk.pin(article, LAN)
    assert len(news.newest()) == 1
    press.desk.show(article, HOA)
    press.pass_time(60)
    assert [item.title for item in news.newest()] == [WHOLE.title, "Bài về PAPI"]
    press.desk.pin(feed, LAN)
    assert [item.title for item in news.newest()] == ["Bài về PAPI", WHOLE.title]
    press.desk.unpin(feed, LAN)
    assert [item.title for item in news.newest()] == [WHOLE.title, "Bài về PAPI"]


def test_a_removed_article_of_the_feed_does_not_come_back(press: Press, news: Articles) -> None:
    press.desk.remove(take_in(press), LAN)
    [article] = read_feed(FEED, int(press.now_s * 1000)) or []
    with press.store.write() as db:
        rows.save(db, article, int(press.now_s * 1000))
    assert news.newest() == []


def test_a_feed_cannot_overwrite_what_officials_wrote(press: Press) -> None:
    article = press.desk.create(WHOLE, LAN)
    row = press.desk.get(article)
    assert row is not None
    with press.store.write() as db:
        rows.save(db, rows.Article(row["guid"], "Giả", "", None, None, None), 1)
    found = press.desk.get(article)
    assert found is not None and found["title"] == WHOLE.title


def test_what_is_on_its_way_is_not_removed(press: Press) -> None:
    article = press.desk.create(WHOLE, LAN)
    press.desk.publish(article, LAN)
    with pytest.raises(PublishingError, match="chờ xong"):
        press.desk.remove(article, LAN)


def test_an_article_made_of_a_broadcasts_words_lacks_nothing(press: Press) -> None:
    article = press.desk.from_words("Họp tổ dân phố", "Mời bà con họp. " * 40, None, LAN.id)
    assert press.desk.faults(article) == []
    row = press.desk.get(article)
    assert row is not None and len(row["summary"]) <= 300 and row["image"].endswith("bia-chung.png")


def test_every_act_is_in_the_audit(press: Press) -> None:
    article = press.desk.create(WHOLE, LAN)
    press.desk.edit(article, replace(WHOLE, title="Mới"), LAN)
    press.desk.show(article, HOA)
    press.pass_time(60)
    press.desk.pin(article, LAN)
    press.desk.remove(article, LAN)
    press.pass_time(10)
    lines = [(line["action"], line["subject"]) for line in reversed(audit.newest(press.store))]
    acts = ("create", "edit", "approve", "show", "shown", "pin", "remove", "removed")
    assert lines == [(f"article_{act}", str(article)) for act in acts]


def test_every_reason_and_refusal_has_its_sentence() -> None:
    code = "".join(map(inspect.getsource, (publishing, publishing_steps, article_steps)))
    assert all(f'"{name}"' in code or f"'{name}'" in code for name in REASONS)
    assert set(STATES) == set(rows.STATES)
    values = {"value": 1, "size": 2, "most": 3}
    assert all("{" not in refusal(key, **values) for key in REFUSALS)
    assert reason("quota", "Hết") == f"{REASONS['quota']} Zalo ghi: “Hết”"
    assert reason(None, "Hết") == ""
