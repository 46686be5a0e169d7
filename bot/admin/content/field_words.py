"""Fields of a content entry in the words officials read, and what changed between two texts of a file as sentences."""

from __future__ import annotations

import re
from datetime import date

import yaml

from bot.admin.content import texts
from bot.admin.content.form import SENTENCE, current_values, field_label, form_fields
from bot.admin.shared.differences import NEW, OUT, SAME, FieldChange, changed_fields
from bot.content.editing import EditError
from bot.content.files import Document
from bot.content.problems import Problem
from bot.content_editing.folder import parse_content_file
from bot.content_editing.forms import FormError, FormField, apply_form, form_values_of

NOTHING = "chưa có"
LONGEST_LINE = 120
"""A longer value is compared word by word instead of being told before and after."""


def changes_in_words(file: str, key: str, before: str, after: str) -> list[FieldChange]:
    """What changed, field by field: “Mức tiền: Lệ phí: 20.000 đồng → 30.000 đồng”; by lines where there is no form."""
    old, new = (parse_content_file(text, file).document for text in (before, after))
    if before == after:
        return []
    if old is None or new is None or not isinstance(old.data, dict) or not isinstance(new.data, dict):
        return changed_fields([("", before)], [("", after)])
    fields = form_fields(file, key, old.data)
    old_words, new_words = (_words_by_label(file, key, fields, document) for document in (old, new))
    changes = [
        _compare(label, old_words[label], new_words[label])
        for label in old_words
        if old_words[label] != new_words[label]
    ]
    return changes or changed_fields([("", before)], [("", after)])


def new_in_words(file: str, text: str) -> list[FieldChange]:
    """Every field of a new file that says something."""
    document = parse_content_file(text, file).document
    if document is None or not isinstance(document.data, dict):
        return []
    words = _words_by_label(file, "", form_fields(file, "", document.data), document)
    return [FieldChange(label, ((NEW, value),)) for label, value in words.items() if value not in (NOTHING, "không")]


def tells_everything(file: str, before: str, after: str) -> bool:
    """Whether the fields of the form hold all that changed; what is beyond them must be read line by line."""
    old, new = (parse_content_file(text, file).document for text in (before, after))
    if old is None or new is None or not isinstance(old.data, dict) or not isinstance(new.data, dict):
        return False
    fields = form_fields(file, "", old.data)
    try:
        carried = parse_content_file(apply_form(before, old.data, fields, form_values_of(fields, new.data)), file)
    except (FormError, EditError, yaml.YAMLError):
        return False
    return carried.document is not None and bool(carried.document.data == new.data)


def _words_by_label(file: str, key: str, fields: tuple[FormField, ...], document: Document) -> dict[str, str]:
    if not fields or (fields == (SENTENCE,) and key not in current_keys(document)):
        return {}
    values = current_values(file, fields, key, document.data)
    return {field_label(field.name): value_words(field, values[field.name]) for field in fields}


def current_keys(document: Document) -> set[str]:
    """Every key of a file, and of the blocks in it."""
    keys = {str(key) for key in document.data}
    return keys.union(*({str(key) for key in part} for part in document.data.values() if isinstance(part, dict)))


def value_words(field: FormField, text: str) -> str:
    """The text of a field as an official reads it: choices, days, flags, amounts and how a resident is called in words."""
    if field.widget == "flag":
        return "có" if text else "không"
    if not text.strip():
        return NOTHING
    if field.widget == "choice":
        return texts.CHOICES.get(text, text)
    if field.widget == "date":
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    if field.name == "fee_amounts":
        return "\n".join(map(_amount_words, text.splitlines()))
    return _as_told(text)


def _as_told(text: str) -> str:
    """Lines of a form without their marks: headings, separators, and the words that call a resident."""
    plain = re.sub(r"^##\s*(.*)$", r"\1:", text, flags=re.MULTILINE).replace(" | ", " · ")
    return plain.replace("{anh_chi}", "anh/chị").replace("{Anh_chi}", "Anh/chị")


def _amount_words(line: str) -> str:
    label, amount, *per = (part.strip() for part in line.split("|"))
    return f"{label}: {amount} đồng" + (f" {per[0]}" if per else "")


def _compare(label: str, before: str, after: str) -> FieldChange:
    if max(len(before), len(after)) <= LONGEST_LINE and "\n" not in before + after:
        return FieldChange(label, ((OUT, before), (SAME, " → "), (NEW, after)))
    [change] = changed_fields([(label, before)], [(label, after)])
    return change


def errors_by_field(
    fields: tuple[FormField, ...], document: Document | None, problems: list[Problem]
) -> dict[str, str]:
    """The problems of a file at the fields they belong to, by the line; those of no field are left out."""
    if document is None or not isinstance(document.data, dict):
        return {}
    keys = sorted((document.line((str(key),)), str(key)) for key in document.data)
    errors: dict[str, str] = {}
    for problem in problems:
        key = next((key for line, key in reversed(keys) if line <= problem.line), "")
        mine = [field for field in fields if field.key == key]
        mine.sort(key=lambda field: document.line((key, field.part)) if field.part else 0)
        near = [field for field in mine if not field.part or document.line((key, field.part)) <= problem.line]
        if near:
            errors.setdefault(near[-1].name, problem.in_words)
    return errors
