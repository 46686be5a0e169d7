"""A manager sees which Zalo an official gets test sends on, proposes one, and takes it away."""

from __future__ import annotations

import json
import re

import pytest

from bot.clock import DAY, HOUR
from bot.conversation.effects import apply_effect
from bot.people.erasure import erase_person
from bot.reply import LinkOfficial
from tests.admin.followers import known, person_id
from tests.admin.installation import new_official


@pytest.fixture
def author(app, runtime):
    return new_official(app, runtime, "author")


def page_of(runtime, official):
    return f"/admin/settings/officials/{runtime.officials.find(official.email).id}"


def invitations(runtime):
    """(to whom, the button's words) of every message with a code."""
    answer = [
        (row["person_id"], json.loads(row["reply"])) for row in runtime.store.rows("SELECT * FROM outbox ORDER BY id")
    ]
    return [(person, button["say"]) for person, reply in answer for button in reply["buttons"]]


def presses(runtime, say, person):
    """What the turn does with the button of an invitation."""
    with runtime.store.write() as db:
        apply_effect(db, LinkOfficial(say.removeprefix("#canbo ")), person, runtime.clock())


def test_a_manager_finds_a_follower_by_name_and_the_phone_decides(runtime, clock, manager, author):
    an = known(runtime, 1, "Nguyễn Thị Ấn", wrote=clock() - HOUR)
    known(runtime, 2, "Trần Bình", wrote=clock() - HOUR)
    place = page_of(runtime, author)
    assert "Chưa nối" in manager.page(place)
    page = manager.page(f"{place}?q=thi+an")
    assert "Nguyễn Thị Ấn" in page and "Trần Bình" not in page
    assert manager.press(f"{place}/zalo", person=an).status_code == 303
    page = manager.page(place)
    assert (
        "Đang chờ cán bộ đồng ý trên điện thoại, tới 24/11/2026 12:00" in page
        and runtime.linked_zalo.list_linked() == []
    )
    [(to, say)] = invitations(runtime)
    assert to == an and "Cán bộ author" in runtime.helpdesk.talk(an)[-1].text
    presses(runtime, say, an)
    page = manager.page(place)
    assert "Đang nối với Zalo <b>Nguyễn Thị Ấn</b>" in page and "Đang chờ" not in page
    assert "đã nối" in manager.page("/admin/settings/officials")
    assert [own.email for own in runtime.linked_zalo.list_linked()] == [author.email]


def test_an_invitation_is_worth_nothing_elsewhere_later_or_twice(runtime, clock, manager, author):
    an, binh = known(runtime, 1, "An", wrote=clock()), known(runtime, 2, "Bình", wrote=clock())
    place = page_of(runtime, author)
    manager.press(f"{place}/zalo", person=an)
    manager.press(f"{place}/zalo", person=binh)
    (_, first), (_, second) = invitations(runtime)
    presses(runtime, second, an)
    presses(runtime, first, an)
    assert runtime.linked_zalo.list_linked() == [], "another phone, and an invitation that was replaced"
    clock.forward(DAY + 1)
    presses(runtime, second, binh)
    assert runtime.linked_zalo.list_linked() == [], "a day later"
    assert runtime.linked_zalo.waits_until(int(place[-1])) is None


def test_a_manager_takes_back_an_invitation_and_a_tie(runtime, clock, manager, author):
    an, place = known(runtime, 1, "An", wrote=clock()), page_of(runtime, author)
    manager.press(f"{place}/zalo", person=an)
    assert "Bỏ lời mời" in manager.page(place)
    assert manager.press(f"{place}/zalo/untie").status_code == 303
    presses(runtime, invitations(runtime)[0][1], an)
    assert runtime.linked_zalo.list_linked() == []
    manager.press(f"{place}/zalo", person=an)
    presses(runtime, invitations(runtime)[1][1], an)
    assert runtime.linked_zalo.list_linked()
    manager.press(f"{place}/zalo/untie")
    assert runtime.linked_zalo.list_linked() == [] and "Chưa nối" in manager.page(place)
    acts = [
        row["action"] for row in runtime.store.rows("SELECT action FROM audit WHERE action LIKE '%zalo%' ORDER BY id")
    ]
    invite, untie = "official_zalo_invite", "official_zalo_untie"
    assert acts == [invite, untie, invite, "zalo_tie", untie]
    audit = manager.page("/admin/settings/audit")
    assert "mời nối Zalo của cán bộ" in audit and an not in audit


def test_who_cannot_be_written_to_or_does_not_follow_is_not_invited(runtime, clock, manager, author):
    known(runtime, 1, "An", wrote=clock() - 8 * DAY)
    known(runtime, 2, "Bình", wrote=clock(), follows=False)
    place = page_of(runtime, author)
    page = manager.page(f"{place}?q=an")
    assert "chưa mời được" in page and "Gửi lời mời" not in page
    for number, sentence in ((1, "quá 7 ngày"), (2, "không theo dõi"), (3, "không theo dõi")):
        answer = manager.press(f"{place}/zalo", person=person_id(number), q="an")
        assert answer.status_code == 409 and sentence in answer.text and 'value="an"' in answer.text
    assert "Không có người theo dõi nào khớp" in manager.page(f"{place}?q=Bình")
    manager.press(f"{place}/disable")
    assert "Tài khoản này đã khóa" in manager.press(f"{place}/zalo", person=person_id(1)).text
    assert invitations(runtime) == []


def test_the_search_shows_ten_and_says_how_many_there_are(runtime, clock, manager, author):
    for number in range(12):
        known(runtime, number, f"Lê Văn {number}", wrote=clock())
    page = manager.page(f"{page_of(runtime, author)}?q=le van")
    assert page.count('name="person"') == 10 and "Có 12 người khớp" in page


def test_erasing_the_person_makes_the_button_worthless_for_them_too(runtime, clock, manager, author):
    an = known(runtime, 1, "An", wrote=clock())
    manager.press(f"{page_of(runtime, author)}/zalo", person=an)
    [(_, say)] = invitations(runtime)
    presses(runtime, say, an)
    with runtime.store.write() as db:
        erase_person(db, an, runtime.clock())
    presses(runtime, say, an)
    assert runtime.linked_zalo.list_linked() == []


def test_the_invitation_names_neither_code_nor_number_in_its_words(runtime, clock, manager, author):
    an = known(runtime, 1, "An", wrote=clock())
    manager.press(f"{page_of(runtime, author)}/zalo", person=an)
    text = runtime.helpdesk.talk(an)[-1].text
    assert not re.search(r"\d{3}|[0-9a-f]{8}|\{", text)
