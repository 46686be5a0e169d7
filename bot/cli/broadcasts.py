"""`flask broadcast`: the whole life of a broadcast without a browser."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from bot.broadcasts.series_days import RepeatError
from bot.broadcasts.service import Actor, BroadcastError
from bot.broadcasts.words import DELIVERIES, KINDS, REASONS, STATES, explained, refusal, told
from bot.cli.broadcast_drafts import draft_from, draft_options
from bot.cli.output import clear_errors, json_option, moment, say_json
from bot.runtime import Runtime

as_option = click.option("--as", "email", required=True, metavar="EMAIL", help="Cán bộ làm việc này.")
reason_option = click.option("--reason", default="Không ghi lý do.", help="Lý do.")


def make_broadcast(runtime: Runtime) -> click.Group:
    """The group `broadcast`."""

    @click.group("broadcast")
    def group() -> None:
        """Bản tin gửi người theo dõi: soạn, duyệt, gửi, theo dõi."""

    _add_writing(group, runtime)
    _add_deciding(group, runtime)
    _add_looking(group, runtime)
    return group


def _add_writing(group: click.Group, runtime: Runtime) -> None:
    room = runtime.broadcasting

    @group.command("create")
    @draft_options
    @click.option("--item-of", type=int, metavar="ID", help="Là một mục của loạt tin xoay vòng số này.")
    @as_option
    @json_option
    @clear_errors(BroadcastError, RepeatError)
    def create(email: str, as_json: bool, item_of: int | None, **fields: Any) -> None:
        """Soạn một bản tin (bản nháp)."""
        by = actor(runtime, email)
        show_one(runtime, room.desk.create(draft_from(runtime, by, fields), by, series_id=item_of), as_json)

    @group.command("edit")
    @click.argument("broadcast_id", metavar="ID", type=int)
    @draft_options
    @as_option
    @json_option
    @clear_errors(BroadcastError, RepeatError)
    def edit(broadcast_id: int, email: str, as_json: bool, **fields: Any) -> None:
        """Thay nội dung; bản đã duyệt trở lại bản nháp."""
        by = actor(runtime, email)
        room.desk.edit(broadcast_id, draft_from(runtime, by, fields), by)
        show_one(runtime, broadcast_id, as_json)

    @group.command("copy")
    @click.argument("broadcast_id", metavar="ID", type=int)
    @as_option
    @json_option
    @clear_errors(BroadcastError)
    def copy(broadcast_id: int, email: str, as_json: bool) -> None:
        """Chép thành một bản nháp mới."""
        show_one(runtime, room.desk.copy(broadcast_id, actor(runtime, email)), as_json)

    @group.command("adopt")
    @click.argument("month", metavar="YYYY-MM", type=click.DateTime(["%Y-%m"]))
    @as_option
    @json_option
    @clear_errors(BroadcastError)
    def adopt(month: datetime, email: str, as_json: bool) -> None:
        """Nhận một tháng của lịch tuyên truyền: thành các bản nháp, chưa gửi gì."""
        for broadcast_id in room.calendar.adopt(month.year, month.month, actor(runtime, email)):
            show_one(runtime, broadcast_id, as_json)

    @group.command("test")
    @click.argument("broadcast_id", metavar="ID", type=int)
    @click.option("--to", "emails", multiple=True, required=True, metavar="EMAIL", help="Cán bộ nhận tin thử.")
    @as_option
    @clear_errors(BroadcastError)
    def test(broadcast_id: int, emails: tuple[str, ...], email: str) -> None:
        """Gửi thử vào Zalo của cán bộ."""
        row = room.desk.get(broadcast_id)
        message = room.desk.draft_of(row).message
        sent = room.tests.send(broadcast_id, row["kind"], message, emails, actor(runtime, email))
        click.echo(f"Đã xếp gửi {len(sent)} tin thử.")


def _add_deciding(group: click.Group, runtime: Runtime) -> None:
    desk = runtime.broadcasting.desk
    acts: dict[str, tuple[str, Callable[[int, Actor], object]]] = {
        "submit": ("Gửi duyệt.", desk.submit),
        "approve": ("Duyệt; không hẹn giờ thì gửi ngay.", desk.approve),
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


def _act_command(runtime: Runtime, name: str, words: str, act: Callable[[int, Actor], object]) -> click.Command:
    @click.command(name, help=words)
    @click.argument("broadcast_id", metavar="ID", type=int)
    @as_option
    @json_option
    @clear_errors(BroadcastError)
    def command(broadcast_id: int, email: str, as_json: bool) -> None:
        act(broadcast_id, actor(runtime, email))
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
        refuse(broadcast_id, actor(runtime, email), reason)
        show_one(runtime, broadcast_id, as_json)

    return command


def _add_looking(group: click.Group, runtime: Runtime) -> None:
    room = runtime.broadcasting

    @group.command("list")
    @click.option("--state", type=click.Choice(list(STATES)), help="Chỉ trạng thái này.")
    @click.option("--text", help="Có chữ này.")
    @click.option("--limit", default=50, show_default=True, help="Nhiều nhất mấy bản tin.")
    @click.option("--as", "email", metavar="EMAIL", help="Cán bộ xem.")
    @json_option
    def listing(state: str | None, text: str | None, limit: int, email: str | None, as_json: bool) -> None:
        """Danh sách bản tin, mới nhất trước."""
        for row in room.reports.search({"state": state, "text": text}, limit=limit)[1]:
            if as_json:
                say_json(facts(runtime, row))
            else:
                click.echo(f"{row['id']}\t{STATES[row['state']]}\t{row['title']}")

    @group.command("show")
    @click.argument("broadcast_id", metavar="ID", type=int)
    @click.option("--people", is_flag=True, help="Kèm từng người và lý do.")
    @click.option("--as", "email", metavar="EMAIL", help="Cán bộ xem.")
    @json_option
    @clear_errors(BroadcastError)
    def show(broadcast_id: int, people: bool, email: str | None, as_json: bool) -> None:
        """Một bản tin: trạng thái và số liệu."""
        show_one(runtime, broadcast_id, as_json)
        for row in room.reports.people(broadcast_id) if people else ():
            if as_json:
                say_json({"person": row["person_id"], "state": row["state"], "outcome": row["outcome"],
                          "code": row["code"]})  # fmt: skip
            else:
                click.echo(f"{row['person_id']}\t{row['name'] or ''}\t{DELIVERIES[row['state']]}\t"
                           f"{explained(row['outcome'])}")  # fmt: skip

    @group.command("forecast")
    @click.argument("broadcast_id", metavar="ID", type=int)
    @click.option("--as", "email", metavar="EMAIL", help="Cán bộ xem.")
    @json_option
    @clear_errors(BroadcastError)
    def forecast(broadcast_id: int, email: str | None, as_json: bool) -> None:
        """Gửi bây giờ thì tới bao nhiêu người, ai không nhận và vì sao, tốn bao nhiêu, khi nào xong."""
        row = room.desk.get(broadcast_id)
        draft = room.desk.draft_of(row)
        found = room.forecasts.of(draft.kind, draft.message, send_at=draft.send_at, quota=room.quota(draft.kind),
                                  broadcast_id=broadcast_id)  # fmt: skip
        if as_json:
            say_json({"id": broadcast_id, **found.as_dict()})
            return
        click.echo(f"{KINDS[found.kind]}: tới được {found.reach} trên {found.total} người.")
        for reason, count in found.out.items():
            click.echo(f"  {count} người không nhận: {REASONS[reason]}")
        click.echo(f"Bắt đầu {found.starts:%H:%M %d/%m/%Y}, xong khoảng {found.ends:%H:%M %d/%m/%Y}."
                   + (f" Chi phí khoảng {found.cost} đồng." if found.cost else ""))  # fmt: skip
        for warning in found.warnings:
            click.echo(f"Lưu ý: {warning}")


def actor(runtime: Runtime, email: str) -> Actor:
    """The official named by --as. Raises BroadcastError when there is none, or the account is disabled."""
    row = runtime.officials.find(email)
    if row is None or row["disabled_at"] is not None:
        raise BroadcastError([refusal("no_official", value=email)])
    return Actor(row["id"], row["role"])


def facts(runtime: Runtime, row: sqlite3.Row) -> dict[str, Any]:
    """A broadcast for --json."""
    counts = runtime.broadcasting.reports.counts(row["id"])
    return {
        "id": row["id"], "state": row["state"], "kind": row["kind"], "title": row["title"], "role": row["role"],
        "counts": counts.by_state, "total": counts.total,
        "outcomes": {f"{state}:{outcome}": count for (state, outcome), count in counts.by_reason.items()},
        "send_at": row["send_at"], "next_fire_at": row["next_fire_at"], "series": row["series_id"],
        "reason": row["reason"], "held_until": row["held_until"], "held_reason": row["held_reason"],
    }  # fmt: skip


def show_one(runtime: Runtime, broadcast_id: int, as_json: bool) -> None:
    """What a broadcast's state and figures are now."""
    row = runtime.broadcasting.desk.get(broadcast_id)
    found = facts(runtime, row)
    if as_json:
        say_json(found)
        return
    zone = runtime.settings.timezone
    click.echo(f"Bản tin {row['id']}: {row['title']}")
    click.echo(f"  Trạng thái: {STATES[row['state']]}" + (f" ({told(row['reason'])})" if row["reason"] else ""))
    if row["send_at"] and row["state"] == "scheduled":
        click.echo(f"  Giờ gửi: {moment(row['next_fire_at'] or row['send_at'], zone)}")
    for state, count in found["counts"].items():
        click.echo(f"  {DELIVERIES[state]}: {count}")
