"""A broadcast from the first draft to the last phone."""

from __future__ import annotations

import pytest

from bot.broadcasts.service import BroadcastError
from tests.broadcasts.hall import Hall


def test_it_reaches_every_follower_once(hall: Hall) -> None:
    broadcast_id = hall.approved()
    hall.runs(broadcast_id)
    hall.town.settle()
    assert set(hall.got(hall.followers).values()) == {1}
    counts = hall.counts(broadcast_id)
    assert sum(counts.values()) == len(hall.followers)
    assert hall.room.reports.counts(broadcast_id).reached == len(hall.followers)


def test_it_says_each_name(hall: Hall) -> None:
    broadcast_id = hall.approved()
    hall.runs(broadcast_id)
    person = hall.followers[3]
    assert hall.zalo.talk(person)[-1]["text"].startswith(f"Chào Người {person[-3:]}, ")


def test_its_author_cannot_approve_it(hall: Hall) -> None:
    boss = hall.official("truong@phuong.example.vn", "manager")
    broadcast_id = hall.room.desk.create(hall.draft(), boss)
    hall.room.desk.submit(broadcast_id, boss)
    with pytest.raises(BroadcastError, match="không được tự duyệt"):
        hall.room.desk.approve(broadcast_id, boss)
    assert hall.state(broadcast_id) == "submitted"


def test_editing_an_approved_one_takes_it_back(hall: Hall) -> None:
    later = hall.runtime.clock() + 3_600_000
    broadcast_id = hall.approved(hall.draft(send_at=later))
    assert hall.state(broadcast_id) == "scheduled"
    hall.room.desk.edit(broadcast_id, hall.draft("Khác", send_at=later), hall.author)
    assert hall.state(broadcast_id) == "draft"


def test_it_says_all_reasons_at_once(hall: Hall) -> None:
    draft = hall.draft("", link="http://a b", topic="bóng đá", audience={"tagz": ["x"]})
    broadcast_id = hall.room.desk.create(draft, hall.author)
    with pytest.raises(BroadcastError) as refused:
        hall.room.desk.submit(broadcast_id, hall.author)
    assert len(refused.value.reasons) == 4


def test_a_person_who_opted_out_gets_nothing_and_is_named(hall: Hall) -> None:
    from bot.store import people

    out = hall.followers[5]
    with hall.runtime.store.write() as db:
        people.opt_out(db, out, hall.runtime.clock())
    broadcast_id = hall.approved()
    hall.runs(broadcast_id)
    hall.town.settle()
    assert hall.got([out])[out] == 0
    assert hall.room.reports.counts(broadcast_id).by_reason["left_out", "opted_out"] == 1


def test_a_pressed_button_is_answered_and_counted(hall: Hall) -> None:
    from bot.reply import Button

    broadcast_id = hall.approved(hall.draft(buttons=(Button("Khai sinh", say="làm giấy khai sinh cần gì"),)))
    hall.runs(broadcast_id)
    hall.town.settle()
    person = hall.followers[0]
    message = hall.zalo.talk(person)[-1]
    hall.zalo.press(person, message["message_id"], 0)
    hall.town.settle()
    assert any("khai sinh" in said["text"].lower() for said in hall.zalo.talk(person)[2:])
    opened = hall.room.reports.opened(hall.room.desk.get(broadcast_id))
    assert [(found.kind, found.label, found.times) for found in opened] == [("press", "Khai sinh", 1)]


def test_a_followed_link_is_counted_and_leads_only_where_the_broadcast_does(hall: Hall) -> None:
    import requests

    broadcast_id = hall.approved(hall.draft(link="https://phuong.example.vn/bai"))
    token = hall.room.links.address(broadcast_id, 0).rsplit("/", 1)[1]
    answer = requests.get(f"{hall.town.url}/l/{token}", allow_redirects=False, timeout=5)
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://phuong.example.vn/bai")
    assert requests.get(f"{hall.town.url}/l/{token}x", allow_redirects=False, timeout=5).status_code == 404
    beyond = hall.room.links.address(broadcast_id, 1).rsplit("/", 1)[1]
    assert requests.get(f"{hall.town.url}/l/{beyond}", allow_redirects=False, timeout=5).status_code == 404
    assert [found.times for found in hall.room.reports.opened(hall.room.desk.get(broadcast_id))] == [1]


def test_of_two_who_decide_at_once_one_does_and_the_other_is_told(hall: Hall) -> None:
    from concurrent.futures import ThreadPoolExecutor

    other = hall.official("duyet2@phuong.example.vn", "approver")
    broadcast_id = hall.room.desk.create(hall.draft(send_at=hall.clock() + 3_600_000), hall.author)
    hall.room.desk.submit(broadcast_id, hall.author)

    def told(act: object) -> tuple[str, ...]:
        try:
            act()  # type: ignore[operator]
        except BroadcastError as error:
            return error.reasons
        return ()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(told, (
            lambda: hall.room.desk.approve(broadcast_id, hall.approver),
            lambda: hall.room.desk.reject(broadcast_id, other, "Trùng tin"),
        )))  # fmt: skip
    assert sorted(map(len, results)) == [0, 1]
    acts = [row["action"] for row in hall.room.reports.history(broadcast_id)]
    assert ("broadcast_approve" in acts) + ("broadcast_reject" in acts) == 1


def test_an_edit_of_an_old_version_overwrites_nothing(hall: Hall) -> None:
    broadcast_id = hall.room.desk.create(hall.draft("Một"), hall.author)
    seen = hall.room.desk.get(broadcast_id)["version"]
    hall.room.desk.edit(broadcast_id, hall.draft("Hai"), hall.approver, seen)
    with pytest.raises(BroadcastError, match="vừa được người khác sửa"):
        hall.room.desk.edit(broadcast_id, hall.draft("Ba"), hall.author, seen)
    assert hall.room.desk.draft_of(hall.room.desk.get(broadcast_id)).message.text == "Hai"
