from __future__ import annotations

from bot.understanding.knowledge import Target
from bot.understanding.ranking import TargetMatch
from bot.understanding.variants import Variants

PLAIN = Target(id="1", kind="procedure", intent="procedure", name="đăng ký kết hôn")
FOREIGN = Target(
    id="2",
    kind="procedure",
    intent="procedure",
    name="đăng ký kết hôn có yếu tố nước ngoài",
    variant_of="1",
    variant_words=("nước ngoài", "chồng tây"),
)
VARIANTS = Variants([PLAIN, FOREIGN])


def _order(*sentence: str, foreign_score: float = 0.8) -> list[str]:
    ranked = [TargetMatch(PLAIN, 0.8, 0.9, 0.8), TargetMatch(FOREIGN, foreign_score, 0.9, 0.6)]
    return [match.target.id for match in VARIANTS.rank_variants(ranked, sentence)]


def test_the_plain_case_comes_first_when_no_variant_is_said() -> None:
    assert _order("dang", "ky", "ket", "hon", foreign_score=0.9) == ["1", "2"]


def test_the_variant_comes_first_when_it_is_said() -> None:
    assert _order("ket", "hon", "nuoc", "ngoai", foreign_score=0.5) == ["2", "1"]


def test_a_variant_that_was_not_found_is_added_when_it_is_said() -> None:
    ranked = VARIANTS.rank_variants([TargetMatch(PLAIN, 0.8, 0.9, 0.8)], ("lay", "chong", "tay"))
    assert [match.target.id for match in ranked] == ["2", "1"]
    assert {match.family for match in ranked} == {"1"}


def test_the_variant_of_a_procedure_is_named_by_its_words() -> None:
    assert VARIANTS.variant_of_plain("1", ("nguoi", "nuoc", "ngoai")) == "2"
    assert VARIANTS.variant_of_plain("1", ("nguoi", "viet")) is None
    assert VARIANTS.plain_of("2") == "1"


def test_a_variant_that_knows_more_of_the_question_keeps_its_score() -> None:
    ranked = [TargetMatch(PLAIN, 0.7, 0.7, 0.6), TargetMatch(FOREIGN, 0.8, 1.0, 0.6)]
    assert VARIANTS.rank_variants(ranked, ("ket", "hon", "yeu", "to"))[0].target.id == "2"
