"""`flask broadcast`: the whole life of a broadcast without a browser."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from bot.broadcasts.lifecycle import Actor, BroadcastError
from bot.broadcasts.series_days import RepeatError
from bot.broadcasts.states import WHO, Act
from bot.broadcasts.texts import ACTS, refusal
from bot.cli.broadcast_drafts import changed_draft, draft_from, draft_options
from bot.cli.broadcast_output import actor_of_email, show_one, to_everyone
from bot.cli.broadcast_queries import add_looking
from bot.cli.output import clear_errors, json_option
from bot.helpdesk.service import HelpdeskError
from bot.runtime import Runtime

as_option = click.option("--as", "email", required=True, metavar="EMAIL", help="Cán bộ làm việc này.")
reason_option = click.option("--reason", default="Không ghi lý do.", help="Lý do.")


def make_broadcast(runtime: Runtime) -> click.Group:
    """Return the command group `broadcast`."""

    @click.group("broadcast")
    def group() -> None:
        """Bản tin gửi người theo dõi: soạn, duyệt, gửi, theo dõi."""

    _add_writing(group, runtime)
    _add_deciding(group, runtime)
    add_looking(group, runtime)
    return group


def _add_writing(group: click.Group, runtime: Runtime) -> None:
    room = runtime.broadcasts

    @group.command("create")
    @draft_options(is_new=True)
    @click.option("--item-of", type=int, metavar="ID", help="Là một mục của loạt tin xoay vòng số này.")
    @as_option
    @json_option
    @clear_errors(BroadcastError, RepeatError)
    def create(email: str, as_json: bool, item_of: int | None, **fields: Any) -> None:
        """Soạn một bản tin (bản nháp)."""
        by = actor_of_email(runtime, email)
        draft, why = draft_from(runtime, by, fields)
        broadcast_id = room.lifecycle.create(draft, by, series_id=item_of)
        show_one(runtime, broadcast_id, as_json, **({"proposal": why} if why else {}))
        if why and not as_json:
            click.echo(why)

    @group.command("edit")
    @click.argument("broadcast_id", metavar="ID", type=int)
    @draft_options(is_new=False)
    @as_option
    @json_option
    @clear_errors(BroadcastError, RepeatError)
    def edit(broadcast_id: int, email: str, as_json: bool, **fields: Any) -> None:
        """Sửa những mục được nêu, mục khác giữ nguyên; bản đã duyệt trở lại bản nháp."""
        by = actor_of_email(runtime, email)
        row = room.lifecycle.get(broadcast_id)
        room.lifecycle.edit(
            broadcast_id, changed_draft(runtime, by, room.lifecycle.draft_of(row), fields), by, row.version
        )
        show_one(runtime, broadcast_id, as_json)

    @group.command("copy")
    @click.argument("broadcast_id", metavar="ID", type=int)
    @as_option
    @json_option
    @clear_errors(BroadcastError)
    def copy(broadcast_id: int, email: str, as_json: bool) -> None:
        """Chép thành một bản nháp mới."""
        show_one(runtime, room.lifecycle.copy(broadcast_id, actor_of_email(runtime, email)), as_json)

    @group.command("adopt")
    @click.argument("month", metavar="YYYY-MM", type=click.DateTime(["%Y-%m"]))
    @as_option
    @json_option
    @clear_errors(BroadcastError)
    def adopt(month: datetime, email: str, as_json: bool) -> None:
        """Nhận một tháng của lịch tuyên truyền: thành các bản nháp, chưa gửi gì."""
        broadcast_ids = room.calendar.adopt(month.year, month.month, actor_of_email(runtime, email))
        for broadcast_id in broadcast_ids:
            show_one(runtime, broadcast_id, as_json)
        if not broadcast_ids and not as_json:
            click.echo(f"Các bài của tháng {month:%m/%Y} đã được nhận từ trước.")

    @group.command("test")
    @click.argument("broadcast_id", metavar="ID", type=int)
    @click.option("--to", "emails", multiple=True, required=True, metavar="EMAIL", help="Cán bộ nhận tin thử.")
    @as_option
    @clear_errors(BroadcastError)
    def test(broadcast_id: int, emails: tuple[str, ...], email: str) -> None:
        """Gửi thử vào Zalo của cán bộ."""
        row = room.lifecycle.get(broadcast_id)
        message = room.lifecycle.draft_of(row).message
        test_sends = room.tests.send(broadcast_id, row.kind, message, emails, actor_of_email(runtime, email))
        click.echo(f"Đã xếp gửi {len(test_sends)} tin thử.")


def _add_deciding(group: click.Group, runtime: Runtime) -> None:
    desk = runtime.broadcasts.lifecycle

    def confirmed(broadcast_id: int, by: Actor) -> None:
        """At a terminal, whom an article goes to is confirmed in words."""
        words = to_everyone(runtime, broadcast_id)
        if words and sys.stdin.isatty() and not click.get_current_context().params["as_json"]:
            click.confirm(f"{words} Duyệt?", abort=True)
        desk.approve(broadcast_id, by)

    acts: dict[str, tuple[str, Callable[[int, Actor], object]]] = {
        "submit": ("Gửi duyệt.", desk.submit),
        "approve": ("Duyệt; không hẹn giờ thì gửi ngay.", confirmed),
        "pause": ("Tạm dừng gửi.", desk.pause),
        "resume": ("Cho gửi tiếp.", desk.resume),
        "cancel": ("Dừng hẳn.", desk.stop),
        "retry-failed": ("Gửi lại những tin hỏng còn gửi lại được.", desk.retry_failed),
    }
    for name, (words, act) in acts.items():
        group.add_command(_act_command(runtime, name, words, act))
    reasoned = {"return": ("Trả lại để sửa.", desk.return_), "reject": ("Không duyệt.", desk.reject)}
    for name, (words, refuse) in reasoned.items():
        group.add_command(_reasoned_command(runtime, name, words, refuse))
    _add_resend(group, runtime)


def _add_resend(group: click.Group, runtime: Runtime) -> None:
    @group.command("resend")
    @click.argument("broadcast_id", metavar="ID", type=int)
    @click.argument("person")
    @as_option
    @json_option
    @clear_errors(BroadcastError, HelpdeskError)
    def resend(broadcast_id: int, person: str, email: str, as_json: bool) -> None:
        """Gửi lại cho một người chưa rõ đã nhận chưa, hoặc gửi hỏng (xem: show ID --only unknown). Có thể gửi trùng."""
        by = actor_of_email(runtime, email)
        if not by.roles & WHO[Act.RETRY]:
            raise BroadcastError([refusal("role", act=ACTS["retry_failed"])])
        runtime.broadcasts.lifecycle.get(broadcast_id)
        people = runtime.broadcasts.results.people(broadcast_id)
        message_id = next((row.message_id for row in people if row.person_id == person), None)
        if message_id is None:
            raise BroadcastError([refusal("nobody", value=person)])
        runtime.helpdesk.resend(message_id, by.id)
        show_one(runtime, broadcast_id, as_json)


def _act_command(runtime: Runtime, name: str, words: str, act: Callable[[int, Actor], object]) -> click.Command:
    @click.command(name, help=words)
    @click.argument("broadcast_id", metavar="ID", type=int)
    @as_option
    @json_option
    @clear_errors(BroadcastError)
    def command(broadcast_id: int, email: str, as_json: bool) -> None:
        act(broadcast_id, actor_of_email(runtime, email))
        show_one(runtime, broadcast_id, as_json)

    return command


def _reasoned_command(
    runtime: Runtime, name: str, words: str, refuse: Callable[[int, Actor, str], None]
) -> click.Command:
    @click.command(name, help=words)
    @click.argument("broadcast_id", metavar="ID", type=int)
    @reason_option
    @as_option
    @json_option
    @clear_errors(BroadcastError)
    def command(broadcast_id: int, reason: str, email: str, as_json: bool) -> None:
        refuse(broadcast_id, actor_of_email(runtime, email), reason)
        show_one(runtime, broadcast_id, as_json)

    return command
