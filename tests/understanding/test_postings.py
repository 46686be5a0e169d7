from __future__ import annotations

import pickle

from bot.understanding.postings import Postings

POSTINGS = Postings([("khai", [3, 1]), ("sinh", [1]), (("khai", "sinh"), [1])])


def test_each_feature_knows_its_numbers_in_order() -> None:
    assert POSTINGS.numbers_of("khai").tolist() == [1, 3]
    assert POSTINGS.numbers_of(("khai", "sinh")).tolist() == [1]


def test_what_stands_nowhere_has_none() -> None:
    assert POSTINGS.numbers_of("cưới") is None
    assert POSTINGS.slice_of("cưới") is None


def test_a_place_is_the_same_in_every_array_that_goes_along() -> None:
    place = POSTINGS.slice_of("sinh")
    assert place is not None and POSTINGS.numbers[place].tolist() == [1]


def test_without_features_nothing_is_found() -> None:
    assert Postings[str]([]).numbers_of("khai") is None


def test_lists_with_one_pool_keep_an_equal_feature_once() -> None:
    pool: dict[tuple[str, str], tuple[str, str]] = {}
    lists = [Postings([((" ".join(["khai"]), "sinh"), [number])], pool) for number in range(2)]
    first, second = (next(iter(postings._places)) for postings in lists)
    assert first is second is pool["khai", "sinh"]
    assert [postings.numbers_of(("khai", "sinh")).tolist() for postings in lists] == [[0], [1]]


def test_it_comes_back_from_the_cache_as_it_was() -> None:
    again = pickle.loads(pickle.dumps(POSTINGS))
    assert again.numbers_of("khai").tolist() == [1, 3]
