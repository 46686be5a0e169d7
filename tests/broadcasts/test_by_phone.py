"""A template to telephone numbers: only to who agreed, by Zalo's other host, and no number is ever written where others read."""

from __future__ import annotations

import json
import logging

import pytest

from bot.broadcasts.lifecycle import BroadcastError
from bot.people.erasure import erase_person
from bot.store import official_links, people, personal_data, phones
from tests.support.app import wait_until
from tests.support.broadcasts import BroadcastFixture

PATH = "/message/template"
FIELDS = {"template_id": "300003", "template_data": {"ho_ten": "{tên|bà con}"}, "by_phone": True}


@pytest.fixture
def environment() -> dict[str, str]:
    return {"ZALO_PRICE_TEMPLATE": "100", "ZALO_PRICE_TEMPLATE_BY_PHONE": "200"}


@pytest.fixture
def agreed(broadcast_ward: BroadcastFixture) -> list[str]:
    """Three of the followers, who agreed to their number."""
    for person_id in broadcast_ward.followers[:3]:
        agrees(broadcast_ward, person_id)
    return broadcast_ward.followers[:3]


def number_of(broadcast_ward: BroadcastFixture, person_id: str) -> str:
    return str(broadcast_ward.zalo.zalo.get_person(person_id).phone)


def agrees(broadcast_ward: BroadcastFixture, person_id: str) -> None:
    """On their own phone: shares what they are asked for, and presses yes."""
    broadcast_ward.zalo.phones.submit_info(person_id)
    broadcast_ward.ward_app.settle()
    with broadcast_ward.zalo.zalo.lock:
        asked = [m for m in broadcast_ward.zalo.zalo.talks.messages_with(person_id) if m.who == "oa"][-1]
    broadcast_ward.zalo.phones.press(person_id, asked.id, 0)
    wait_until(lambda: phones.of_person(broadcast_ward.runtime.store, person_id) is not None)
    broadcast_ward.ward_app.settle()


def test_only_who_agreed_is_reached_and_the_forecast_says_so_with_the_price(
    broadcast_ward: BroadcastFixture, agreed: list[str]
) -> None:
    draft = broadcast_ward.draft("", "template", **FIELDS)
    forecast = broadcast_ward.room.forecasts.of("template", draft.message)
    assert (forecast.reach, forecast.price, forecast.cost) == (3, 200, 600)
    assert forecast.out == {"no_phone": len(broadcast_ward.followers) - 3}
    broadcast_id = broadcast_ward.approved(draft)
    broadcast_ward.runs(broadcast_id)
    broadcast_ward.ward_app.settle()
    counts = broadcast_ward.room.results.counts(broadcast_id)
    assert counts.reached == 3 and counts.by_reason["left_out", "no_phone"] == len(broadcast_ward.followers) - 3
    calls = [call for call in broadcast_ward.zalo.zalo.calls.calls_since(0) if call["path"] == PATH]
    assert len(calls) == 3


def test_the_receipt_settles_it_though_it_names_a_number(broadcast_ward: BroadcastFixture, agreed: list[str]) -> None:
    broadcast_id = broadcast_ward.approved(broadcast_ward.draft("", "template", **FIELDS))
    broadcast_ward.runs(broadcast_id)
    broadcast_ward.ward_app.settle()
    wait_until(lambda: broadcast_ward.counts(broadcast_id).get("delivered", 0) == 3)


def test_no_number_stands_in_the_log_the_audit_or_the_outbox(
    broadcast_ward: BroadcastFixture, agreed: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    broadcast_ward.zalo.faults.add_error(-118, 1, PATH)
    broadcast_ward.runs(broadcast_ward.approved(broadcast_ward.draft("", "template", **FIELDS)))
    broadcast_ward.ward_app.settle()
    store = broadcast_ward.runtime.store
    rows = [
        caplog.text,
        *(
            str(dict(row))
            for table in ("outbox", "audit", "broadcasts", "notes")
            for row in store.rows(f"SELECT * FROM {table}")
        ),
    ]
    for person_id in agreed:
        assert not any(number_of(broadcast_ward, person_id) in text for text in rows)


def test_who_takes_the_number_back_is_left_out_from_that_moment(
    broadcast_ward: BroadcastFixture, agreed: list[str]
) -> None:
    broadcast_id = broadcast_ward.approved(broadcast_ward.draft("", "template", **FIELDS))
    broadcast_ward.runtime.stop_workers()
    broadcast_ward.room.feeder.tick()
    broadcast_ward.room.feeder.refill()
    with broadcast_ward.runtime.store.write() as db:
        phones.set_for(db, agreed[0], None, broadcast_ward.clock())
    row = people.get(broadcast_ward.runtime.store, agreed[0])
    assert broadcast_ward.room.send_policy.exclusion_reason(row, "template_phone") == "no_phone"
    assert broadcast_ward.room.send_policy.exclusion_reason(row, "template") is None
    assert broadcast_ward.counts(broadcast_id)["queued"] == 3


def test_erasing_a_person_erases_the_number(broadcast_ward: BroadcastFixture, agreed: list[str]) -> None:
    store = broadcast_ward.runtime.store
    assert personal_data.count_erasable(store, agreed[0])["phone"] == 1
    assert personal_data.everything(store, agreed[0])["phone"][0]["phone"] == number_of(broadcast_ward, agreed[0])
    with store.write() as db:
        erase_person(db, agreed[0], broadcast_ward.clock())
    assert phones.of_person(store, agreed[0]) is None and personal_data.count_erasable(store, agreed[0])["phone"] == 0


def test_a_test_send_of_a_template_shows_what_fills_its_blanks(broadcast_ward: BroadcastFixture) -> None:
    with broadcast_ward.runtime.store.write() as db:
        official_links.link(db, broadcast_ward.approver.id, broadcast_ward.followers[0])
    draft = broadcast_ward.draft("", "template", **FIELDS)
    broadcast_id = broadcast_ward.room.lifecycle.create(draft, broadcast_ward.author)
    broadcast_ward.room.tests.send(
        broadcast_id, "template", draft.message, ["duyet@phuong.example.vn"], broadcast_ward.author
    )
    broadcast_ward.ward_app.settle()
    assert broadcast_ward.zalo.talk(broadcast_ward.followers[0])[-1]["text"] == "[Gửi thử] Mẫu 300003\nho_ten: duyet"


def test_the_choice_goes_with_templates_only(broadcast_ward: BroadcastFixture) -> None:
    with pytest.raises(BroadcastError, match="Chỉ tin theo mẫu"):
        broadcast_ward.approved(broadcast_ward.draft(by_phone=True))


def test_the_shell_can_choose_it(broadcast_ward: BroadcastFixture, shell: object) -> None:
    code, lines, output = shell(  # type: ignore[operator]
        "create",
        "--as",
        "soan@phuong.example.vn",
        "--title",
        "Nhắc hẹn",
        "--kind",
        "template",
        "--template",
        "300003",
        "--param",
        "ho_ten={tên}",
        "--by-phone",
        "--json",
    )
    assert code == 0, output
    message = json.loads(broadcast_ward.room.lifecycle.get(lines[-1]["id"]).content)
    assert message["by_phone"] is True
    assert "số điện thoại" in lines[-1]["audience"]
