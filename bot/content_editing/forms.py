"""A file as the fields of a form, and back: only changed values are written, all other lines keep their text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.content.editing import set_data
from bot.content.file_schemas import FEE_KINDS, OFFICES
from bot.content.files import YamlMapping, YamlValue
from bot.content_editing import checked_lines, detail_lines, form_lines


class FormError(Exception):
    """Typed values that cannot be read; `reasons` by the field's name, in Vietnamese."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(" ".join(reasons.values()))
        self.reasons = dict(reasons)


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: `key` and `part` name the value in the file ("fee", "kind"), `widget` how it is typed.

    `widget` is line, text, date, flag, choice or link; `choices` are the values of a choice. `show` turns the value
    into the text of the field, `read` the text into a value (see `form_lines`).
    """

    name: str
    key: str
    part: str = ""
    widget: str = "line"
    choices: tuple[str, ...] = ()
    show: Callable[[YamlValue], str] = form_lines.show_plain
    read: Callable[[str], YamlValue] = form_lines.read_plain


def _plain_field(key: str, widget: str = "line") -> FormField:
    return FormField(key, key, widget=widget)


def _list_field(
    key: str,
    show: Callable[[YamlValue], str] = form_lines.show_rows,
    read: Callable[[str], YamlValue] = form_lines.read_rows,
) -> FormField:
    return FormField(key, key, widget="text", show=show, read=read)


def _date_field(key: str, part: str = "") -> FormField:
    name = f"{key}_{part}" if part else key
    return FormField(name, key, part, "date", show=form_lines.show_day, read=form_lines.read_day)


def _choice_field(key: str, part: str, choices: tuple[str, ...]) -> FormField:
    return FormField(f"{key}_{part}" if part else key, key, part, "choice", choices)


_PARTIAL = FormField("partial", "partial", widget="flag", show=form_lines.show_flag, read=form_lines.read_flag)
_REVIEW = (
    _date_field("checked"),
    _date_field("review_due"),
    _list_field("gaps"),
    _PARTIAL,
    _date_field("valid_from"),
    _date_field("valid_to"),
)

PROCEDURE = (
    _plain_field("title"),
    _plain_field("field"),
    _choice_field("office", "", OFFICES),
    _list_field("says"),
    _plain_field("who", "text"),
    _list_field("papers", form_lines.show_papers, form_lines.read_papers),
    FormField("deadline_text", "deadline", "text", "text"),
    FormField("deadline_late", "deadline", "late", "text"),
    FormField("deadline_source", "deadline", "source"),
    FormField("benefit_text", "benefit", "text", "text"),
    FormField(
        "benefit_amounts",
        "benefit",
        "amounts",
        "text",
        show=detail_lines.show_benefits,
        read=detail_lines.read_benefits,
    ),
    FormField("benefit_source", "benefit", "source"),
    _list_field("questions", detail_lines.show_questions, detail_lines.read_questions),
    _list_field("cases", detail_lines.show_cases, detail_lines.read_cases),
    _list_field("notes"),
    _list_field("form", detail_lines.show_forms, detail_lines.read_forms),
    _list_field("steps"),
    FormField("time_text", "time", "text", "text"),
    _choice_field("fee", "kind", FEE_KINDS),
    FormField("fee_text", "fee", "text", "text"),
    FormField("fee_amounts", "fee", "amounts", "text", show=form_lines.show_amounts, read=form_lines.read_amounts),
    FormField("fee_source", "fee", "source"),
    _date_field("fee", "valid_from"),
    _date_field("fee", "valid_to"),
    FormField("fee_after", "fee", "after"),
    _plain_field("where", "text"),
    _choice_field("online", "level", ("full", "part", "no", "unknown")),
    FormField("online_text", "online", "text", "text"),
    FormField("online_url", "online", "url", "link"),
    _choice_field("post", "level", ("yes", "no", "result_only", "unknown")),
    FormField("post_text", "post", "text", "text"),
    FormField("post_must_come", "post", "must_come", "flag", show=form_lines.show_flag, read=form_lines.read_flag),
    _plain_field("result", "text"),
    _list_field("law"),
    FormField("source_name", "source", "name"),
    FormField("source_url", "source", "url", "link"),
    *_REVIEW,
)

GUIDE = (
    _plain_field("title"),
    _list_field("says"),
    _plain_field("text", "text"),
    _list_field("buttons", form_lines.show_buttons, form_lines.read_buttons),
    _plain_field("source"),
    *_REVIEW,
)

DECLINE = (*GUIDE[:2], _plain_field("office"), *GUIDE[2:])

LIFE_EVENT = (
    _plain_field("title"),
    _list_field("says"),
    _plain_field("intro", "text"),
    _list_field("steps", form_lines.show_life_steps, form_lines.read_life_steps),
    _plain_field("together", "text"),
    _plain_field("source"),
    _date_field("checked"),
    _date_field("review_due"),
    _list_field("gaps"),
)

WARD = (
    _plain_field("name"),
    _plain_field("assistant_name"),
    _plain_field("called"),
    *(
        FormField(f"{key}_{part}", key, part, read=read)
        for key in ("counter", "police", "military")
        for part, read in (
            ("name", form_lines.read_plain),
            ("address", checked_lines.read_address),
            ("phone", checked_lines.read_phone),
        )
    ),
    FormField("counter_map_url", "counter", "map_url", "link", read=checked_lines.read_link),
    FormField("hotline", "hotline", read=checked_lines.read_phone),
    FormField("website", "website", widget="link", read=checked_lines.read_link),
    _plain_field("data_protection_contact"),
    FormField("hours_morning", "hours", "morning", show=form_lines.show_span, read=form_lines.read_span),
    FormField("hours_afternoon", "hours", "afternoon", show=form_lines.show_span, read=form_lines.read_span),
    FormField(
        "hours_saturday_morning",
        "hours",
        "saturday_morning",
        "flag",
        show=form_lines.show_flag,
        read=form_lines.read_yes_no,
    ),
    FormField("hours_confirmed", "hours", "confirmed", "flag", show=form_lines.show_flag, read=form_lines.read_yes_no),
    _plain_field("source"),
    _date_field("checked"),
    _date_field("review_due"),
)

KEEPS_NULL = frozenset({"address", "phone", "map_url", "hotline", "website", "data_protection_contact"})
"""Lines of ward.yaml that become null when they are emptied, so that they still show what is unknown."""


def fields_of(file: str) -> tuple[FormField, ...]:
    """The fields of a file's form; none when only its text can be edited."""
    folder = file.partition("/")[0]
    forms = {"procedures": PROCEDURE, "other_offices": DECLINE, "life_events": LIFE_EVENT, "ward.yaml": WARD}
    guides = dict.fromkeys(("postal", "online", "office", "feedback", "reform"), GUIDE)
    return (forms | guides).get(folder, ())


def form_values_of(fields: tuple[FormField, ...], data: Mapping[str, YamlValue]) -> dict[str, str]:
    """The text of each field of a file's form, by the field's name."""
    return {field.name: field.show(_get_value(data, field)) for field in fields}


def apply_form(text: str, data: Mapping[str, YamlValue], fields: tuple[FormField, ...], form: Mapping[str, str]) -> str:
    """The file's text with the changed fields of a sent form.

    Raises FormError for values that cannot be read, EditError when the layout of the file cannot be edited.
    """
    current, reasons, changed = form_values_of(fields, data), dict[str, str](), YamlMapping()
    for field in fields:
        typed_text = (
            form.get(field.name, "" if field.widget == "flag" else current[field.name]).replace("\r\n", "\n").strip()
        )
        if typed_text == current[field.name].strip():
            continue
        try:
            _set_value(changed, data, field, field.read(typed_text))
        except ValueError as error:
            reasons[field.name] = str(error)
    if reasons:
        raise FormError(reasons)
    for key, value in changed.items():
        text = set_data(text, key, value) if value is not NULL else _set_null(text, key)
    return text


NULL = object()
"""A line that is written as null instead of being removed."""


def _set_value(changed: YamlMapping, data: Mapping[str, YamlValue], field: FormField, value: YamlValue) -> None:
    if not field.part:
        changed[field.key] = NULL if value is None and field.key in KEEPS_NULL else value
        return
    whole = dict(changed.get(field.key) or data.get(field.key) or {})
    if value is None and field.part not in KEEPS_NULL:
        whole.pop(field.part, None)
    else:
        whole[field.part] = value
    changed[field.key] = whole or None


def _set_null(text: str, key: str) -> str:
    return set_data(text, key, "").replace(f"{key}: ''\n", f"{key}: null\n", 1)


def _get_value(data: Mapping[str, YamlValue], field: FormField) -> YamlValue:
    value = data.get(field.key)
    return value.get(field.part) if field.part and isinstance(value, dict) else None if field.part else value
