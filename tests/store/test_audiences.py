"""A rule means exactly the people that a plain reading of it means, and is counted from an index."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store import Store, audiences, people, preferences, tags
from bot.zalo import limits

NOW = 1_800_000_000_000
DAY = 24 * 3_600_000

PEOPLE: tuple[dict[str, Any], ...] = tuple(
    {"id": f"7{number:018}", "follows": follows, "topics": topics, "neighbourhood": place, "days": days, "tags": labels}
    for number, (follows, topics, place, days, labels) in enumerate(
        (follows, topics, place, days, labels)
        for follows in (True, False, None)
        for topics in ((), ("dat-dai",), ("dat-dai", "y-te"))
        for place in (None, "Khu phố 1", "Khu phố 10")
        for days in (None, 1, 6, 8, 40)
        for labels in ((), ("cũ",), ("cũ", "mới"))
    )
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    own_store = Store(tmp_path_factory.mktemp("audiences") / "ward.db")
    with own_store.write() as db:
        for person in PEOPLE:
            people.sync(db, [(person["id"], f"Tên {person['id'][-3:]}", person["follows"])], 1)
            preferences.choose_topics(db, person["id"], person["topics"])
            preferences.set_neighbourhood(db, person["id"], person["neighbourhood"])
            if person["days"] is not None:
                people.note_interaction(db, person["id"], NOW - person["days"] * DAY, is_message=True)
            for tag in person["tags"]:
                tags.note(db, person["id"], tag, is_on=True)
    yield own_store
    own_store.close()


def meant(rule: dict[str, Any]) -> set[str]:
    """The rule read plainly."""
    return {person["id"] for person in PEOPLE if is_meant(person, rule)}


def is_meant(person: dict[str, Any], rule: dict[str, Any]) -> bool:
    days = person["days"]
    return (
        person["follows"] is True
        and ("tags" not in rule or bool(set(rule["tags"]) & set(person["tags"])))
        and ("topics" not in rule or not person["topics"] or bool(set(rule["topics"]) & set(person["topics"])))
        and ("neighbourhoods" not in rule or person["neighbourhood"] in rule["neighbourhoods"])
        and ("active_within_days" not in rule or (days is not None and days <= rule["active_within_days"]))
        and ("window_open" not in rule or (days is not None and days < 7))
    )


def some(*values: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=1, unique=True)


RULES = st.fixed_dictionaries(
    {},
    optional={
        "tags": some("cũ", "mới", "không ai có"),
        "topics": some("dat-dai", "y-te", "dat"),
        "neighbourhoods": some("Khu phố 1", "Khu phố 10", "Khu phố 2"),
        "active_within_days": st.integers(1, 60),
        "window_open": st.just(True),
    },
)


@given(rule=RULES)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_rule_means_whom_it_says(store: Store, rule: dict[str, Any]) -> None:
    wanted = meant(rule)
    assert audiences.size(store, rule, NOW) == len(wanted)
    rows = audiences.sample(store, rule, NOW, 10_000)
    assert [person_id for person_id, _ in rows] == sorted(wanted)
    assert all(name for _, name in rows)


def test_an_empty_rule_means_every_follower_and_nobody_else(store: Store) -> None:
    assert audiences.size(store, {}, NOW) == sum(person["follows"] is True for person in PEOPLE)


@pytest.mark.parametrize("key", ["tags", "topics", "neighbourhoods"])
def test_an_empty_list_means_nobody(store: Store, key: str) -> None:
    assert audiences.size(store, {key: []}, NOW) == 0


@pytest.mark.parametrize("rule", [{"tag": ["x"]}, {"tags": "x"}, {"window_open": False}])
def test_what_it_does_not_understand_is_refused_never_taken_for_everybody(store: Store, rule: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        audiences.where(rule, NOW, lambda _: None)


def test_the_window_is_the_platforms_own() -> None:
    assert audiences.WINDOW_MS == limits.PAID_WINDOW_MS - limits.WINDOW_MARGIN_MS


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"topics": ["dat-dai"]},
        {"neighbourhoods": ["Khu phố 1"]},
        {"active_within_days": 30},
        {"window_open": True},
        {"tags": ["cũ"]},
        {"tags": ["cũ"], "topics": ["y-te"], "neighbourhoods": ["Khu phố 1"], "window_open": True},
    ],
)
def test_it_is_counted_by_an_index(store: Store, rule: dict[str, Any]) -> None:
    condition, values = audiences.where(rule, NOW, lambda _: None)
    plan = store.rows(f"EXPLAIN QUERY PLAN SELECT count(*) FROM people AS p WHERE {condition}", values)
    assert all("INDEX" in row["detail"] for row in plan if row["detail"].startswith(("SCAN", "SEARCH")))


def test_neighbourhoods_and_topics_are_counted(store: Store) -> None:
    following = [person for person in PEOPLE if person["follows"]]
    assert dict(audiences.neighbourhoods(store)) == {
        place: sum(person["neighbourhood"] == place for person in following) for place in ("Khu phố 1", "Khu phố 10")
    }
    assert preferences.topic_counts(store) == {
        topic: sum(topic in person["topics"] for person in following) for topic in ("dat-dai", "y-te")
    }
