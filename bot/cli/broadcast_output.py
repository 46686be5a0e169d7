"""One broadcast as the shell says it: facts for --json, and lines an official reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from bot.broadcasts.kinds import find_kind
from bot.broadcasts.lifecycle import Actor, Broadcast, BroadcastDraft, BroadcastError
from bot.broadcasts.message import Message
from bot.broadcasts.repeat_texts import describe_repeat
from bot.broadcasts.texts import AGREED, DELIVERIES, HOLDS, STATES, explain_reason, refusal
from bot.cli.output import format_moment, say_json
from bot.cli.segments import in_words
from bot.lib.numbers import format_number
from bot.people.audience import Audience, AudienceError
from bot.runtime import Runtime

TO_EVERYONE = "Bài viết tới MỌI NGƯỜI theo dõi ({} người) và không thu lại được."


def actor_of_email(runtime: Runtime, email: str) -> Actor:
    """The official named by --as. Raises BroadcastError when there is none, or the account is disabled."""
    row = runtime.officials.find(email)
    if row is None or row.disabled_at is not None:
        raise BroadcastError([refusal("no_official", value=email)])
    return Actor(row.id, row.role_ids)


def broadcast_facts(runtime: Runtime, row: Broadcast) -> dict[str, Any]:
    """A broadcast for --json."""
    room = runtime.broadcasts
    counts, draft = room.results.counts(row.id), room.lifecycle.draft_of(row)
    return {
        "id": row.id,
        "state": row.state,
        "kind": row.kind,
        "title": row.title,
        "role": row.role,
        "counts": counts.by_state,
        "total": counts.total,
        "outcomes": {f"{state}:{outcome}": count for (state, outcome), count in counts.by_reason.items()},
        "send_at": row.send_at,
        "latest_start": row.latest_start,
        "next_fire_at": row.next_fire_at,
        "series": row.series_id,
        "repeat": draft.repeat.as_dict() if draft.repeat else None,
        "audience": audience_words(runtime, draft.message),
        "author": row.author_id,
        "approver": row.approver_id,
        "reason": row.reason,
        "held_until": row.held_until,
        "held_reason": row.held_reason,
    }


def show_one(runtime: Runtime, broadcast_id: int, as_json: bool, **more: Any) -> None:
    """What a broadcast is, and its state and figures now; `more` goes into the JSON."""
    row = runtime.broadcasts.lifecycle.get(broadcast_id)
    if as_json:
        say_json(broadcast_facts(runtime, row) | more)
        return
    click.echo(f"Bản tin {row.id}: {row.title}")
    for line in _lines(runtime, row, runtime.broadcasts.lifecycle.draft_of(row)):
        click.echo(f"  {line}")


def audience_words(runtime: Runtime, message: Message) -> str:
    """Whom it is for; a rule that cannot be read says why."""
    if message.target:
        return "Người theo dõi thuộc nhóm của Zalo: " + ", ".join(
            f"{key}={code}" for key, code in message.target.items()
        )
    try:
        description = in_words(runtime, Audience.from_dict(message.audience))
    except AudienceError as error:
        return str(error)
    return f"{description}, {AGREED}" if message.by_phone else description


def to_everyone(runtime: Runtime, broadcast_id: int) -> str:
    """What approving an article leads to, in words; empty for other kinds and for a part of the followers."""
    draft = runtime.broadcasts.lifecycle.draft_of(runtime.broadcasts.lifecycle.get(broadcast_id))
    if not find_kind(draft.kind).is_spread_by_zalo or draft.message.target:
        return ""
    return TO_EVERYONE.format(format_number(runtime.segments.preview(Audience(), 0).size))


def _lines(runtime: Runtime, row: Broadcast, draft: BroadcastDraft) -> Iterator[str]:
    yield f"Trạng thái: {STATES[row.state]}" + (f" ({explain_reason(row.reason)})" if row.reason else "")
    yield f"Loại tin: {find_kind(row.kind).title}"
    yield f"Người nhận: {audience_words(runtime, draft.message)}"
    yield from _times(runtime, row, draft)
    yield "Soạn: " + _official(runtime, row.author_id)
    if row.approver_id is not None:
        yield "Duyệt: " + _official(runtime, row.approver_id)
    if draft.message.note:
        yield f"Ghi chú nội bộ: {draft.message.note}"
    for state, count in runtime.broadcasts.results.counts(row.id).by_state.items():
        yield f"{DELIVERIES[state]}: {format_number(count)}"
    for opened in runtime.broadcasts.results.opened(row):
        yield f"{'Mở' if opened.kind == 'link' else 'Bấm nút'} {opened.label}: {format_number(opened.times)} lần"


def _times(runtime: Runtime, row: Broadcast, draft: BroadcastDraft) -> Iterator[str]:
    zone = runtime.settings.timezone
    if draft.repeat:
        yield f"Lặp lại: {describe_repeat(draft.repeat)}"
    if row.state == "scheduled":
        yield f"Giờ gửi: {format_moment(row.next_fire_at or row.send_at or runtime.clock(), zone)}"
        hold = find_kind(row.kind).held_until(runtime.now(), runtime.settings.quiet_hours)
        if hold and not draft.repeat and (row.send_at or 0) < runtime.clock():
            yield f"{HOLDS[hold[1]]} Sớm nhất {hold[0]:%d/%m/%Y %H:%M}."
    elif row.send_at and not draft.repeat:
        yield f"Giờ gửi: {format_moment(row.send_at, zone)}"
    if row.state in ("sending", "paused") and row.held_until and row.held_reason in HOLDS:
        yield f"{HOLDS[row.held_reason]} Xem lại lúc {format_moment(row.held_until, zone)}."


def _official(runtime: Runtime, official_id: int) -> str:
    names = {row.id: row.name for row in runtime.officials.everyone()}
    return str(names.get(official_id, f"cán bộ số {official_id}"))
