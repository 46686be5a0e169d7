from __future__ import annotations

from dataclasses import replace

from bot.turn import ConversationState
from tests.handlers.factories import ask, text_of, understood, words


def test_without_a_procedure_it_says_what_filing_by_post_is() -> None:
    text = text_of(ask("#buu_dien"))
    assert "bưu chính công ích" in text and "Nguồn: Quyết định 45/2016/QĐ-TTg" in text


def test_with_a_procedure_it_answers_for_that_one() -> None:
    assert text_of(ask("#buu_dien 1.001193")).startswith("Đăng ký khai sinh: gửi qua bưu điện")


def test_a_question_about_post_gets_the_entry_that_matched() -> None:
    text = text_of(ask("…", understood("postal", "answer", topic="cuoc_buu_dien")))
    assert text.startswith(words().fill(words().guides["cuoc_buu_dien"].text)[:30])


def test_the_list_names_only_procedures_that_take_post() -> None:
    text = text_of(ask("#viec_qua_buu_dien"))
    named = {line[2:] for line in text.splitlines() if line.startswith("• ")}
    takes = {entry.title for entry in words().procedures.values() if entry.post.level == "yes"}
    assert named and named <= takes
    assert len(text) <= 900


def test_the_list_begins_with_what_most_ask() -> None:
    named = [line[2:] for line in text_of(ask("#viec_qua_buu_dien")).splitlines() if line.startswith("• ")]
    assert named[:2] == [words().procedures[code].title for code in ("1.001193", "1.000894")]


def test_every_procedure_put_first_takes_post() -> None:
    for code in words().variants("guides.post_list_first"):
        procedure = words().procedures[code]
        assert procedure.post.level == "yes" and procedure.variant_of is None, code


def test_without_an_order_all_of_them_are_named() -> None:
    sentences = {**words().sentences, "guides.post_list_first": ()}
    text = text_of(ask("#viec_qua_buu_dien", content=replace(words(), sentences=sentences)))
    named = [line[2:] for line in text.splitlines() if line.startswith("• ")]
    assert named and named == sorted(named)


def test_the_way_to_the_list_is_offered_once() -> None:
    for topic in (entry.id for entry in words().guides.values() if entry.intent == "postal"):
        routed = ask("…", understood("postal", "answer", topic=topic))
        labels = [button.label for reply in routed.replies for button in reply.buttons]
        assert len(labels) == len(set(labels)), topic


def test_post_and_nothing_else_is_about_the_procedure_spoken_of() -> None:
    reading = understood("postal", "answer", topic="buu_dien_la_gi")
    text = text_of(ask("gui buu dien", reading, state=ConversationState(procedure="1.000894")))
    assert text.startswith("Đăng ký kết hôn: gửi qua bưu điện")
    assert "bưu chính công ích" in text_of(ask("gửi bưu điện", reading))


def test_without_any_it_says_so() -> None:
    assert "chưa có danh sách" in text_of(ask("#viec_qua_buu_dien", content=replace(words(), procedures={})))
