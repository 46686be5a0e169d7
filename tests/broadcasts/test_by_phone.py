"""A template to telephone numbers: only to who agreed, by Zalo's other host, and no number is ever written where others read."""

from __future__ import annotations

import json
import logging

import pytest

from bot.broadcasts.service import BroadcastError
from bot.effects import erase_person
from bot.store import official_links, people, person_facts, phones
from tests.broadcasts.hall import Hall
from tests.town import wait_until

PATH = "/message/template"
FIELDS = {"template_id": "300003", "template_data": {"ho_ten": "{tên|bà con}"}, "by_phone": True}


@pytest.fixture
def environment() -> dict[str, str]:
    return {"ZALO_PRICE_TEMPLATE": "100", "ZALO_PRICE_TEMPLATE_BY_PHONE": "200"}


@pytest.fixture
def agreed(hall: Hall) -> list[str]:
    """Three of the followers, who agreed to their number."""
    for person_id in hall.followers[:3]:
        agrees(hall, person_id)
    return hall.followers[:3]


def number_of(hall: Hall, person_id: str) -> str:
    return str(hall.zalo.zalo.person(person_id).phone)


def agrees(hall: Hall, person_id: str) -> None:
    """On their own phone: shares what they are asked for, and presses yes."""
    hall.zalo.phones.submit_info(person_id)
    hall.town.settle()
    with hall.zalo.zalo.lock:
        asked = [m for m in hall.zalo.zalo.talks.of(person_id) if m.who == "oa"][-1]
    hall.zalo.phones.press(person_id, asked.id, 0)
    wait_until(lambda: phones.of_person(hall.runtime.store, person_id) is not None)
    hall.town.settle()


def test_only_who_agreed_is_reached_and_the_forecast_says_so_with_the_price(hall: Hall, agreed: list[str]) -> None:
    draft = hall.draft("", "template", **FIELDS)
    found = hall.room.forecasts.of("template", draft.message)
    assert (found.reach, found.price, found.cost) == (3, 200, 600)
    assert found.out == {"no_phone": len(hall.followers) - 3}
    broadcast_id = hall.approved(draft)
    hall.runs(broadcast_id)
    hall.town.settle()
    counts = hall.room.reports.counts(broadcast_id)
    assert counts.reached == 3 and counts.by_reason["left_out", "no_phone"] == len(hall.followers) - 3
    calls = [call for call in hall.zalo.zalo.calls.since(0) if call["path"] == PATH]
    assert len(calls) == 3


def test_the_receipt_settles_it_though_it_names_a_number(hall: Hall, agreed: list[str]) -> None:
    broadcast_id = hall.approved(hall.draft("", "template", **FIELDS))
    hall.runs(broadcast_id)
    hall.town.settle()
    wait_until(lambda: hall.counts(broadcast_id).get("delivered", 0) == 3)


def test_no_number_stands_in_the_log_the_audit_or_the_outbox(
    hall: Hall, agreed: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    hall.zalo.faults.add_error(-118, 1, PATH)
    hall.runs(hall.approved(hall.draft("", "template", **FIELDS)))
    hall.town.settle()
    store = hall.runtime.store
    written = [caplog.text, *(str(dict(row)) for table in ("outbox", "audit", "broadcasts", "notes")
                              for row in store.rows(f"SELECT * FROM {table}"))]  # fmt: skip
    for person_id in agreed:
        assert not any(number_of(hall, person_id) in text for text in written)


def test_who_takes_the_number_back_is_left_out_from_that_moment(hall: Hall, agreed: list[str]) -> None:
    broadcast_id = hall.approved(hall.draft("", "template", **FIELDS))
    hall.runtime.stop_workers()
    hall.room.courier.tick()
    hall.room.courier.refill()
    with hall.runtime.store.write() as db:
        phones.set_for(db, agreed[0], None, hall.clock())
    row = people.get(hall.runtime.store, agreed[0])
    assert hall.room.verdicts.is_out(row, "template_phone") == "no_phone"
    assert hall.room.verdicts.is_out(row, "template") is None
    assert hall.counts(broadcast_id)["queued"] == 3


def test_erasing_a_person_erases_the_number(hall: Hall, agreed: list[str]) -> None:
    store = hall.runtime.store
    assert person_facts.emptied(store, agreed[0])["phone"] == 1
    assert person_facts.everything(store, agreed[0])["phone"][0]["phone"] == number_of(hall, agreed[0])
    with store.write() as db:
        erase_person(db, agreed[0], hall.clock())
    assert phones.of_person(store, agreed[0]) is None and person_facts.emptied(store, agreed[0])["phone"] == 0


def test_a_test_send_of_a_template_shows_what_fills_its_blanks(hall: Hall) -> None:
    with hall.runtime.store.write() as db:
        official_links.link(db, hall.approver.id, hall.followers[0])
    draft = hall.draft("", "template", **FIELDS)
    made = hall.room.desk.create(draft, hall.author)
    hall.room.tests.send(made, "template", draft.message, ["duyet@phuong.example.vn"], hall.author)
    hall.town.settle()
    assert hall.zalo.talk(hall.followers[0])[-1]["text"] == "[Gửi thử] Mẫu 300003\nho_ten: duyet"


def test_the_choice_goes_with_templates_only(hall: Hall) -> None:
    with pytest.raises(BroadcastError, match="Chỉ tin theo mẫu"):
        hall.approved(hall.draft(by_phone=True))


def test_the_shell_can_choose_it(hall: Hall, shell: object) -> None:
    code, lines, said = shell(  # type: ignore[operator]
        "create", "--as", "soan@phuong.example.vn", "--title", "Nhắc hẹn", "--kind", "template", "--template", "300003",
        "--param", "ho_ten={tên}", "--by-phone", "--json",
    )  # fmt: skip
    assert code == 0, said
    message = json.loads(hall.room.desk.get(lines[-1]["id"])["content"])
    assert message["by_phone"] is True
    assert "số điện thoại" in lines[-1]["audience"]
