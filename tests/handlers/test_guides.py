from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.content.validity import Validity
from bot.turn import ConversationState
from tests.handlers.factories import ask, payloads, text_of, understood, words


def test_a_guide_is_told_with_its_source_and_remembered() -> None:
    state = ConversationState()
    text = text_of(ask("…", understood("tracking", "answer", topic="tra_cuu_ho_so"), state=state))
    assert text.startswith(words().fill(words().guides["tra_cuu_ho_so"].text)[:40])
    assert "\n\nNguồn: " in text
    assert state.topic == "tra_cuu_ho_so"


def test_every_guide_and_decline_fits_and_has_no_open_blank() -> None:
    for entry in words().guides.values():
        routed = ask(f"#huong_dan {entry.id}")
        assert "{" not in text_of(routed)
        labels = [button.label for button in routed.replies[0].buttons]
        assert len(labels) <= 5 and len(labels) == len(set(labels)), entry.id


def test_a_guide_out_of_its_time_is_not_told() -> None:
    late = replace(words().guides["tra_cuu_ho_so"], validity=Validity(None, date(2026, 11, 22)))
    changed = replace(words(), guides={"tra_cuu_ho_so": late})
    routed = ask("#huong_dan tra_cuu_ho_so", content=changed)
    assert "đã hết hạn" in text_of(routed) and payloads(routed)[0] == "#gap_can_bo"


def test_an_emergency_that_only_the_content_knows_still_gets_its_numbers() -> None:
    fire = replace(words().intents["emergency_fire"], intent="emergency_flood", numbers=("112",))
    changed = replace(words(), intents={"emergency_flood": fire})
    assert text_of(ask("lũ lên", understood("emergency_flood", "answer"), content=changed)).startswith("Gọi ngay 112")


def test_a_decline_names_the_office_that_does_it() -> None:
    entry = next(entry for entry in words().guides.values() if entry.kind == "decline")
    text = text_of(ask("…", understood("other_office", "decline", topic=entry.id)))
    assert text.startswith(words().fill(entry.text)[:30])


def test_a_decline_nobody_wrote_yet_is_kind() -> None:
    routed = ask("…", understood("other_office", "decline"))
    assert "không do phường làm" in text_of(routed) and "#gap_can_bo" in payloads(routed)
