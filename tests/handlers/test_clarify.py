from __future__ import annotations

from dataclasses import replace

from bot.turn import ConversationState
from tests.handlers.factories import ask, payloads, text_of, understood, words


def test_it_asks_the_question_of_the_content_with_its_choices() -> None:
    known = words().clarify["hoi_dang_ky"]
    routed = ask("đăng ký", understood("clarify", "clarify", topic="hoi_dang_ky"))
    assert text_of(routed) == words().fill(known.question)
    choices = [f"#thu_tuc {words().procedure(choice.code).code}" for choice in known.choices]
    assert payloads(routed) == [*choices, "#gap_can_bo"]


def test_candidates_become_buttons_that_keep_the_part_asked_for() -> None:
    reading = understood("procedure", "clarify", section="fee", candidates=("1.001193", "1.004194", "9.999999"))
    assert payloads(ask("…", reading)) == ["#le_phi 1.001193", "#le_phi 1.004194", "#gap_can_bo"]


def test_a_procedure_without_papers_is_offered_only_where_nothing_else_would_be_left() -> None:
    full = words()
    bare = {code: replace(full.procedures[code], papers=()) for code in ("1.001193", "1.004194")}
    content = replace(full, procedures={**full.procedures, **bare})
    reading = understood("procedure", "clarify", candidates=("1.001193", "1.000894", "1.000656"))
    assert payloads(ask("…", reading, content=content))[:-1] == ["#thu_tuc 1.000894", "#thu_tuc 1.000656"]
    reading = understood("procedure", "clarify", candidates=("1.001193", "1.004194"))
    assert payloads(ask("…", reading, content=content))[:-1] == ["#thu_tuc 1.001193", "#thu_tuc 1.004194"]


def test_at_most_four_choices_and_a_person() -> None:
    reading = understood("procedure", "clarify", candidates=tuple(words().procedures)[:6])
    assert len(payloads(ask("…", reading))) == 5


def test_what_was_spoken_of_before_is_forgotten() -> None:
    state = ConversationState(procedure="1.001193", section="papers", topic="buu_dien_la_gi")
    ask("trợ cấp", understood("clarify", "clarify", topic="hoi_tro_cap"), state=state)
    assert (state.procedure, state.section, state.topic) == (None, None, None)


def test_a_part_without_a_procedure_asks_which() -> None:
    routed = ask("phí bao nhiêu", understood("procedure", "clarify", section="fee"))
    assert "về giấy tờ nào" in text_of(routed)
    assert payloads(routed)[-1] == "#gap_can_bo"
