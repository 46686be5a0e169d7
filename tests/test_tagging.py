"""Labels go both ways: what officials do here is told to Zalo for certain, what is done there is known here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store import audit, people, tags
from bot.tagging import RETRY_MS, TagError, Tagging
from tests.town import Town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    found = Town(tmp_path)
    yield found
    found.close()


def known_followers(town: Town, count: int) -> list[str]:
    ids: list[str] = town.zalo.add_people(count)
    with town.runtime.store.write() as db:
        people.sync(db, [(person_id, None, True) for person_id in ids], 1)
    return ids


def at_zalo(town: Town, person_id: str) -> set[str]:
    return set(town.runtime.zalo.person_detail(person_id).tags)


def later(town: Town, wait_ms: int) -> Tagging:
    return Tagging(town.runtime.store, town.runtime.zalo, lambda: town.runtime.clock() + wait_ms, sleep=lambda s: None)


def tagging(town: Town) -> Tagging:
    return later(town, 0)


def test_a_label_is_here_at_once_and_at_zalo_soon(town: Town) -> None:
    first, second = known_followers(town, 2)
    assert tagging(town).give([first, second], " tổ  trưởng ", 7) == 2
    assert tagging(town).of_person(first) == ["tổ trưởng"] and at_zalo(town, first) == set()
    assert tagging(town).push(10) == 2
    assert at_zalo(town, first) == at_zalo(town, second) == {"tổ trưởng"}
    assert tagging(town).counts() == [("tổ trưởng", 2)] and tagging(town).push(10) == 0


def test_it_is_taken_off_in_both_places(town: Town) -> None:
    [person] = known_followers(town, 1)
    tagging(town).give([person], "cũ", None)
    tagging(town).push(1)
    assert tagging(town).take([person], "cũ", None) == 1
    tagging(town).push(1)
    town.settle()
    assert tagging(town).of_person(person) == [] and at_zalo(town, person) == set()


def test_given_twice_it_is_told_once(town: Town) -> None:
    [person] = known_followers(town, 1)
    assert [tagging(town).give([person], "cũ", None) for _ in range(2)] == [1, 0]
    assert [tagging(town).take([person], "mới", None), tagging(town).push(9)] == [0, 1]


def test_the_last_wish_counts_when_zalo_was_slow_to_hear(town: Town) -> None:
    [person] = known_followers(town, 1)
    tagging(town).give([person], "cũ", None)
    tagging(town).take([person], "cũ", None)
    assert tagging(town).push(9) == 1
    assert at_zalo(town, person) == set() and tagging(town).refused() == []


def test_every_act_of_an_official_is_in_the_audit_without_the_label(town: Town) -> None:
    [person] = known_followers(town, 1)
    tagging(town).give([person], "hộ nghèo", 7)
    tagging(town).take([person], "hộ nghèo", 7)
    lines = [(row["action"], row["subject"], row["detail"]) for row in audit.newest(town.runtime.store, 2)]
    assert lines == [("untag", person, None), ("tag", person, None)]


@pytest.mark.parametrize("tag", ["", "  ", "x" * 51])
def test_a_label_must_be_a_short_text(town: Town, tag: str) -> None:
    [person] = known_followers(town, 1)
    with pytest.raises(TagError, match="1 đến 50"):
        tagging(town).give([person], tag, None)


def test_with_one_unknown_person_nobody_is_labelled(town: Town) -> None:
    [person] = known_followers(town, 1)
    with pytest.raises(TagError, match="7000"):
        tagging(town).give([person, "7000"], "cũ", None)
    assert tagging(town).counts() == []


def test_a_refused_label_is_named_and_kept_here(town: Town) -> None:
    stranger = next(person["id"] for person in town.zalo.people() if not person["follows"] and not person["anonymous"])
    with town.runtime.store.write() as db:
        people.meet(db, stranger, 1)
    tagging(town).give([stranger], "cũ", None)
    assert tagging(town).push(9) == 1
    [refused] = tagging(town).refused()
    assert (refused.person_id, refused.tag, refused.code) == (stranger, "cũ", "-213")
    assert "không theo dõi" in refused.reason and tagging(town).of_person(stranger) == ["cũ"]
    tagging(town).take([stranger], "cũ", None)
    tagging(town).push(9)
    assert tagging(town).refused() == [] and tagging(town).of_person(stranger) == []


def test_trouble_is_tried_again_and_all_wait_together(town: Town) -> None:
    ids = known_followers(town, 3)
    tagging(town).give(ids, "cũ", None)
    town.zalo.faults.server_errors = 1
    assert tagging(town).push(9) == 0
    before = len(town.zalo.calls)
    assert tagging(town).push(9) == 0 and len(town.zalo.calls) == before
    assert later(town, RETRY_MS[0] + 1).push(9) == 3
    assert [at_zalo(town, person) for person in ids] == [{"cũ"}] * 3


def test_a_call_cut_off_after_zalo_took_it_does_no_harm_when_repeated(town: Town) -> None:
    [person] = known_followers(town, 1)
    tagging(town).give([person], "cũ", None)
    town.zalo.faults.drops = 1
    assert tagging(town).push(9) == 0
    assert later(town, RETRY_MS[0] + 1).push(9) == 1
    assert at_zalo(town, person) == {"cũ"}


def test_what_officials_do_at_zalo_is_known_here(town: Town) -> None:
    first, second = known_followers(town, 2)
    for person in (first, second):
        town.runtime.zalo.tag(person, "đã tiêm")
    town.runtime.zalo.tag(first, "cũ")
    town.settle()
    assert tagging(town).counts() == [("cũ", 1), ("đã tiêm", 2)]
    town.runtime.zalo.untag(second, "đã tiêm")
    town.runtime.zalo.remove_tag("cũ")
    town.settle()
    assert tagging(town).counts() == [("đã tiêm", 1)] and tagging(town).of_person(first) == ["đã tiêm"]


def test_a_label_event_is_nobodys_turn(town: Town) -> None:
    [person] = known_followers(town, 1)
    town.runtime.zalo.tag(person, "cũ")
    town.settle()
    found = people.get(town.runtime.store, person)
    assert found is not None and (found["state"], found["last_interaction_at"]) == (None, None)
    assert town.zalo.talk(person) == []


def test_news_from_zalo_does_not_undo_a_change_on_its_way(town: Town) -> None:
    [person] = known_followers(town, 1)
    tagging(town).give([person], "mới", None)
    store = town.runtime.store
    with store.write() as db:
        tags.take_over(db, person, ["khác"])
        tags.note(db, person, "mới", is_on=False)
        tags.note_removed(db, "mới")
    assert tagging(town).of_person(person) == ["khác", "mới"]
    tagging(town).push(9)
    with store.write() as db:
        tags.take_over(db, person, [])
    assert tagging(town).of_person(person) == []
