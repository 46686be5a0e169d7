"""How a broadcast looks and what it will do, for the pages: the bubble on a phone, the people, the times, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.admin.broadcasts import texts
from bot.broadcasts import items, recurrence
from bot.broadcasts.forecast import Forecast
from bot.broadcasts.kinds import MessageRecipient, find_kind
from bot.broadcasts.lifecycle import BroadcastDraft
from bot.broadcasts.message import Message
from bot.broadcasts.repeat_texts import describe_repeat as describe_repeat
from bot.broadcasts.states import State
from bot.broadcasts.texts import AGREED
from bot.clock import at_zone
from bot.content.propaganda import TOPICS
from bot.lib.numbers import format_number
from bot.people.audience import Audience, AudienceError, describe
from bot.people.segments import Preview
from bot.reply import Button
from bot.runtime import Runtime

SAMPLE_NAME = "Nguyễn Thị Hoa"
"""Who reads the preview. That the longest name fits as well is counted beside the field (bot.lib.personal_words)."""

NEXT_DATES = 5


@dataclass(frozen=True, slots=True)
class PhoneBubble:
    """What stands on a phone. `picture` is an address our own page may show, `elsewhere` one it may not."""

    title: str
    text: str
    buttons: tuple[str, ...]
    picture: str | None
    elsewhere: str | None


@dataclass(frozen=True, slots=True)
class BroadcastPreview:
    """A draft as it would go out now."""

    bubble: PhoneBubble
    forecast: Forecast
    people: Preview
    audience: str
    dates: tuple[datetime, ...]
    will: str


def preview_broadcast(
    runtime: Runtime,
    draft: BroadcastDraft,
    broadcast_id: int = 0,
    *,
    asks_quota: bool = False,
    series_id: int | None = None,
) -> BroadcastPreview:
    """Everything about a draft. `asks_quota`: Zalo is asked how many messages are left, which may take a moment.

    `series_id` is the rotating series the draft is an item of.
    """
    room = runtime.broadcasts
    forecast = room.forecasts.of(
        draft.kind,
        draft.message,
        send_at=draft.send_at,
        broadcast_id=broadcast_id,
        quota=room.quota(draft.kind) if asks_quota else None,
    )
    return BroadcastPreview(
        bubble=phone_bubble(runtime, draft.kind, draft.message, broadcast_id),
        forecast=forecast,
        people=_people(runtime, draft.message),
        audience=audience_words(runtime, draft.message),
        dates=tuple(next_dates(runtime, draft)),
        will=item_will_happen(runtime, draft, forecast, series_id, broadcast_id)
        if series_id
        else will_happen(runtime, draft, forecast),
    )


def _people(runtime: Runtime, message: Message) -> Preview:
    try:
        return runtime.segments.preview(Audience.from_dict(message.audience))
    except AudienceError:
        return Preview(0, ())


def phone_bubble(runtime: Runtime, kind: str, message: Message, broadcast_id: int = 0) -> PhoneBubble:
    """The message on the phone of somebody with a usual name."""
    preview = find_kind(kind).preview(message, MessageRecipient(broadcast_id, SAMPLE_NAME), runtime.broadcasts.services)
    labels = tuple(button.label for button in preview.buttons)
    return PhoneBubble(preview.title, preview.text, labels, *_picture(runtime, preview.picture))


def _picture(runtime: Runtime, address: str | None) -> tuple[str | None, str | None]:
    path = runtime.pictures.path_of(address)
    return (path, None) if path else (None, address)


def next_dates(runtime: Runtime, draft: BroadcastDraft, fired: int = 0, after_ms: int | None = None) -> list[datetime]:
    """When a series goes out next; nothing for a single broadcast."""
    if draft.repeat is None:
        return []
    now, room = runtime.now(), runtime.broadcasts
    start = at_zone(draft.send_at, runtime.settings.timezone) if draft.send_at else now
    after = at_zone(after_ms, runtime.settings.timezone) if after_ms else max(start, now)
    just_before = after - timedelta(milliseconds=1)
    return recurrence.preview_times(draft.repeat, just_before, room.holidays(), start, fired, NEXT_DATES)


def will_happen(runtime: Runtime, draft: BroadcastDraft, forecast: Forecast) -> str:
    """One sentence that says what approving leads to."""
    today = runtime.today()
    if draft.repeat:
        moments = next_dates(runtime, draft)
        first = f", kỳ đầu lúc {texts.at_time(moments[0], today)}" if moments else ""
        each = "Mỗi kỳ: " + find_kind(draft.kind).describe_sending(
            forecast.reach, forecast.total, "theo số liệu hôm nay"
        )
        return f"{describe_repeat(draft.repeat)}{first}. {each}."
    when = "ngay sau khi duyệt"
    if draft.send_at or forecast.starts > runtime.now() + timedelta(minutes=1):  # or the night holds it back
        when = f"lúc {texts.at_time(forecast.starts, today)}"
    return find_kind(draft.kind).describe_sending(forecast.reach, forecast.total, when) + "."


def item_will_happen(runtime: Runtime, draft: BroadcastDraft, forecast: Forecast, series_id: int, item_id: int) -> str:
    """The same for an item of a rotating series: it goes out with the series, when its turn comes."""
    lifecycle, today = runtime.broadcasts.lifecycle, runtime.today()
    series = lifecycle.get(series_id)
    plan = lifecycle.draft_of(series)
    timetable = describe_repeat(plan.repeat) if plan.repeat else ""
    whom = find_kind(draft.kind).describe_sending(forecast.reach, forecast.total, "theo số liệu hôm nay")
    when = "Loạt tin chưa được duyệt; mục này đi khi loạt tin chạy và tới lượt"
    if series.state == State.SCHEDULED:
        coming = next_dates(runtime, plan, series.fired, series.next_fire_at)
        turn = items.turn_of(runtime.store, series, item_id)
        when = (
            f"Tới lượt lúc {texts.at_time(coming[turn], today)}"
            if turn < len(coming)
            else f"Tới lượt sau {turn} kỳ nữa"
        )
    return f"Không gửi ngay khi duyệt: đi theo loạt tin “{series.title}” ({timetable}). {when}. {whom}."


def topic_labels(runtime: Runtime) -> dict[str, str]:
    """Names of topics by id, in the order residents see them."""
    labels = {topic.id: topic.label for topic in runtime.live_content.content.subscriptions.values()}
    return labels | {topic: topic for topic in TOPICS if topic not in labels}


def audience_words(runtime: Runtime, message: Message) -> str:
    """Whom it is for, in words."""
    try:
        labels = topic_labels(runtime)
        description = describe(Audience.from_dict(message.audience), labels, runtime.segments.names(labels))
    except AudienceError as error:
        return str(error)
    return f"{description}, {AGREED}" if message.by_phone else description


def button_words(button: Button) -> str:
    """“Gọi phường”: gọi số 0252…"""
    if button.say:
        return f"“{button.label}”: gửi câu “{button.say}”"
    return f"“{button.label}”: {texts.BUTTON_ACTS['url' if button.url else 'phone']} {button.url or button.phone or ''}"


def quota_words(forecast: Forecast) -> str:
    """What Zalo says is left."""
    return f"Zalo báo còn {format_number(forecast.quota)} tin tính phí." if forecast.quota is not None else ""
