"""The broadcasts of the demo: sent, failed, planned, waiting for somebody, and a weekly series."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from bot.broadcasts.lifecycle import Actor, BroadcastDraft
from bot.broadcasts.message import Message
from bot.broadcasts.repeat import Repeat
from bot.clock import DAY, MINUTE, at_zone
from bot.demo.past import Past
from bot.reply import Button
from bot.store import broadcasts, outbox, people
from bot.zalo.errors import Outcome
from bot.zalo.messages import SendResult

PORTAL = "https://dichvucong.gov.vn"

BROADCASTS = (
    (
        27,
        "Nộp hồ sơ tại nhà, khỏi xếp hàng",
        "cai-cach-hanh-chinh",
        "Chào {tên}. Khai sinh, kết hôn nộp được trên Cổng dịch vụ công. Chưa quen, mời {tên} ra phường, có người chỉ.",
    ),
    (
        22,
        "Lịch tiêm ngừa cho trẻ trong tháng",
        "y-te",
        "Chào {tên}. Trạm y tế tiêm ngừa cho trẻ dưới 5 tuổi vào sáng thứ tư và thứ năm tuần này. {tên} nhớ mang sổ tiêm của bé.",
    ),
    (
        16,
        "Cảnh giác cuộc gọi xưng là cán bộ phường",
        "an-ninh",
        "Chào {tên}. Phường không gọi điện đòi mã OTP hay tiền. Ai xưng cán bộ mà hỏi những thứ đó, {tên} cúp máy và báo phường.",
    ),
    (
        9,
        "Gió mạnh cuối tuần, tàu nhỏ chưa nên ra khơi",
        "nong-nghiep-bien",
        "Chào {tên}. Cuối tuần có gió cấp 6, sóng cao. Tàu nhỏ chưa nên ra khơi. Cần neo đậu, {tên} gọi Ban quản lý cảng.",
    ),
    (
        2,
        "Trả lại giấy tờ để quên tại quầy",
        None,
        "Chào {tên}. Tuần rồi có vài người để quên giấy tờ ở quầy. {tên} xem lại, có thiếu thì ra quầy 1 nhận.",
    ),
)


def plan_broadcasts(past: Past, ids: Sequence[str], author: Actor, approver: Actor) -> None:
    """Plan what officials wrote and what left; the mail goes out at eight, and at four in the afternoon."""
    for days_ago in range(29, -1, -1):
        for hour in (8, 16):
            past.schedule(past.time_at(days_ago, hour, 1), past.send_due)
    past.schedule(past.time_at(25, 9), partial(_plan_series, past, author, approver))
    for number, (days_ago, title, topic, text) in enumerate(BROADCASTS):
        past.schedule(
            past.time_at(days_ago + 1, 15),
            partial(
                _approve_draft, past, author, approver, _make_message(title, text, topic), past.time_at(days_ago, 8)
            ),
        )
        past.schedule(past.time_at(days_ago, 20), partial(_count_presses, past, title, number))
    past.schedule(past.time_at(12, 8), lambda: _block_person(past, ids[33]))
    past.schedule(past.time_at(19, 9), partial(_plan_late, past, author, approver))
    past.schedule(past.time_at(4, 9), partial(_send_failing, past, author, approver))
    past.schedule(past.time_at(3, 14), partial(_return_draft, past, author, approver))
    past.schedule(past.time_at(1, 10), partial(_leave_open, past, author, approver))


def _make_message(title: str, text: str, topic: str | None = None, **rest: Any) -> Message:
    buttons = (Button("Hỏi thêm trợ lý", say=title), Button("Mở Cổng dịch vụ công", url=PORTAL))
    return Message(title=title, text=text, topic=topic, **{"link": PORTAL, "buttons": buttons, **rest})


def _submit_draft(past: Past, author: Actor, draft: BroadcastDraft) -> int:
    lifecycle = past.runtime.broadcasts.lifecycle
    broadcast_id = lifecycle.create(draft, author)
    lifecycle.submit(broadcast_id, author)
    return broadcast_id


def _approve_draft(
    past: Past, author: Actor, approver: Actor, message: Message, send_at: int | None, **rest: Any
) -> int:
    broadcast_id = _submit_draft(past, author, BroadcastDraft(outbox.REPLY_KIND, message, send_at=send_at, **rest))
    past.pass_time(1800)
    past.runtime.broadcasts.lifecycle.approve(broadcast_id, approver)
    return broadcast_id


def _count_presses(past: Past, title: str, number: int) -> None:
    """Some open the link, some press the button."""
    rows = broadcasts.search_broadcasts(past.runtime.store, {"text": f"%{title}%", "state": "sent"}, limit=1)[1]
    day = f"{at_zone(past.moment, past.runtime.settings.timezone):%Y-%m-%d}"
    with past.runtime.store.write() as db:
        for row in rows:
            for kind, times in (("link", 5 + 2 * number), ("press", 3 + number)):
                for _ in range(times):
                    broadcasts.count_click(db, row.id, kind, 0, day)


def _plan_series(past: Past, author: Actor, approver: Actor) -> None:
    text = "Chào {tên}. Tuần này phường tiếp dân sáng thứ ba và thứ năm. Việc gì chưa rõ, {tên} cứ nhắn ở đây, trợ lý trả lời ngay."
    repeat = Repeat.parse("weekly:MON at=08:00 holiday=after")
    _approve_draft(
        past,
        author,
        approver,
        _make_message("Lịch tiếp dân trong tuần", text, "cai-cach-hanh-chinh"),
        past.moment,
        repeat=repeat,
    )


def _plan_late(past: Past, author: Actor, approver: Actor) -> None:
    """The machine was off when it should have left."""
    noon = past.time_at(19, 11)
    text = "Chào {tên}. Chiều nay từ 13 giờ khu phố 2 cúp nước để sửa ống, khoảng 17 giờ có lại."
    rule = {"neighbourhoods": ["Khu phố 2"]}
    _approve_draft(
        past,
        author,
        approver,
        _make_message("Cúp nước chiều nay ở khu phố 2", text, audience=rule),
        noon,
        latest_start=noon + 30 * MINUTE,
    )


def _send_failing(past: Past, author: Actor, approver: Actor) -> None:
    text = (
        "Chào {tên}. Sáng thứ bảy phường dọn vệ sinh bãi biển, mời {tên} cùng tham gia. Tập trung 6 giờ tại cổng chợ."
    )
    _approve_draft(past, author, approver, _make_message("Dọn vệ sinh bãi biển sáng thứ bảy", text), None)
    failure = SendResult(Outcome.RETRY_LATER)
    feeder_log = logging.getLogger("bot.broadcasts.feeder")
    feeder_log.disabled = True  # its warnings are intended here
    past.send_due(lambda person_id: failure if int(person_id[-2:]) % 2 else None)
    feeder_log.disabled = False


def _return_draft(past: Past, author: Actor, approver: Actor) -> None:
    text = "Chào {tên}. Phường sắp thu quỹ phòng chống thiên tai năm nay."
    broadcast_id = _submit_draft(
        past, author, BroadcastDraft(outbox.REPLY_KIND, _make_message("Quỹ phòng chống thiên tai", text))
    )
    past.pass_time(3600)
    past.runtime.broadcasts.lifecycle.return_(broadcast_id, approver, "Ghi thêm ai được miễn và văn bản quy định.")


def _leave_open(past: Past, author: Actor, approver: Actor) -> None:
    """What is planned, what waits for approval, and the drafts of next month's calendar."""
    soon = past.in_days(2, 8)
    text = "Chào {tên}. Thứ sáu này phường tập huấn nộp hồ sơ qua mạng tại hội trường, lúc 14 giờ. Mời {tên} mang theo điện thoại."
    _approve_draft(
        past, author, approver, _make_message("Tập huấn nộp hồ sơ qua mạng", text, "cai-cach-hanh-chinh"), soon
    )
    text = "Chào {tên}. Tuần sau trạm y tế khám sức khỏe miễn phí cho người từ 60 tuổi. Mời ông bà, cha mẹ {tên} tới từ 7 giờ."
    _submit_draft(
        past,
        author,
        BroadcastDraft(
            outbox.REPLY_KIND,
            _make_message("Khám sức khỏe miễn phí cho người cao tuổi", text, "y-te"),
            send_at=soon + DAY,
        ),
    )
    month = at_zone(past.now_ms + 31 * DAY, past.runtime.settings.timezone)
    past.runtime.broadcasts.calendar.adopt(month.year, month.month, author)


def _block_person(past: Past, person_id: str) -> None:
    with past.runtime.store.write() as db:
        people.set_blocked(db, person_id, past.moment)
