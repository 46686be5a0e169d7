"""The options of `flask broadcast create` and `edit`, and the draft they make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import click

from bot.broadcasts.kinds import find_kind, kind_names
from bot.broadcasts.lifecycle import Actor, BroadcastDraft, BroadcastError
from bot.broadcasts.message import MODES, Message
from bot.broadcasts.repeat import Repeat
from bot.broadcasts.texts import refusal
from bot.people.audience import AudienceError
from bot.reply import Button
from bot.runtime import Runtime

EVERYONE = "all"
ARTICLE_WORDS = frozenset({"title", "text", "picture"})
"""What the article of a broadcast is made of."""

OPTIONS = (
    click.option("--text", default="", help="Nội dung; {tên} thành tên người nhận."),
    click.option(
        "--kind", type=click.Choice(kind_names()), help="Loại tin; bỏ trống thì máy chọn loại tới nhiều người nhất."
    ),
    click.option("--audience", default=EVERYONE, show_default=True, help="all hoặc tên nhóm người nhận đã lưu."),
    click.option("--target", "targets", multiple=True, metavar="KHÓA=MÃ", help="Bài viết: mã nhóm của Zalo đã khai."),
    click.option("--at", help="Giờ gửi, ví dụ 2026-12-01T08:00; bỏ trống thì gửi ngay sau khi duyệt."),
    click.option("--latest-start", help="Không bắt đầu muộn hơn giờ này."),
    click.option("--repeat", help="Lặp lại, ví dụ: weekly:MON at=08:00 holiday=skip."),
    click.option("--mode", type=click.Choice(MODES), default="fixed", help="Loạt tin: giữ nguyên, xoay vòng, bài mới."),
    click.option("--topic", help="Chủ đề."),
    click.option("--link", help="Đường dẫn https."),
    click.option("--picture", help="Địa chỉ hình https."),
    click.option(
        "--button", "buttons", multiple=True, metavar="TÊN|VIỆC", help="Nút: https://…, tel:số hoặc câu gửi đi."
    ),
    click.option("--article", "article_id", type=int, help="Số của bài viết."),
    click.option("--template", "template_id", help="Mã mẫu tin đã được Zalo duyệt."),
    click.option("--param", "params", multiple=True, metavar="TÊN=GIÁ TRỊ", help="Tham số của mẫu tin."),
    click.option("--by-phone/--by-id", default=False, help="Tin theo mẫu: gửi tới số điện thoại người dân đã đồng ý."),
    click.option("--note", default="", help="Ghi chú nội bộ."),
)


def draft_options(*, is_new: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add every option of a draft to a command; only a new one must have a title."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed((click.option("--title", required=is_new, help="Tiêu đề."), *OPTIONS)):
            command = option(command)
        return command

    return add


def draft_from(runtime: Runtime, by: Actor, fields: dict[str, Any]) -> tuple[BroadcastDraft, str]:
    """(the draft of the options, why this kind if the program chose it).

    Raises BroadcastError or RepeatError for what cannot even be kept as a draft.
    """
    message = Message(fields["title"], **{key: read(runtime, fields[name]) for name, (key, read) in _PARTS.items()})
    kind, why = (fields["kind"], "") if fields["kind"] else _proposal(runtime, message)
    return _whole(runtime, by, BroadcastDraft(kind, message, **_when(runtime, fields, set(_WHEN)))), why


def changed_draft(runtime: Runtime, by: Actor, old: BroadcastDraft, fields: dict[str, Any]) -> BroadcastDraft:
    """`old` with those options that were given on the command line; all others stay. Raises as `draft_from`."""
    context = click.get_current_context()
    option_names = {
        name for name in fields if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
    }
    parts = {key: read(runtime, fields[name]) for name, (key, read) in _PARTS.items() if name in option_names}
    if option_names & ARTICLE_WORDS and "article_id" not in option_names:
        parts["article_id"] = None  # one is made of the new words
    message = replace(old.message, **parts, **({"title": fields["title"]} if "title" in option_names else {}))
    kind = fields["kind"] or old.kind
    return _whole(runtime, by, replace(old, kind=kind, message=message, **_when(runtime, fields, option_names)))


def _whole(runtime: Runtime, by: Actor, draft: BroadcastDraft) -> BroadcastDraft:
    if not find_kind(draft.kind).sends_article:
        return draft
    return replace(draft, message=runtime.broadcasts.with_article(draft.message, by))


def _proposal(runtime: Runtime, message: Message) -> tuple[str, str]:
    """(the kind that reaches most for least among those these words and people allow, one sentence saying so)."""
    room = runtime.broadcasts
    return room.forecasts.best_kind(message, room.kinds(message))


def _audience(runtime: Runtime, name: str) -> dict[str, Any]:
    if name == EVERYONE:
        return {}
    try:
        return runtime.segments.audience_of(name).as_dict()
    except AudienceError as error:
        raise BroadcastError([str(error)]) from None


def _button(text: str) -> Button:
    label, _, does = (part.strip() for part in text.partition("|"))
    if does.startswith(("https://", "http://")):
        return Button(label, url=does)
    if does.startswith("tel:"):
        return Button(label, phone=does.removeprefix("tel:"))
    return Button(label, say=does or label)


def _pairs(_: Runtime, texts: tuple[str, ...]) -> dict[str, str]:
    pairs = (text.partition("=") for text in texts)
    return {name.strip(): value.strip() for name, _equals, value in pairs}


def _plain(_: Runtime, value: Any) -> Any:
    return value


def _or_none(_: Runtime, value: Any) -> Any:
    return value or None


_PARTS: dict[str, tuple[str, Callable[[Runtime, Any], Any]]] = {
    "text": ("text", _plain),
    "picture": ("picture", _or_none),
    "link": ("link", _or_none),
    "buttons": ("buttons", lambda _, texts: tuple(_button(text) for text in texts)),
    "article_id": ("article_id", _plain),
    "template_id": ("template_id", _or_none),
    "params": ("template_data", _pairs),
    "by_phone": ("by_phone", _plain),
    "audience": ("audience", _audience),
    "targets": ("target", _pairs),
    "topic": ("topic", _or_none),
    "mode": ("mode", _plain),
    "note": ("note", _plain),
}
"""Option → (the message's field, how it is read)."""


def _moment(runtime: Runtime, text: str | None) -> int | None:
    if not text:
        return None
    try:
        return runtime.broadcasts.local_ms(datetime.fromisoformat(text))
    except ValueError:
        raise BroadcastError([refusal("bad_moment", value=text)]) from None


def _repeat(_: Runtime, text: str | None) -> Repeat | None:
    return Repeat.parse(text) if text else None


_WHEN: dict[str, tuple[str, Callable[[Runtime, Any], Any]]] = {
    "at": ("send_at", _moment),
    "latest_start": ("latest_start", _moment),
    "repeat": ("repeat", _repeat),
}


def _when(runtime: Runtime, fields: dict[str, Any], option_names: set[str]) -> dict[str, Any]:
    return {key: read(runtime, fields[name]) for name, (key, read) in _WHEN.items() if name in option_names}
