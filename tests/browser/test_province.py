"""The page of a province in a real browser: no fault of accessibility, nothing wider than a phone, no script needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, expect

from bot.province.overview import Overview
from bot.province.page import create_app
from bot.province.reading import WardError
from bot.province.ward_list import WardAddress
from tests.browser.axe import find_faults
from tests.province.test_province import FAILING, NOW, STATUS, TOKEN
from tests.support.app import Served, free_port

WARD = WardAddress("phường An Bình", "https://an-binh.example.vn", TOKEN)
WARDS = (WARD, *(replace(WARD, name=f"xã Tân Lập {number}", url=f"{WARD.url}/{number}") for number in range(3)))


def ask(ward: WardAddress, path: str, _: object = None) -> dict[str, object]:
    if ward.name == "xã Tân Lập 2":
        raise WardError("Không trả lời")
    if path == "/api/report":
        return {"totals": {"asked": 1200, "answered": 900, "followers": 30_000}}
    return FAILING if ward.name == "xã Tân Lập 1" else STATUS


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    overview = Overview(WARDS, lambda: NOW, ask)
    overview.refresh()
    served = Served(create_app(overview, lambda: NOW), free_port())
    yield served.url
    served.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_is_read_on_a_phone_without_scripts(browser: Browser, address: str, theme: str) -> None:
    with browser.new_context(color_scheme=theme, viewport={"width": 390, "height": 800}) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for path, heading in (
            ("/", "Tình trạng các phường, xã"),
            ("/bao-cao?kind=year&year=2026", "Báo cáo các phường, xã"),
        ):
            page.goto(address + path)
            expect(page.get_by_role("heading", name=heading)).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            assert page.locator("script").count() == 0
            assert find_faults(page) == []
