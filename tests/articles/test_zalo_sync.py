"""An article's way to Zalo: never lost, never created twice, shown only when that was asked for."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from bot.articles.validation import ArticleDraft
from bot.store import article_steps
from tests.support.publishing import CREATE, HOA, LAN, LIST, REMOVE, UPDATE, VERIFY, WHOLE, PublishingFixture


@pytest.fixture
def article_ward(tmp_path: Path) -> Iterator[PublishingFixture]:
    fixture = PublishingFixture(tmp_path)
    yield fixture
    fixture.close()


@pytest.fixture
def article(article_ward: PublishingFixture) -> int:
    return article_ward.desk.create(WHOLE, LAN)


def test_a_draft_stays_here_until_somebody_publishes_it(article_ward: PublishingFixture, article: int) -> None:
    article_ward.pass_time(60)
    assert (article_ward.state(article), article_ward.zalo.calls) == ("none", [])


def test_a_published_article_waits_hidden_until_it_may_be_shown(article_ward: PublishingFixture, article: int) -> None:
    article_ward.desk.publish(article, LAN)
    article_ward.pass_time(60)
    [found] = article_ward.on_zalo()
    assert (article_ward.state(article), found.body["status"]) == ("hidden", "hide")
    assert found.body["body"] == [
        {
            "type": "text",
            "content": "<p>Trẻ từ <strong>2 tháng tuổi</strong>.</p><ul><li>ngày 5</li><li>ngày 12</li></ul>",
        }
    ]
    assert article_ward.desk.zalo_id(article) is None


def test_an_article_is_shown_with_its_id_and_link_once_an_approver_asks(
    article_ward: PublishingFixture, article: int
) -> None:
    article_ward.desk.show(article, HOA)
    article_ward.pass_time(60)
    [found] = article_ward.on_zalo()
    state = article_ward.desk.state(article)
    assert state is not None
    assert (state.state, found.body["status"]) == ("shown", "show")
    assert article_ward.desk.zalo_id(article) == found.id
    assert state.link is not None and state.link.endswith(found.id)
    assert article_ward.desk.newest_shown(0) == article


def test_asking_again_and_again_asks_zalo_once(article_ward: PublishingFixture, article: int) -> None:
    for _ in range(40):
        article_ward.desk.request_show(article, HOA.id)
        article_ward.pass_time(1)
    assert [len(article_ward.calls(f"/v2.0/article/{name}")) for name in ("create", "update")] == [1, 1]
    assert article_ward.desk.zalo_id(article)


def test_zalo_is_asked_less_and_less_often_while_it_works(tmp_path: Path) -> None:
    article_ward = PublishingFixture(tmp_path, article_seconds=200)
    article = article_ward.desk.create(WHOLE, LAN)
    article_ward.desk.publish(article, LAN)
    article_ward.pass_time(300)
    times = [call["at"] // 1000 for call in article_ward.calls("/v2.0/article/verify")]
    assert [later - earlier for earlier, later in pairwise(times)][:5] == [5, 10, 30, 60, 60]
    assert article_ward.state(article) == "hidden"
    article_ward.close()


def test_an_article_zalo_never_finishes_is_named_and_looked_for_before_it_is_made_again(tmp_path: Path) -> None:
    article_ward = PublishingFixture(tmp_path, article_seconds=1200)
    article = article_ward.desk.create(WHOLE, LAN)
    article_ward.desk.publish(article, LAN)
    article_ward.pass_time(1000)
    state = article_ward.desk.state(article)
    assert state is not None and (state.state, "15 phút" in state.reason) == ("failed", True)
    article_ward.pass_time(300)
    article_ward.desk.publish(article, LAN)
    article_ward.pass_time(60)
    assert (article_ward.state(article), len(article_ward.on_zalo())) == ("hidden", 1)
    article_ward.close()


def test_a_create_whose_answer_is_cut_off_is_found_in_the_list(article_ward: PublishingFixture, article: int) -> None:
    article_ward.line.cut[CREATE] = 1
    article_ward.desk.publish(article, LAN)
    article_ward.pass_time(60)
    assert (article_ward.state(article), len(article_ward.on_zalo()), len(article_ward.calls(CREATE))) == (
        "hidden",
        1,
        1,
    )


def test_a_process_killed_between_create_and_its_answer_leaves_one_article(
    article_ward: PublishingFixture, article: int
) -> None:
    article_ward.line.deadly = CREATE
    article_ward.desk.publish(article, LAN)
    with pytest.raises(KeyboardInterrupt):
        article_ward.pass_time(10)
    assert article_ward.state(article) == "creating"
    article_ward.die()
    article_ward.pass_time(60)
    assert (article_ward.state(article), len(article_ward.on_zalo()), len(article_ward.calls(CREATE))) == (
        "hidden",
        1,
        1,
    )


def test_the_text_may_change_while_it_is_unclear_whether_zalo_has_it(
    article_ward: PublishingFixture, article: int
) -> None:
    article_ward.line.deadly = CREATE
    article_ward.desk.publish(article, LAN)
    with pytest.raises(KeyboardInterrupt):
        article_ward.pass_time(10)
    article_ward.desk.edit(article, replace(WHOLE, title="Tên khác hẳn"), LAN)
    article_ward.die()
    article_ward.pass_time(60)
    assert (article_ward.state(article), len(article_ward.on_zalo())) == ("hidden", 1)


@pytest.mark.parametrize("path", [VERIFY, UPDATE, LIST])
def test_a_process_killed_at_any_other_call_goes_on_as_if_nothing_happened(
    article_ward: PublishingFixture, article: int, path: str
) -> None:
    article_ward.line.deadly = path
    article_ward.desk.show(article, HOA)
    with pytest.raises(KeyboardInterrupt):
        article_ward.pass_time(60)
    article_ward.die()
    article_ward.pass_time(60)
    assert (article_ward.state(article), len(article_ward.on_zalo())) == ("shown", 1)
    assert article_ward.on_zalo()[0].body["status"] == "show"


def test_a_living_process_keeps_its_step_however_long_it_takes(article_ward: PublishingFixture, article: int) -> None:
    article_ward.line.deadly = CREATE
    article_ward.desk.publish(article, LAN)
    with pytest.raises(KeyboardInterrupt):
        article_ward.desk.advance()
    article_ward.line.deadly = None
    other = article_ward.another()
    article_ward.pass_time(100, other)
    assert article_ward.state(article) == "creating"
    article_ward.pass_time(300, other)
    assert (article_ward.state(article), len(article_ward.on_zalo())) == ("hidden", 1)


def test_an_older_article_of_the_same_name_is_not_taken_for_the_new_one(
    article_ward: PublishingFixture, article: int
) -> None:
    article_ward.desk.publish(article, LAN)
    article_ward.pass_time(30)
    second = article_ward.desk.create(WHOLE, LAN)
    article_ward.line.lost[CREATE] = 1
    article_ward.desk.publish(second, LAN)
    article_ward.pass_time(600)
    assert article_ward.state(second) == "creating"
    article_ward.pass_time(600)
    assert (article_ward.state(second), len(article_ward.on_zalo()), len(article_ward.calls(CREATE))) == (
        "hidden",
        2,
        2,
    )


def test_two_clocks_on_one_file_create_and_show_once(article_ward: PublishingFixture, article: int) -> None:
    articles = [article, *(article_ward.desk.create(replace(WHOLE, title=f"Bài {number}"), LAN) for number in range(4))]
    for number in articles:
        article_ward.desk.show(number, HOA)
    desks = [article_ward.desk, article_ward.another(), article_ward.another()]
    for _ in range(60):
        threads = [threading.Thread(target=desk.advance) for desk in desks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        article_ward.now_s += 1
    assert [article_ward.state(number) for number in articles] == ["shown"] * 5
    assert [len(article_ward.calls(path)) for path in (CREATE, UPDATE)] == [5, 5]


@pytest.mark.parametrize("code", [-211, -223])
def test_a_used_up_publishing_quota_is_named_with_zalos_words(
    article_ward: PublishingFixture, article: int, code: int
) -> None:
    article_ward.zalo.faults.add_error(code, 1, CREATE)
    article_ward.desk.publish(article, LAN)
    article_ward.pass_time(10)
    state = article_ward.desk.state(article)
    assert state is not None
    assert (state.state, "hạn mức đăng bài" in state.reason, "Zalo ghi" in state.reason) == ("failed", True, True)
    assert article_ward.desk.has_failed(article)
    article_ward.desk.publish(article, LAN)
    article_ward.pass_time(30)
    assert (article_ward.state(article), len(article_ward.on_zalo())) == ("hidden", 1)


@pytest.mark.parametrize("path", [CREATE, VERIFY, UPDATE, LIST])
def test_a_zalo_out_of_reach_is_asked_again_later(article_ward: PublishingFixture, article: int, path: str) -> None:
    article_ward.line.refused[path] = 3
    article_ward.desk.show(article, HOA)
    article_ward.pass_time(600)
    assert (article_ward.state(article), len(article_ward.on_zalo())) == ("shown", 1)


@pytest.mark.parametrize("path", [CREATE, VERIFY, UPDATE, LIST])
@pytest.mark.parametrize("code", [-32, -214])
def test_a_busy_zalo_is_asked_again_later(article_ward: PublishingFixture, article: int, path: str, code: int) -> None:
    article_ward.zalo.faults.add_error(code, 2, path)
    article_ward.desk.show(article, HOA)
    article_ward.pass_time(1200)
    assert (article_ward.state(article), len(article_ward.on_zalo())) == ("shown", 1)


def test_a_day_without_zalo_is_named(article_ward: PublishingFixture, article: int) -> None:
    article_ward.line.refused[LIST] = 10_000
    article_ward.desk.publish(article, LAN)
    for _ in range(200):
        article_ward.desk.advance()
        article_ward.now_s += 600
    state = article_ward.desk.state(article)
    assert state is not None and "Một ngày" in state.reason


def test_what_zalo_refuses_is_named_and_not_tried_again(article_ward: PublishingFixture, article: int) -> None:
    article_ward.zalo.faults.add_error(-248, 1, CREATE)
    article_ward.desk.publish(article, LAN)
    article_ward.pass_time(100)
    state = article_ward.desk.state(article)
    assert state is not None and (state.state, "từ chối" in state.reason) == ("failed", True)
    assert len(article_ward.calls(CREATE)) == 1


def test_nothing_is_asked_while_the_installation_must_not_act(article_ward: PublishingFixture, article: int) -> None:
    article_ward.may_act = False
    article_ward.desk.publish(article, LAN)
    article_ward.pass_time(60)
    assert article_ward.zalo.calls == []
    article_ward.may_act = True
    article_ward.pass_time(60)
    assert article_ward.state(article) == "hidden"


def test_what_residents_see_changes_only_when_the_change_was_approved(
    article_ward: PublishingFixture, article: int
) -> None:
    article_ward.desk.show(article, HOA)
    article_ward.pass_time(60)
    article_ward.desk.edit(article, replace(WHOLE, title="Lịch mới"), LAN)
    article_ward.pass_time(60)
    state = article_ward.desk.state(article)
    assert state is not None and state.is_edited
    assert article_ward.on_zalo()[0].body["title"] == WHOLE.title
    article_ward.desk.show(article, HOA)
    assert article_ward.desk.zalo_id(article) is None
    article_ward.pass_time(60)
    assert (article_ward.on_zalo()[0].body["title"], article_ward.state(article)) == ("Lịch mới", "shown")
    assert len(article_ward.on_zalo()) == 1


def test_the_approved_text_is_shown_not_a_later_one(article_ward: PublishingFixture, article: int) -> None:
    article_ward.desk.approve_text(article, HOA.id)
    article_ward.desk.edit(article, replace(WHOLE, title="Chưa ai duyệt"), LAN)
    article_ward.desk.request_show(article, HOA.id)
    article_ward.pass_time(60)
    assert article_ward.on_zalo()[0].body["title"] == WHOLE.title
    article_ward.desk.approve_text(article, HOA.id)
    assert article_ward.desk.zalo_id(article) is None
    article_ward.desk.request_show(article, HOA.id)
    article_ward.pass_time(60)
    assert (article_ward.on_zalo()[0].body["title"], article_ward.desk.zalo_id(article)) == (
        "Chưa ai duyệt",
        article_ward.on_zalo()[0].id,
    )


def test_what_is_incomplete_fails_by_name_instead_of_being_shown(article_ward: PublishingFixture) -> None:
    article = article_ward.desk.create(ArticleDraft("Chỉ có tên"), LAN)
    article_ward.desk.request_show(article, HOA.id)
    assert article_ward.desk.has_failed(article)
    article_ward.pass_time(10)
    assert article_ward.zalo.calls == []


def test_a_removed_article_goes_from_zalo_too(article_ward: PublishingFixture, article: int) -> None:
    article_ward.desk.show(article, HOA)
    article_ward.pass_time(60)
    article_ward.line.cut[REMOVE] = 1
    article_ward.desk.remove(article, LAN)
    assert article_ward.desk.zalo_id(article) is None
    article_ward.pass_time(60)
    assert (article_ward.on_zalo(), article_ward.desk.get(article)) == ([], None)


def test_an_article_somebody_removed_at_zalo_is_made_anew(article_ward: PublishingFixture, article: int) -> None:
    article_ward.desk.show(article, HOA)
    article_ward.pass_time(60)
    article_ward.zalo.zalo.articles.remove_article(article_ward.on_zalo()[0].id)
    article_ward.desk.edit(article, replace(WHOLE, title="Bản sửa"), LAN)
    article_ward.desk.show(article, HOA)
    article_ward.pass_time(60)
    state = article_ward.desk.state(article)
    assert state is not None and "không còn ở Zalo" in state.reason
    article_ward.desk.show(article, HOA)
    article_ward.pass_time(60)
    assert [match.body["title"] for match in article_ward.on_zalo()] == ["Bản sửa"]
    assert article_ward.desk.zalo_id(article) == article_ward.on_zalo()[0].id


def test_a_restored_copy_finds_the_article_that_was_made_after_the_backup(
    article_ward: PublishingFixture, article: int
) -> None:
    article_ward.desk.publish(article, LAN)
    with closing(sqlite3.connect(article_ward.store.path.with_name("copy.db"))) as copy:
        article_ward.store.db.conn.backup(copy)
        article_ward.pass_time(60)
        copy.backup(article_ward.store.db.conn)
    with article_ward.store.write() as db:
        article_steps.pause_everything(db, int(article_ward.now_s * 1000))
    article_ward.pass_time(60)
    state = article_ward.desk.state(article)
    assert state is not None and (state.state, "bản sao lưu" in state.reason) == ("failed", True)
    article_ward.desk.publish(article, LAN)
    article_ward.pass_time(60)
    assert (article_ward.state(article), len(article_ward.on_zalo()), len(article_ward.calls(CREATE))) == (
        "hidden",
        1,
        1,
    )
