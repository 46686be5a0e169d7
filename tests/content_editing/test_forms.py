"""A form shows what a file says and changes only what was changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.content.layers import locate
from bot.content.problems import Report
from bot.content_editing.folder import ContentFile, Folder, parse_content_file
from bot.content_editing.forms import FormError, apply_form, fields_of, form_values_of

CONTENT = Path(__file__).parents[2] / "content"
SAMPLES = (
    "procedures/khai-sinh.yaml",
    "procedures/an-toan-thuc-pham-nong-thuy-san.yaml",
    "procedures/ban-sao-ho-tich.yaml",
    "postal/buu-dien-la-gi.yaml",
    "other_offices/y-te.yaml",
    "life_events/sinh-con.yaml",
    "ward.yaml",
)


def sheet(file: str) -> ContentFile:
    return parse_content_file(locate(CONTENT, file).read_text(encoding="utf-8"), file)


def data(understanding: ContentFile) -> dict[str, Any]:
    assert understanding.document
    return understanding.document.data  # type: ignore[no-any-return]


@pytest.mark.parametrize("file", SAMPLES)
def test_a_form_sent_back_untouched_changes_nothing(file: str) -> None:
    content_file, fields = sheet(file), fields_of(file)
    typed = {name: value.replace("\n", "\r\n") for name, value in form_values_of(fields, data(content_file)).items()}
    assert apply_form(content_file.text, data(content_file), fields, typed) == content_file.text


@pytest.mark.parametrize("file", SAMPLES)
def test_every_field_reads_back_what_it_shows(file: str) -> None:
    content_file, fields = data(sheet(file)), fields_of(file)
    for field in fields:
        value = content_file.get(field.key)
        value = value.get(field.part) if field.part and isinstance(value, dict) else None if field.part else value
        shown = field.show(value).strip()
        if value not in (None, False, [], {}):
            assert field.read(shown) == (value.strip() if isinstance(value, str) else value), field.name


def test_a_fee_with_sums_is_written_as_the_file_wants_it() -> None:
    file = "procedures/khai-sinh.yaml"
    content_file, fields = sheet(file), fields_of(file)
    typed = form_values_of(fields, data(content_file)) | {
        "fee_kind": "amount",
        "fee_amounts": "Khai trễ hạn | 8.000 đồng | mỗi trường hợp",
        "fee_valid_from": "01/12/2026",
    }
    new = parse_content_file(apply_form(content_file.text, data(content_file), fields, typed), file)
    assert not Report().errors() and new.problems == ()
    assert data(new)["fee"]["amounts"] == [{"label": "Khai trễ hạn", "amount": 8000, "per": "mỗi trường hợp"}]
    assert data(new)["fee"]["valid_from"].isoformat() == "2026-12-01"
    same = {name: value for name, value in data(new).items() if name != "fee"}
    assert same == {name: value for name, value in data(content_file).items() if name != "fee"}
    assert new.text.startswith("# Một tệp là một thủ tục.")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("fee_amounts", "8000"), ("checked", "32/13/2026"), ("papers", "## Trường hợp\n## Khác\nGiấy")],
)
def test_what_cannot_be_understood_is_named_by_field(name: str, sentence: str) -> None:
    file = "procedures/khai-sinh.yaml"
    content_file, fields = sheet(file), fields_of(file)
    with pytest.raises(FormError) as caught:
        apply_form(
            content_file.text, data(content_file), fields, form_values_of(fields, data(content_file)) | {name: sentence}
        )
    assert list(caught.value.reasons) == [name]


def test_an_emptied_fact_of_the_ward_is_unknown_and_an_emptied_line_is_gone() -> None:
    ward, fields = sheet("ward.yaml"), fields_of("ward.yaml")
    phones = {"hotline": "0252123456", "counter_phone": "02521"}
    filled = apply_form(ward.text, data(ward), fields, form_values_of(fields, data(ward)) | phones)
    again = parse_content_file(filled, "ward.yaml")
    assert (data(again)["hotline"], data(again)["counter"]["phone"]) == ("0252123456", "02521")
    emptied = apply_form(filled, data(again), fields, form_values_of(fields, data(again)) | dict.fromkeys(phones, ""))
    assert data(parse_content_file(emptied, "ward.yaml")) == data(ward)


def test_unreadable_files_are_items_too(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: [", encoding="utf-8")
    content_file = Folder(tmp_path).read_all()["x.yaml"]
    assert content_file.document is None and content_file.problems
