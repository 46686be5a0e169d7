from __future__ import annotations

from datetime import timedelta

import pytest

from bot.turn import ConversationState
from tests.handlers.factories import MONDAY_MORNING, ask, payloads, text_of, understood, words
from tests.handlers.rounds import with_rounds


def test_the_quiz_of_the_day_comes_first_and_changes_every_day() -> None:
    today = ask("#do_vui", content=with_rounds())
    tomorrow = ask("#do_vui", content=with_rounds(), now=MONDAY_MORNING + timedelta(days=1))
    assert {payloads(today)[0], payloads(tomorrow)[0]} == {"#do_vui mot", "#do_vui hai"}


def test_a_quiz_named_in_words_begins_with_its_first_question() -> None:
    routed = ask("…", understood("quiz", "answer", topic="mot"), content=with_rounds())
    assert "Câu 1/3. Câu hỏi 1?\nA. một\nB. hai" in text_of(routed)
    assert payloads(routed) == ["#dap_an mot 1 1 0", "#dap_an mot 1 2 0", "#thoi"]


def test_a_right_answer_is_explained_and_counts() -> None:
    routed = ask("#dap_an mot 1 2 0", content=with_rounds())
    assert "Đúng rồi" in text_of(routed) and "Vì 1." in text_of(routed) and "Câu 2/3" in text_of(routed)
    assert payloads(routed)[0] == "#dap_an mot 2 1 1"


def test_a_wrong_answer_is_told_the_right_one_and_does_not_count() -> None:
    routed = ask("#dap_an mot 1 1 0", content=with_rounds())
    assert "Chưa đúng. Đáp án là B: hai" in text_of(routed)
    assert payloads(routed)[0] == "#dap_an mot 2 1 0"


def test_the_end_tells_the_score_the_source_and_tomorrows_quiz() -> None:
    routed = ask("#dap_an mot 3 3 2", content=with_rounds())
    text = text_of(routed)
    assert "3/3 câu" in text and "đúng hết" in text and "Mai mời" in text and "Nguồn: Luật thử" in text
    assert payloads(routed)[0] == "#do_vui hai"


def test_every_question_answered_in_turn_leads_to_the_score() -> None:
    content, said = with_rounds(), "#do_vui mot"
    for _ in range(4):
        routed = ask(said, content=content)
        said = payloads(routed)[0]
    assert "1/3 câu" in text_of(routed)


@pytest.mark.parametrize("text", ["b", "B.", "câu b", "em chọn B"])
def test_a_letter_typed_by_hand_answers(text: str) -> None:
    state = ConversationState()
    ask("#do_vui mot", content=with_rounds(), state=state)
    assert "Đúng rồi" in text_of(ask(text, content=with_rounds(), state=state))


def test_a_question_of_its_own_leaves_the_quiz() -> None:
    state = ConversationState()
    ask("#do_vui mot", content=with_rounds(), state=state)
    reading = understood("procedure", "answer", procedure="1.001193")
    routed = ask("làm khai sinh cần gì", reading, content=with_rounds(), state=state)
    assert words().procedures["1.001193"].title in text_of(routed)
    assert state.question is None and state.question_data == {}


def test_it_can_be_stopped_by_button_and_by_word() -> None:
    for sentence, match in (("#thoi", understood("unknown")), ("thôi", understood("cancel"))):
        state = ConversationState()
        ask("#do_vui mot", content=with_rounds(), state=state)
        assert "dừng" in text_of(ask(sentence, match, content=with_rounds(), state=state))
        assert state.question is None and state.question_data == {}


@pytest.mark.parametrize(
    "argument", ["", "mot", "mot 1", "mot 9 1 0", "mot 1 3 0", "mot 0 1 0", "khong 1 1 0", "mot ² 1"]
)
def test_a_button_that_leads_nowhere_says_so(argument: str) -> None:
    assert "không dùng được nữa" in text_of(ask(f"#dap_an {argument}".strip(), content=with_rounds()))


def test_a_score_cannot_be_more_than_what_was_asked() -> None:
    assert "3/3" in text_of(ask("#dap_an mot 3 3 99", content=with_rounds()))
    assert payloads(ask("#dap_an mot 1 2 99", content=with_rounds()))[0] == "#dap_an mot 2 1 1"


def test_every_quiz_of_the_ward_can_be_played_to_its_end() -> None:
    for quiz in words().quizzes.values():
        for number, question in enumerate(quiz.questions, 1):
            routed = ask(f"#dap_an {quiz.id} {number} {question.right} {number - 1}")
            assert "Đúng rồi" in text_of(routed) and "{" not in text_of(routed)
            assert all(len(reply.text) <= 900 and len(reply.buttons) <= 5 for reply in routed.replies), quiz.id
        assert f"{len(quiz.questions)}/{len(quiz.questions)}" in text_of(routed)
