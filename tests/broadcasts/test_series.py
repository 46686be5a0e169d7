"""A series sends what was meant: news that no run of it has sent, items in turn, to somebody, and the approver reads when."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta

import pytest

from bot.broadcasts.lifecycle import BroadcastError
from bot.broadcasts.repeat import Repeat
from bot.broadcasts.repeat_texts import WEEKDAY_NAMES
from bot.broadcasts.series_news import newest_text
from bot.clock import DAY, HOUR, at_zone
from bot.store import articles, broadcasts
from bot.store.articles import FeedArticle
from bot.store.broadcasts import Broadcast
from bot.zalo import limits
from bot.zalo.limits import VIETNAM
from tests.admin.installation import new_official
from tests.support.broadcasts import BroadcastFixture

DAILY = "daily at=15:00"


def publishes(
    broadcast_ward: BroadcastFixture, *titles: str, ago: int = 0, url: str | None = None, dated: bool = True
) -> None:
    """Articles of the ward's feed that appeared so long (ms) ago."""
    now = broadcast_ward.runtime.clock()
    with broadcast_ward.runtime.store.write() as db:
        for title in titles:
            articles.save(db, FeedArticle(title, title, "", url, None, now - ago if dated else None), now - ago)


def shows(broadcast_ward: BroadcastFixture, title: str) -> int:
    """An own article that Zalo shows since now; its number."""
    now = broadcast_ward.runtime.clock()
    with broadcast_ward.runtime.store.write() as db:
        cursor = db.conn.execute(
            "INSERT INTO articles (guid, source, title, summary, body, words, fetched_at, published_at, zalo_state, zalo_id,"
            " version, shown_version) VALUES (?, 'own', ?, '', '', '', ?, ?, 'shown', ?, 1, 1)",
            [title, title, now, now, title],
        )
        return int(cursor.lastrowid or 0)


def news(broadcast_ward: BroadcastFixture, repeat: str = DAILY, **fields: object) -> int:
    return broadcast_ward.approved(
        broadcast_ward.draft(repeat=Repeat.parse(repeat), mode="newest", **{"text": "Tin mới:", **fields})
    )


def runs(broadcast_ward: BroadcastFixture, series_id: int, days: int = 1) -> list[str]:
    """Let days go by, each with a look of the clock at 15:01; what each run so far says, or why it did not go out."""
    for _ in range(days):
        to_fifteen(broadcast_ward)
        broadcast_ward.room.feeder.tick()
    return [_said(row) for row in reversed(broadcasts.series_runs(broadcast_ward.runtime.store, series_id))]


def to_fifteen(broadcast_ward: BroadcastFixture) -> None:
    """The coming 15:01."""
    now = at_zone(broadcast_ward.runtime.clock(), VIETNAM)
    due = now.replace(hour=15, minute=1, second=0, microsecond=0)
    due += timedelta(days=due <= now)
    broadcast_ward.forward(int((due - now).total_seconds() * 1000))


def _said(row: Broadcast) -> str:
    if row.state == "expired":
        return str(row.reason)
    message = json.loads(row.frozen)
    return str(message["article_id"] or message["text"])


def titles_in(text: str) -> list[str]:
    return [line.removeprefix("📌 ") for line in text.splitlines() if line.startswith("📌")]


def test_news_that_a_run_sent_is_not_sent_again_and_nothing_new_does_not_go_out(broadcast_ward):
    publishes(broadcast_ward, "Lịch tiêm chủng", ago=2 * DAY)
    publishes(broadcast_ward, "Họp khu phố", ago=DAY)
    series_id = news(broadcast_ward)
    first, second, third = runs(broadcast_ward, series_id, 3)
    assert titles_in(first) == ["Họp khu phố", "Lịch tiêm chủng"]
    assert (second, third) == ("nothing_to_send", "nothing_to_send")
    publishes(broadcast_ward, "Cúp nước")
    assert titles_in(runs(broadcast_ward, series_id)[-1]) == ["Cúp nước"]


def test_an_article_without_a_date_is_news_from_the_time_it_was_fetched(broadcast_ward):
    publishes(broadcast_ward, "Không ngày", dated=False)
    series_id = news(broadcast_ward)
    assert titles_in(runs(broadcast_ward, series_id)[0]) == ["Không ngày"]


@pytest.mark.parametrize(
    "repeat", ["weekly:MON at=15:00 holiday=after", "weekly:MON,THU at=15:00", "monthly:15 at=15:00"]
)
def test_every_article_is_listed_once_and_none_is_lost(broadcast_ward, repeat):
    series_id = news(broadcast_ward, repeat)
    holidays = broadcast_ward.room.occurrences._holidays
    moved = date.fromtimestamp(broadcast_ward.runtime.clock() / 1000) + timedelta(days=14)
    off = frozenset(moved + timedelta(days=n) for n in range(7) if (moved + timedelta(days=n)).weekday() == 0)
    broadcast_ward.room.occurrences._holidays = lambda: type(holidays())(off=off)
    for number in range(20):
        publishes(broadcast_ward, f"Bài {number}")
        found = runs(broadcast_ward, series_id, 4)
    listed = Counter(title for text in found for title in titles_in(text))
    assert set(listed.values()) == {1}
    waiting = 10 if repeat.startswith("monthly") else 3
    assert {f"Bài {number}" for number in range(20 - waiting)} <= set(listed)


def test_pinned_articles_take_no_places(broadcast_ward):
    publishes(broadcast_ward, "Ghim 1", "Ghim 2", "Ghim 3", ago=60 * DAY)
    broadcast_ward.runtime.store.db.conn.execute("UPDATE articles SET pinned_at = 1")
    publishes(broadcast_ward, *(f"Bài {n}" for n in range(7)), ago=HOUR)
    series_id = news(broadcast_ward)
    assert sorted(titles_in(runs(broadcast_ward, series_id)[0])) == [f"Bài {n}" for n in range(7)]


def test_what_does_not_fit_is_told_and_comes_with_the_next_run(broadcast_ward):
    publishes(broadcast_ward, *(f"Bài {n:02}" for n in range(14)), ago=HOUR)
    series_id = news(broadcast_ward)
    first, second = runs(broadcast_ward, series_id, 2)
    assert len(titles_in(first)) == 10
    assert first.endswith("Còn 4 bài nữa, phường gửi ở kỳ sau.")
    assert len(titles_in(second)) == 4
    assert not set(titles_in(first)) & set(titles_in(second))


def test_a_portal_busier_than_a_message_keeps_its_promise(broadcast_ward):
    series_id = news(broadcast_ward, "weekly:MON at=15:00")
    for week in range(4):
        publishes(broadcast_ward, *(f"Tuần {week} bài {n:02}" for n in range(15)), ago=HOUR)
        runs(broadcast_ward, series_id, 7)
    texts = runs(broadcast_ward, series_id, 21)
    assert len({title for text in texts for title in titles_in(text)}) == 60


def test_long_news_reach_everybody_in_a_message_that_fits(broadcast_ward):
    for number in range(5):
        publishes(
            broadcast_ward,
            f"{number} " + "Thông báo rất dài " * 10,
            ago=HOUR,
            url=f"https://phuong.example.vn/{number}/" + "%E1%BA%BF" * 40,
        )
    series_id = news(broadcast_ward, text="Chào {tên}. " + "Lời mở đầu. " * 24)
    text = runs(broadcast_ward, series_id)[0]
    assert 0 < len(titles_in(text)) < 5
    broadcast_ward.runs(broadcasts.series_runs(broadcast_ward.runtime.store, series_id)[0].id)
    assert set(broadcast_ward.got(broadcast_ward.followers).values()) == {1}


@pytest.mark.parametrize("intro", ["", "Lời mở đầu. " * 150, "x" * 1990])
@pytest.mark.parametrize("title", ["Ngắn", "Dài " * 50, "{tên} và {lạ"])
@pytest.mark.parametrize("url", [None, "https://a.vn/" + "b" * 1980])
def test_any_list_fits_a_message(intro, title, url):
    text, count = newest_text(intro, [(title, url)] * 30)
    assert 1 <= count <= 30
    assert len(text) <= limits.TEXT
    assert "{" not in text.replace(intro, "")


def test_an_intro_that_leaves_no_room_is_refused(broadcast_ward):
    with pytest.raises(BroadcastError, match=r"tối đa 1\.500"):
        news(broadcast_ward, text="x" * 1600)


def test_an_article_is_spread_once_by_a_series(broadcast_ward):
    one = shows(broadcast_ward, "Bài một")
    series_id = broadcast_ward.approved(
        broadcast_ward.draft("", kind="article", repeat=Repeat.parse(DAILY), mode="newest")
    )
    assert runs(broadcast_ward, series_id, 3) == [str(one), "nothing_to_send", "nothing_to_send"]
    two = shows(broadcast_ward, "Bài hai")
    assert runs(broadcast_ward, series_id)[-1] == str(two)


def test_news_of_a_run_that_did_not_go_out_comes_with_the_next(broadcast_ward):
    publishes(broadcast_ward, "Lịch tiêm chủng")
    series_id = news(broadcast_ward)
    to_fifteen(broadcast_ward)
    broadcast_ward.room.occurrences.fire_due()
    broadcast_ward.forward(13 * HOUR)
    broadcast_ward.room.feeder.tick()
    assert titles_in(runs(broadcast_ward, series_id)[-1]) == ["Lịch tiêm chủng"]
    assert broadcasts.series_runs(broadcast_ward.runtime.store, series_id)[1].reason == "late"


def rotating(broadcast_ward: BroadcastFixture, *texts: str) -> tuple[int, list[int]]:
    series_id = broadcast_ward.room.lifecycle.create(
        broadcast_ward.draft("", repeat=Repeat.parse(DAILY), mode="rotate"), broadcast_ward.author
    )
    broadcast_ward.room.lifecycle.submit(series_id, broadcast_ward.author)
    items = [add_item(broadcast_ward, series_id, text) for text in texts]
    broadcast_ward.room.lifecycle.approve(series_id, broadcast_ward.approver)
    return series_id, items


def add_item(broadcast_ward: BroadcastFixture, series_id: int, text: str) -> int:
    item = broadcast_ward.room.lifecycle.create(broadcast_ward.draft(text), broadcast_ward.author, series_id=series_id)
    broadcast_ward.room.lifecycle.submit(item, broadcast_ward.author)
    broadcast_ward.room.lifecycle.approve(item, broadcast_ward.approver)
    return item


def test_a_new_item_gets_its_turn_at_once_and_nothing_is_repeated(broadcast_ward):
    series_id, _ = rotating(broadcast_ward, "A", "B", "C")
    assert runs(broadcast_ward, series_id, 4) == ["A", "B", "C", "A"]
    add_item(broadcast_ward, series_id, "D")
    assert runs(broadcast_ward, series_id, 5)[4:] == ["D", "B", "C", "A", "D"]


def test_items_that_go_and_come_back_leave_the_order_fair(broadcast_ward):
    series_id, (_, second, _) = rotating(broadcast_ward, "A", "B", "C")
    assert runs(broadcast_ward, series_id, 2) == ["A", "B"]
    broadcast_ward.room.lifecycle.edit(second, broadcast_ward.draft("B2"), broadcast_ward.author)
    assert runs(broadcast_ward, series_id, 2)[2:] == ["C", "A"]
    broadcast_ward.room.lifecycle.submit(second, broadcast_ward.author)
    broadcast_ward.room.lifecycle.approve(second, broadcast_ward.approver)
    assert runs(broadcast_ward, series_id, 3)[4:] == ["B2", "C", "A"]


def test_a_run_nobody_got_uses_up_no_turn(broadcast_ward):
    series_id, _ = rotating(broadcast_ward, "A", "B")
    to_fifteen(broadcast_ward)
    broadcast_ward.room.occurrences.fire_due()
    broadcast_ward.forward(13 * HOUR)
    broadcast_ward.room.feeder.tick()
    assert runs(broadcast_ward, series_id, 2) == ["late", "A", "B"]


def test_the_approver_of_an_item_reads_when_it_really_goes_and_to_whom(broadcast_ward):
    series_id, _ = rotating(broadcast_ward, "A", "B")
    assert runs(broadcast_ward, series_id) == ["A"]
    waiting = broadcast_ward.room.lifecycle.create(
        broadcast_ward.draft("C"), broadcast_ward.author, series_id=series_id
    )
    broadcast_ward.room.lifecycle.submit(waiting, broadcast_ward.author)
    approver = new_official(broadcast_ward.ward_app.app, broadcast_ward.runtime, "approver")
    page = approver.page(f"/admin/broadcasts/{waiting}")
    after_tomorrow = at_zone(broadcast_ward.runtime.clock() + 2 * DAY, VIETNAM)
    assert "Không gửi ngay khi duyệt: đi theo loạt tin “Lịch làm việc” (" in page
    assert (
        f"Tới lượt lúc 15:00 {WEEKDAY_NAMES[after_tomorrow.weekday()]}, {after_tomorrow.day}/{after_tomorrow.month}"
        in page
    )
    assert "Gửi cho 20 người theo số liệu hôm nay" in page
    assert "ngay sau khi duyệt." not in page
    broadcast_ward.room.lifecycle.approve(waiting, broadcast_ward.approver)
    assert runs(broadcast_ward, series_id, 2) == ["A", "B", "C"]


def test_an_audience_of_nobody_is_refused_with_words(broadcast_ward):
    draft = broadcast_ward.draft(audience={"tags": ["Tổ trưởng"]})
    broadcast_id = broadcast_ward.room.lifecycle.create(draft, broadcast_ward.author)
    with pytest.raises(BroadcastError, match="không có người theo dõi nào trong nhóm"):
        broadcast_ward.room.lifecycle.submit(broadcast_id, broadcast_ward.author)
    label(broadcast_ward, "Tổ trưởng", True)
    broadcast_ward.room.lifecycle.submit(broadcast_id, broadcast_ward.author)
    label(broadcast_ward, "Tổ trưởng", False)
    with pytest.raises(BroadcastError, match="không có người theo dõi nào trong nhóm"):
        broadcast_ward.room.lifecycle.approve(broadcast_id, broadcast_ward.approver)


def label(broadcast_ward: BroadcastFixture, tag: str, is_given: bool) -> None:
    """Two followers get a label, or lose it."""
    with broadcast_ward.runtime.store.write() as db:
        for person_id in broadcast_ward.followers[:2]:
            if is_given:
                db.conn.execute("INSERT INTO person_tags (tag, person_id) VALUES (?, ?)", [tag, person_id])
            else:
                db.conn.execute("DELETE FROM person_tags WHERE tag = ? AND person_id = ?", [tag, person_id])


def test_a_run_for_nobody_is_skipped_and_named(broadcast_ward):
    label(broadcast_ward, "Tổ trưởng", True)
    series_id = broadcast_ward.approved(
        broadcast_ward.draft(repeat=Repeat.parse(DAILY), audience={"tags": ["Tổ trưởng"]})
    )
    label(broadcast_ward, "Tổ trưởng", False)
    assert runs(broadcast_ward, series_id) == ["nobody"]
    official = new_official(broadcast_ward.ward_app.app, broadcast_ward.runtime, "manager")
    for page in ("/admin/", f"/admin/broadcasts/{series_id}"):
        assert "không có ai trong nhóm người nhận, nên không gửi" in official.page(page), page
    label(broadcast_ward, "Tổ trưởng", True)
    assert runs(broadcast_ward, series_id)[-1].startswith("Chào")
