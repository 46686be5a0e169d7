"""What the form of a content entry holds, and the file it makes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import yaml

from bot.admin.content import texts
from bot.content.editing import EditError, set_data, set_inside
from bot.content.files import YamlMapping, YamlValue
from bot.content.sentences import BLOCK, sentences_of
from bot.content_editing.folder import parse_content_file
from bot.content_editing.forms import FormError, FormField, apply_form, fields_of, form_values_of
from bot.content_editing.service import ContentEditingError

DIVIDER = "\n---\n"
SENTENCE = FormField("sentence", "sentence", widget="text")


def form_fields(file: str, key: str, data: YamlValue) -> tuple[FormField, ...]:
    """The fields of an entry's form; none when only the text of its file can be edited."""
    if not isinstance(data, dict):
        return ()
    if key in sentences_of(file, data):
        return (SENTENCE,)
    return fields_of(file)


def current_values(file: str, fields: tuple[FormField, ...], key: str, data: YamlValue) -> dict[str, str]:
    """The text of each field before an official types anything."""
    if fields == (SENTENCE,):
        value = sentences_of(file, data)[key]
        return {"sentence": DIVIDER.join(value) if isinstance(value, list) else str(value)}
    return form_values_of(fields, data) if fields else {}


def write_form(file: str, text: str, key: str, fields: tuple[FormField, ...], form: Mapping[str, str]) -> str:
    """The text of the file with the sent form applied. Raises ContentEditingError, FieldFaults for what is wrong at a field."""
    document = parse_content_file(text, file).document
    data = document.data if document else {}
    try:
        if fields == (SENTENCE,):
            return _set_sentence(file, text, key, data, form.get("sentence", ""))
        return apply_form(text, data, fields, form)
    except FormError as error:
        raise FieldFaults(error.reasons) from None
    except (EditError, yaml.YAMLError) as error:
        raise ContentEditingError(f"Không ghi được bằng biểu mẫu ({error}). Hãy sửa ở ô văn bản của mục.") from None


class FieldFaults(ContentEditingError):
    """What is wrong at single fields; `fields` holds the reason by the field's name."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(*(f"{field_label(name)}: {reason}." for name, reason in fields.items()))
        self.fields = dict(fields)


FEE = ("fee_kind", "fee_text", "fee_amounts")
"""Fields after whose change source and day are asked for."""


def demand_source(before: Mapping[str, str], form: Mapping[str, str], today: date) -> None:
    """Raises FieldFaults when a fee was changed without the text that sets it, or without the day it was compared.

    A new day that has not come yet is refused whatever else was changed.
    """
    faults: dict[str, str] = {}
    checked, was_checked = form.get("checked", "").strip(), before.get("checked", "")
    if checked not in ("", was_checked) and checked > today.isoformat() and re.fullmatch(r"\d{4}-\d\d-\d\d", checked):
        faults["checked"] = "ngày này chưa tới, hãy ghi ngày anh/chị đã so"
    is_changed = any(name in before and _plain(form.get(name, before[name])) != _plain(before[name]) for name in FEE)
    if is_changed and checked in ("", was_checked) and checked != today.isoformat():
        faults["checked"] = "lệ phí đã đổi, hãy ghi ngày anh/chị so với văn bản mới"
    if is_changed and form.get("fee_kind") == "amount" and not form.get("fee_source", "").strip():
        faults["fee_source"] = "lệ phí đã đổi, hãy ghi văn bản quy định mức mới"
    if faults:
        raise FieldFaults(faults)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def field_label(name: str) -> str:
    """The Vietnamese label of a field."""
    return texts.FIELDS.get(name, (name, ""))[0]


def _set_sentence(file: str, text: str, key: str, data: YamlMapping, typed_text: str) -> str:
    sentences = sentences_of(file, data)
    old = sentences.get(key)
    parts = [part.strip() for part in typed_text.replace("\r\n", "\n").split("---") if part.strip()]
    if not parts:
        raise ContentEditingError("Câu này không được để trống.")
    new = parts if isinstance(old, list) or len(parts) > 1 else parts[0]
    if new == (old.strip() if isinstance(old, str) else old):
        return text
    return set_data(text, key, new) if sentences is data else set_inside(text, BLOCK, key, new)
