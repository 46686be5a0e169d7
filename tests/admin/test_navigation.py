"""Every page says in which section it is, because sections are made of the routes themselves."""

from __future__ import annotations

import re

from bot.admin.access import Rule
from bot.admin.cookies import COOKIE_PATH
from bot.admin.routes import NAVIGATION, ROUTES, SECTIONS, section_of
from tests.admin.installation import OfficialAtWork, new_official


def marked_in(page: str) -> list[str]:
    """What the navigation says is open."""
    bar = page.partition('<nav aria-label="Các trang">')[2].partition("</nav>")[0]
    return re.findall(r'aria-current="page">([^<]+)<', bar)


def test_every_page_of_somebody_signed_in_lies_in_one_section() -> None:
    for route in ROUTES:
        if route.rule is not Rule.ANYONE:
            holding = [section.label for section in SECTIONS if route in section.routes]
            assert len(holding) == 1, (route.path, holding)
            assert section_of(f"admin.{route.endpoint}") is not None


def test_a_section_opens_with_a_page_of_its_own() -> None:
    for section in SECTIONS:
        assert section.home in [route.endpoint for route in section.routes if route.method == "GET"], section.label


def test_a_page_is_marked_in_the_navigation_as_its_section(app, runtime, manager) -> None:
    for section in NAVIGATION:
        for route in section.routes:
            if route.method == "GET" and "<" not in route.path:
                answer = manager.client.get(COOKIE_PATH + route.path, buffered=True)
                if answer.status_code == 200 and answer.mimetype == "text/html":
                    assert marked_in(answer.text) == [section.label], route.path


def test_a_form_that_is_refused_stays_in_its_section(manager) -> None:
    answer = manager.press("/admin/settings/officials", email="sai", name="Ai", role="viewer")
    assert answer.status_code == 422 and marked_in(answer.text) == ["Cài đặt"]


def test_the_own_account_is_marked_at_ones_name_and_nothing_else_is(manager: OfficialAtWork) -> None:
    page = manager.page("/admin/account")
    assert marked_in(page) == [] and re.search(r'href="/admin/account"[^>]* aria-current="page"', page)
    assert 'href="/admin/account" title="Tài khoản của tôi" aria-current' not in manager.page("/admin/")


def test_nobody_is_shown_a_section_whose_first_page_is_closed_to_them(app, runtime) -> None:
    viewer = new_official(app, runtime, "viewer")
    bar = viewer.page("/admin/").partition('<nav aria-label="Các trang">')[2].partition("</nav>")[0]
    for path in re.findall(r'href="([^"]+)"', bar):
        assert viewer.client.get(path).status_code == 200, path
