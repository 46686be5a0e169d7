"""Every decision has a number, a date and a status, and stands in the list."""

from __future__ import annotations

import re

from tests.rules.repository import ROOT

FOLDER = ROOT / "docs/decisions"
PAGES = sorted(page for page in FOLDER.glob("*.md") if page.name != "README.md")
FORM = re.compile(
    r"# (?P<number>\d{4})\. (?P<title>[^\n]+)\n\n"
    r"Date: (?P<date>\d\d/\d\d/\d{4})\. Status: (?P<status>proposed|accepted|superseded by \d{4})\.\n"
)


def test_every_decision_has_a_number_a_date_and_a_status() -> None:
    for page in PAGES:
        form = FORM.match(page.read_text(encoding="utf-8"))
        assert form and re.fullmatch(rf"{form['number']}-[a-z0-9-]+\.md", page.name), page.name


def test_the_numbers_run_from_one_without_gaps() -> None:
    assert [int(page.name[:4]) for page in PAGES] == list(range(1, len(PAGES) + 1))


def test_the_list_names_each_decision_as_it_is() -> None:
    rows = []
    for page in PAGES:
        if form := FORM.match(page.read_text(encoding="utf-8")):
            rows.append(f"| [{form['number']}]({page.name}) | {form['title']} | {form['date']} | {form['status']} |")
    listed = (FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in listed if line.startswith("| [")] == rows
