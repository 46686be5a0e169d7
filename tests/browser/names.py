"""What a page calls its parts, as a screen reader hears it. A name in words is the whole name."""

from __future__ import annotations

from re import Pattern

from playwright.sync_api import Locator, Page

Name = str | Pattern[str]
FIELDS = ("textbox", "searchbox", "spinbutton", "combobox")


def pressable(page: Page, name: Name) -> Locator:
    """The first button or link of this name."""
    button = page.get_by_role("button", name=name, exact=True)
    return button.or_(page.get_by_role("link", name=name, exact=True)).first


def field(page: Page, name: Name) -> Locator:
    """The first field of this name to write in."""
    first, *others = (page.get_by_role(role, name=name, exact=True) for role in FIELDS)  # type: ignore[arg-type]
    for other in others:
        first = first.or_(other)
    return first.first


def summary(page: Page, name: str) -> Locator:
    """The line that folds a part of the page out."""
    return page.locator("summary", has_text=name).first
