"""Every figure of an answer in English stands in a Vietnamese file it rests on."""

from __future__ import annotations

import re

import pytest

from bot.content.layers import locate
from tests.handlers.factories import CONTENT, words

ENTRIES = words().english
FIGURE = re.compile(r"\d[\d.,:/]*\d|\d")


def figures(text: str) -> set[str]:
    """Numbers, telephone numbers, dates and times without the addresses they stand in."""
    return set(FIGURE.findall(re.sub(r"https://\S+", "", text)))


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_its_figures_stand_in_the_vietnamese_files(name: str) -> None:
    entry = ENTRIES[name]
    sources = " ".join(locate(CONTENT, file).read_text(encoding="utf-8") for file in entry.rests_on)
    all_figures = figures(sources) | {figure.replace(".", "") for figure in figures(sources)}
    all_figures |= {"15:00"} if "15 giờ" in sources else set()
    for figure in figures(entry.text):
        assert figure in all_figures or figure.replace(".", "") in all_figures, f"{name}: {figure}"


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_its_procedure_and_files_exist(name: str) -> None:
    entry = ENTRIES[name]
    assert all(locate(CONTENT, file).is_file() for file in entry.rests_on)
    code = entry.code
    assert code is None or words().procedure(code) or code in words().listed or entry.outcome == "decline"


def test_twenty_matters_at_least_are_told() -> None:
    assert len(ENTRIES) >= 20
