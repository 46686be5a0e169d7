"""A resident in the simulator's chat page."""

from __future__ import annotations

from playwright.sync_api import Browser, expect


def asks(browser: Browser, url: str, question: str, waits_for: str = "") -> str:
    """Write a message and wait for an answer (with these words in it); returns what the page shows then."""
    page = browser.new_page()
    page.goto(f"{url}/simulator/")
    box = page.get_by_role("textbox").first
    box.fill(question)
    box.press("Enter")
    expect(page.get_by_text(question).last).to_be_visible(timeout=15_000)
    if waits_for:
        expect(page.get_by_text(waits_for).last).to_be_visible(timeout=30_000)
    else:
        page.wait_for_timeout(3_000)
    page_text = page.inner_text("body")
    page.close()
    return page_text
