"""The options of `flask broadcast create` and `edit`, and the draft they make."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from bot.audiences import AudienceError
from bot.broadcasts.message import KINDS, MODES, Message
from bot.broadcasts.repeat import Repeat
from bot.broadcasts.service import Actor, BroadcastError, Draft
from bot.broadcasts.words import refusal
from bot.reply import Button
from bot.runtime import Runtime

EVERYONE = "all"

OPTIONS = (
    click.option("--title", required=True, help="Tiêu đề."),
    click.option("--text", default="", help="Nội dung; {tên} thành tên người nhận."),
    click.option("--kind", type=click.Choice(KINDS), help="Loại tin; bỏ trống thì máy chọn loại tới nhiều người nhất."),
    click.option("--audience", default=EVERYONE, show_default=True, help="all hoặc tên nhóm người nhận đã lưu."),
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
    click.option("--note", default="", help="Ghi chú nội bộ."),
)


def draft_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add every option of a draft to a command."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def draft_from(runtime: Runtime, by: Actor, fields: dict[str, Any]) -> Draft:
    """The draft of the options. Raises BroadcastError or RepeatError for what cannot even be kept as a draft."""
    message = Message(
        title=fields["title"], text=fields["text"], picture=fields["picture"], link=fields["link"],
        buttons=tuple(_button(text) for text in fields["buttons"]), article_id=fields["article_id"],
        template_id=fields["template_id"], template_data=dict(_pair(text) for text in fields["params"]),
        audience=_audience(runtime, fields["audience"]), topic=fields["topic"], mode=fields["mode"], note=fields["note"],
    )  # fmt: skip
    room = runtime.broadcasting
    kind = fields["kind"] or room.forecasts.best_kind(message, room.kinds())[0]
    return Draft(
        kind,
        room.with_article(message, by) if kind == "article" else message,
        send_at=_moment(runtime, fields["at"]),
        latest_start=_moment(runtime, fields["latest_start"]),
        repeat=Repeat.parse(fields["repeat"]) if fields["repeat"] else None,
    )


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


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip(), value.strip()


def _moment(runtime: Runtime, text: str | None) -> int | None:
    if not text:
        return None
    try:
        return runtime.broadcasting.local_ms(datetime.fromisoformat(text))
    except ValueError:
        raise BroadcastError([refusal("bad_moment", value=text)]) from None
