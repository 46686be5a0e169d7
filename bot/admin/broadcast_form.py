"""A broadcast as a form has it: what was typed becomes a draft, and a draft fills the form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any, TypeVar

from bot.admin.audience_form import Typed, rule_of, typed_rule
from bot.admin.repeat_form import repeat_of, typed_repeat
from bot.admin.words_broadcasts import KIND_NAMES
from bot.broadcasts.forecast import Forecast
from bot.broadcasts.message import KINDS, MODES, Message
from bot.broadcasts.service import BroadcastError, Draft
from bot.broadcasts.words import refusal
from bot.clock import HOUR, at_zone
from bot.reply import Button
from bot.runtime import Runtime

AUTO = "auto"
"""The program chooses the kind that reaches most people."""

ONLY_KIND = (
    "Nội dung hoặc nhóm nhận như vậy chỉ gửi được bằng “{}”: bài viết không điền tên, không có nút, không chọn nhóm."
)
NOT_IN_ARTICLE = (
    "Bài viết không có nút bấm, đường dẫn riêng và chữ điền sẵn như {tên}. Hãy bỏ đi, hoặc chọn “Tin tư vấn”."
)
BUTTONS = 5
LATEST_HOURS = 72

_Found = TypeVar("_Found")


def empty_form() -> Typed:
    """The form of a new broadcast."""
    return Typed({"kind": AUTO, "to": "all", "at": "08:00", "holiday": "after", "mode": "fixed", "reach_by": "id"})


def typed_of(draft: Draft, zone: tzinfo) -> Typed:
    """A draft in the form's fields."""
    message, typed = draft.message, empty_form()
    typed.update({
        "kind": draft.kind, "title": message.title, "text": message.text, "topic": message.topic or "",
        "picture": message.picture or "", "link": message.link or "", "mode": message.mode, "note": message.note,
        "article_id": str(message.article_id or ""), "template_id": message.template_id or "",
        "template_data": "\n".join(f"{name}={value}" for name, value in message.template_data.items()),
        "reach_by": "phone" if message.by_phone else "id",
        "send_at": f"{at_zone(draft.send_at, zone):%Y-%m-%dT%H:%M}" if draft.send_at else "",
    })  # fmt: skip
    if draft.send_at and draft.latest_start:
        typed["late_hours"] = str(round((draft.latest_start - draft.send_at) / HOUR))
    for number, button in enumerate(message.buttons, 1):
        act = "url" if button.url else "phone" if button.phone else "say"
        typed[f"b{number}_label"], typed[f"b{number}_act"] = button.label, act
        typed[f"b{number}_value"] = button.url or button.phone or button.say or ""
    typed_rule(typed, message.audience)
    typed_repeat(typed, draft.repeat)
    return typed


def draft_of(runtime: Runtime, typed: Typed) -> Draft:
    """The draft the form means. Raises BroadcastError with everything that cannot even be kept."""
    reasons: list[str] = []

    def tried(read: Callable[[], _Found], otherwise: _Found) -> _Found:
        try:
            return read()
        except BroadcastError as error:
            reasons.extend(error.reasons)
            return otherwise

    repeat = tried(lambda: repeat_of(typed), None)
    send_at = tried(lambda: _moment(runtime, typed.get("send_at", "")), None)
    late = tried(lambda: _late(typed.get("late_hours", "").strip()), None)
    rule: dict[str, Any] = tried(lambda: rule_of(runtime, typed), {})
    if typed.get("picture_file"):
        reasons.append("Đã chọn tệp hình nhưng chưa tải lên. Hãy bấm “Tải hình lên”, hoặc bỏ chọn tệp.")
    message = _message(typed, rule, repeat is not None)
    kind = typed.get("kind", AUTO)
    if kind == "article" and message.mode == "fixed" and not message.is_for_all_alike():
        reasons.append(NOT_IN_ARTICLE)
    if reasons:
        raise BroadcastError(reasons)
    if kind not in KINDS:
        kind = proposal(runtime, message)[0]
    return Draft(kind, message, send_at, send_at + late * HOUR if send_at and late else None, repeat)


def proposal(runtime: Runtime, message: Message, known: Forecast | None = None) -> tuple[str, str]:
    """(the kind to use, why in one sentence), among the kinds these words and people allow.

    `known` is a forecast of this message that was made just now.
    """
    room = runtime.broadcasting
    kinds = room.kinds()
    if message.audience or message.mode != "fixed" or not message.is_for_all_alike():
        kinds = tuple(kind for kind in kinds if kind != "article")
    if len(kinds) == 1:
        return kinds[0], ONLY_KIND.format(KIND_NAMES[kinds[0]])
    return room.forecasts.best_kind(message, kinds, known)


def _message(typed: Typed, rule: dict[str, Any], is_series: bool) -> Message:
    article_id = typed.get("article_id", "")
    mode = typed.get("mode", "fixed")
    return Message(
        title=_line(typed, "title"), text=typed.get("text", "").replace("\r\n", "\n").strip(),
        picture=_line(typed, "picture") or None, link=_line(typed, "link") or None, buttons=_buttons(typed),
        article_id=int(article_id) if article_id.isdecimal() else None, template_id=_line(typed, "template_id") or None,
        template_data=_parameters(typed.get("template_data", "")), by_phone=_by_phone(typed),
        audience=rule, topic=typed.get("topic") or None,
        mode=mode if is_series and mode in MODES else "fixed", note=typed.get("note", "").strip(),
    )  # fmt: skip


def _by_phone(typed: Typed) -> bool:
    """The choice stands among the fields of a template, and counts for nothing else."""
    return typed.get("kind") == "template" and typed.get("reach_by") == "phone"


def _buttons(typed: Typed) -> tuple[Button, ...]:
    found = []
    for number in range(1, BUTTONS + 1):
        label, value = _line(typed, f"b{number}_label"), _line(typed, f"b{number}_value")
        if not label and not value:
            continue
        match typed.get(f"b{number}_act"):
            case "url":
                found.append(Button(label, url=value or None))
            case "phone":
                found.append(Button(label, phone=value or None))
            case _:
                found.append(Button(label, say=value or label))
    return tuple(found)


def _parameters(text: str) -> dict[str, str]:
    pairs = (line.partition("=") for line in text.splitlines() if line.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _line(typed: Typed, name: str) -> str:
    return " ".join(typed.get(name, "").split())


def _moment(runtime: Runtime, text: str) -> int | None:
    try:
        return runtime.broadcasting.local_ms(datetime.fromisoformat(text.strip())) if text.strip() else None
    except (ValueError, OverflowError):
        raise BroadcastError([refusal("bad_moment", value=text)]) from None


def _late(text: str) -> int | None:
    if text and not (text.isdecimal() and 1 <= int(text) <= LATEST_HOURS):
        raise BroadcastError([f"Số giờ gửi trễ phải từ 1 đến {LATEST_HOURS}."])
    return int(text) if text else None
