"""Residents who asked for a person, tickets by code, and what officials did about them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bot.broadcasts.lifecycle import Actor
from bot.demo.past import Past
from bot.helpdesk.canned import CannedWords

FINISHED_TALKS = (
    (
        26,
        "Khai sinh của con tôi sai tên đệm, sửa sao?",
        "Dạ, mang bản chính và căn cước tới quầy 2 ạ.",
        5,
        "nói rõ, dễ hiểu",
    ),
    (21, "Chiều thứ sáu tôi tới trễ được không?", "Dạ, quầy nhận tới 17 giờ ạ.", 5, "cán bộ tận tình"),
    (
        15,
        "Mẹ tôi 81 tuổi không đi được, ai làm giúp giấy tờ?",
        "Dạ, sáng thứ tư phường cử người tới tận nhà ạ.",
        5,
        None,
    ),
    (10, "Hồ sơ hộ kinh doanh sao chưa thấy trả lời?", "Dạ, mai có kết quả ạ.", 3, "hơi chậm, mong lần sau nhanh hơn"),
    (
        5,
        "Xin xác nhận cư trú để nhập học cho cháu thì sao?",
        "Dạ, việc này bên Công an phường làm, cùng trụ sở ạ.",
        4,
        None,
    ),
)
TICKETS = (
    (24, "tôi muốn phản ánh đèn đường hẻm 12 khu phố 4 hư cả tuần nay", "Đã thay hai bóng đèn hôm nay.", 5),
    (
        17,
        "tôi muốn phản ánh rác ở đầu hẻm 7 khu phố 2 ba ngày chưa ai lấy",
        "Đội vệ sinh đã lấy rác và thêm một chuyến chiều.",
        4,
    ),
    (
        8,
        "tôi muốn phản ánh quán nhậu khu phố 1 hát karaoke tới khuya",
        "Đã nhắc nhở chủ quán, lập biên bản cam kết.",
        4,
    ),
    (3, "tôi muốn phản ánh nắp cống trước chợ khu phố 5 bị bể rất nguy hiểm", None, None),
    (1, "tôi muốn góp ý phường đặt thêm ghế ở chỗ ngồi chờ lấy số", None, None),
)
WAITING = (
    (200, "tôi muốn gặp cán bộ hộ tịch", "Giấy chứng tử của ba tôi ghi sai năm sinh, tôi cần gấp để làm thừa kế."),
    (130, "cho gặp cán bộ địa chính", "Thửa đất nhà tôi bị chồng ranh, xin gặp cán bộ xem giúp."),
    (35, "gặp cán bộ giúp tôi", "Con tôi sắp hết hạn nộp hồ sơ, mạng báo lỗi hoài không nộp được."),
)
"""(minutes ago, wish, words): the second one is answered, the others wait."""
CANNED = (
    (
        "Giờ tiếp dân",
        "Dạ, {phường} tiếp dân từ thứ hai tới thứ sáu, sáng 7 giờ 30 tới 11 giờ 30, chiều 13 giờ 30 tới 17 giờ ạ.",
    ),
    ("Mời tới quầy", "Dạ, {tên} mang căn cước và giấy tờ liên quan tới quầy 2 để phường xem giúp ạ."),
    ("Cảm ơn phản ánh", "Dạ, phường cảm ơn {tên} đã báo. Có kết quả phường nhắn lại ngay ạ."),
)


def plan_talks(past: Past, ids: Sequence[str], answerer: Actor, manager: Actor) -> None:
    """Plan the talks and tickets of the month; two residents wait when it ends."""
    helpdesk = past.runtime.helpdesk
    past.schedule(past.time_at(29, 9), partial(_write_canned, past, answerer))
    for number, (days_ago, says, answer, points, words) in enumerate(FINISHED_TALKS):
        past.schedule(
            past.time_at(days_ago, 9, 10 * number),
            partial(_hold_talk, past, ids[number], says, answer, points, words, answerer),
        )
    for number, (days_ago, text, result, rating) in enumerate(TICKETS, 10):
        past.schedule(past.time_at(days_ago, 18, number), partial(_report_matter, past, ids[number], text))
        if result and rating:
            past.schedule(
                past.time_at(days_ago - 1, 10), partial(_settle_ticket, past, ids[number], result, rating, answerer)
            )
    for number, (minutes, wish, words) in enumerate(WAITING, 20):
        past.schedule(past.minutes_ago(minutes), partial(_ask_twice, past, ids[number], wish, words))
    past.schedule(past.minutes_ago(185), lambda: helpdesk.assign(ids[20], answerer.id, manager.id))
    past.schedule(
        past.minutes_ago(120), lambda: helpdesk.answer(ids[21], "Dạ, cho phường xin số tờ, số thửa ạ.", answerer.id)
    )
    past.schedule(
        past.minutes_ago(118), lambda: helpdesk.notes.add_note(ids[21], "Đã xin số thửa, chờ bản đồ.", answerer.id)
    )


def _write_canned(past: Past, by: Actor) -> None:
    titles = {row.title for row in past.runtime.helpdesk.canned.list_answers()}
    for title, text in CANNED:
        if title not in titles:
            past.runtime.helpdesk.canned.save_answer(None, CannedWords(title, text), by.id)


def _ask_twice(past: Past, person_id: str, wish: str, words: str) -> None:
    past.write_as(person_id, wish)
    past.write_as(person_id, words)


def _hold_talk(past: Past, person_id: str, says: str, answer: str, points: int, words: str | None, by: Actor) -> None:
    helpdesk = past.runtime.helpdesk
    _ask_twice(past, person_id, "cho tôi gặp cán bộ", says)
    past.pass_time(past.random.randint(5, 40) * 60)
    helpdesk.answer(person_id, answer, by.id)
    past.deliver_outbox()
    past.pass_time(300)
    past.write_as(person_id, "dạ cảm ơn")
    _close_tickets(past, person_id, "", points, words, by)


def _report_matter(past: Past, person_id: str, text: str) -> None:
    past.write_as(person_id, text)
    past.write_as(person_id, "gửi đi")


def _settle_ticket(past: Past, person_id: str, result: str, points: int, by: Actor) -> None:
    [code] = [row.code for row in past.runtime.helpdesk.in_hand(person_id)]
    past.runtime.helpdesk.answer(person_id, "Dạ, phường đã nhận và cử người tới xem ngay.", by.id, code=code)
    past.pass_time(3600)
    _close_tickets(past, person_id, result, points, None, by)


def _close_tickets(past: Past, person_id: str, result: str, points: int, words: str | None, by: Actor) -> None:
    for row in past.runtime.helpdesk.in_hand(person_id):
        past.runtime.helpdesk.close(row.code, by.id, result)
    past.deliver_outbox()
    past.pass_time(240)
    past.write_as(person_id, str(points))
    if words:
        past.write_as(person_id, words)
