"""What people write in the year of the desk benchmark: talks, tickets and questions."""

from __future__ import annotations

import json
import random
from operator import itemgetter

from benchmarks.desk_year_size import YearSize, person_id
from bot.clock import DAY, MINUTE
from bot.runtime import Runtime
from bot.store import Transaction
from bot.understanding.folding import fold

Row = tuple[object, ...]
_WORDS = (
    "cúp nước",
    "khu phố",
    "ghe",
    "cảng",
    "lịch",
    "hôm bữa",
    "xin",
    "chỗ đó",
    "hàng xóm",
    "tuần này",
    "đèn đường",
    "rác",
    "giấy",
    "con tôi",
    "trường",
    "bao giờ",
    "ở đâu",
    "mượn",
    "dây điện",
    "kẹt",
)


def add_talks(db: Transaction, size: YearSize, rng: random.Random, now: int) -> None:
    """Questions with their answers; the first fifty people write most."""
    inbox, outbox = list[Row](), list[Row]()
    answer = json.dumps({"text": "Chào anh/chị, khai sinh cần tờ khai và giấy chứng sinh. " * 6}, ensure_ascii=False)
    for number in range(size.questions):
        person, at = _writer(number, size, rng), now - rng.randrange(size.days * DAY)
        body = _event_body(number, person, at) if at > now - 90 * DAY else None
        inbox.append((f"q{number}", "user_send_text", "text", person, at, body, "done", at + 900))
        outbox.append(
            (person, "consultation", 1, answer if body else None, "seen", at + 500, at + 500, at + 600, at + 900)
        )
    db.conn.executemany(
        "INSERT INTO inbox (key, name, kind, person_id, received_at, body, state, done_at) VALUES (?, ?, ?, ?, ?,"
        " ?, ?, ?)",
        sorted(inbox, key=itemgetter(4)),
    )
    db.conn.executemany(
        "INSERT INTO outbox (person_id, kind, priority, reply, state, created_at, not_before, attempted_at, settled_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        sorted(outbox, key=itemgetter(5)),
    )


def _writer(number: int, size: YearSize, rng: random.Random) -> str:
    return person_id(rng.randrange(50 if number % 20 == 0 else size.people))


def _event_body(number: int, person: str, at: int) -> bytes:
    """The webhook event of a question, as Zalo posts it."""
    event = {
        "event_name": "user_send_text",
        "app_id": "1",
        "sender": {"id": person},
        "recipient": {"id": "2"},
        "message": {"msg_id": f"q{number}", "text": f"làm khai sinh cần giấy gì {number}"},
        "timestamp": str(at),
    }
    return json.dumps(event).encode()


def add_tickets(db: Transaction, size: YearSize, rng: random.Random, now: int) -> None:
    """Talks with officials, feedback and ratings; one in 67 still waits."""
    numbers = range(size.talks + size.tickets + size.ratings)
    db.conn.executemany(
        "INSERT INTO tickets (code, person_id, kind, text, rating, state, created_at, waiting_since, first_answer_at,"
        " settled_at, answered_by, official_id, rated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_ticket_row(number, size, rng, now) for number in numbers],
    )


def _ticket_kind(number: int, size: YearSize, rng: random.Random) -> str:
    kind = "handover" if number < size.talks else rng.choice(("feedback", "proposal", "praise"))
    return "rating" if number >= size.talks + size.tickets else kind


def _ticket_row(number: int, size: YearSize, rng: random.Random, now: int) -> Row:
    kind = _ticket_kind(number, size, rng)
    is_open = kind != "rating" and number % 67 == 0
    at = now - rng.randrange(5 * DAY if is_open else size.days * DAY)
    answered_at = None if is_open else at + rng.randrange(MINUTE, DAY)
    return (
        f"PA-{number:05}",
        person_id(rng.randrange(size.people)),
        kind,
        "Đèn đường hư ba hôm nay, tối quá khó đi. " * 3,
        1 + number % 5 if number % 2 else None,
        "open" if is_open else "closed",
        at,
        at if is_open else None,
        answered_at,
        answered_at,
        None if is_open else 1 + number % size.officials,
        1 + number % size.officials if number % 3 else None,
        answered_at if number % 2 and kind != "rating" else None,
    )


def add_question_counts(runtime: Runtime, db: Transaction, size: YearSize, rng: random.Random) -> None:
    """Counts of about a hundred meanings for every day."""
    codes = [*runtime.live_content.content.procedures, *runtime.live_content.content.listed]
    db.conn.executemany(
        "INSERT OR IGNORE INTO question_counts (day, outcome, intent, procedure, count)"
        " SELECT date(?, '-' || ? || ' days'), ?, ?, ?, ?",
        (
            (
                f"{runtime.today()}",
                day,
                rng.choice(("answer", "answer", "answer", "clarify", "decline", "fallback", "chat")),
                rng.choice(("papers", "fee", "where", "time", "")),
                rng.choice(codes) if number % 4 else "",
                1 + number % 7,
            )
            for day in range(size.days)
            for number in range(size.meanings)
        ),
    )


def add_unclear_questions(runtime: Runtime, db: Transaction, size: YearSize, rng: random.Random) -> None:
    """Questions that were not understood, all different."""
    texts = dict[str, str]()
    for _ in range(size.unclear):
        text = " ".join(rng.sample(_WORDS, rng.randint(2, 6)))
        texts[fold(text)] = text
    db.conn.executemany(
        "INSERT INTO misunderstood (folded, text, reason, outcome, intent, procedure, count, first_at, last_at, state)"
        " VALUES (?, ?, 'fallback', 'fallback', '', '', ?, ?, ?, ?)",
        [_unclear_row(folded, text, rng, runtime.clock()) for folded, text in texts.items()],
    )


def _unclear_row(folded: str, text: str, rng: random.Random, now: int) -> Row:
    count, last_at = rng.randint(1, 9), now - rng.randrange(60 * DAY)
    return (folded, text, count, now - 60 * DAY, last_at, "open" if rng.random() < 0.6 else "dismissed")
