from __future__ import annotations

from tests.handlers.factories import ask, payloads, text_of, understood, words


def test_it_asks_the_question_of_the_content_with_its_choices() -> None:
    known = words().clarify["hoi_dang_ky"]
    routed = ask("đăng ký", understood("clarify", "clarify", topic="hoi_dang_ky"))
    assert text_of(routed) == words().fill(known.question)
    assert payloads(routed) == [f"#thu_tuc {words().procedure(choice.code).code}" for choice in known.choices]


def test_candidates_become_buttons_that_keep_the_part_asked_for() -> None:
    found = understood("procedure", "clarify", section="fee", candidates=("1.001193", "1.004194", "9.999999"))
    assert payloads(ask("…", found)) == ["#le_phi 1.001193", "#le_phi 1.004194"]


def test_at_most_four_choices() -> None:
    found = understood("procedure", "clarify", candidates=tuple(words().procedures)[:6])
    assert len(payloads(ask("…", found))) == 4


def test_a_part_without_a_procedure_asks_which() -> None:
    routed = ask("phí bao nhiêu", understood("procedure", "clarify", section="fee"))
    assert "về giấy tờ nào" in text_of(routed)
    assert payloads(routed)[-1] == "#gap_can_bo"
