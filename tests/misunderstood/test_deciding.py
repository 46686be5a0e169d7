"""A group of questions becomes understood, and stays so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.misunderstood.effect import Effects, Known, leads_to
from bot.misunderstood.grouping import group
from bot.misunderstood.service import OUTSIDE, clean_phrases
from bot.runtime import Runtime
from bot.store import misunderstood, regression
from bot.wording.folder import mark_of
from bot.wording.service import WordingError
from tests.wording import library
from tests.wording.library import BIRTH, HEALTH, not_understood

SPRAY = ("cho hỏi lịch phun thuốc muỗi", "lịch phun thuốc muỗi khu phố")


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Runtime]:
    with library.installation(library.copy(tmp_path), tmp_path) as found:
        yield found


def teach(runtime: Runtime, ids: list[int], file: str, *phrases: str) -> None:
    found = runtime.misunderstood.propose(
        ids, file, phrases or [row["text"] for row in runtime.misunderstood.group(ids).rows]
    )
    runtime.misunderstood.accept(found, mark_of(runtime.wording.text(file)), None, accepts=True)


def test_questions_with_the_same_words_are_one_group_and_the_most_asked_comes_first(runtime: Runtime) -> None:
    not_understood(runtime, *SPRAY)
    not_understood(runtime, "hụi bị giựt thì kiện ở đâu", times=3)
    groups = runtime.misunderstood.groups()
    assert [[row["text"] for row in one.rows] for one in groups] == [["hụi bị giựt thì kiện ở đâu"], [*SPRAY]]
    assert [one.count for one in groups] == [3, 2]
    assert [one.rows[0]["text"] for one in runtime.misunderstood.groups(text="HUI giut")] == [
        "hụi bị giựt thì kiện ở đâu"
    ]


def test_no_question_is_in_two_groups_or_in_none(runtime: Runtime) -> None:
    texts = [
        f"{what} {where}" for what in ("xin phun thuốc", "mượn nhà văn hóa", "hỏi lịch cắt điện") for where in "abcd"
    ]
    not_understood(runtime, *texts)
    rows = misunderstood.newest(runtime.store, "open", 100)
    found = [row["text"] for one in group(rows) for row in one.rows]
    assert sorted(found) == sorted(texts)


def test_a_group_becomes_a_phrase_of_an_entry_and_is_understood_at_once(runtime: Runtime) -> None:
    ids = not_understood(runtime, *SPRAY)
    teach(runtime, ids, HEALTH)
    for question in SPRAY:
        assert runtime.brain().reader.read(question).topic == "y_te"
    assert runtime.misunderstood.counts() == {"open": 0, "dismissed": 0, "settled": 2}
    assert [row["kind"] for row in runtime.wording.versions(HEALTH)] == ["question"]


def test_every_question_of_the_group_is_a_regression_question_from_then_on(runtime: Runtime) -> None:
    ids = not_understood(runtime, *SPRAY)
    teach(runtime, ids, HEALTH, SPRAY[0])
    kept = {(row["question"], row["behaviour"], row["target"]) for row in regression.newest(runtime.store, 10)}
    assert kept == {(question, "decline", "y_te") for question in SPRAY}
    other = not_understood(runtime, "bé mới sinh có cần làm gì không")
    effect = runtime.misunderstood.propose(other, BIRTH, ["bé mới sinh có cần làm gì không"]).effect
    assert effect is not None and effect.tried >= 2


def test_what_a_change_wins_and_loses_is_named_with_what_it_is_taken_for(runtime: Runtime) -> None:
    teach(runtime, not_understood(runtime, SPRAY[0]), HEALTH)
    text = runtime.wording.text(HEALTH)
    now, then = runtime.brain(), runtime.wording.look(HEALTH, text.replace(f"  - {SPRAY[0]}\n", "")).brain
    assert then is not None
    known = [Known(SPRAY[0], leads_to("y_te")), Known("đăng ký khai sinh", leads_to("1.001193"))]
    effects = Effects(Path("there is none"))
    worse = effects.of(now, then, known, ())
    assert (worse.known, worse.tried, worse.before, worse.after) == (2, 2, 2, 1)
    assert [moved.text for moved in worse.lost] == [SPRAY[0]] and worse.gained == ()
    better = effects.of(then, now, known, ())
    assert [(moved.text, moved.now) for moved in better.gained] == [(SPRAY[0], now.words.topics["y_te"].title)]


def test_out_of_scope_is_declined_kindly(runtime: Runtime) -> None:
    ids = not_understood(runtime, "xem giùm lá số năm nay")
    teach(runtime, ids, OUTSIDE)
    found = runtime.brain().reader.read("xem giùm lá số năm nay")
    assert (found.outcome, found.intent) == ("decline", "out_of_government")


def test_a_phrase_that_belongs_to_another_entry_is_refused_and_the_question_stays_open(runtime: Runtime) -> None:
    ids = not_understood(runtime, "đăng ký tạm trú")
    with pytest.raises(WordingError, match="đã có ở"):
        teach(runtime, ids, BIRTH)
    assert runtime.misunderstood.counts()["open"] == 1


def test_dismissed_questions_come_back_only_when_an_official_wants_it(runtime: Runtime) -> None:
    ids = not_understood(runtime, "alo alo alo gì đó")
    runtime.misunderstood.dismiss(ids, None)
    not_understood(runtime, "alo alo alo gì đó")
    assert runtime.misunderstood.groups() == []
    runtime.misunderstood.reopen(ids, None)
    assert [one.ids for one in runtime.misunderstood.groups()] == [tuple(ids)]


def test_what_is_not_there_any_more_is_said(runtime: Runtime) -> None:
    with pytest.raises(WordingError, match="không còn"):
        runtime.misunderstood.propose([99], HEALTH, ["gì đó"])


def test_phrases_are_cleaned_of_signs_gaps_and_repetition() -> None:
    assert clean_phrases(["Em tên … cần Làm gì?", "em ten can lam gi", "  ", "{x}"]) == ("em ten can lam gi", "x")


def test_candidates_and_search_name_entries(runtime: Runtime) -> None:
    ids = not_understood(runtime, "bé sơ sinh cần giấy khai sinh sao ta")
    assert BIRTH in [choice.file for choice in runtime.misunderstood.candidates(runtime.misunderstood.group(ids))]
    assert runtime.misunderstood.find("dang ky khai sinh")[0].file == BIRTH
