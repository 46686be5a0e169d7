"""What the loaded content answers."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from bot.content import Content
from tests.content import small


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return Content.load(small.copy(tmp_path))


def test_a_procedure_is_found_by_its_code_and_by_former_ones(tmp_path: Path) -> None:
    root = small.copy(tmp_path)
    small.plant(root, "procedures/khai-sinh.yaml", "\nname:", '\nformer_codes: ["1.999999"]\nname:')
    content = Content.load(root)
    assert content.procedure("1.999999") is content.procedure("1.001193")
    assert content.procedure("0.000000") is None


def test_a_sentence_is_filled_from_the_ward_and_from_values(content: Content) -> None:
    assert content.fill("{phuong}, {tinh}") == "phường Phan Thiết, tỉnh Lâm Đồng"
    assert content.fill("Chào {anh_chi}") == "Chào anh/chị"
    assert content.fill("Chào {anh_chi}", anh_chi="bác") == "Chào bác"
    assert content.say("common.source_line", source="A", date="B") == "Nguồn: A · cập nhật: B"


def test_a_blank_never_stays_unfilled(content: Content) -> None:
    assert content.fill("Gọi {so_nao_do} nhé") == "Gọi  nhé"


def test_a_value_with_braces_is_left_alone(content: Content) -> None:
    assert content.fill("“{text}”", text="{phuong}") == "“{phuong}”"


def test_an_unknown_sentence_is_an_error(content: Content) -> None:
    with pytest.raises(KeyError):
        content.say("common.no_such_sentence")


def test_the_same_seed_picks_the_same_variant(tmp_path: Path) -> None:
    root = small.copy(tmp_path)
    (root / "sentences/x.yaml").write_text("a: [một, hai, ba]\n", encoding="utf-8")
    content = Content.load(root)
    assert content.say("x.a") == "một"
    said = [content.say("x.a", seed=f"message {number}") for number in range(40)]
    assert set(said) == {"một", "hai", "ba"}
    assert said == [content.say("x.a", seed=f"message {number}") for number in range(40)]


def test_entries_outside_their_time_are_left_out(tmp_path: Path) -> None:
    root = small.copy(tmp_path)
    small.plant(root, "postal/buu-dien-la-gi.yaml", "\nreview_due:", "\nvalid_to: 2026-12-31\nreview_due:")
    content = Content.load(root)
    assert "buu_dien_la_gi" in content.valid_on(date(2026, 12, 31)).guides
    assert "buu_dien_la_gi" not in content.valid_on(date(2027, 1, 1)).guides


def test_amounts_hold_only_in_their_time(content: Content) -> None:
    fee = content.procedures["1.004194"].fee
    assert fee.amounts_on(date(2026, 11, 23))[0].amount == 15000
    assert fee.amounts_on(date(2023, 2, 4)) == ()


def test_words_like_no_and_off_stay_words(content: Content) -> None:
    assert content.procedures["1.004194"].post.level == "no"
    assert not content.holidays[0].working


def test_everything_becomes_a_target_of_the_understanding(content: Content) -> None:
    kinds = {target.id: target.kind for target in content.knowledge().targets}
    assert kinds == {
        "1.001193": "procedure",
        "1.004194": "procedure",
        "buu_dien_la_gi": "guide",
        "greeting": "chat",
        "emergency_fire": "emergency",
        "hoi_gi": "clarify",
    }


def test_what_people_ask_of_a_procedure_is_learned_from(content: Content) -> None:
    targets = {target.id: target for target in content.knowledge().targets}
    asks = {ask for question in content.procedures["1.001193"].questions for ask in question.asks}
    assert asks
    assert asks <= {*targets["1.001193"].examples}


def test_the_counter_knows_the_time(content: Content) -> None:
    assert content.office_at(datetime(2026, 11, 23, 9)).is_open


def test_the_content_of_the_repository_has_no_error() -> None:
    errors = [str(problem) for problem in Content.check(small.CONTENT) if problem.level == "error"]
    assert errors == []
