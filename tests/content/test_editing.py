from __future__ import annotations

import pytest

from bot.content.editing import EditError, add_entry, set_value

TEXT = """\
# Đầu tệp.
name: Cũ
law:
  - Luật một
  - Luật hai  # vì sao

# Phần cuối.
checked: 2026-01-01
gaps: []
"""


def test_one_line_is_changed_and_the_rest_stays_as_it_was() -> None:
    assert set_value(TEXT, "checked", "2026-08-01") == TEXT.replace("2026-01-01", "2026-08-01")


def test_a_list_is_replaced_and_the_remark_before_the_next_key_stays() -> None:
    changed = set_value(TEXT, "law", ["Luật ba: mới"])
    assert 'law:\n  - "Luật ba: mới"\n\n# Phần cuối.\nchecked' in changed


def test_a_new_key_goes_last() -> None:
    assert set_value(TEXT, "decision", '"1/QĐ"').endswith('gaps: []\ndecision: "1/QĐ"\n')


def test_an_entry_is_added_once() -> None:
    once = add_entry(TEXT, "gaps", 'Có "ngoặc" và # dấu')
    assert once.endswith('gaps:\n  - "Có \\"ngoặc\\" và # dấu"\n')
    assert add_entry(once, "gaps", 'Có "ngoặc" và # dấu') == once


def test_a_file_that_is_no_mapping_is_left_alone() -> None:
    with pytest.raises(EditError):
        set_value("- một\n", "name", "x")
