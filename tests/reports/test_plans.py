"""What a report reads it finds by an index: a year with a million deliveries costs what a quiet one does."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.runtime import Runtime
from bot.store import Store, activities, reporting
from tests.store.plans import plans

READS: dict[str, Callable[[Store], object]] = {
    "broadcasts": lambda store: reporting.list_broadcasts(store, 1, 2),
    "deliveries": lambda store: reporting.count_deliveries(store, 1, 2),
    "clicks": lambda store: reporting.count_clicks(store, 1, 2),
    "articles": lambda store: reporting.list_articles(store, 1, 2),
    "followers": lambda store: (
        reporting.count_follow_changes(store, [(1, 2), (2, 3)]),
        reporting.count_followers(store),
        reporting.count_changes_since(store, 1),
    ),
    "questions": lambda store: reporting.sum_questions(store, "2026-11-01", "2026-11-30", ["1.001"]),
    "tickets": lambda store: (reporting.list_tickets(store, 1, 2), reporting.list_ratings(store, 1, 2)),
    "quizzes": lambda store: reporting.list_quizzes(store, "2026-11-01", "2026-11-30"),
    "since when": lambda store: reporting.find_first_moment(store),
    "activities": lambda store: activities.list_between(store, "2026-11-01", "2026-11-30"),
}


@pytest.mark.parametrize("name", READS)
def test_it_scans_no_table(empty: Runtime, name: str) -> None:
    steps = [step for _, step in plans(empty.store.db.conn, lambda: READS[name](empty.store))]
    scans = [
        step
        for step in steps
        if re.match(r"SCAN (?!\(|CONSTANT|SUBQUERY|CO-ROUTINE|json_each|d$|\d)", step) and "USING" not in step
    ]
    assert scans == []
    assert not [step for step in steps if re.match(r"(SCAN|SEARCH) deliveries", step)]
