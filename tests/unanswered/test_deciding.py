"""A group of questions becomes understood, and stays so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.content_editing.folder import mark_of
from bot.content_editing.service import ContentEditingError
from bot.runtime import Runtime
from bot.store import regression, unanswered
from bot.unanswered.effect import Effects, KnownQuestion, leads_to
from bot.unanswered.grouping import group_questions
from bot.unanswered.service import OUTSIDE, clean_phrases
from tests.content_editing import library
from tests.content_editing.library import BIRTH, HEALTH, not_understood

LOAN_CLUB = "hụi bị giựt thì kiện ở đâu"
SPRAY = ("cho hỏi lịch phun thuốc muỗi", "lịch phun thuốc muỗi khu phố")


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Runtime]:
    with library.installation(library.copy(tmp_path), tmp_path) as installed:
        yield installed


def teach(runtime: Runtime, ids: list[int], file: str, *phrases: str) -> None:
    found = runtime.unanswered.propose(
        ids, file, phrases or [row.text for row in runtime.unanswered.get_group(ids).questions]
    )
    runtime.unanswered.accept(found, mark_of(runtime.content_editing.read_text(file)), None, accepts=True)


def test_questions_with_the_same_words_are_one_group_and_the_most_asked_comes_first(runtime: Runtime) -> None:
    not_understood(runtime, *SPRAY)
    not_understood(runtime, "hụi bị giựt thì kiện ở đâu", times=3)
    groups = runtime.unanswered.list_groups()
    assert [[row.text for row in one.questions] for one in groups] == [["hụi bị giựt thì kiện ở đâu"], [*SPRAY]]
    assert [one.count for one in groups] == [3, 2]
    assert [one.questions[0].text for one in runtime.unanswered.list_groups(text="HUI giut")] == [
        "hụi bị giựt thì kiện ở đâu"
    ]


def test_no_question_is_in_two_groups_or_in_none(runtime: Runtime) -> None:
    texts = [
        f"{what} {where}" for what in ("xin phun thuốc", "mượn nhà văn hóa", "hỏi lịch cắt điện") for where in "abcd"
    ]
    not_understood(runtime, *texts)
    rows = unanswered.list_newest(runtime.store, "open", 100)
    listed_texts = [row.text for one in group_questions(rows) for row in one.questions]
    assert sorted(listed_texts) == sorted(texts)


def test_a_group_becomes_a_phrase_of_an_entry_and_is_understood_at_once(runtime: Runtime) -> None:
    ids = not_understood(runtime, *SPRAY)
    teach(runtime, ids, HEALTH)
    for question in SPRAY:
        assert runtime.live_content().reader.read(question).topic == "y_te"
    assert runtime.unanswered.count_by_state() == {"open": 0, "dismissed": 0, "settled": 2}
    assert [row.kind for row in runtime.content_editing.list_versions(HEALTH)] == ["question"]


def test_every_question_of_the_group_is_a_regression_question_from_then_on(runtime: Runtime) -> None:
    ids = not_understood(runtime, *SPRAY)
    teach(runtime, ids, HEALTH, SPRAY[0])
    rows = {(row.question, row.behaviour, row.target) for row in regression.list_newest(runtime.store, 10)}
    assert rows == {(question, "decline", "y_te") for question in SPRAY}
    other = not_understood(runtime, "bé mới sinh có cần làm gì không")
    effect = runtime.unanswered.propose(other, BIRTH, ["bé mới sinh có cần làm gì không"]).effect
    assert effect is not None and effect.tried >= 2


def test_what_a_change_wins_and_loses_is_named_with_what_it_is_taken_for(runtime: Runtime) -> None:
    teach(runtime, not_understood(runtime, LOAN_CLUB), HEALTH)
    text = runtime.content_editing.read_text(HEALTH)
    now, then = (
        runtime.live_content(),
        runtime.content_editing.preview_edit(HEALTH, text.replace(f"  - {LOAN_CLUB}\n", "")).snapshot,
    )
    assert then is not None
    known = [KnownQuestion(LOAN_CLUB, leads_to("y_te")), KnownQuestion("đăng ký khai sinh", leads_to("1.001193"))]
    effects = Effects(Path("there is none"))
    worse = effects.compare(now, then, known, ())
    assert (worse.total, worse.tried, worse.before, worse.after) == (2, 2, 2, 1)
    assert [changed.text for changed in worse.lost] == [LOAN_CLUB] and worse.gained == ()
    better = effects.compare(then, now, known, ())
    assert [(changed.text, changed.meaning) for changed in better.gained] == [
        (LOAN_CLUB, now.content.guides["y_te"].title)
    ]


def test_out_of_scope_is_declined_kindly(runtime: Runtime) -> None:
    ids = not_understood(runtime, "xem giùm lá số năm nay")
    teach(runtime, ids, OUTSIDE)
    reading = runtime.live_content().reader.read("xem giùm lá số năm nay")
    assert (reading.outcome, reading.intent) == ("decline", "out_of_government")


def test_a_phrase_that_belongs_to_another_entry_is_refused_and_the_question_stays_open(runtime: Runtime) -> None:
    ids = not_understood(runtime, "đăng ký tạm trú")
    with pytest.raises(ContentEditingError, match="đã có ở"):
        teach(runtime, ids, BIRTH)
    assert runtime.unanswered.count_by_state()["open"] == 1


def test_dismissed_questions_come_back_only_when_an_official_wants_it(runtime: Runtime) -> None:
    ids = not_understood(runtime, "alo alo alo gì đó")
    runtime.unanswered.dismiss(ids, None)
    not_understood(runtime, "alo alo alo gì đó")
    assert runtime.unanswered.list_groups() == []
    runtime.unanswered.reopen(ids, None)
    assert [one.ids for one in runtime.unanswered.list_groups()] == [tuple(ids)]


def test_what_is_not_there_any_more_is_said(runtime: Runtime) -> None:
    with pytest.raises(ContentEditingError, match="không còn"):
        runtime.unanswered.propose([99], HEALTH, ["gì đó"])


def test_phrases_are_cleaned_of_signs_gaps_and_repetition() -> None:
    assert clean_phrases(["Em tên … cần Làm gì?", "em ten can lam gi", "  ", "{x}"]) == ("em ten can lam gi", "x")


def test_candidates_and_search_name_entries(runtime: Runtime) -> None:
    ids = not_understood(runtime, "bé sơ sinh cần giấy khai sinh sao ta")
    assert BIRTH in [choice.file for choice in runtime.unanswered.list_candidates(runtime.unanswered.get_group(ids))]
    assert runtime.unanswered.find_entries("dang ky khai sinh")[0].file == BIRTH
