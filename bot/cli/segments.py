"""`flask followers segments`: named audiences."""

from __future__ import annotations

import json
from typing import Any

import click

from bot.accounts.roles import WRITING
from bot.cli.output import clear_errors, json_option, say_json
from bot.lib.numbers import format_number
from bot.people.audience import Audience, AudienceError, describe
from bot.people.segments import Segment
from bot.runtime import Runtime

as_option = click.option("--as", "email", required=True, metavar="EMAIL", help="Cán bộ làm việc này.")


def make_segments(runtime: Runtime) -> click.Group:
    """Return the command group `segments`."""
    segments = runtime.segments

    @click.group("segments")
    def group() -> None:
        """Nhóm người nhận có đặt tên."""

    @group.command("list")
    @json_option
    def listing(as_json: bool) -> None:
        """Các nhóm và số người hiện có."""
        for segment in segments.listing():
            size = segments.preview(segment.audience, 0).size
            if as_json:
                say_json(_as_json(segment) | {"count": size})
            else:
                click.echo(f"{segment.name}\t{format_number(size)} người\t{in_words(runtime, segment.audience)}")

    @group.command("add")
    @click.argument("name")
    @click.argument("rule")
    @as_option
    @json_option
    @clear_errors(AudienceError)
    def add(name: str, rule: str, email: str, as_json: bool) -> None:
        """Thêm nhóm; RULE là JSON, ví dụ {"topics": ["dat-dai"]}."""
        segment = segments.add(name, _rule(rule), writer(runtime, email))
        if as_json:
            say_json(_as_json(segment))
        else:
            click.echo(f"Đã thêm nhóm “{segment.name}”: {in_words(runtime, segment.audience)}.")

    @group.command("rename")
    @click.argument("name")
    @click.argument("new_name")
    @as_option
    @clear_errors(AudienceError)
    def rename(name: str, new_name: str, email: str) -> None:
        """Đổi tên nhóm."""
        segments.rename(segments.by_name(name).id, new_name, writer(runtime, email))
        click.echo(f"Nhóm “{name}” nay là “{new_name}”.")

    @group.command("change")
    @click.argument("name")
    @click.argument("rule")
    @as_option
    @clear_errors(AudienceError)
    def change(name: str, rule: str, email: str) -> None:
        """Đổi quy tắc của nhóm."""
        audience = _rule(rule)
        segments.change(segments.by_name(name).id, audience, writer(runtime, email))
        click.echo(f"Nhóm “{name}” nay là: {in_words(runtime, audience)}.")

    @group.command("remove")
    @click.argument("name")
    @as_option
    @clear_errors(AudienceError)
    def remove(name: str, email: str) -> None:
        """Bỏ nhóm; bài đã duyệt giữ người nhận như cũ."""
        segments.remove(segments.by_name(name).id, writer(runtime, email))
        click.echo(f"Đã bỏ nhóm “{name}”.")

    return group


def writer(runtime: Runtime, email: str) -> int:
    """Return the id of an official who may write broadcasts. Raises ClickException."""
    for row in runtime.officials.everyone():
        if row.email.casefold() == email.strip().casefold() and not row.disabled_at:
            if not row.role_ids & WRITING:
                raise click.ClickException(f"{email} không có quyền soạn tin nên không đổi được nhãn và nhóm.")
            return int(row.id)
    raise click.ClickException(f"Không có cán bộ nào đang dùng email {email}.")


def in_words(runtime: Runtime, audience: Audience) -> str:
    """The audience as an official reads it."""
    return describe(audience, {topic.id: topic.label for topic in runtime.live_content.content.subscriptions.values()})


def _rule(text: str) -> Audience:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise AudienceError('Quy tắc phải viết dạng JSON. Ví dụ: {"neighbourhoods": ["Khu phố 3"]}') from error
    return Audience.from_dict(data)


def _as_json(segment: Segment) -> dict[str, Any]:
    return {"id": segment.id, "name": segment.name, "rule": segment.audience.as_dict()}
