"""Labels go both ways: what officials do here is told to Zalo for certain, what is done there is known here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.people.tags import RETRY_MS, LabelService, TagError
from bot.store import audit, people, tags
from tests.support.app import AppFixture


@pytest.fixture
def ward_app(tmp_path: Path) -> Iterator[AppFixture]:
    fixture = AppFixture(tmp_path)
    yield fixture
    fixture.close()


def known_followers(ward_app: AppFixture, count: int) -> list[str]:
    ids: list[str] = ward_app.zalo.add_people(count)
    with ward_app.runtime.store.write() as db:
        people.sync(db, [(person_id, None, True) for person_id in ids], 1)
    return ids


def at_zalo(ward_app: AppFixture, person_id: str) -> set[str]:
    return set(ward_app.runtime.zalo.person_detail(person_id).tags)


def later(ward_app: AppFixture, wait_ms: int) -> LabelService:
    return LabelService(
        ward_app.runtime.store, ward_app.runtime.zalo, lambda: ward_app.runtime.clock() + wait_ms, sleep=lambda s: None
    )


def tagging(ward_app: AppFixture) -> LabelService:
    return later(ward_app, 0)


def test_a_label_is_here_at_once_and_at_zalo_soon(ward_app: AppFixture) -> None:
    first, second = known_followers(ward_app, 2)
    assert tagging(ward_app).give([first, second], " tổ  trưởng ", 7) == 2
    assert tagging(ward_app).of_person(first) == ["tổ trưởng"] and at_zalo(ward_app, first) == set()
    assert tagging(ward_app).push(10) == 2
    assert at_zalo(ward_app, first) == at_zalo(ward_app, second) == {"tổ trưởng"}
    assert tagging(ward_app).counts() == [("tổ trưởng", 2)] and tagging(ward_app).push(10) == 0


def test_it_is_taken_off_in_both_places(ward_app: AppFixture) -> None:
    [person] = known_followers(ward_app, 1)
    tagging(ward_app).give([person], "cũ", None)
    tagging(ward_app).push(1)
    assert tagging(ward_app).take([person], "cũ", None) == 1
    tagging(ward_app).push(1)
    ward_app.settle()
    assert tagging(ward_app).of_person(person) == [] and at_zalo(ward_app, person) == set()


def test_given_twice_it_is_told_once(ward_app: AppFixture) -> None:
    [person] = known_followers(ward_app, 1)
    assert [tagging(ward_app).give([person], "cũ", None) for _ in range(2)] == [1, 0]
    assert [tagging(ward_app).take([person], "mới", None), tagging(ward_app).push(9)] == [0, 1]


def test_the_last_wish_counts_when_zalo_was_slow_to_hear(ward_app: AppFixture) -> None:
    [person] = known_followers(ward_app, 1)
    tagging(ward_app).give([person], "cũ", None)
    tagging(ward_app).take([person], "cũ", None)
    assert tagging(ward_app).push(9) == 1
    assert at_zalo(ward_app, person) == set() and tagging(ward_app).refused() == []


@pytest.mark.parametrize(
    "text", ["khu phố 1", "KHU PHỐ 1", "  Khu   phố 1 ", "Khu phố\u200b 1", unicodedata.normalize("NFD", "Khu phố 1")]
)
def test_labels_that_look_alike_are_one_label(ward_app: AppFixture, text: str) -> None:
    first, second = known_followers(ward_app, 2)
    assert tagging(ward_app).give([first], "Khu phố 1", None) == 1
    assert tagging(ward_app).give([second], text, None) == 1
    assert tagging(ward_app).counts() == [("Khu phố 1", 2)]
    assert tagging(ward_app).take([first, second], text, None) == 2


def test_every_act_of_an_official_is_in_the_audit_without_the_label(ward_app: AppFixture) -> None:
    [person] = known_followers(ward_app, 1)
    tagging(ward_app).give([person], "hộ nghèo", 7)
    tagging(ward_app).take([person], "hộ nghèo", 7)
    lines = [(row.action, row.subject, row.detail) for row in audit.newest(ward_app.runtime.store, 2)]
    assert lines == [("untag", person, None), ("tag", person, None)]


@pytest.mark.parametrize("tag", ["", "  ", "x" * 51])
def test_a_label_must_be_a_short_text(ward_app: AppFixture, tag: str) -> None:
    [person] = known_followers(ward_app, 1)
    with pytest.raises(TagError, match="1 đến 50"):
        tagging(ward_app).give([person], tag, None)


def test_with_one_unknown_person_nobody_is_labelled(ward_app: AppFixture) -> None:
    [person] = known_followers(ward_app, 1)
    with pytest.raises(TagError, match="7000"):
        tagging(ward_app).give([person, "7000"], "cũ", None)
    assert tagging(ward_app).counts() == []


def test_a_refused_label_is_named_and_kept_here(ward_app: AppFixture) -> None:
    stranger = next(
        person["id"] for person in ward_app.zalo.people() if not person["follows"] and not person["anonymous"]
    )
    with ward_app.runtime.store.write() as db:
        people.ensure_person(db, stranger, 1)
    tagging(ward_app).give([stranger], "cũ", None)
    assert tagging(ward_app).push(9) == 1
    [refused] = tagging(ward_app).refused()
    assert (refused.person_id, refused.tag, refused.code) == (stranger, "cũ", "-213")
    assert "không theo dõi" in refused.reason and tagging(ward_app).of_person(stranger) == ["cũ"]
    tagging(ward_app).take([stranger], "cũ", None)
    tagging(ward_app).push(9)
    assert tagging(ward_app).refused() == [] and tagging(ward_app).of_person(stranger) == []


def test_trouble_is_tried_again_and_all_wait_together(ward_app: AppFixture) -> None:
    ids = known_followers(ward_app, 3)
    tagging(ward_app).give(ids, "cũ", None)
    ward_app.zalo.faults.server_errors = 1
    assert tagging(ward_app).push(9) == 0
    before = len(ward_app.zalo.calls)
    assert tagging(ward_app).push(9) == 0 and len(ward_app.zalo.calls) == before
    assert later(ward_app, RETRY_MS[0] + 1).push(9) == 3
    assert [at_zalo(ward_app, person) for person in ids] == [{"cũ"}] * 3


def test_a_call_cut_off_after_zalo_took_it_does_no_harm_when_repeated(ward_app: AppFixture) -> None:
    [person] = known_followers(ward_app, 1)
    tagging(ward_app).give([person], "cũ", None)
    ward_app.zalo.faults.drops = 1
    assert tagging(ward_app).push(9) == 0
    assert later(ward_app, RETRY_MS[0] + 1).push(9) == 1
    assert at_zalo(ward_app, person) == {"cũ"}


def test_what_officials_do_at_zalo_is_known_here(ward_app: AppFixture) -> None:
    first, second = known_followers(ward_app, 2)
    for person in (first, second):
        ward_app.runtime.zalo.tag(person, "đã tiêm")
    ward_app.runtime.zalo.tag(first, "cũ")
    ward_app.settle()
    assert tagging(ward_app).counts() == [("cũ", 1), ("đã tiêm", 2)]
    ward_app.runtime.zalo.untag(second, "đã tiêm")
    ward_app.runtime.zalo.remove_tag("cũ")
    ward_app.settle()
    assert tagging(ward_app).counts() == [("đã tiêm", 1)] and tagging(ward_app).of_person(first) == ["đã tiêm"]


def test_a_label_event_is_nobodys_turn(ward_app: AppFixture) -> None:
    [person] = known_followers(ward_app, 1)
    ward_app.runtime.zalo.tag(person, "cũ")
    ward_app.settle()
    found = people.get(ward_app.runtime.store, person)
    assert found is not None and (found.state, found.last_interaction_at) == (None, None)
    assert ward_app.zalo.talk(person) == []


def test_news_from_zalo_does_not_undo_a_change_on_its_way(ward_app: AppFixture) -> None:
    [person] = known_followers(ward_app, 1)
    tagging(ward_app).give([person], "mới", None)
    store = ward_app.runtime.store
    with store.write() as db:
        tags.replace_tags(db, person, ["khác"])
        tags.note(db, person, "mới", is_on=False)
        tags.note_removed(db, "mới")
    assert tagging(ward_app).of_person(person) == ["khác", "mới"]
    tagging(ward_app).push(9)
    with store.write() as db:
        tags.replace_tags(db, person, [])
    assert tagging(ward_app).of_person(person) == []
