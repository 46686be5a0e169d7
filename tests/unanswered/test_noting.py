"""What a turn leaves behind: figures of each day, and the questions an official should look at."""

from __future__ import annotations

from datetime import timedelta

from bot.clock import DAY
from bot.operations.jobs import forget_old
from bot.store import questions, unanswered
from tests.support.app import AppFixture

STRANGE = "cho hỏi lịch phun thuốc muỗi"


def counted(ward_app: AppFixture) -> dict[tuple[str, str, str], int]:
    now = ward_app.runtime.now()
    days = [f"{day:%Y-%m-%d}" for day in (now - timedelta(days=1), now)]
    return {
        (row.outcome, row.intent, row.procedure): row.count
        for row in questions.list_between(ward_app.runtime.store, *days)
    }


def texts(ward_app: AppFixture, state: str = "open") -> list[tuple[str, str, int]]:
    return [(row.text, row.reason, row.count) for row in unanswered.list_newest(ward_app.runtime.store, state, 50)]


def test_questions_are_counted_by_day_outcome_and_procedure(own_ward_app: AppFixture) -> None:
    person = own_ward_app.new_person()
    person.says("làm khai sinh cho con cần giấy tờ gì")
    person.says("đăng ký khai sinh")
    person.says("xin chào")
    counts = counted(own_ward_app)
    assert counts["answer", "procedure", "1.001193"] == 2
    assert counts["chat", "greeting", ""] == 1
    assert texts(own_ward_app) == []


def test_a_pressed_button_and_an_answer_to_our_question_are_no_questions(own_ward_app: AppFixture) -> None:
    person = own_ward_app.new_person()
    person.says("#phan_anh")
    person.says("đèn đường trước nhà tôi hư cả tháng nay")
    assert counted(own_ward_app) == {}
    assert texts(own_ward_app) == []


def test_what_is_not_understood_is_kept_once_with_a_count_and_without_the_person(own_ward_app: AppFixture) -> None:
    first, second = own_ward_app.new_person(), own_ward_app.new_person()
    first.says(f"{STRANGE} 0912345678")
    second.says(STRANGE)
    rows = unanswered.list_newest(own_ward_app.runtime.store, "open", 50)
    assert [(row.text, row.count) for row in rows] == [(STRANGE, 2)]
    assert not any(first.id in str(row) for row in rows)


def test_who_says_that_was_wrong_shows_the_question_before(own_ward_app: AppFixture) -> None:
    person = own_ward_app.new_person()
    person.says("làm khai sinh cho con cần giấy tờ gì")
    person.says("không đúng")
    assert texts(own_ward_app) == [("làm khai sinh cho con cần giấy tờ gì", "thumbs_down", 1)]
    assert counted(own_ward_app)[questions.THUMBS_DOWN, "procedure", "1.001193"] == 1


def test_a_complaint_called_wrong_is_not_kept(own_ward_app: AppFixture) -> None:
    person = own_ward_app.new_person()
    person.says("tôi muốn góp ý về cán bộ")
    person.says("thôi")
    person.says("sai rồi")
    assert texts(own_ward_app) == []


def test_nothing_is_kept_longer_than_messages_are(own_ward_app: AppFixture) -> None:
    store, now = own_ward_app.runtime.store, own_ward_app.runtime.clock()
    with store.write() as db:
        unanswered.add_question(db, "cu", "cũ", "fallback", "fallback", "unknown", None, now - 91 * DAY)
        unanswered.add_question(db, "moi", "mới", "fallback", "fallback", "unknown", None, now - 89 * DAY)
    forget_old(own_ward_app.runtime)
    assert [row[0] for row in texts(own_ward_app)] == ["mới"]


def test_what_was_settled_and_is_asked_again_without_being_understood_is_open_again(own_ward_app: AppFixture) -> None:
    store, now = own_ward_app.runtime.store, own_ward_app.runtime.clock()
    with store.write() as db:
        for folded in ("a", "b"):
            unanswered.add_question(db, folded, folded, "fallback", "fallback", "unknown", None, now)
    ids = {row.folded: row.id for row in unanswered.list_newest(store, "open", 9)}
    with store.write() as db:
        unanswered.set_state(db, [ids["a"]], "settled", None, now, target="x")
        unanswered.set_state(db, [ids["b"]], "dismissed", None, now)
        for folded in ("a", "b"):
            unanswered.add_question(db, folded, folded, "fallback", "fallback", "unknown", None, now)
    assert unanswered.count_by_state(store) == {"open": 1, "dismissed": 1, "settled": 0}
