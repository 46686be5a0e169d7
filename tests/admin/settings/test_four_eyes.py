"""One manager is not both pairs of eyes: accounts somebody has just given access to count as that person's."""

from __future__ import annotations

import re

import pytest

from bot.accounts.four_eyes import approval_fault
from bot.broadcasts.drafts import Actor
from bot.clock import DAY
from tests.admin.broadcast_office import Office
from tests.admin.installation import PASSWORD, OfficialAtWork, csrf_in, sign_in


@pytest.fixture
def number(runtime):
    """The number of an official by e-mail."""
    return lambda email: next(row.id for row in runtime.officials.everyone() if row.email == email)


def add_at_the_desk(app, manager, email, role):
    """An account that a manager adds, and signs in with."""
    page = manager.press("/admin/settings/officials", email=email, name="Người mới", role=role).text
    first, client = re.findall(r"<code>([^<]+)</code>", page)[0], app.test_client()
    assert sign_in(client, email, first).status_code == 303
    token = csrf_in(client.get("/admin/password").text)
    client.post("/admin/password", data={"csrf": token, "old": first, "new": PASSWORD, "again": PASSWORD})
    return OfficialAtWork(client, email)


def test_a_manager_approves_nothing_through_an_account_made_for_it(app, runtime, manager, number):
    office = Office(app, runtime)
    made_for_it = add_at_the_desk(app, manager, "moi@phuong.example.vn", "approver")
    office.lan = Actor(number(manager.email), frozenset({"manager"}))
    broadcast = office.submitted()
    path = f"/admin/broadcasts/{broadcast}/approve"
    version = str(office.room.lifecycle.get(broadcast).version)
    answer = made_for_it.press(path, version=version)
    assert answer.status_code >= 400 and "Trong 24 giờ qua, một người đã cấp" in answer.text
    assert office.room.lifecycle.get(broadcast).state == "submitted"
    assert office.approver.press(path, version=version).status_code == 303


def test_every_way_of_lending_an_account_counts_for_a_day(clock, runtime, number):
    officials = runtime.officials
    for email, role in (("lan@x.vn", "manager"), ("hoa@x.vn", "approver"), ("an@x.vn", "author")):
        officials.add(email, email, role)
    lan, hoa, an = number("lan@x.vn"), number("hoa@x.vn"), number("an@x.vn")

    def fault(author, approver):
        return approval_fault(runtime.store, author, approver, clock())

    assert fault(lan, hoa) == "" and fault(lan, lan) == "own"
    for lend in (
        lambda: officials.reset_password("hoa@x.vn", lan),
        lambda: officials.set_roles("hoa@x.vn", "manager", lan),
        lambda: (officials.disable("hoa@x.vn", lan), officials.enable("hoa@x.vn", lan)),
    ):
        lend()
        assert fault(lan, hoa) == fault(hoa, lan) == "same_hand"
        assert fault(an, hoa) == "", "somebody else's text is read by two"
        clock.forward(DAY + 1)
        assert fault(lan, hoa) == ""


def test_neither_a_go_between_nor_two_accounts_of_one_giver_help(clock, runtime, number):
    officials = runtime.officials
    officials.add("lan@x.vn", "Lan", "manager")
    lan = number("lan@x.vn")
    officials.add("giua@x.vn", "Giữa", "manager", lan)
    officials.add("duyet@x.vn", "Duyệt", "approver", number("giua@x.vn"))
    officials.add("soan@x.vn", "Soạn", "author", lan)
    approver, author = number("duyet@x.vn"), number("soan@x.vn")
    assert approval_fault(runtime.store, lan, approver, clock()) == "same_hand"
    assert approval_fault(runtime.store, author, approver, clock()) == "same_hand"
