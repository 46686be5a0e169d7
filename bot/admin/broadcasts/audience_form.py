"""Whom a broadcast is for, as a form has it: everybody, a saved segment, or a rule made of boxes to tick."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from bot.broadcasts.lifecycle import BroadcastError
from bot.content.propaganda import TOPICS
from bot.lib.numbers import find_integer
from bot.people.audience import Audience, AudienceError
from bot.runtime import Runtime

FormFields = MultiDict[str, str]
"""What stands in a form's fields."""

EVERYBODY, SEGMENT, RULE, UNSEEN = "all", "segment", "rule", "unseen"
_CHOICES = {
    EVERYBODY: "Mọi người theo dõi",
    SEGMENT: "Một nhóm đã lưu",
    RULE: "Người có đủ các điều kiện chọn ở dưới",
    UNSEEN: "Người đã nhận mà chưa xem bản tin trước",
}
UNUSED = {
    SEGMENT: "Đã chọn một nhóm đã lưu, nhưng mục “Gửi cho ai” đang là “{}”. Hãy chọn “Một nhóm đã lưu”, hoặc bỏ chọn nhóm.",
    RULE: "Đã đánh dấu điều kiện (chủ đề, khu phố, nhãn…), nhưng mục “Gửi cho ai” đang là “{}”. "
    "Hãy chọn “Người có đủ các điều kiện chọn ở dưới”, hoặc bỏ các dấu đó.",
}
"""What was chosen and would not count: never sent to other people than the form shows."""
_LISTS = ("tags", "topics", "neighbourhoods")


def rule_of(runtime: Runtime, form: FormFields) -> dict[str, Any]:
    """The rule the form means. Raises BroadcastError, also when people were chosen beside the choice that counts."""
    to = form.get("to", EVERYBODY)
    ignored = [UNUSED[choice] for choice, is_made in chosen_parts(form).items() if is_made and choice != to]
    if ignored:
        raise BroadcastError([reason.format(_CHOICES.get(to, _CHOICES[EVERYBODY])) for reason in ignored])
    try:
        rule = _chosen_rule(runtime, form, to)
        left_out = [int(number) for number in form.getlist("without") if number.isdecimal()]
        return Audience.from_dict({**rule, "without": left_out} if left_out else rule, TOPICS).as_dict()
    except AudienceError as error:
        raise BroadcastError([str(error)]) from None


def _chosen_rule(runtime: Runtime, form: FormFields, to: str) -> dict[str, Any]:
    match to:
        case "segment":
            return _of_segment(runtime, form.get("segment", ""))
        case "rule":
            return rule_of_boxes(form)
        case "unseen" if form.get("unseen_of", "").isdecimal():
            return {"unseen_of": int(form["unseen_of"])}
    return {}


def chosen_parts(form: FormFields) -> dict[str, bool]:
    """Whether a group, and whether any condition, is chosen in the fields below the three choices."""
    conditions = any(form.getlist(name) for name in _LISTS) or form.get("window_open")
    return {
        SEGMENT: bool(form.get("segment", "").strip()),
        RULE: bool(conditions or form.get("active_days", "").strip()),
    }


def _of_segment(runtime: Runtime, segment_id: str) -> dict[str, Any]:
    if not segment_id.isdecimal():
        raise AudienceError("Chưa chọn nhóm người nhận đã lưu.")
    return {"segment": runtime.segments.get(int(segment_id)).id}


def rule_of_boxes(form: FormFields) -> dict[str, Any]:
    """The rule made of the boxes that are ticked. Raises AudienceError."""
    rule: dict[str, Any] = {name: form.getlist(name) for name in _LISTS if form.getlist(name)}
    days = form.get("active_days", "").strip()
    if days:
        number = find_integer(days)
        rule["active_within_days"] = days if number is None else number
    if form.get("window_open"):
        rule["window_open"] = True
    if not rule:
        raise AudienceError("Chưa chọn điều kiện nào. Muốn gửi cho tất cả, hãy chọn “Mọi người theo dõi”.")
    return Audience.from_dict(rule, TOPICS).as_dict()


def fill_rule(form: FormFields, rule: Mapping[str, Any]) -> None:
    """Put a rule into the form's fields."""
    own = {key: value for key, value in rule.items() if key != "without"}
    form["to"] = SEGMENT if "segment" in rule else UNSEEN if "unseen_of" in rule else RULE if own else EVERYBODY
    form["segment"], form["unseen_of"] = str(rule.get("segment", "")), str(rule.get("unseen_of", ""))
    form.setlist("without", [str(number) for number in rule.get("without", ())])
    for name in _LISTS:
        form.setlist(name, list(rule.get(name, ())))
    form["active_days"] = str(rule.get("active_within_days", ""))
    if rule.get("window_open"):
        form["window_open"] = "yes"
