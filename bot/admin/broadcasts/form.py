"""A broadcast as a form has it: what was typed becomes a draft, and a draft fills the form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from typing import Any, TypeVar

from bot.admin.broadcasts.audience_form import FormFields, fill_rule, rule_of
from bot.admin.broadcasts.repeat_form import fill_repeat, repeat_of
from bot.admin.broadcasts.texts import AUTO
from bot.broadcasts.forecast import Forecast
from bot.broadcasts.kinds import find_kind, kind_names
from bot.broadcasts.lifecycle import BroadcastDraft, BroadcastError
from bot.broadcasts.message import MODES, Message
from bot.broadcasts.texts import refusal
from bot.broadcasts.urgent_notices import USUAL_HOURS
from bot.clock import HOUR, at_zone
from bot.lib.numbers import find_integer
from bot.reply import Button
from bot.runtime import Runtime

ONLY_KIND = (
    "Nội dung hoặc nhóm nhận như vậy chỉ gửi được bằng “{}”: bài viết không điền tên, không có nút, không chọn nhóm."
)
MODE_NEEDS_SERIES = (
    "“Nội dung mỗi kỳ” chỉ dùng cho loạt tin lặp lại. "
    "Hãy chọn “Lặp lại”, hoặc chọn “Kỳ nào cũng gửi đúng nội dung này”."
)
TEMPLATE_NOT_CHOSEN = (
    "Đã ghi mã mẫu hoặc tham số, nhưng loại tin không phải là tin theo mẫu. Hãy chọn loại tin đó, hoặc bỏ các mục này."
)
LATE_NEEDS_TIME = "“Gửi chậm nhất sau” tính từ ngày giờ gửi. Hãy ghi ngày giờ gửi, hoặc bỏ số giờ."
BUTTONS = 5
LATEST_HOURS = 72

_Found = TypeVar("_Found")


def empty_form() -> FormFields:
    """The form of a new broadcast."""
    return FormFields(
        {
            "kind": AUTO,
            "to": "all",
            "at": "08:00",
            "holiday": "after",
            "mode": "fixed",
            "reach_by": "id",
            "public_hours": str(USUAL_HOURS),
        }
    )


def form_of(draft: BroadcastDraft, zone: tzinfo) -> FormFields:
    """A draft in the form's fields."""
    # Built at once: MultiDict.update would add to the values of an empty form, and `get` gives the first.
    send_at = f"{at_zone(draft.send_at, zone):%Y-%m-%dT%H:%M}" if draft.send_at else ""
    form = FormFields({**empty_form(), "kind": draft.kind, "send_at": send_at, **_fields_of(draft.message)})
    if draft.send_at and draft.latest_start:
        form["late_hours"] = str(round((draft.latest_start - draft.send_at) / HOUR))
    _fill_buttons(form, draft.message.buttons)
    fill_rule(form, draft.message.audience)
    fill_repeat(form, draft.repeat)
    return form


def _fields_of(message: Message) -> dict[str, str]:
    return {
        "title": message.title,
        "text": message.text,
        "topic": message.topic or "",
        "picture": message.picture or "",
        "link": message.link or "",
        "mode": message.mode,
        "note": message.note,
        "article_id": str(message.article_id or ""),
        "template_id": message.template_id or "",
        "template_data": "\n".join(f"{name}={value}" for name, value in message.template_data.items()),
        "reach_by": "phone" if message.by_phone else "id",
        "urgent_reason": message.urgent_reason,
        "public_hours": str(message.public_hours or USUAL_HOURS),
        "ends_notice": str(message.ends_notice or ""),
    }


def _fill_buttons(form: FormFields, buttons: tuple[Button, ...]) -> None:
    for number, button in enumerate(buttons, 1):
        act = "url" if button.url else "phone" if button.phone else "say"
        form[f"b{number}_label"], form[f"b{number}_act"] = button.label, act
        form[f"b{number}_value"] = button.url or button.phone or button.say or ""


def draft_of(runtime: Runtime, form: FormFields) -> BroadcastDraft:
    """The draft the form means. Raises BroadcastError with everything that cannot even be kept."""
    reasons: list[str] = []

    def tried(read: Callable[[], _Found], otherwise: _Found) -> _Found:
        try:
            return read()
        except BroadcastError as error:
            reasons.extend(error.reasons)
            return otherwise

    repeat = tried(lambda: repeat_of(form), None)
    send_at = tried(lambda: _moment(runtime, form.get("send_at", "")), None)
    late = tried(lambda: _late(form.get("late_hours", "").strip()), None)
    rule: dict[str, Any] = tried(lambda: rule_of(runtime, form), {})
    if form.get("picture_file"):
        reasons.append("Đã chọn tệp hình nhưng chưa tải lên. Hãy bấm “Tải hình lên”, hoặc bỏ chọn tệp.")
    message = _message(form, rule, repeat is not None)
    kind = form.get("kind", AUTO)
    reasons += _unused(form, kind)
    if kind in kind_names():
        reasons += find_kind(kind).check_form(message)
    if reasons:
        raise BroadcastError(reasons)
    if kind not in kind_names():
        kind = propose_kind(runtime, message)[0]
    return BroadcastDraft(kind, message, send_at, send_at + late * HOUR if send_at and late else None, repeat)


def _unused(form: FormFields, kind: str) -> Iterator[str]:
    """What was chosen and would not count beside the other choices."""
    if form.get("mode", "fixed") != "fixed" and not form.get("every"):
        yield MODE_NEEDS_SERIES
    if not _has_template(kind) and (_line(form, "template_id") or form.get("template_data", "").strip()):
        yield TEMPLATE_NOT_CHOSEN
    if form.get("late_hours", "").strip() and not form.get("send_at", "").strip():
        yield LATE_NEEDS_TIME


def propose_kind(runtime: Runtime, message: Message, forecast: Forecast | None = None) -> tuple[str, str]:
    """(the kind to use, why in one sentence), among the kinds these words and people allow.

    `forecast` of this message was made just now; it is not computed again for its kind.
    """
    room = runtime.broadcasts
    kinds = room.kinds(message)
    if len(kinds) == 1:
        return kinds[0], ONLY_KIND.format(find_kind(kinds[0]).label)
    return room.forecasts.best_kind(message, kinds, forecast)


def _message(form: FormFields, rule: dict[str, Any], is_series: bool) -> Message:
    mode = form.get("mode", "fixed")
    return Message(
        title=_line(form, "title"),
        text=form.get("text", "").replace("\r\n", "\n").strip(),
        picture=_line(form, "picture") or None,
        link=_line(form, "link") or None,
        buttons=_buttons(form),
        article_id=find_integer(form.get("article_id", "")),
        template_id=_line(form, "template_id") or None,
        template_data=_parameters(form.get("template_data", "")),
        by_phone=_by_phone(form),
        audience=rule,
        topic=form.get("topic") or None,
        mode=mode if is_series and mode in MODES else "fixed",
        note=form.get("note", "").strip(),
        **_urgent_fields(form),
    )


def _urgent_fields(form: FormFields) -> dict[str, Any]:
    """What only an urgent broadcast has; the fields count for no other kind."""
    kind = form.get("kind", "")
    if kind not in kind_names() or not find_kind(kind).is_urgent:
        return {}
    hours, ended = form.get("public_hours", "").strip(), form.get("ends_notice", "")
    return {
        "urgent_reason": form.get("urgent_reason", "").strip(),
        "public_hours": int(hours) if hours.isdecimal() and len(hours) < 5 else 0,
        "ends_notice": int(ended) if ended.isdecimal() and len(ended) < 16 else None,
    }


def _by_phone(form: FormFields) -> bool:
    """The choice stands among the fields of a template, and counts for nothing else."""
    return _has_template(form.get("kind", "")) and form.get("reach_by") == "phone"


def _has_template(kind: str) -> bool:
    return kind in kind_names() and find_kind(kind).has_template


def _buttons(form: FormFields) -> tuple[Button, ...]:
    buttons = []
    for number in range(1, BUTTONS + 1):
        label, value = _line(form, f"b{number}_label"), _line(form, f"b{number}_value")
        if not label and not value:
            continue
        match form.get(f"b{number}_act"):
            case "url":
                buttons.append(Button(label, url=value or None))
            case "phone":
                buttons.append(Button(label, phone=value or None))
            case _:
                buttons.append(Button(label, say=value or label))
    return tuple(buttons)


def _parameters(text: str) -> dict[str, str]:
    pairs = (line.partition("=") for line in text.splitlines() if line.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _line(form: FormFields, name: str) -> str:
    return " ".join(form.get(name, "").split())


def _moment(runtime: Runtime, text: str) -> int | None:
    try:
        return runtime.broadcasts.local_ms(datetime.fromisoformat(text.strip())) if text.strip() else None
    except (ValueError, OverflowError):
        raise BroadcastError([refusal("bad_moment", value=text)]) from None


def _late(text: str) -> int | None:
    hours = find_integer(text)
    if text and not (hours is not None and 1 <= hours <= LATEST_HOURS):
        raise BroadcastError([f"Số giờ gửi trễ phải từ 1 đến {LATEST_HOURS}."])
    return hours
