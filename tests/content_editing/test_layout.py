"""Writing one thing into a file leaves every other line as officials wrote it."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from bot.content.editing import EditError, add_rows, as_yaml, set_data

TEXT = """\
# Đầu tệp
title: Việc thử
says:
  - câu một   # lời nhắc
  - "câu: hai"

# về tiền
fee:
  kind: free
checked: 2026-06-10
"""


def test_a_value_of_any_kind_takes_the_place_of_the_old_one() -> None:
    new = set_data(TEXT, "fee", {"kind": "amount", "amounts": [{"label": "Lệ phí", "amount": 8000}]})
    assert new == TEXT.replace(
        "  kind: free\n", "  kind: amount\n  amounts:\n    - label: Lệ phí\n      amount: 8000\n"
    )


def test_a_new_line_goes_last_and_nothing_takes_a_line_away() -> None:
    longer = set_data(TEXT, "valid_to", date(2026, 12, 31))
    assert longer == TEXT + "valid_to: 2026-12-31\n"
    assert set_data(longer, "valid_to", None) == TEXT


def test_words_that_yaml_reads_as_yes_and_no_stay_words() -> None:
    assert yaml.safe_load(as_yaml({"post": "yes", "kind": "off", "code": "1.001193", "phone": "113"})) == {
        "post": "yes",
        "kind": "off",
        "code": "1.001193",
        "phone": "113",
    }


def test_lines_of_a_text_stay_lines() -> None:
    assert as_yaml({"text": "một\nhai\n"}) == "text: |\n  một\n  hai\n"


def test_more_entries_stand_below_the_old_ones_and_remarks_stay() -> None:
    new = add_rows(TEXT, "says", ["câu ba", "câu một", "câu: bốn"])
    assert new == TEXT.replace('  - "câu: hai"\n', "  - \"câu: hai\"\n  - câu ba\n  - 'câu: bốn'\n")
    assert add_rows(new, "says", ["câu ba"]) == new


def test_a_list_in_one_line_is_written_anew() -> None:
    assert yaml.safe_load(add_rows("says: [a, b]\nx: 1\n", "says", ["c"])) == {"says": ["a", "b", "c"], "x": 1}


def test_what_would_change_another_line_is_not_dared() -> None:
    with pytest.raises((EditError, yaml.YAMLError)):
        set_data("one: &word [a]\ntwo: *word\n", "one", ["b"])
