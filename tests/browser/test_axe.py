"""The check for faults sees faults, each time a page is asked."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.axe import CONTRAST, SERIOUS, find_faults

FAULTY = '<html lang="vi"><title>a</title><main><h1>a</h1><img src="b.png"><p style="color: #bbb">mờ</p><input></main>'


def test_it_names_every_fault_of_a_page(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(FAULTY)
    for _ in range(2):
        rules = [rule for rule in find_faults(page) if rule["impact"] in SERIOUS]
        assert [rule["id"] for rule in rules] == ["color-contrast", "image-alt", "label"]
        assert rules[1]["nodes"] == ['<img src="b.png">']
        assert [rule["id"] for rule in find_faults(page, CONTRAST)] == ["color-contrast"]
    page.set_content(FAULTY.replace("#bbb", "#111"))
    assert find_faults(page, CONTRAST) == []
    page.close()
