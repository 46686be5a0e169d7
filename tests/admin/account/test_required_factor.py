"""In live mode who approves or manages works with a second factor only; others as managers choose."""

from __future__ import annotations

import pytest

from tests.admin.installation import PASSWORD, csrf_in, new_official, sign_in

LIVE = {
    "WARD_MODE": "live",
    "ZALO_APP_ID": "1111111111111111111",
    "ZALO_APP_SECRET": "a",
    "ZALO_OA_ID": "2222222222222222222",
    "ZALO_OA_SECRET": "b",
}


@pytest.fixture
def environ():
    return LIVE


def first_page(app, runtime, role):
    """Where an official of a role who has set a password lands."""
    email = f"{role}@phuong.example.vn"
    first, client = runtime.officials.add(email, "Cán bộ", role), app.test_client()
    sign_in(client, email, first)
    token = csrf_in(client.get("/admin/password").text)
    client.post("/admin/password", data={"csrf": token, "old": first, "new": PASSWORD, "again": PASSWORD})
    return client.get("/admin/").location


@pytest.mark.parametrize(
    ("role", "page"),
    [("manager", "/admin/account/factor"), ("approver", "/admin/account/factor"), ("author", None), ("viewer", None)],
)
def test_who_decides_needs_one_before_the_first_page(app, runtime, role, page):
    assert first_page(app, runtime, role) == page


def test_no_manager_can_lift_it(app, runtime):
    manager = new_official(app, runtime, "manager")
    assert manager.press("/admin/settings/officials/second-factor", role="viewer").status_code == 303
    assert runtime.officials.factor.required() == {"viewer", "approver", "manager"}
    page = manager.page("/admin/settings/officials")
    assert 'value="manager" checked disabled' in page and "luôn phải dùng xác thực hai bước" in page
