"""`flask broadcast list|show|forecast|preview|history|watch`: looking only."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import click

from bot.broadcasts.service import BroadcastError
from bot.broadcasts.words import ACTS, DELIVERIES, KINDS, REASONS, STATES, explained, refusal, told
from bot.cli.broadcasts_said import audience_words, facts, show_one
from bot.cli.output import clear_errors, json_option, moment, say_json
from bot.cli.segments import number
from bot.runtime import Runtime

SOME_NAME = "Nguyễn Thị Lan"
AT_WORK = ("scheduled", "sending")
LOOK_EVERY_S = 0.5

viewer_option = click.option("--as", "email", metavar="EMAIL", help="Cán bộ xem.")


def add_looking(group: click.Group, runtime: Runtime) -> None:
    """Add the commands."""
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
        total, rows = runtime.broadcasting.reports.search({"state": state, "text": text}, limit=limit)
        for row in rows:
            if as_json:
                say_json(facts(runtime, row))
            else:
                click.echo(f"{row['id']}\t{STATES[row['state']]}\t{row['title'] or '(chưa có tiêu đề)'}")
        if not total and not as_json:
            sought = state or text
            click.echo(
                "Không có bản tin nào như vậy." if sought else "Chưa có bản tin nào. Soạn bằng: broadcast create."
            )
        elif total > len(rows) and not as_json:
            click.echo(f"Còn {number(total - len(rows))} bản tin cũ hơn; thêm --limit {total} để xem hết.")


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
        for row in runtime.broadcasting.reports.people(broadcast_id, only) if people or only else ():
            if as_json:
                say_json({"person": row["person_id"], "state": row["state"], "outcome": row["outcome"],
                          "code": row["code"]})  # fmt: skip
            else:
                click.echo(f"{row['person_id']}\t{row['name'] or ''}\t{DELIVERIES[row['state']]}\t"
                           f"{explained(row['outcome'])}")  # fmt: skip


def _add_forecast(group: click.Group, runtime: Runtime) -> None:
    room = runtime.broadcasting

    @_about_one(group, "forecast")
    @viewer_option
    def forecast(broadcast_id: int, email: str | None, as_json: bool) -> None:
        """Gửi bây giờ thì tới bao nhiêu người, ai không nhận và vì sao, tốn bao nhiêu, khi nào xong."""
        row = room.desk.get(broadcast_id)
        draft = room.desk.draft_of(row)
        dates = room.desk.preview(draft.repeat, max(runtime.clock(), draft.send_at or 0)) if draft.repeat else []
        send_at = room.local_ms(dates[0]) if dates else draft.send_at
        found = room.forecasts.of(draft.kind, draft.message, send_at=send_at, quota=room.quota(draft.kind),
                                  broadcast_id=broadcast_id)  # fmt: skip
        is_open = row["state"] in ("draft", "returned", "submitted")
        problems = room.desk.problems(draft, is_item=row["role"] == "item") if is_open else []
        audience = audience_words(runtime, draft.message)
        if as_json:
            say_json({"id": broadcast_id, **found.as_dict(), "audience": audience, "problems": problems,
                      "dates": [date.isoformat() for date in dates]})  # fmt: skip
            return
        click.echo(
            f"{KINDS[found.kind]}: tới được {number(found.reach)} trên {number(found.total)} người ({audience})."
        )
        for reason, count in found.out.items():
            click.echo(f"  {number(count)} người không nhận: {REASONS[reason]}")
        click.echo(f"Bắt đầu {found.starts:%d/%m/%Y %H:%M}, xong khoảng {found.ends:%d/%m/%Y %H:%M}."
                   + (f" Khoảng {number(found.cost)} đồng, {number(found.price)} đồng mỗi tin." if found.cost else ""))  # fmt: skip
        if dates:
            click.echo("Các kỳ tới: " + ", ".join(f"{date:%d/%m/%Y %H:%M}" for date in dates) + ".")
        if found.quota is not None:
            click.echo(f"Zalo báo còn {number(found.quota)} tin tính phí.")
        if found.allowance:
            click.echo(found.allowance)
        for warning in (*found.warnings, *problems):
            click.echo(f"Lưu ý: {warning}")


def _add_preview(group: click.Group, runtime: Runtime) -> None:
    @_about_one(group, "preview")
    @click.option("--name", default=SOME_NAME, show_default=True, help="Tên người nhận để xem thử.")
    def preview(broadcast_id: int, name: str, as_json: bool) -> None:
        """Tin như hiện trên điện thoại của một người; không gửi gì."""
        shown = _as_shown(runtime, broadcast_id, name)
        if as_json:
            say_json({"id": broadcast_id, **shown})
            return
        for line in (shown["picture"] and f"[hình: {shown['picture']}]", shown["title"], shown["text"]):
            if line:
                click.echo(line)
        for button in shown["buttons"]:
            click.echo(f"[ {button} ]")


def _as_shown(runtime: Runtime, broadcast_id: int, name: str) -> dict[str, Any]:
    room = runtime.broadcasting
    draft = room.desk.draft_of(room.desk.get(broadcast_id))
    message = draft.message
    if draft.kind == "article":
        row = runtime.publishing.get(message.article_id) if message.article_id else None
        title, text, picture = (
            (row["title"], row["summary"], row["image"]) if row else (message.title, message.text, None)
        )
        return {"title": title, "text": text, "picture": picture, "buttons": []}
    if draft.kind == "template":
        return {"title": "", "text": room.renderer.template_words(message, name), "picture": None, "buttons": []}
    if draft.kind == "promotion":
        payload = room.renderer.payload("promotion", message, broadcast_id, name)
        buttons = [button["label"] for button in payload["buttons"]]
        return {"title": payload["title"], "text": payload["text"], "picture": None, "buttons": buttons}
    reply = room.renderer.reply(message, broadcast_id, name)
    return {"title": reply.cards[0].title if reply.cards else "", "text": reply.text, "picture": message.picture,
            "buttons": [button.label for button in reply.buttons]}  # fmt: skip


def _add_history(group: click.Group, runtime: Runtime) -> None:
    @_about_one(group, "history")
    def history(broadcast_id: int, as_json: bool) -> None:
        """Ai đã làm gì với bản tin, lúc nào, từ trạng thái nào sang trạng thái nào."""
        runtime.broadcasting.desk.get(broadcast_id)
        for row in runtime.broadcasting.reports.history(broadcast_id):
            detail, act = json.loads(row["detail"] or "{}"), row["action"].removeprefix("broadcast_")
            if as_json:
                say_json({"at": row["at"], "by": row["name"], "act": act, **detail})
                continue
            states = " → ".join(STATES[detail[end]] for end in ("from", "to") if detail.get(end) in STATES)
            why = f" ({told(detail['reason'])})" if detail.get("reason") else ""
            click.echo(f"{moment(row['at'], runtime.settings.timezone)}\t{row['name'] or 'máy'}\t{ACTS.get(act, act)}\t"
                       f"{states}{why}")  # fmt: skip


def _add_watch(group: click.Group, runtime: Runtime) -> None:
    room = runtime.broadcasting

    @_about_one(group, "watch")
    def watch(broadcast_id: int, as_json: bool) -> None:
        """Xem gửi tới đâu cho đến khi xong; mã thoát 0 là đã gửi xong, 1 là dừng, quá hạn hoặc tạm dừng."""
        row = room.desk.get(broadcast_id)
        if row["state"] not in (*AT_WORK, "paused", "sent", "stopped", "expired"):
            raise BroadcastError([refusal("state", state=STATES[row["state"]], act="theo dõi việc gửi")])
        with click.progressbar(length=1, label="Đang chờ tới giờ", hidden=as_json) as bar:
            while room.desk.get(broadcast_id)["state"] in AT_WORK:
                _move(bar, room.reports.counts(broadcast_id).by_state)
                time.sleep(LOOK_EVERY_S)
            _move(bar, room.reports.counts(broadcast_id).by_state)
        show_one(runtime, broadcast_id, as_json)
        if room.desk.get(broadcast_id)["state"] != "sent":
            raise SystemExit(1)


def _move(bar: Any, by_state: dict[str, int]) -> None:
    total = sum(by_state.values())
    if total:
        bar.length, bar.label = total, "Đang gửi"
        bar.update(total - by_state.get("waiting", 0) - by_state.get("queued", 0) - bar.pos)
