from __future__ import annotations

from dataclasses import replace

from tests.handlers.factories import ask, text_of, understood, words


def test_without_a_procedure_it_says_what_filing_by_post_is() -> None:
    said = text_of(ask("#buu_dien"))
    assert "bưu chính công ích" in said and "Nguồn: Quyết định 45/2016/QĐ-TTg" in said


def test_with_a_procedure_it_answers_for_that_one() -> None:
    assert text_of(ask("#buu_dien 1.001193")).startswith("Đăng ký khai sinh: gửi qua bưu điện")


def test_a_question_about_post_gets_the_entry_that_matched() -> None:
    said = text_of(ask("…", understood("postal", "answer", topic="cuoc_buu_dien")))
    assert said.startswith(words().fill(words().topics["cuoc_buu_dien"].text)[:30])


def test_the_list_names_only_procedures_that_take_post() -> None:
    said = text_of(ask("#viec_qua_buu_dien"))
    named = {line[2:] for line in said.splitlines() if line.startswith("• ")}
    takes = {entry.title for entry in words().procedures.values() if entry.post.level == "yes"}
    assert named and named <= takes
    assert len(said) <= 900


def test_without_any_it_says_so() -> None:
    assert "chưa có danh sách" in text_of(ask("#viec_qua_buu_dien", words=replace(words(), procedures={})))
