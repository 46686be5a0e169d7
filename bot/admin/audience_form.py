"""Whom a broadcast is for, as a form has it: everybody, a saved segment, or a rule made of boxes to tick."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from bot.audiences import Audience, AudienceError
from bot.broadcasts.service import BroadcastError
from bot.content.propaganda import TOPICS
from bot.runtime import Runtime

Typed = MultiDict[str, str]
"""What stands in a form's fields."""

EVERYBODY, SEGMENT, RULE = "all", "segment", "rule"
_LISTS = ("tags", "topics", "neighbourhoods")


def rule_of(runtime: Runtime, typed: Typed) -> dict[str, Any]:
    """The rule the form means. Raises BroadcastError."""
    try:
        match typed.get("to", EVERYBODY):
            case "segment":
                return _of_segment(runtime, typed.get("segment", ""))
            case "rule":
                return ticked(typed)
        return {}
    except AudienceError as error:
        raise BroadcastError([str(error)]) from None


def _of_segment(runtime: Runtime, segment_id: str) -> dict[str, Any]:
    if not segment_id.isdecimal():
        raise AudienceError("Chưa chọn nhóm người nhận đã lưu.")
    return runtime.segments.get(int(segment_id)).audience.as_dict()


def ticked(typed: Typed) -> dict[str, Any]:
    """The rule made of the boxes that are ticked. Raises AudienceError."""
    rule: dict[str, Any] = {name: typed.getlist(name) for name in _LISTS if typed.getlist(name)}
    days = typed.get("active_days", "").strip()
    if days:
        rule["active_within_days"] = int(days) if days.isdecimal() else days
    if typed.get("window_open"):
        rule["window_open"] = True
    if not rule:
        raise AudienceError("Chưa chọn điều kiện nào. Muốn gửi cho tất cả, hãy chọn “Mọi người theo dõi”.")
    return Audience.from_dict(rule, TOPICS).as_dict()


def typed_rule(typed: Typed, rule: Mapping[str, Any]) -> None:
    """Put a rule into the form's fields."""
    typed["to"] = RULE if rule else EVERYBODY
    for name in _LISTS:
        typed.setlist(name, list(rule.get(name, ())))
    typed["active_days"] = str(rule.get("active_within_days", ""))
    if rule.get("window_open"):
        typed["window_open"] = "yes"
