"""The three ways to go through a page: with scripts, without, and by keys alone; each journey is written once for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.browser.axe import CONTRAST, SERIOUS, find_faults
from tests.browser.keyboard import Keys
from tests.browser.names import Name, field, pressable, summary


class Mouse:
    """The acts of a journey with a mouse. `stays` is only of use to the keys: a click waits by itself."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, name: Name, *, stays: bool = False) -> None:
        pressable(self.page, name).click()

    def write(self, name: Name, text: str) -> None:
        field(self.page, name).fill(text)

    def set_time(self, name: Name, moment: str) -> None:
        field(self.page, name).fill(moment)

    def tick(self, name: Name) -> None:
        self.page.get_by_role("checkbox", name=name).check()

    def choose(self, name: Name) -> None:
        self.page.get_by_role("radio", name=name).check()

    def pick(self, name: Name, option: str) -> None:
        self.page.get_by_role("combobox", name=name).select_option(label=option)

    def unfold(self, name: str) -> None:
        summary(self.page, name).click()


@dataclass(frozen=True)
class Way:
    """One way through the pages."""

    name: str
    scripts: bool
    take: Callable[[Page], Mouse | Keys]


WITH_SCRIPTS = Way("with scripts", True, Mouse)
WITHOUT_SCRIPTS = Way("without scripts", False, Mouse)
BY_KEYS = Way("by keys", True, Keys)
ALL_WAYS = (WITH_SCRIPTS, WITHOUT_SCRIPTS, BY_KEYS)


def ways(*choice: Way) -> pytest.MarkDecorator:
    """Run a test once for each of these ways (all three if none is named), as its argument `way`."""
    found = choice or ALL_WAYS
    return pytest.mark.parametrize("way", found, ids=[one.name for one in found])


WIDTHS = (1280, 390)


def assert_usable(page: Page, address: str) -> None:
    """The open page has no serious fault in any of four looks (wide and narrow, light and dark), and never scrolls sideways."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, options in (("light", None), ("dark", CONTRAST)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            rules = [rule for rule in find_faults(page, options) if rule["impact"] in SERIOUS]
            faults = [(rule["id"], rule["nodes"][:3]) for rule in rules]
            assert faults == [], (address, width, scheme)
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, f"{address} scrolls sideways at {width}"
