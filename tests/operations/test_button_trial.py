"""`flask zalo check --to`: a real message with a button to an official's own Zalo, and which shape Zalo took."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.store import official_links
from tests.cli.test_cli import run
from tests.support.app import AppFixture, Resident

EMAIL = "lan@phuong.example.vn"


@pytest.fixture
def official(own_ward_app: AppFixture) -> Resident:
    """An official whose Zalo is linked and wrote a moment ago."""
    runtime = own_ward_app.runtime
    runtime.officials.add(EMAIL, "Nguyễn Thị Lan", "manager")
    resident = own_ward_app.new_person()
    resident.says("chào")
    with runtime.store.write() as db:
        official_links.link(db, runtime.officials.find(EMAIL).id, resident.id)  # type: ignore[index]
    return resident


def last_step(ward_app: AppFixture, to: str) -> dict[str, Any]:
    lines = run(ward_app, "zalo", "check", "--to", to, "--json").output.splitlines()
    step: dict[str, Any] = json.loads(lines[-1])
    assert step["step"] == "Nút bấm"
    return step


@pytest.mark.parametrize("to", [EMAIL, EMAIL.upper(), "official"])
def test_the_official_gets_a_button_that_works(own_ward_app: AppFixture, official: Resident, to: str) -> None:
    step = last_step(own_ward_app, to)
    assert (step["ok"], "kiểu message" in step["text"], "Nguyễn Thị Lan" in step["text"]) == (True, True, True)
    [message] = official.hears()
    assert [button["title"] for button in message["buttons"]] == ["Xem các mục"]
    assert official.presses("Xem các mục")[-1]["buttons"]
    assert own_ward_app.runtime.helpdesk.talk(official.id)[-3].text == message["text"]


@pytest.mark.parametrize(
    ("shapes", "ok", "words"),
    [
        (("message",), True, "kiểu payload"),
        (("payload",), True, "kiểu message"),
        (("message", "payload"), False, "từ chối cả hai kiểu"),
    ],
)
def test_it_says_which_shape_was_taken(
    own_ward_app: AppFixture, official: Resident, shapes: tuple[str, ...], ok: bool, words: str
) -> None:
    for shape in shapes:
        own_ward_app.zalo.faults.refuse_shape(shape, -201)
    step = last_step(own_ward_app, EMAIL)
    assert (step["ok"], words in step["text"]) == (ok, True)
    assert len(official.hears()) == 1


def test_it_begins_afresh_whatever_was_refused_before(own_ward_app: AppFixture, official: Resident) -> None:
    for shape in ("message", "payload"):
        own_ward_app.zalo.faults.refuse_shape(shape, -201)
    assert not official.says("giờ làm việc")[-1]["buttons"]
    own_ward_app.zalo.faults.clear()
    assert "kiểu message" in last_step(own_ward_app, EMAIL)["text"]
    assert official.says("địa chỉ")[-1]["buttons"]


@pytest.mark.parametrize("to", ["ai@phuong.example.vn", "official"])
def test_without_a_linked_zalo_it_says_how_to_link_one(own_ward_app: AppFixture, to: str) -> None:
    step = last_step(own_ward_app, to)
    assert (step["ok"], "Zalo của tôi" in step["text"]) == (False, True)


def test_a_refusal_is_told_and_nothing_follows_it(own_ward_app: AppFixture, official: Resident) -> None:
    own_ward_app.zalo.faults.add_error(-230, 1, "/v3.0/oa/message/cs")
    step = last_step(own_ward_app, EMAIL)
    assert (step["ok"], "-230" in step["text"]) == (False, True)
    assert official.hears() == []
