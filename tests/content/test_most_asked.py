"""What is asked most is answered whole: form, page, deadline, yes or no for twenty; papers, fee, time, place for 120."""

from __future__ import annotations

import pytest
import yaml

from bot.content.models import Procedure
from tests.content import small
from tests.support.app import live_content

CODES: list[str] = yaml.safe_load((small.CONTENT / "most-asked.yaml").read_text(encoding="utf-8"))
WITHOUT_PAPERS = {"1.014589", "2.001088"}
"""Of some provinces only, and not on the portal since August 2026 (docs/content-review.md)."""
WITHOUT_FORM = {"2.000815"}
"""Certified copies: the law knows no form. What is filled in on the portal names its form with another procedure."""
FILLED_IN_ONLINE = {"3.000722"}


def procedure(code: str) -> Procedure:
    return live_content()().content.procedures[code]


@pytest.mark.parametrize("code", CODES[:20])
def test_each_of_the_twenty_says_by_when_where_online_which_form_and_yes_or_no(code: str) -> None:
    entry = procedure(code)
    assert entry.deadline and entry.deadline.text and entry.deadline.source
    assert code in (entry.origin.url or "") or "/1.116360" in (entry.origin.url or "")
    assert entry.questions and all(question.source for question in entry.questions)
    assert entry.form or code in WITHOUT_FORM | FILLED_IN_ONLINE


def test_the_120_have_papers_fee_time_and_place() -> None:
    assert len(CODES) == 120
    for entry in map(procedure, CODES):
        assert entry.fee.kind and entry.time and entry.where, entry.code
    assert {entry.code for entry in map(procedure, CODES) if not entry.papers} == WITHOUT_PAPERS
