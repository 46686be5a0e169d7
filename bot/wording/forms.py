"""A file as fields of a form and back: only what was changed is written, everything else keeps its words and layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.content.editing import set_data
from bot.content.formats import FEE_KINDS, OFFICES
from bot.wording import lines


class FormError(Exception):
    """What was typed cannot be understood; `reasons` by the field's name, in Vietnamese."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(" ".join(reasons.values()))
        self.reasons = dict(reasons)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `key` and `part` say where the value stands in the file ("fee", "kind"), `look` how it is typed.

    `look` is line, text, date, flag, choice or link; `choices` are the values of a choice. `show` and `read` turn the
    value into what is typed and back; `read` returns None for nothing and raises ValueError with what is wrong.
    """

    name: str
    key: str
    part: str = ""
    look: str = "line"
    choices: tuple[str, ...] = ()
    show: Callable[[Any], str] = lines.show_plain
    read: Callable[[str], Any] = lines.read_plain


def _plain(key: str, look: str = "line") -> Field:
    return Field(key, key, look=look)


def _rows(
    key: str, show: Callable[[Any], str] = lines.show_rows, read: Callable[[str], Any] = lines.read_rows
) -> Field:
    return Field(key, key, look="text", show=show, read=read)


def _date(key: str, part: str = "") -> Field:
    name = f"{key}_{part}" if part else key
    return Field(name, key, part, "date", show=lines.show_day, read=lines.read_day)


def _choice(key: str, part: str, choices: tuple[str, ...]) -> Field:
    return Field(f"{key}_{part}" if part else key, key, part, "choice", choices)


_PARTIAL = Field("partial", "partial", look="flag", show=lines.show_flag, read=lines.read_flag)
_REVIEW = (_date("checked"), _date("review_due"), _rows("gaps"), _PARTIAL, _date("valid_from"), _date("valid_to"))

PROCEDURE = (
    _plain("title"), _plain("field"), _choice("office", "", OFFICES), _rows("says"), _plain("who", "text"),
    _rows("papers", lines.show_papers, lines.read_papers), _rows("notes"),
    _rows("form", lines.show_linked, lines.read_linked), _rows("steps"), Field("time_text", "time", "text", "text"),
    _choice("fee", "kind", FEE_KINDS), Field("fee_text", "fee", "text", "text"),
    Field("fee_amounts", "fee", "amounts", "text", show=lines.show_amounts, read=lines.read_amounts),
    Field("fee_source", "fee", "source"), _date("fee", "valid_from"), _date("fee", "valid_to"),
    Field("fee_after", "fee", "after"),
    _plain("where", "text"), _choice("online", "level", ("full", "part", "no", "unknown")),
    Field("online_text", "online", "text", "text"), Field("online_url", "online", "url", "link"),
    _choice("post", "level", ("yes", "no", "result_only", "unknown")), Field("post_text", "post", "text", "text"),
    _plain("result", "text"), _rows("law"), Field("source_name", "source", "name"),
    Field("source_url", "source", "url", "link"), *_REVIEW,
)  # fmt: skip

GUIDE = (
    _plain("title"), _rows("says"), _plain("text", "text"), _rows("buttons", lines.show_buttons, lines.read_buttons),
    _plain("source"), *_REVIEW,
)  # fmt: skip

DECLINE = (*GUIDE[:2], _plain("office"), *GUIDE[2:])

LIFE_EVENT = (
    _plain("title"), _rows("says"), _plain("intro", "text"), _rows("steps", lines.show_life_steps, lines.read_life_steps),
    _plain("together", "text"), _plain("source"), _date("checked"), _date("review_due"), _rows("gaps"),
)  # fmt: skip

WARD = (
    _plain("name"), _plain("assistant_name"), _plain("called"),
    *(Field(f"{key}_{part}", key, part) for key in ("counter", "police", "military") for part in ("name", "address", "phone")),
    Field("counter_map_url", "counter", "map_url", "link"), _plain("hotline"), _plain("website", "link"),
    _plain("data_protection_contact"),
    Field("hours_morning", "hours", "morning", show=lines.show_span, read=lines.read_span),
    Field("hours_afternoon", "hours", "afternoon", show=lines.show_span, read=lines.read_span),
    Field("hours_saturday_morning", "hours", "saturday_morning", "flag", show=lines.show_flag, read=lines.read_yes_no),
    Field("hours_confirmed", "hours", "confirmed", "flag", show=lines.show_flag, read=lines.read_yes_no),
    _plain("source"), _date("checked"), _date("review_due"),
)  # fmt: skip

KEEPS_NULL = frozenset({"address", "phone", "map_url", "hotline", "website", "data_protection_contact"})
"""Lines of ward.yaml that stay with null when they are emptied: what is unknown is said so."""


def fields_of(file: str) -> tuple[Field, ...]:
    """The fields a file is edited with; none when only its text can be edited."""
    folder = file.partition("/")[0]
    known = {"procedures": PROCEDURE, "other_offices": DECLINE, "life_events": LIFE_EVENT, "ward.yaml": WARD}
    guides = dict.fromkeys(("postal", "online", "office", "feedback", "reform"), GUIDE)
    return (known | guides).get(folder, ())


def typed_of(fields: tuple[Field, ...], data: Mapping[str, Any]) -> dict[str, str]:
    """What stands in each field of a file's form."""
    return {field.name: field.show(_value(data, field)) for field in fields}


def with_typed(text: str, data: Mapping[str, Any], fields: tuple[Field, ...], typed: Mapping[str, str]) -> str:
    """The file's text with the fields that were changed. Raises FormError; EditError when the file is written too oddly."""
    now, reasons, changed = typed_of(fields, data), dict[str, str](), dict[str, Any]()
    for field in fields:
        said = typed.get(field.name, "" if field.look == "flag" else now[field.name]).replace("\r\n", "\n").strip()
        if said == now[field.name].strip():
            continue
        try:
            _put(changed, data, field, field.read(said))
        except ValueError as error:
            reasons[field.name] = str(error)
    if reasons:
        raise FormError(reasons)
    for key, value in changed.items():
        text = set_data(text, key, value) if value is not NULL else _set_null(text, key)
    return text


NULL = object()
"""A line that is written as null, not taken out."""


def _put(changed: dict[str, Any], data: Mapping[str, Any], field: Field, value: Any) -> None:
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


def _value(data: Mapping[str, Any], field: Field) -> Any:
    value = data.get(field.key)
    return value.get(field.part) if field.part and isinstance(value, dict) else None if field.part else value
