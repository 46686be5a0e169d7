from __future__ import annotations

from bot.understanding.index import PhraseIndex, QuestionWeights

INDEX = PhraseIndex(
    [
        (0, ("dang", "ky", "khai", "sinh")),
        (0, ("con", "moi", "sinh")),
        (1, ("dang", "ky", "khai", "tu")),
        (2, ("dang", "ky", "ket", "hon")),
        (3, ("ket", "hon", "nuoc", "ngoai")),
    ]
)


def test_a_phrase_itself_fits_fully() -> None:
    match = INDEX.search(("dang", "ky", "khai", "tu"))[0]
    assert match.owner == 1
    assert round(match.score, 6) == match.of_phrase == match.of_question == 1.0


def test_rare_words_decide() -> None:
    assert next(match.owner for match in INDEX.search(("dang", "ky", "hon"))) == 2
    assert INDEX.word_weight("tu") > INDEX.word_weight("dang")


def test_each_owner_is_found_once_by_its_best_phrase() -> None:
    matches = INDEX.search(("con", "moi", "sinh"))
    assert [match.owner for match in matches].count(0) == 1
    assert matches[0].row == ("con", "moi", "sinh")


def test_unknown_words_speak_against_every_phrase() -> None:
    known_only, unknown = INDEX.search(("ket", "hon"))[0], INDEX.search(("ket", "hon", "pokemon", "raichu"))[0]
    assert unknown.score < known_only.score


def test_words_without_a_subject_find_nothing_by_themselves() -> None:
    assert INDEX.search(("cho", "em", "hoi")) == []


def test_coverage_counts_all_phrases_of_an_owner() -> None:
    weights = {word: 1.0 for word in ("khai", "sinh", "con", "x")}
    assert INDEX.coverage(0, QuestionWeights(weights)) == 0.75


def test_a_search_leaves_nothing_behind_for_the_next_one() -> None:
    first = INDEX.search(("dang", "ky", "khai", "tu"))
    INDEX.search(("ket", "hon", "nuoc", "ngoai"))
    assert INDEX.search(("dang", "ky", "khai", "tu")) == first
