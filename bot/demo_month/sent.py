"""The broadcasts of the demo: sent, failed, planned, waiting for somebody, and a weekly series."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from bot.broadcasts.message import Message
from bot.broadcasts.repeat import Repeat
from bot.broadcasts.service import Actor, Draft
from bot.clock import DAY, MINUTE, at_zone
from bot.demo_month.past import Past
from bot.reply import Button
from bot.store import broadcasts, people
from bot.zalo.errors import Outcome
from bot.zalo.messages import SendResult

PORTAL = "https://dichvucong.gov.vn"

SENT = (
    (27, "Nộp hồ sơ tại nhà, khỏi xếp hàng", "cai-cach-hanh-chinh",
     "Chào {tên}. Khai sinh, kết hôn nộp được trên Cổng dịch vụ công. Chưa quen, mời {tên} ra phường, có người chỉ."),
    (22, "Lịch tiêm ngừa cho trẻ trong tháng", "y-te",
     "Chào {tên}. Trạm y tế tiêm ngừa cho trẻ dưới 5 tuổi vào sáng thứ tư và thứ năm tuần này. {tên} nhớ mang sổ tiêm của bé."),
    (16, "Cảnh giác cuộc gọi xưng là cán bộ phường", "an-ninh",
     "Chào {tên}. Phường không gọi điện đòi mã OTP hay tiền. Ai xưng cán bộ mà hỏi những thứ đó, {tên} cúp máy và báo phường."),
    (9, "Gió mạnh cuối tuần, tàu nhỏ chưa nên ra khơi", "nong-nghiep-bien",
     "Chào {tên}. Cuối tuần có gió cấp 6, sóng cao. Tàu nhỏ chưa nên ra khơi. Cần neo đậu, {tên} gọi Ban quản lý cảng."),
    (2, "Trả lại giấy tờ để quên tại quầy", None,
     "Chào {tên}. Tuần rồi có vài người để quên giấy tờ ở quầy. {tên} xem lại, có thiếu thì ra quầy 1 nhận."),
)  # fmt: skip


def write(past: Past, ids: Sequence[str], author: Actor, approver: Actor) -> None:
    """Plan what officials wrote and what left; the mail goes out at eight, and at four in the afternoon."""
    for days_ago in range(29, -1, -1):
        for hour in (8, 16):
            past.plan(past.at(days_ago, hour, 1), past.sends)
    past.plan(past.at(25, 9), partial(_series, past, author, approver))
    for number, (days_ago, title, topic, text) in enumerate(SENT):
        past.plan(
            past.at(days_ago + 1, 15),
            partial(_approved, past, author, approver, _message(title, text, topic), past.at(days_ago, 8)),
        )
        past.plan(past.at(days_ago, 20), partial(_pressed, past, title, number))
    past.plan(past.at(12, 8), lambda: _block(past, ids[33]))
    past.plan(past.at(19, 9), partial(_late, past, author, approver))
    past.plan(past.at(4, 9), partial(_failing, past, author, approver))
    past.plan(past.at(3, 14), partial(_returned, past, author, approver))
    past.plan(past.at(1, 10), partial(_in_hand, past, author, approver))


def _message(title: str, text: str, topic: str | None = None, **rest: Any) -> Message:
    buttons = (Button("Hỏi thêm trợ lý", say=title), Button("Mở Cổng dịch vụ công", url=PORTAL))
    return Message(title=title, text=text, topic=topic, **{"link": PORTAL, "buttons": buttons, **rest})


def _drafted(past: Past, author: Actor, draft: Draft) -> int:
    desk = past.runtime.broadcasting.desk
    found = desk.create(draft, author)
    desk.submit(found, author)
    return found


def _approved(past: Past, author: Actor, approver: Actor, message: Message, send_at: int | None, **rest: Any) -> int:
    found = _drafted(past, author, Draft("consultation", message, send_at=send_at, **rest))
    past.wait(1800)
    past.runtime.broadcasting.desk.approve(found, approver)
    return found


def _pressed(past: Past, title: str, number: int) -> None:
    """Some open the link, some press the button."""
    rows = broadcasts.search(past.runtime.store, {"text": f"%{title}%", "state": "sent"}, limit=1)[1]
    day = f"{at_zone(past.moment, past.runtime.settings.timezone):%Y-%m-%d}"
    with past.runtime.store.write() as db:
        for row in rows:
            for kind, times in (("link", 5 + 2 * number), ("press", 3 + number)):
                for _ in range(times):
                    broadcasts.count_click(db, row["id"], kind, 0, day)


def _series(past: Past, author: Actor, approver: Actor) -> None:
    text = "Chào {tên}. Tuần này phường tiếp dân sáng thứ ba và thứ năm. Việc gì chưa rõ, {tên} cứ nhắn ở đây, trợ lý trả lời ngay."
    repeat = Repeat.parse("weekly:MON at=08:00 holiday=after")
    _approved(
        past,
        author,
        approver,
        _message("Lịch tiếp dân trong tuần", text, "cai-cach-hanh-chinh"),
        past.moment,
        repeat=repeat,
    )


def _late(past: Past, author: Actor, approver: Actor) -> None:
    """The machine was off when it should have left."""
    noon = past.at(19, 11)
    text = "Chào {tên}. Chiều nay từ 13 giờ khu phố 2 cúp nước để sửa ống, khoảng 17 giờ có lại."
    rule = {"neighbourhoods": ["Khu phố 2"]}
    _approved(
        past,
        author,
        approver,
        _message("Cúp nước chiều nay ở khu phố 2", text, audience=rule),
        noon,
        latest_start=noon + 30 * MINUTE,
    )


def _failing(past: Past, author: Actor, approver: Actor) -> None:
    text = (
        "Chào {tên}. Sáng thứ bảy phường dọn vệ sinh bãi biển, mời {tên} cùng tham gia. Tập trung 6 giờ tại cổng chợ."
    )
    _approved(past, author, approver, _message("Dọn vệ sinh bãi biển sáng thứ bảy", text), None)
    broken = SendResult(Outcome.RETRY_LATER)
    told = logging.getLogger("bot.broadcasts.courier")
    told.disabled = True  # it stands still because it is meant to
    past.sends(lambda person_id: broken if int(person_id[-2:]) % 2 else None)
    told.disabled = False


def _returned(past: Past, author: Actor, approver: Actor) -> None:
    text = "Chào {tên}. Phường sắp thu quỹ phòng chống thiên tai năm nay."
    found = _drafted(past, author, Draft("consultation", _message("Quỹ phòng chống thiên tai", text)))
    past.wait(3600)
    past.runtime.broadcasting.desk.return_(found, approver, "Ghi thêm ai được miễn và văn bản quy định.")


def _in_hand(past: Past, author: Actor, approver: Actor) -> None:
    """What is planned, what waits for approval, and the drafts of next month's calendar."""
    soon = past.in_days(2, 8)
    text = "Chào {tên}. Thứ sáu này phường tập huấn nộp hồ sơ qua mạng tại hội trường, lúc 14 giờ. Mời {tên} mang theo điện thoại."
    _approved(past, author, approver, _message("Tập huấn nộp hồ sơ qua mạng", text, "cai-cach-hanh-chinh"), soon)
    text = "Chào {tên}. Tuần sau trạm y tế khám sức khỏe miễn phí cho người từ 60 tuổi. Mời ông bà, cha mẹ {tên} tới từ 7 giờ."
    _drafted(
        past,
        author,
        Draft("consultation", _message("Khám sức khỏe miễn phí cho người cao tuổi", text, "y-te"), send_at=soon + DAY),
    )
    month = at_zone(past.now_ms + 31 * DAY, past.runtime.settings.timezone)
    past.runtime.broadcasting.calendar.adopt(month.year, month.month, author)


def _block(past: Past, person_id: str) -> None:
    with past.runtime.store.write() as db:
        people.set_blocked(db, person_id, past.moment)
