"""A resident in the simulator's chat page."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.support.app import wait_until


def asks(browser: Browser, url: str, question: str, waits_for: str = "") -> str:
    """Write a message and wait for a new answer (with these words in it); returns the texts of the new answers."""
    page = browser.new_page()
    page.goto(f"{url}/simulator/")
    before = len(_answers(page, url))

    def new_answers() -> list[str]:
        return _answers(page, url)[before:]

    box = page.get_by_role("textbox").first
    box.fill(question)
    box.press("Enter")
    expect(page.get_by_text(question).last).to_be_visible(timeout=15_000)
    wait_until(lambda: any(waits_for in text for text in new_answers()), 30)
    texts = "\n".join(new_answers())
    page.close()
    return texts


def _answers(page: Page, url: str) -> list[str]:
    """What the OA has said to the person the page shows first, oldest first."""
    people = page.request.get(f"{url}/simulator/api/people").json()
    talk = page.request.get(f"{url}/simulator/api/people/{people[0]['id']}/talk").json()
    return [message["text"] or "" for message in talk["messages"] if message["who"] == "oa"]
