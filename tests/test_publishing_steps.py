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

from bot.article_checks import Writing
from bot.store import article_steps
from tests.press import CREATE, HOA, LAN, LIST, REMOVE, UPDATE, VERIFY, WHOLE, Press


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    found = Press(tmp_path)
    yield found
    found.close()


@pytest.fixture
def article(press: Press) -> int:
    return press.desk.create(WHOLE, LAN)


def test_a_draft_stays_here_until_somebody_publishes_it(press: Press, article: int) -> None:
    press.pass_time(60)
    assert (press.state(article), press.zalo.calls) == ("none", [])


def test_a_published_article_waits_hidden_until_it_may_be_shown(press: Press, article: int) -> None:
    press.desk.publish(article, LAN)
    press.pass_time(60)
    [found] = press.on_zalo()
    assert (press.state(article), found.body["status"]) == ("hidden", "hide")
    assert found.body["body"] == [{
        "type": "text",
        "content": "<p>Trẻ từ <strong>2 tháng tuổi</strong>.</p><ul><li>ngày 5</li><li>ngày 12</li></ul>",
    }]  # fmt: skip
    assert press.desk.zalo_id(article) is None


def test_an_article_is_shown_with_its_id_and_link_once_an_approver_asks(press: Press, article: int) -> None:
    press.desk.show(article, HOA)
    press.pass_time(60)
    [found] = press.on_zalo()
    state = press.desk.state(article)
    assert state is not None
    assert (state.state, found.body["status"]) == ("shown", "show")
    assert press.desk.zalo_id(article) == found.id
    assert state.link is not None and state.link.endswith(found.id)
    assert press.desk.newest_shown(0) == article


def test_asking_again_and_again_asks_zalo_once(press: Press, article: int) -> None:
    for _ in range(40):
        press.desk.request_show(article, HOA.id)
        press.pass_time(1)
    assert [len(press.calls(f"/v2.0/article/{name}")) for name in ("create", "update")] == [1, 1]
    assert press.desk.zalo_id(article)


def test_zalo_is_asked_less_and_less_often_while_it_works(tmp_path: Path) -> None:
    press = Press(tmp_path, article_seconds=200)
    article = press.desk.create(WHOLE, LAN)
    press.desk.publish(article, LAN)
    press.pass_time(300)
    times = [call["at"] // 1000 for call in press.calls("/v2.0/article/verify")]
    assert [later - earlier for earlier, later in pairwise(times)][:5] == [5, 10, 30, 60, 60]
    assert press.state(article) == "hidden"
    press.close()


def test_an_article_zalo_never_finishes_is_named_and_looked_for_before_it_is_made_again(tmp_path: Path) -> None:
    press = Press(tmp_path, article_seconds=1200)
    article = press.desk.create(WHOLE, LAN)
    press.desk.publish(article, LAN)
    press.pass_time(1000)
    state = press.desk.state(article)
    assert state is not None and (state.state, "15 phút" in state.reason) == ("failed", True)
    press.pass_time(300)
    press.desk.publish(article, LAN)
    press.pass_time(60)
    assert (press.state(article), len(press.on_zalo())) == ("hidden", 1)
    press.close()


def test_a_create_whose_answer_is_cut_off_is_found_in_the_list(press: Press, article: int) -> None:
    press.line.cut[CREATE] = 1
    press.desk.publish(article, LAN)
    press.pass_time(60)
    assert (press.state(article), len(press.on_zalo()), len(press.calls(CREATE))) == ("hidden", 1, 1)


def test_a_process_killed_between_create_and_its_answer_leaves_one_article(press: Press, article: int) -> None:
    press.line.deadly = CREATE
    press.desk.publish(article, LAN)
    with pytest.raises(KeyboardInterrupt):
        press.pass_time(10)
    assert press.state(article) == "creating"
    press.die()
    press.pass_time(60)
    assert (press.state(article), len(press.on_zalo()), len(press.calls(CREATE))) == ("hidden", 1, 1)


def test_the_text_may_change_while_it_is_unclear_whether_zalo_has_it(press: Press, article: int) -> None:
    press.line.deadly = CREATE
    press.desk.publish(article, LAN)
    with pytest.raises(KeyboardInterrupt):
        press.pass_time(10)
    press.desk.edit(article, replace(WHOLE, title="Tên khác hẳn"), LAN)
    press.die()
    press.pass_time(60)
    assert (press.state(article), len(press.on_zalo())) == ("hidden", 1)


@pytest.mark.parametrize("path", [VERIFY, UPDATE, LIST])
def test_a_process_killed_at_any_other_call_goes_on_as_if_nothing_happened(
    press: Press, article: int, path: str
) -> None:
    press.line.deadly = path
    press.desk.show(article, HOA)
    with pytest.raises(KeyboardInterrupt):
        press.pass_time(60)
    press.die()
    press.pass_time(60)
    assert (press.state(article), len(press.on_zalo())) == ("shown", 1)
    assert press.on_zalo()[0].body["status"] == "show"


def test_a_living_process_keeps_its_step_however_long_it_takes(press: Press, article: int) -> None:
    press.line.deadly = CREATE
    press.desk.publish(article, LAN)
    with pytest.raises(KeyboardInterrupt):
        press.desk.advance()
    press.line.deadly = None
    other = press.another()
    press.pass_time(100, other)
    assert press.state(article) == "creating"
    press.pass_time(300, other)
    assert (press.state(article), len(press.on_zalo())) == ("hidden", 1)


def test_an_older_article_of_the_same_name_is_not_taken_for_the_new_one(press: Press, article: int) -> None:
    press.desk.publish(article, LAN)
    press.pass_time(30)
    second = press.desk.create(WHOLE, LAN)
    press.line.lost[CREATE] = 1
    press.desk.publish(second, LAN)
    press.pass_time(600)
    assert press.state(second) == "creating"
    press.pass_time(600)
    assert (press.state(second), len(press.on_zalo()), len(press.calls(CREATE))) == ("hidden", 2, 2)


def test_two_clocks_on_one_file_create_and_show_once(press: Press, article: int) -> None:
    articles = [article, *(press.desk.create(replace(WHOLE, title=f"Bài {number}"), LAN) for number in range(4))]
    for number in articles:
        press.desk.show(number, HOA)
    desks = [press.desk, press.another(), press.another()]
    for _ in range(60):
        threads = [threading.Thread(target=desk.advance) for desk in desks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        press.now_s += 1
    assert [press.state(number) for number in articles] == ["shown"] * 5
    assert [len(press.calls(path)) for path in (CREATE, UPDATE)] == [5, 5]


@pytest.mark.parametrize("code", [-211, -223])
def test_a_used_up_publishing_quota_is_named_with_zalos_words(press: Press, article: int, code: int) -> None:
    press.zalo.faults.add_error(code, 1, CREATE)
    press.desk.publish(article, LAN)
    press.pass_time(10)
    state = press.desk.state(article)
    assert state is not None
    assert (state.state, "hạn mức đăng bài" in state.reason, "Zalo ghi" in state.reason) == ("failed", True, True)
    assert press.desk.has_failed(article)
    press.desk.publish(article, LAN)
    press.pass_time(30)
    assert (press.state(article), len(press.on_zalo())) == ("hidden", 1)


@pytest.mark.parametrize("path", [CREATE, VERIFY, UPDATE, LIST])
def test_a_zalo_out_of_reach_is_asked_again_later(press: Press, article: int, path: str) -> None:
    press.line.refused[path] = 3
    press.desk.show(article, HOA)
    press.pass_time(600)
    assert (press.state(article), len(press.on_zalo())) == ("shown", 1)


@pytest.mark.parametrize("path", [CREATE, VERIFY, UPDATE, LIST])
@pytest.mark.parametrize("code", [-32, -214])
def test_a_busy_zalo_is_asked_again_later(press: Press, article: int, path: str, code: int) -> None:
    press.zalo.faults.add_error(code, 2, path)
    press.desk.show(article, HOA)
    press.pass_time(1200)
    assert (press.state(article), len(press.on_zalo())) == ("shown", 1)


def test_a_day_without_zalo_is_named(press: Press, article: int) -> None:
    press.line.refused[LIST] = 10_000
    press.desk.publish(article, LAN)
    for _ in range(200):
        press.desk.advance()
        press.now_s += 600
    state = press.desk.state(article)
    assert state is not None and "Một ngày" in state.reason


def test_what_zalo_refuses_is_named_and_not_tried_again(press: Press, article: int) -> None:
    press.zalo.faults.add_error(-248, 1, CREATE)
    press.desk.publish(article, LAN)
    press.pass_time(100)
    state = press.desk.state(article)
    assert state is not None and (state.state, "từ chối" in state.reason) == ("failed", True)
    assert len(press.calls(CREATE)) == 1


def test_nothing_is_asked_while_the_installation_must_not_act(press: Press, article: int) -> None:
    press.may_act = False
    press.desk.publish(article, LAN)
    press.pass_time(60)
    assert press.zalo.calls == []
    press.may_act = True
    press.pass_time(60)
    assert press.state(article) == "hidden"


def test_what_residents_see_changes_only_when_the_change_was_approved(press: Press, article: int) -> None:
    press.desk.show(article, HOA)
    press.pass_time(60)
    press.desk.edit(article, replace(WHOLE, title="Lịch mới"), LAN)
    press.pass_time(60)
    state = press.desk.state(article)
    assert state is not None and state.is_edited
    assert press.on_zalo()[0].body["title"] == WHOLE.title
    press.desk.show(article, HOA)
    assert press.desk.zalo_id(article) is None
    press.pass_time(60)
    assert (press.on_zalo()[0].body["title"], press.state(article)) == ("Lịch mới", "shown")
    assert len(press.on_zalo()) == 1


def test_the_approved_text_is_shown_not_a_later_one(press: Press, article: int) -> None:
    press.desk.freeze(article, HOA.id)
    press.desk.edit(article, replace(WHOLE, title="Chưa ai duyệt"), LAN)
    press.desk.request_show(article, HOA.id)
    press.pass_time(60)
    assert press.on_zalo()[0].body["title"] == WHOLE.title
    press.desk.freeze(article, HOA.id)
    assert press.desk.zalo_id(article) is None
    press.desk.request_show(article, HOA.id)
    press.pass_time(60)
    assert (press.on_zalo()[0].body["title"], press.desk.zalo_id(article)) == ("Chưa ai duyệt", press.on_zalo()[0].id)


def test_what_is_incomplete_fails_by_name_instead_of_being_shown(press: Press) -> None:
    article = press.desk.create(Writing("Chỉ có tên"), LAN)
    press.desk.request_show(article, HOA.id)
    assert press.desk.has_failed(article)
    press.pass_time(10)
    assert press.zalo.calls == []


def test_a_removed_article_goes_from_zalo_too(press: Press, article: int) -> None:
    press.desk.show(article, HOA)
    press.pass_time(60)
    press.line.cut[REMOVE] = 1
    press.desk.remove(article, LAN)
    assert press.desk.zalo_id(article) is None
    press.pass_time(60)
    assert (press.on_zalo(), press.desk.get(article)) == ([], None)


def test_an_article_somebody_removed_at_zalo_is_made_anew(press: Press, article: int) -> None:
    press.desk.show(article, HOA)
    press.pass_time(60)
    press.zalo.zalo.articles.remove(press.on_zalo()[0].id)
    press.desk.edit(article, replace(WHOLE, title="Bản sửa"), LAN)
    press.desk.show(article, HOA)
    press.pass_time(60)
    state = press.desk.state(article)
    assert state is not None and "không còn ở Zalo" in state.reason
    press.desk.show(article, HOA)
    press.pass_time(60)
    assert [found.body["title"] for found in press.on_zalo()] == ["Bản sửa"]
    assert press.desk.zalo_id(article) == press.on_zalo()[0].id


def test_a_restored_copy_finds_the_article_that_was_made_after_the_backup(press: Press, article: int) -> None:
    press.desk.publish(article, LAN)
    with closing(sqlite3.connect(press.store.path.with_name("copy.db"))) as copy:
        press.store.db.conn.backup(copy)
        press.pass_time(60)
        copy.backup(press.store.db.conn)
    with press.store.write() as db:
        article_steps.lay_still(db, int(press.now_s * 1000))
    press.pass_time(60)
    state = press.desk.state(article)
    assert state is not None and (state.state, "bản sao lưu" in state.reason) == ("failed", True)
    press.desk.publish(article, LAN)
    press.pass_time(60)
    assert (press.state(article), len(press.on_zalo()), len(press.calls(CREATE))) == ("hidden", 1, 1)
