"""Words for a report already sent, and questions for it."""

import pytest

from bot.reply import AddToTicket, ReopenTicket
from bot.router import PersonFacts
from bot.turn import ConversationState
from handlers.feedback import MOST_A_DAY
from tests.handlers.factories import ask, effect, text_of

OPEN = PersonFacts(list_tickets=lambda: (("PA-22222", "feedback", "open"), ("GC-3", "handover", "open")))
CLOSED = PersonFacts(list_tickets=lambda: (("PA-22222", "feedback", "closed"),))


@pytest.mark.parametrize(
    "text", ["bổ sung: chỗ cột điện số 7", "Bổ sung thêm: chỗ cột điện số 7", "bo sung: chỗ cột điện số 7"]
)
def test_an_addition_reaches_the_open_ticket(text: str) -> None:
    assert effect(ask(text, person=OPEN)) == AddToTicket("PA-22222", "Bổ sung: chỗ cột điện số 7")


def test_right_after_sending_the_colon_may_be_missing() -> None:
    state = ConversationState(question_data={"ticket": "PA-33333"})
    added = effect(ask("bổ sung thêm là cột điện số 7", state=state, person=OPEN))
    assert added == AddToTicket("PA-33333", "Bổ sung: bổ sung thêm là cột điện số 7")


@pytest.mark.parametrize(
    "text", ["bổ sung hộ tịch cần giấy gì", "thêm con vào hộ khẩu cần gì", "bổ sung: chỗ cột điện số 7"]
)
def test_without_an_open_ticket_or_clear_words_nothing_is_added(text: str) -> None:
    person = CLOSED if ":" in text else OPEN
    assert ask(text, person=person).effects == ()


@pytest.mark.parametrize(
    "text", ["phiếu đó làm tới đâu rồi", "phản ánh của tôi giải quyết chưa", "phieu cua toi xong chua a"]
)
def test_a_question_for_the_report_gets_its_state(text: str) -> None:
    assert "PA-22222" in text_of(ask(text, person=OPEN))


@pytest.mark.parametrize("text", ["phiếu lý lịch tư pháp tới đâu rồi", "hồ sơ của tôi tới đâu rồi"])
def test_other_papers_are_not_taken_for_the_report(text: str) -> None:
    assert "PA-22222" not in text_of(ask(text, person=OPEN))


def test_after_ten_reports_a_day_the_next_one_waits_with_a_kind_word() -> None:
    busy = PersonFacts(count_reports=lambda: MOST_A_DAY)
    state = ConversationState(question="xac_nhan_phan_anh", question_data={"kind": "feedback", "text": "rác đầy hẻm"})
    routed = ask("#gui_phan_anh", state=state, person=busy)
    assert routed.effects == ()
    assert "mai gửi tiếp" in text_of(routed)


SETTLED = PersonFacts(
    list_tickets=lambda: (("PA-22222", "feedback", "closed"), ("PA-33333", "feedback", "closed")),
    list_reopenable=lambda: ("PA-22222", "PA-33333"),
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("phiếu đó chưa xong", "PA-22222"),
        ("phieu do chua xong dau", "PA-22222"),
        ("Phản ánh của tôi đã ai sửa đâu, đèn vẫn hư", "PA-22222"),
        ("PA-33333 chưa xong mà đóng rồi", "PA-33333"),
    ],
)
def test_words_open_a_closed_report_again(text: str, code: str) -> None:
    routed = ask(text, person=SETTLED)
    assert effect(routed) == ReopenTicket(code, text) and code in text_of(routed)


def test_right_after_the_closing_the_name_of_the_report_may_be_missing() -> None:
    state = ConversationState(question="cham_viec", question_data={"code": "PA-33333"})
    assert effect(ask("chưa xong mà", state=state, person=SETTLED)) == ReopenTicket("PA-33333", "chưa xong mà")


@pytest.mark.parametrize(
    "text", ["phiếu đó xong chưa", "phiếu đó chưa xong hả?", "giấy khai sinh của tôi chưa xong", "PA-44444 chưa xong"]
)
def test_questions_other_papers_and_old_reports_open_nothing(text: str) -> None:
    assert not [one for one in ask(text, person=SETTLED).effects if isinstance(one, ReopenTicket)]
    assert not [one for one in ask("phiếu đó chưa xong", person=CLOSED).effects if isinstance(one, ReopenTicket)]
