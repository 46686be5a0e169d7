"""One broadcast as the shell says it: facts for --json, and lines an official reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import click

from bot.audiences import Audience, AudienceError
from bot.broadcasts import timing
from bot.broadcasts.message import Message
from bot.broadcasts.repeat_words import describe as describe_repeat
from bot.broadcasts.service import Actor, BroadcastError, Draft
from bot.broadcasts.words import AGREED, DELIVERIES, HOLDS, KINDS, STATES, refusal, told
from bot.cli.output import moment, say_json
from bot.cli.segments import in_words, number
from bot.runtime import Runtime

TO_EVERYONE = "Bài viết tới MỌI NGƯỜI theo dõi ({} người) và không thu lại được."


def actor(runtime: Runtime, email: str) -> Actor:
    """The official named by --as. Raises BroadcastError when there is none, or the account is disabled."""
    row = runtime.officials.find(email)
    if row is None or row["disabled_at"] is not None:
        raise BroadcastError([refusal("no_official", value=email)])
    return Actor(row["id"], row["role"])


def facts(runtime: Runtime, row: sqlite3.Row) -> dict[str, Any]:
    """A broadcast for --json."""
    room = runtime.broadcasting
    counts, draft = room.reports.counts(row["id"]), room.desk.draft_of(row)
    return {
        "id": row["id"], "state": row["state"], "kind": row["kind"], "title": row["title"], "role": row["role"],
        "counts": counts.by_state, "total": counts.total,
        "outcomes": {f"{state}:{outcome}": count for (state, outcome), count in counts.by_reason.items()},
        "send_at": row["send_at"], "latest_start": row["latest_start"], "next_fire_at": row["next_fire_at"],
        "series": row["series_id"], "repeat": draft.repeat.as_dict() if draft.repeat else None,
        "audience": audience_words(runtime, draft.message), "author": row["author_id"], "approver": row["approver_id"],
        "reason": row["reason"], "held_until": row["held_until"], "held_reason": row["held_reason"],
    }  # fmt: skip


def show_one(runtime: Runtime, broadcast_id: int, as_json: bool, **more: Any) -> None:
    """What a broadcast is, and its state and figures now; `more` goes into the JSON."""
    row = runtime.broadcasting.desk.get(broadcast_id)
    if as_json:
        say_json(facts(runtime, row) | more)
        return
    click.echo(f"Bản tin {row['id']}: {row['title']}")
    for line in _lines(runtime, row, runtime.broadcasting.desk.draft_of(row)):
        click.echo(f"  {line}")


def audience_words(runtime: Runtime, message: Message) -> str:
    """Whom it is for; a rule that cannot be read says why."""
    if message.target:
        return "Người theo dõi thuộc nhóm của Zalo: " + ", ".join(
            f"{key}={code}" for key, code in message.target.items()
        )
    try:
        found = in_words(runtime, Audience.from_dict(message.audience))
    except AudienceError as error:
        return str(error)
    return f"{found}, {AGREED}" if message.by_phone else found


def to_everyone(runtime: Runtime, broadcast_id: int) -> str:
    """What approving an article leads to, in words; empty for other kinds and for a part of the followers."""
    draft = runtime.broadcasting.desk.draft_of(runtime.broadcasting.desk.get(broadcast_id))
    if draft.kind != "article" or draft.message.target:
        return ""
    return TO_EVERYONE.format(number(runtime.segments.preview(Audience(), 0).size))


def _lines(runtime: Runtime, row: sqlite3.Row, draft: Draft) -> Iterator[str]:
    yield f"Trạng thái: {STATES[row['state']]}" + (f" ({told(row['reason'])})" if row["reason"] else "")
    yield f"Loại tin: {KINDS[row['kind']]}"
    yield f"Người nhận: {audience_words(runtime, draft.message)}"
    yield from _times(runtime, row, draft)
    yield "Soạn: " + _official(runtime, row["author_id"])
    if row["approver_id"] is not None:
        yield "Duyệt: " + _official(runtime, row["approver_id"])
    if draft.message.note:
        yield f"Ghi chú nội bộ: {draft.message.note}"
    for state, count in runtime.broadcasting.reports.counts(row["id"]).by_state.items():
        yield f"{DELIVERIES[state]}: {number(count)}"
    for opened in runtime.broadcasting.reports.opened(row):
        yield f"{'Mở' if opened.kind == 'link' else 'Bấm nút'} {opened.label}: {number(opened.times)} lần"


def _times(runtime: Runtime, row: sqlite3.Row, draft: Draft) -> Iterator[str]:
    zone = runtime.settings.timezone
    if draft.repeat:
        yield f"Lặp lại: {describe_repeat(draft.repeat)}"
    if row["state"] == "scheduled":
        yield f"Giờ gửi: {moment(row['next_fire_at'] or row['send_at'] or runtime.clock(), zone)}"
        held = timing.held_until(row["kind"], runtime.now(), runtime.settings.quiet_hours)
        if held and not draft.repeat and (row["send_at"] or 0) < runtime.clock():
            yield f"{HOLDS[held[1]]} Sớm nhất {held[0]:%d/%m/%Y %H:%M}."
    elif row["send_at"] and not draft.repeat:
        yield f"Giờ gửi: {moment(row['send_at'], zone)}"
    if row["state"] in ("sending", "paused") and row["held_until"] and row["held_reason"] in HOLDS:
        yield f"{HOLDS[row['held_reason']]} Xem lại lúc {moment(row['held_until'], zone)}."


def _official(runtime: Runtime, official_id: int) -> str:
    names = {row["id"]: row["name"] for row in runtime.officials.everyone()}
    return str(names.get(official_id, f"cán bộ số {official_id}"))
