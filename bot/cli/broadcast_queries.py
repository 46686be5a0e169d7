"""`flask broadcast list|show|forecast|preview|history|watch`: looking only."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

import click

from bot.broadcasts.forecast import Forecast
from bot.broadcasts.kinds import MessageRecipient, find_kind
from bot.broadcasts.lifecycle import BroadcastError
from bot.broadcasts.texts import ACTS, DELIVERIES, REASONS, STATES, explain_outcome, explain_reason, refusal
from bot.cli.broadcast_output import audience_words, broadcast_facts, show_one
from bot.cli.output import clear_errors, format_moment, json_option, say_json
from bot.lib.numbers import format_number
from bot.runtime import Runtime

SOME_NAME = "Nguyễn Thị Lan"
AT_WORK = ("scheduled", "sending")
LOOK_EVERY_S = 0.5

viewer_option = click.option("--as", "email", metavar="EMAIL", help="Cán bộ xem.")


def add_looking(group: click.Group, runtime: Runtime) -> None:
    """Add the commands that only read broadcasts to the group."""
    for add in (_add_list, _add_show, _add_forecast, _add_preview, _add_history, _add_watch):
        add(group, runtime)


def _about_one(group: click.Group, name: str) -> Callable[[Callable[..., None]], click.Command]:
    """A command about one broadcast, for people or as JSON."""

    def add(command: Callable[..., None]) -> click.Command:
        plain = clear_errors(BroadcastError)(command)
        return group.command(name)(click.argument("broadcast_id", metavar="ID", type=int)(json_option(plain)))

    return add


def _add_list(group: click.Group, runtime: Runtime) -> None:
    @group.command("list")
    @click.option("--state", type=click.Choice(list(STATES)), help="Chỉ trạng thái này.")
    @click.option("--text", help="Có chữ này.")
    @click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="Nhiều nhất mấy bản tin.")
    @viewer_option
    @json_option
    def listing(state: str | None, text: str | None, limit: int, email: str | None, as_json: bool) -> None:
        """Danh sách bản tin, mới nhất trước."""
        total, rows = runtime.broadcasts.results.search({"state": state, "text": text}, limit=limit)
        for row in rows:
            if as_json:
                say_json(broadcast_facts(runtime, row))
            else:
                click.echo(f"{row.id}\t{STATES[row.state]}\t{row.title or '(chưa có tiêu đề)'}")
        if not total and not as_json:
            sought = state or text
            click.echo(
                "Không có bản tin nào như vậy." if sought else "Chưa có bản tin nào. Soạn bằng: broadcast create."
            )
        elif total > len(rows) and not as_json:
            click.echo(f"Còn {format_number(total - len(rows))} bản tin cũ hơn; thêm --limit {total} để xem hết.")


def _add_show(group: click.Group, runtime: Runtime) -> None:
    @group.command("show")
    @click.argument("broadcast_id", metavar="ID", type=int)
    @click.option("--people", is_flag=True, help="Kèm từng người và lý do.")
    @click.option("--only", type=click.Choice(list(DELIVERIES)), help="Chỉ người có kết quả này, ví dụ unknown.")
    @viewer_option
    @json_option
    @clear_errors(BroadcastError)
    def show(broadcast_id: int, people: bool, only: str | None, email: str | None, as_json: bool) -> None:
        """Một bản tin: trạng thái và số liệu."""
        show_one(runtime, broadcast_id, as_json)
        for row in runtime.broadcasts.results.people(broadcast_id, only) if people or only else ():
            if as_json:
                say_json({"person": row.person_id, "state": row.state, "outcome": row.outcome, "code": row.code})
            else:
                click.echo(
                    f"{row.person_id}\t{row.name or ''}\t{DELIVERIES[row.state]}\t{explain_outcome(row.outcome)}"
                )


def _add_forecast(group: click.Group, runtime: Runtime) -> None:
    room = runtime.broadcasts

    @_about_one(group, "forecast")
    @viewer_option
    def forecast(broadcast_id: int, email: str | None, as_json: bool) -> None:
        """Gửi bây giờ thì tới bao nhiêu người, ai không nhận và vì sao, tốn bao nhiêu, khi nào xong."""
        row = room.lifecycle.get(broadcast_id)
        draft = room.lifecycle.draft_of(row)
        dates = room.lifecycle.preview(draft.repeat, max(runtime.clock(), draft.send_at or 0)) if draft.repeat else []
        send_at = room.local_ms(dates[0]) if dates else draft.send_at
        outlook = room.forecasts.of(
            draft.kind, draft.message, send_at=send_at, quota=room.quota(draft.kind), broadcast_id=broadcast_id
        )
        is_open = row.state in ("draft", "returned", "submitted")
        problems = room.lifecycle.problems(draft, is_item=row.role == "item") if is_open else []
        audience = audience_words(runtime, draft.message)
        if as_json:
            say_json(
                {
                    "id": broadcast_id,
                    **outlook.as_dict(),
                    "audience": audience,
                    "problems": problems,
                    "dates": [date.isoformat() for date in dates],
                }
            )
            return
        for line in _forecast_lines(outlook, audience, dates):
            click.echo(line)
        for problem in (*outlook.warnings, *problems):
            click.echo(f"Lưu ý: {problem}")


def _forecast_lines(outlook: Forecast, audience: str, dates: Sequence[datetime]) -> Iterator[str]:
    reach, total = format_number(outlook.reach), format_number(outlook.total)
    yield f"{find_kind(outlook.kind).title}: tới được {reach} trên {total} người ({audience})."
    for reason, count in outlook.out.items():
        yield f"  {format_number(count)} người không nhận: {REASONS[reason]}"
    cost = (
        f" Khoảng {format_number(outlook.cost)} đồng, {format_number(outlook.price)} đồng mỗi tin."
        if outlook.cost
        else ""
    )
    yield f"Bắt đầu {outlook.starts:%d/%m/%Y %H:%M}, xong khoảng {outlook.ends:%d/%m/%Y %H:%M}.{cost}"
    if dates:
        yield "Các kỳ tới: " + ", ".join(f"{date:%d/%m/%Y %H:%M}" for date in dates) + "."
    if outlook.quota is not None:
        yield f"Zalo báo còn {format_number(outlook.quota)} tin tính phí."
    if outlook.allowance:
        yield outlook.allowance


def _add_preview(group: click.Group, runtime: Runtime) -> None:
    @_about_one(group, "preview")
    @click.option("--name", default=SOME_NAME, show_default=True, help="Tên người nhận để xem thử.")
    def preview(broadcast_id: int, name: str, as_json: bool) -> None:
        """Tin như hiện trên điện thoại của một người; không gửi gì."""
        view = _as_shown(runtime, broadcast_id, name)
        if as_json:
            say_json({"id": broadcast_id, **view})
            return
        for line in (view["picture"] and f"[hình: {view['picture']}]", view["title"], view["text"]):
            if line:
                click.echo(line)
        for button in view["buttons"]:
            click.echo(f"[ {button} ]")


def _as_shown(runtime: Runtime, broadcast_id: int, name: str) -> dict[str, Any]:
    room = runtime.broadcasts
    draft = room.lifecycle.draft_of(room.lifecycle.get(broadcast_id))
    preview = find_kind(draft.kind).preview(draft.message, MessageRecipient(broadcast_id, name), room.services)
    return {
        "title": preview.title,
        "text": preview.text,
        "picture": preview.picture,
        "buttons": [button.label for button in preview.buttons],
    }


def _add_history(group: click.Group, runtime: Runtime) -> None:
    @_about_one(group, "history")
    def history(broadcast_id: int, as_json: bool) -> None:
        """Ai đã làm gì với bản tin, lúc nào, từ trạng thái nào sang trạng thái nào."""
        runtime.broadcasts.lifecycle.get(broadcast_id)
        for row in runtime.broadcasts.results.history(broadcast_id):
            detail, act = json.loads(row.detail or "{}"), row.action.removeprefix("broadcast_")
            if as_json:
                say_json({"at": row.at, "by": row.name, "act": act, **detail})
                continue
            states = " → ".join(STATES[detail[end]] for end in ("from", "to") if detail.get(end) in STATES)
            why = f" ({explain_reason(detail['reason'])})" if detail.get("reason") else ""
            click.echo(
                f"{format_moment(row.at, runtime.settings.timezone)}\t{row.name or 'máy'}\t{ACTS.get(act, act)}\t{states}{why}"
            )


def _add_watch(group: click.Group, runtime: Runtime) -> None:
    room = runtime.broadcasts

    @_about_one(group, "watch")
    def watch(broadcast_id: int, as_json: bool) -> None:
        """Xem gửi tới đâu cho đến khi xong; mã thoát 0 là đã gửi xong, 1 là dừng, quá hạn hoặc tạm dừng."""
        row = room.lifecycle.get(broadcast_id)
        if row.state not in (*AT_WORK, "paused", "sent", "stopped", "expired"):
            raise BroadcastError([refusal("state", state=STATES[row.state], act="theo dõi việc gửi")])
        with click.progressbar(length=1, label="Đang chờ tới giờ", hidden=as_json) as bar:
            while room.lifecycle.get(broadcast_id).state in AT_WORK:
                _move(bar, room.results.counts(broadcast_id).by_state)
                time.sleep(LOOK_EVERY_S)
            _move(bar, room.results.counts(broadcast_id).by_state)
        show_one(runtime, broadcast_id, as_json)
        if room.lifecycle.get(broadcast_id).state != "sent":
            raise SystemExit(1)


def _move(bar: Any, by_state: dict[str, int]) -> None:
    total = sum(by_state.values())
    if total:
        bar.length, bar.label = total, "Đang gửi"
        bar.update(total - by_state.get("waiting", 0) - by_state.get("queued", 0) - bar.pos)
