"""Who follows the ward's page in the demo: sixty made-up people, what they wish to hear of, and what they ask."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from bot.content.propaganda import TOPICS
from bot.demo.past import Past
from bot.people.sync import STALE_MS
from bot.store import Store, followers, people, preferences, tags

COUNT = 60
FIRST_ID = 7_301_900_000_000_000_001
"""Ids as long as Zalo's, beside those of the simulated phones."""

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Ngô", "Hồ")
MIDDLES = ("Văn", "Thị", "Minh", "Ngọc", "Thanh", "Hữu")
LABELS = ("tổ trưởng khu phố", "hộ kinh doanh", "nghề biển", "người cao tuổi")

QUESTIONS = (
    "làm khai sinh cho bé cần giấy gì",
    "đăng ký kết hôn ở đâu vậy",
    "sao y mấy tờ hết bao nhiêu tiền",
    "xin giấy xác nhận độc thân mất mấy ngày",
    "khai tử cho ba tôi cần giấy tờ gì",
    "thứ bảy phường có làm không",
    "mấy giờ phường nghỉ trưa",
    "gửi kết quả về nhà qua bưu điện được không",
    "nộp hồ sơ qua mạng làm sao",
    "lam can cuoc o dau",
    "đăng ký tạm trú ở đâu",
    "hộ kinh doanh nhỏ đăng ký thế nào",
    "lệ phí khai sinh bao nhiêu",
    "trợ cấp người cao tuổi từ bao nhiêu tuổi",
    "đăng ký nghĩa vụ quân sự lần đầu ở đâu",
    "phường cũ của tôi giờ nhập vào đâu",
    "hồ sơ của tôi tới đâu rồi",
    "cải chính hộ tịch cần gì",
    "trích lục khai sinh làm ở đâu",
    "đất chưa có sổ thì hỏi ai",
    "có tin gì mới không",
    "cảm ơn nhiều nha",
    "chứng thực chữ ký cần mang gì",
    "bảo hiểm y tế hộ gia đình mua ở đâu",
    "làm khuyết tật cần giấy gì",
)
UNCLEAR = (
    "cái vụ hôm bữa sao rồi",
    "xin lịch cúp nước khu phố 4",
    "ghe bị kẹt ở cảng hỏi ai",
    "chỗ đó còn nhận không",
    "ông hàng xóm mượn dây điện không trả",
    "xin lịch cúp nước tuần này",
)


def make_names() -> list[str]:
    """Sixty names nobody has."""
    return [f"{family} {middle} Mẫu" for middle in MIDDLES for family in FAMILIES]


def count_residents(store: Store) -> int:
    """How many of them there are already: their ids have no gaps."""
    number = 0
    while people.get(store, person_id_of(number)) is not None:
        number += COUNT
    return number


def person_id_of(number: int) -> str:
    """The Zalo id of one of them."""
    return str(FIRST_ID + number)


def plan_residents(past: Past) -> list[str]:
    """Plan how sixty more come, choose and ask; returns their ids."""
    first = count_residents(past.runtime.store)
    ids = [person_id_of(first + number) for number in range(COUNT)]
    for number, (person_id, name) in enumerate(zip(ids, make_names(), strict=True)):
        days_ago = 30 if number < 38 else past.random.randint(2, 28)
        arrives = past.time_at(days_ago, 7 + number % 12, number % 60)
        past.schedule(arrives, _arrival_of(past, person_id, name, number))
        _plan_questions(past, person_id, days_ago)
    for number, days_ago in ((11, 9), (37, 4)):
        past.schedule(past.time_at(days_ago, 20), partial(past.unfollow_as, ids[number]))
    for number, days_ago in ((7, 12), (29, 6), (52, 1)):
        past.schedule(past.time_at(days_ago, 19), partial(past.write_as, ids[number], "đừng gửi bản tin cho tôi nữa"))
    return ids


def _arrival_of(past: Past, person_id: str, name: str, number: int) -> Callable[[], None]:
    def act() -> None:
        past.follow_as(person_id, name)
        topics = past.random.sample(TOPICS, past.random.choice((0, 0, 1, 2, 3)))
        with past.runtime.store.write() as db:
            preferences.choose_topics(db, person_id, topics)
            if number % 5:
                preferences.set_neighbourhood(db, person_id, f"Khu phố {1 + number % 6}")
            if number % 4 == 0:
                tags.note(db, person_id, LABELS[number // 4 % len(LABELS)], True)
            followers.take_details(db, person_id, name, True, past.moment, past.now_ms + STALE_MS)

    return act


def _plan_questions(past: Past, person_id: str, days_ago: int) -> None:
    """Three questions in the month, the last of them within the last days for most people."""
    for latest in (29, 29, past.random.choice((3, 5, 6, 12))):
        days, hour, minute = (
            past.random.randint(0, min(latest, days_ago - 1)),
            past.random.randint(7, 20),
            past.random.randint(0, 59),
        )
        if past.time_at(days, hour, minute) > past.minutes_ago(
            240
        ):  # has not come yet, or officials are at their talks then
            days = past.random.randint(1, min(3, days_ago - 1))
        text = past.random.choice(UNCLEAR if past.random.random() < 0.15 else QUESTIONS)
        past.schedule(past.time_at(days, hour, minute), partial(past.write_as, person_id, text))
