"""How a broadcast looks and what it will do, for the pages: the bubble on a phone, the people, the times, what changed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.admin import words_broadcasts as said
from bot.admin.differences import Change, changes
from bot.admin.words import number
from bot.audiences import Audience, AudienceError, describe
from bot.broadcasts import personal, recurrence
from bot.broadcasts.forecast import Forecast
from bot.broadcasts.message import Message, thaw
from bot.broadcasts.repeat_words import describe as describe_repeat
from bot.broadcasts.service import Draft
from bot.broadcasts.words import AGREED
from bot.clock import at_zone
from bot.content.propaganda import TOPICS
from bot.reply import Button
from bot.runtime import Runtime
from bot.segments import Preview

LONGEST_NAME = "Công Tằng Tôn Nữ Nguyễn Phước Bảo Thương"
"""As long as a name may be (bot.broadcasts.personal): what fits with it fits for everybody."""

NEXT_DATES = 5


@dataclass(frozen=True, slots=True)
class Bubble:
    """What stands on a phone. `picture` is an address our own page may show, `elsewhere` one it may not."""

    title: str
    text: str
    buttons: tuple[str, ...]
    picture: str | None
    elsewhere: str | None


@dataclass(frozen=True, slots=True)
class Look:
    """A draft as it would go out now."""

    bubble: Bubble
    forecast: Forecast
    people: Preview
    audience: str
    dates: tuple[datetime, ...]
    will: str


def look(runtime: Runtime, draft: Draft, broadcast_id: int = 0, *, asks_quota: bool = False) -> Look:
    """Everything about a draft. `asks_quota`: Zalo is asked how many messages are left, which may take a moment."""
    room = runtime.broadcasting
    forecast = room.forecasts.of(
        draft.kind, draft.message, send_at=draft.send_at, broadcast_id=broadcast_id,
        quota=room.quota(draft.kind) if asks_quota else None,
    )  # fmt: skip
    return Look(
        bubble=bubble(runtime, draft.kind, draft.message, broadcast_id),
        forecast=forecast,
        people=_people(runtime, draft.message),
        audience=audience_words(runtime, draft.message),
        dates=tuple(dates(runtime, draft)),
        will=will_happen(runtime, draft, forecast),
    )


def _people(runtime: Runtime, message: Message) -> Preview:
    try:
        return runtime.segments.preview(Audience.from_dict(message.audience))
    except AudienceError:
        return Preview(0, ())


def bubble(runtime: Runtime, kind: str, message: Message, broadcast_id: int = 0) -> Bubble:
    """The message on the phone of somebody with the longest name."""
    if kind == "article":
        return _article(runtime, message)
    if kind == "template":
        return Bubble("", runtime.broadcasting.renderer.template_words(message, LONGEST_NAME), (), None, None)
    reply = runtime.broadcasting.renderer.reply(message, broadcast_id, LONGEST_NAME)
    title = personal.fill(message.title, LONGEST_NAME, "") if reply.cards or kind == "promotion" else ""
    return Bubble(
        title, reply.text, tuple(button.label for button in reply.buttons), *_picture(runtime, message.picture)
    )


def _article(runtime: Runtime, message: Message) -> Bubble:
    row = runtime.publishing.get(message.article_id) if message.article_id else None
    title, text = (row["title"], row["summary"]) if row else (message.title, message.text)
    return Bubble(title, text, (), *_picture(runtime, row["image"] if row else message.picture))


def _picture(runtime: Runtime, address: str | None) -> tuple[str | None, str | None]:
    path = runtime.pictures.path_of(address)
    return (path, None) if path else (None, address)


def dates(runtime: Runtime, draft: Draft, fired: int = 0, after_ms: int | None = None) -> list[datetime]:
    """When a series goes out next; nothing for a single broadcast."""
    if draft.repeat is None:
        return []
    now, room = runtime.now(), runtime.broadcasting
    start = at_zone(draft.send_at, runtime.settings.timezone) if draft.send_at else now
    after = at_zone(after_ms, runtime.settings.timezone) if after_ms else max(start, now)
    just_before = after - timedelta(milliseconds=1)
    return recurrence.preview(draft.repeat, just_before, room.holidays(), start, fired, NEXT_DATES)


def will_happen(runtime: Runtime, draft: Draft, forecast: Forecast) -> str:
    """One sentence that says what approving leads to."""
    today = runtime.today()
    if draft.repeat:
        found = dates(runtime, draft)
        first = f", kỳ đầu lúc {said.at_time(found[0], today)}" if found else ""
        each = "Mỗi kỳ: " + said.what_will_happen(draft.kind, forecast.reach, forecast.total, "theo số liệu hôm nay")
        return f"{describe_repeat(draft.repeat)}{first}. {each}."
    when = "ngay sau khi duyệt"
    if draft.send_at or forecast.starts > runtime.now() + timedelta(minutes=1):  # or the night holds it back
        when = f"lúc {said.at_time(forecast.starts, today)}"
    return said.what_will_happen(draft.kind, forecast.reach, forecast.total, when) + "."


def topic_labels(runtime: Runtime) -> dict[str, str]:
    """Names of topics by id, in the order residents see them."""
    known = {topic.id: topic.label for topic in runtime.brain.content.interests.values()}
    return known | {topic: topic for topic in TOPICS if topic not in known}


def audience_words(runtime: Runtime, message: Message) -> str:
    """Whom it is for, in words."""
    try:
        found = describe(Audience.from_dict(message.audience), topic_labels(runtime))
    except AudienceError as error:
        return str(error)
    return f"{found}, {AGREED}" if message.by_phone else found


def approved(row: sqlite3.Row) -> Message | None:
    """What was approved last, or None; also when the copy is not whole any more."""
    try:
        return thaw(row["frozen"], row["frozen_hash"]) if row["frozen"] else None
    except ValueError:
        return None


def changed(runtime: Runtime, old: Message, new: Message) -> list[Change]:
    """The differences between two versions, in words."""
    return changes(_fields(runtime, old), _fields(runtime, new))


def _fields(runtime: Runtime, message: Message) -> list[tuple[str, str]]:
    article = runtime.publishing.get(message.article_id) if message.article_id else None
    parameters = "\n".join(f"{name} = {value}" for name, value in message.template_data.items())
    return [
        ("Tiêu đề", message.title), ("Nội dung", message.text), ("Hình", message.picture or "không có"),
        ("Đường dẫn", message.link or "không có"),
        ("Nút", "\n".join(button_words(button) for button in message.buttons) or "không có"),
        ("Bài viết", f"{article['title']} (số {article['id']})" if article else "không có"),
        ("Mẫu tin", "\n".join(filter(None, (message.template_id, parameters))) or "không có"),
        ("Người nhận", audience_words(runtime, message)),
        ("Chủ đề", topic_labels(runtime).get(message.topic or "", "không có")), ("Cách chọn nội dung", said.MODES[message.mode]),
    ]  # fmt: skip


def button_words(button: Button) -> str:
    """“Gọi phường”: gọi số 0252…"""
    if button.say:
        return f"“{button.label}”: gửi câu “{button.say}”"
    return f"“{button.label}”: {said.BUTTON_ACTS['url' if button.url else 'phone']} {button.url or button.phone or ''}"


def quota_words(forecast: Forecast) -> str:
    """What Zalo says is left."""
    return f"Zalo báo còn {number(forecast.quota)} tin tính phí." if forecast.quota is not None else ""
