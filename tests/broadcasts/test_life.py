"""A broadcast from the first draft to the last phone."""

from __future__ import annotations

import pytest
import requests

from bot.broadcasts.lifecycle import BroadcastError
from bot.reply import Button
from bot.store import official_links
from tests.support.broadcasts import BroadcastFixture


def test_it_reaches_every_follower_once(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = broadcast_ward.approved()
    broadcast_ward.runs(broadcast_id)
    broadcast_ward.ward_app.settle()
    assert set(broadcast_ward.got(broadcast_ward.followers).values()) == {1}
    counts = broadcast_ward.counts(broadcast_id)
    assert sum(counts.values()) == len(broadcast_ward.followers)
    assert broadcast_ward.room.results.counts(broadcast_id).reached == len(broadcast_ward.followers)


def test_it_says_each_name(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = broadcast_ward.approved()
    broadcast_ward.runs(broadcast_id)
    person = broadcast_ward.followers[3]
    assert broadcast_ward.zalo.talk(person)[-1]["text"].startswith(f"Chào Người {person[-3:]}, ")


def test_its_author_cannot_approve_it(broadcast_ward: BroadcastFixture) -> None:
    boss = broadcast_ward.official("truong@phuong.example.vn", "manager")
    broadcast_id = broadcast_ward.room.lifecycle.create(broadcast_ward.draft(), boss)
    broadcast_ward.room.lifecycle.submit(broadcast_id, boss)
    with pytest.raises(BroadcastError, match="không được tự duyệt"):
        broadcast_ward.room.lifecycle.approve(broadcast_id, boss)
    assert broadcast_ward.state(broadcast_id) == "submitted"


def test_editing_an_approved_one_takes_it_back(broadcast_ward: BroadcastFixture) -> None:
    later = broadcast_ward.runtime.clock() + 3_600_000
    broadcast_id = broadcast_ward.approved(broadcast_ward.draft(send_at=later))
    assert broadcast_ward.state(broadcast_id) == "scheduled"
    broadcast_ward.room.lifecycle.edit(broadcast_id, broadcast_ward.draft("Khác", send_at=later), broadcast_ward.author)
    assert broadcast_ward.state(broadcast_id) == "draft"


def test_it_says_all_reasons_at_once(broadcast_ward: BroadcastFixture) -> None:
    draft = broadcast_ward.draft("", link="http://a b", topic="bóng đá", audience={"tagz": ["x"]})
    broadcast_id = broadcast_ward.room.lifecycle.create(draft, broadcast_ward.author)
    with pytest.raises(BroadcastError) as refused:
        broadcast_ward.room.lifecycle.submit(broadcast_id, broadcast_ward.author)
    assert len(refused.value.reasons) == 4


def test_a_person_who_opted_out_gets_nothing_and_is_named(broadcast_ward: BroadcastFixture) -> None:
    from bot.store import people

    out = broadcast_ward.followers[5]
    with broadcast_ward.runtime.store.write() as db:
        people.opt_out(db, out, broadcast_ward.runtime.clock())
    broadcast_id = broadcast_ward.approved()
    broadcast_ward.runs(broadcast_id)
    broadcast_ward.ward_app.settle()
    assert broadcast_ward.got([out])[out] == 0
    assert broadcast_ward.room.results.counts(broadcast_id).by_reason["left_out", "opted_out"] == 1


def test_a_pressed_button_is_answered_and_counted(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = broadcast_ward.approved(
        broadcast_ward.draft(buttons=(Button("Khai sinh", say="làm giấy khai sinh cần gì"),))
    )
    broadcast_ward.runs(broadcast_id)
    broadcast_ward.ward_app.settle()
    person = broadcast_ward.followers[0]
    message = broadcast_ward.zalo.talk(person)[-1]
    broadcast_ward.zalo.press(person, message["message_id"], 0)
    broadcast_ward.ward_app.settle()
    assert any("khai sinh" in sentence["text"].lower() for sentence in broadcast_ward.zalo.talk(person)[2:])
    opened = broadcast_ward.room.results.opened(broadcast_ward.room.lifecycle.get(broadcast_id))
    assert [(match.kind, match.label, match.times) for match in opened] == [("press", "Khai sinh", 1)]


def test_a_followed_link_is_counted_and_leads_only_where_the_broadcast_does(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = broadcast_ward.approved(broadcast_ward.draft(link="https://phuong.example.vn/bai"))
    token = broadcast_ward.room.links.address(broadcast_id, 0).rsplit("/", 1)[1]
    answer = follow(broadcast_ward, token)
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://phuong.example.vn/bai")
    assert follow(broadcast_ward, f"{token}x").status_code == 404
    beyond = broadcast_ward.room.links.address(broadcast_id, 1).rsplit("/", 1)[1]
    assert follow(broadcast_ward, beyond).status_code == 404
    assert openings(broadcast_ward, broadcast_id) == [1]


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("HEAD", {}),
        ("GET", {"User-Agent": ""}),
        ("GET", {"User-Agent": "facebookexternalhit/1.1"}),
        ("GET", {"User-Agent": "TelegramBot (like TwitterBot)"}),
        ("GET", {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}),
        ("GET", {"User-Agent": "python-requests/2.32"}),
        ("GET", {"Sec-Purpose": "prefetch;prerender"}),
    ],
)
def test_programs_that_look_where_a_link_leads_are_led_on_and_not_counted(
    broadcast_ward: BroadcastFixture, method: str, headers: dict[str, str]
) -> None:
    broadcast_id = broadcast_ward.approved(broadcast_ward.draft(link="https://phuong.example.vn/bai"))
    token = broadcast_ward.room.links.address(broadcast_id, 0).rsplit("/", 1)[1]
    assert follow(broadcast_ward, token, method, headers).status_code == 302
    assert openings(broadcast_ward, broadcast_id) == []


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Zalo iOS/24110 ZaloTheme/light",
        "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 Zalo android/24100",
        "Mozilla/5.0 (Linux; Android 13; Cubot P80) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36",
    ],
)
def test_the_browser_inside_zalo_is_a_person(broadcast_ward: BroadcastFixture, agent: str) -> None:
    broadcast_id = broadcast_ward.approved(broadcast_ward.draft(link="https://phuong.example.vn/bai"))
    token = broadcast_ward.room.links.address(broadcast_id, 0).rsplit("/", 1)[1]
    follow(broadcast_ward, token, "GET", {"User-Agent": agent})
    assert openings(broadcast_ward, broadcast_id) == [1]


def test_a_test_leads_where_residents_will_be_led_and_counts_nothing(broadcast_ward: BroadcastFixture) -> None:
    official = broadcast_ward.followers[0]
    with broadcast_ward.runtime.store.write() as db:
        official_links.link(db, broadcast_ward.approver.id, official)
    draft = broadcast_ward.draft(
        link="https://phuong.example.vn/bai", buttons=(Button("Khai sinh", say="làm giấy khai sinh cần gì"),)
    )
    broadcast_id = broadcast_ward.room.lifecycle.create(draft, broadcast_ward.author)
    broadcast_ward.room.tests.send(
        broadcast_id, "consultation", draft.message, ["duyet@phuong.example.vn"], broadcast_ward.author
    )
    broadcast_ward.ward_app.settle()
    test = broadcast_ward.zalo.talk(official)[-1]
    assert test["buttons"][0]["payload"] == {"url": "https://phuong.example.vn/bai"}
    broadcast_ward.zalo.press(official, test["message_id"], 1)
    broadcast_ward.ward_app.settle()
    assert any("khai sinh" in bubble["text"].lower() for bubble in broadcast_ward.zalo.talk(official)[-3:])
    broadcast_ward.room.lifecycle.submit(broadcast_id, broadcast_ward.author)
    broadcast_ward.room.lifecycle.approve(broadcast_id, broadcast_ward.approver)
    broadcast_ward.zalo.press(official, test["message_id"], 1)
    broadcast_ward.ward_app.settle()
    assert openings(broadcast_ward, broadcast_id) == []


PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


def follow(
    ward: BroadcastFixture, token: str, method: str = "GET", headers: dict[str, str] | None = None
) -> requests.Response:
    """What a browser of a phone gets for a link, or what asks with other headers."""
    url = f"{ward.ward_app.url}/l/{token}"
    return requests.request(
        method, url, headers={"User-Agent": PHONE} | (headers or {}), allow_redirects=False, timeout=5
    )


def openings(ward: BroadcastFixture, broadcast_id: int) -> list[int]:
    return [row.times for row in ward.room.results.opened(ward.room.lifecycle.get(broadcast_id))]


def test_of_two_who_decide_at_once_one_does_and_the_other_is_told(broadcast_ward: BroadcastFixture) -> None:
    from concurrent.futures import ThreadPoolExecutor

    other = broadcast_ward.official("duyet2@phuong.example.vn", "approver")
    broadcast_id = broadcast_ward.room.lifecycle.create(
        broadcast_ward.draft(send_at=broadcast_ward.clock() + 3_600_000), broadcast_ward.author
    )
    broadcast_ward.room.lifecycle.submit(broadcast_id, broadcast_ward.author)

    def told(act: object) -> tuple[str, ...]:
        try:
            act()  # type: ignore[operator]
        except BroadcastError as error:
            return error.reasons
        return ()

    with ThreadPoolExecutor(2) as pool:
        results = list(
            pool.map(
                told,
                (
                    lambda: broadcast_ward.room.lifecycle.approve(broadcast_id, broadcast_ward.approver),
                    lambda: broadcast_ward.room.lifecycle.reject(broadcast_id, other, "Trùng tin"),
                ),
            )
        )
    assert sorted(map(len, results)) == [0, 1]
    acts = [row.action for row in broadcast_ward.room.results.history(broadcast_id)]
    assert ("broadcast_approve" in acts) + ("broadcast_reject" in acts) == 1


def test_an_edit_of_an_old_version_overwrites_nothing(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = broadcast_ward.room.lifecycle.create(broadcast_ward.draft("Một"), broadcast_ward.author)
    version = broadcast_ward.room.lifecycle.get(broadcast_id).version
    broadcast_ward.room.lifecycle.edit(broadcast_id, broadcast_ward.draft("Hai"), broadcast_ward.approver, version)
    with pytest.raises(BroadcastError, match="vừa được người khác sửa"):
        broadcast_ward.room.lifecycle.edit(broadcast_id, broadcast_ward.draft("Ba"), broadcast_ward.author, version)
    assert broadcast_ward.room.lifecycle.draft_of(broadcast_ward.room.lifecycle.get(broadcast_id)).message.text == "Hai"
