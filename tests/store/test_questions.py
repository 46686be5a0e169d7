"""Figures of questions, and tables whose rows are found by an index however many months they hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest

from bot.store import Store, content_versions, questions, regression, unanswered
from tests.store.plans import plans

HOT: dict[str, Callable[[Store, Any], object]] = {
    "count a question": lambda store, db: questions.count_question(db, "2026-11-23", "answer", "procedure", "1.001193"),
    "figures of a month": lambda store, db: (
        questions.list_between(store, "2026-11-01", "2026-11-30"),
        questions.list_by_day(store, "2026-11-01", "2026-11-30"),
    ),
    "keep a question": lambda store, db: unanswered.add_question(
        db, "a", "a", "fallback", "fallback", "unknown", None, 1
    ),
    "the page of questions": lambda store, db: (
        unanswered.list_newest(store, "open", 100),
        unanswered.list_by_ids(store, [1, 2]),
        unanswered.count_by_state(store),
    ),
    "decide": lambda store, db: (
        unanswered.set_state(db, [1], "settled", None, 1, "x"),
        regression.save_question(db, "a", "a", "answer", "x", None, 1),
        regression.list_newest(store, 10),
    ),
    "forget": lambda store, db: unanswered.forget_before(db, 1),
    "versions": lambda store, db: (
        content_versions.list_of_file(store, "ward.yaml"),
        content_versions.list_newest(store, 10),
        content_versions.find_version(store, 1),
        content_versions.get_text(store, "ward.yaml"),
    ),
}


@pytest.fixture
def store(tmp_path: Path) -> Any:
    own_store = Store(tmp_path / "ward.db")
    yield own_store
    own_store.close()


@pytest.mark.parametrize("name", HOT)
def test_it_scans_no_table(store: Store, name: str) -> None:
    with store.write() as db:
        steps = [step for _, step in plans(db.conn, lambda: HOT[name](store, db))]
    backwards = {
        "SCAN v",
        "SCAN regression_questions",
    }  # newest first by their own number, and no further than the limit
    assert [step for step in steps if step.startswith("SCAN") and "USING" not in step and step not in backwards] == []


def test_figures_are_added_up_by_day_and_only_the_days_asked_for(store: Store) -> None:
    asked = [
        ("2026-11-22", "answer", "1"),
        ("2026-11-23", "answer", "1"),
        ("2026-11-23", "answer", "1"),
        ("2026-11-23", "answer", "2"),
        ("2026-11-23", "fallback", None),
        ("2026-11-24", "chat", None),
    ]
    with store.write() as db:
        for day, outcome, code in asked:
            questions.count_question(db, day, outcome, "procedure" if code else "unknown", code)
    rows = [astuple(row) for row in questions.list_between(store, "2026-11-23", "2026-11-23")]
    assert rows == [
        ("2026-11-23", "answer", "procedure", "1", 2),
        ("2026-11-23", "answer", "procedure", "2", 1),
        ("2026-11-23", "fallback", "unknown", "", 1),
    ]
    by_day = [astuple(row) for row in questions.list_by_day(store, "2026-11-22", "2026-11-23")]
    assert by_day == [("2026-11-22", "answer", 1), ("2026-11-23", "answer", 3), ("2026-11-23", "fallback", 1)]
