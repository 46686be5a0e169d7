"""A ward after a year: 30,000 people, 1,000,000 deliveries in 250 broadcasts, talks, tickets, questions, articles, audit."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from bot.broadcasts.message import Message
from bot.broadcasts.service import Actor, Draft
from bot.clock import DAY, HOUR, MINUTE
from bot.reply import Button
from bot.runtime import Runtime
from bot.understanding.folding import fold

PEOPLE, BROADCASTS, TO_ALL_EVERY = 30_000, 250, 10
"""Every tenth broadcast goes to everybody, the others to one in 25: together 1,020,000 deliveries."""
DAYS, MEANINGS, QUESTIONS, UNCLEAR = 365, 120, 100_000, 3_000
TALKS, TICKETS, POINTS, ACTS, OFFICIALS = 1_500, 2_500, 3_000, 60_000, 30
FIRST_ID = 7_219_000_000_000_000_000

_Row = tuple[Any, ...]
_NUMBERS = "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :last)"
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ")
_MIDDLES = ("Văn", "Thị", "Minh", "Ngọc", "Thanh", "Hữu", "Kim")
_GIVEN = ("An", "Bình", "Châu", "Dũng", "Em", "Giàu", "Hằng", "Khôi", "Lệ", "Mẫn", "Năm", "Oanh", "Phước", "Sáu", "Tý")
_TOPICS = (None, None, ",dat-dai,", ",y-te,an-ninh,", ",cai-cach-hanh-chinh,", ",nong-nghiep-bien,y-te,")
_LABELS = tuple(f"nhãn {number}" for number in range(1, 31))
_ACTIONS = ("sign_in", "answer", "close_ticket", "assign", "content_edit", "broadcast_submit", "broadcast_approve",
            "tag_give", "give_back", "note")  # fmt: skip
_WORDS = ("cúp nước", "khu phố", "ghe", "cảng", "lịch", "hôm bữa", "xin", "chỗ đó", "hàng xóm", "tuần này", "đèn đường",
          "rác", "giấy", "con tôi", "trường", "bao giờ", "ở đâu", "mượn", "dây điện", "kẹt")  # fmt: skip


def fill(runtime: Runtime) -> None:
    """Write the year; one transaction, the randomness always the same."""
    luck, now = random.Random(2026), runtime.clock()
    for number in range(1, OFFICIALS + 1):
        runtime.officials.add(f"can.bo.{number}@phuong.example.vn", f"Cán bộ {number}", "approver")
    models = _models(runtime)
    with runtime.store.write() as db:
        _people(db, luck, now)
        _broadcasts(db, models, now)
        _deliveries(db, now)
        _talks(db, luck, now)
        _tickets(db, luck, now)
        _questions(runtime, db, luck)
        _articles(db, now)
        _small(runtime, db, luck, now)
    runtime.store.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def person_id(number: int) -> str:
    """The id of one of the people, from 0."""
    return str(FIRST_ID + number)


def _models(runtime: Runtime) -> list[int]:
    """One approved broadcast of each kind, and a draft, a submitted and a repeating one; the year is copies of the first."""
    text = "Chào {tên}, mai {phường} làm việc cả ngày để bà con nộp hồ sơ. " * 5
    buttons = (Button("Xem giấy tờ", say="khai sinh cần gì"), Button("Mở cổng", url="https://dichvucong.gov.vn"))
    desk, found = runtime.broadcasting.desk, []
    for title in ("Lịch làm việc", "Bản nháp", "Chờ duyệt"):
        message = Message(title, text, link="https://phuong.example.vn", buttons=buttons, topic="y-te")
        found.append(desk.create(Draft("consultation", message), Actor(1, "author")))
    desk.submit(found[0], Actor(1, "author"))
    desk.approve(found[0], Actor(2, "approver"))
    desk.submit(found[2], Actor(1, "author"))
    return found


def _people(db: Database, luck: random.Random, now: int) -> None:
    state = json.dumps({"topic": "procedure", "shown": ["giấy tờ"] * 60}, ensure_ascii=False)
    rows = []
    for number in range(PEOPLE):
        name = f"{luck.choice(_FAMILIES)} {luck.choice(_MIDDLES)} {luck.choice(_GIVEN)}"
        seen = now - luck.randrange(DAYS * DAY)
        wrote = luck.randrange(seen, now) if number % 3 else None
        rows.append((
            person_id(number), name, number % 20 != 19, seen, wrote, wrote, wrote, now - DAY if number % 90 == 7 else None,
            state if number % 3 == 1 else None, f"Khu phố {1 + number % 14}" if number % 4 else None,
            luck.choice(_TOPICS), seen + luck.randrange(HOUR),
        ))  # fmt: skip
    db.conn.executemany(
        "INSERT INTO people (id, name, follows, first_seen_at, last_message_at, last_interaction_at, introduced_at,"
        " opted_out_at, state, neighbourhood, topics, follows_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows,
    )  # fmt: skip
    db.conn.executemany(
        "INSERT OR IGNORE INTO person_tags (tag, person_id) VALUES (?, ?)",
        ((luck.choice(_LABELS), person_id(luck.randrange(PEOPLE))) for _ in range(20_000)),
    )


def _broadcasts(db: Database, models: list[int], now: int) -> None:
    """The newest is the last; the planned ones stand in the days to come."""
    names = "kind, title, topic, content, frozen, frozen_hash, author_id, approver_id, created_at, updated_at"
    values = "kind, title || ' số ' || n.i, topic, content, frozen, frozen_hash, 1 + n.i % 5, 6 + n.i % 5"
    db.conn.execute(
        f"{_NUMBERS} INSERT INTO broadcasts ({names}, state, send_at, started_at, finished_at, is_spread)"
        f" SELECT {values}, :first + n.i * :step, :first + n.i * :step, 'sent', :first + n.i * :step,"
        " :first + n.i * :step, :first + n.i * :step + 600000, 1 FROM n, broadcasts WHERE id = :model",
        {"last": BROADCASTS - 1, "model": models[0], "first": now - DAYS * DAY, "step": DAYS * DAY // (BROADCASTS + 1)},
    )
    db.conn.execute(
        f"{_NUMBERS} INSERT INTO broadcasts ({names}, state, send_at)"
        f" SELECT {values}, :now, :now, 'scheduled', :now + (n.i + 1) * 86400000 FROM n, broadcasts WHERE id = :model",
        {"last": 29, "model": models[0], "now": now},
    )
    db.conn.execute(
        "INSERT INTO clicks (broadcast_id, kind, target, day, times) SELECT b.id, k.kind, 0,"
        " date(b.started_at / 1000, 'unixepoch', '+' || d.days || ' days'), 40 FROM broadcasts AS b,"
        " (SELECT 'link' AS kind UNION ALL SELECT 'press') AS k, (SELECT 0 AS days UNION ALL SELECT 1 UNION ALL SELECT 2) AS d"
        " WHERE b.state = 'sent'"
    )


def _deliveries(db: Database, now: int) -> None:
    """One in fifty failed, one in thirty was left out, most others were seen; each has its message."""
    db.conn.execute(
        "INSERT INTO deliveries (broadcast_id, person_id, state, outcome, attempts, sent_at, settled_at)"
        " SELECT b.id, p.id, CASE WHEN p.rowid % 50 = 0 THEN 'failed' WHEN p.rowid % 30 = 0 THEN 'left_out'"
        " WHEN p.rowid % 4 = 0 THEN 'delivered' ELSE 'seen' END, CASE WHEN p.rowid % 50 = 0 THEN 'quota_person'"
        " WHEN p.rowid % 30 = 0 THEN 'no_window' ELSE 'sent' END, 1,"
        " CASE WHEN p.rowid % 50 AND p.rowid % 30 THEN b.started_at + p.rowid * 20 END, b.started_at + p.rowid * 20"
        " FROM broadcasts AS b CROSS JOIN people AS p WHERE b.state = 'sent' AND (b.id % :every = 0 OR p.rowid % 25 = b.id % 25)",
        {"every": TO_ALL_EVERY},
    )
    db.conn.execute(
        "INSERT INTO outbox (person_id, delivery_id, kind, priority, reply, fingerprint, state, created_at, not_before,"
        " attempted_at, settled_at, message_id, attempts) SELECT person_id, id, 'consultation', 5,"
        " CASE WHEN settled_at > :kept THEN '{\"text\": \"Mai phường làm việc cả ngày để bà con nộp hồ sơ.\"}' END, '',"
        " CASE state WHEN 'left_out' THEN 'cancelled' ELSE state END, settled_at, settled_at, sent_at, settled_at, 'm' || id, 1"
        " FROM deliveries WHERE state <> 'left_out'",
        {"kept": now - 90 * DAY},
    )


def _talks(db: Database, luck: random.Random, now: int) -> None:
    """Questions with their answers; the first fifty people write most."""
    asked, answered = list[_Row](), list[_Row]()
    answer = json.dumps({"text": "Chào anh/chị, khai sinh cần tờ khai và giấy chứng sinh. " * 6}, ensure_ascii=False)
    for number in range(QUESTIONS):
        person = person_id(luck.randrange(50 if number % 20 == 0 else PEOPLE))
        at = now - luck.randrange(DAYS * DAY)
        body = None
        if at > now - 90 * DAY:
            body = json.dumps({
                "event_name": "user_send_text", "app_id": "1", "sender": {"id": person}, "recipient": {"id": "2"},
                "message": {"msg_id": f"q{number}", "text": f"làm khai sinh cần giấy gì {number}"}, "timestamp": str(at),
            }).encode()  # fmt: skip
        asked.append((f"q{number}", "user_send_text", "text", person, at, body, "done", at + 900))
        answered.append(
            (person, "consultation", 1, answer if body else None, "seen", at + 500, at + 500, at + 600, at + 900)
        )
    db.conn.executemany(
        "INSERT INTO inbox (key, name, kind, person_id, received_at, body, state, done_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        sorted(asked, key=itemgetter(4)),
    )
    db.conn.executemany(
        "INSERT INTO outbox (person_id, kind, priority, reply, state, created_at, not_before, attempted_at, settled_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", sorted(answered, key=itemgetter(5)),
    )  # fmt: skip


def _tickets(db: Database, luck: random.Random, now: int) -> None:
    """Talks with officials, feedback, points for the bot; the newest sixty still wait."""
    rows = []
    for number in range(TALKS + TICKETS + POINTS):
        kind = "handover" if number < TALKS else luck.choice(("feedback", "proposal", "praise"))
        kind = "rating" if number >= TALKS + TICKETS else kind
        is_open = kind != "rating" and number % 67 == 0
        at = now - luck.randrange(5 * DAY if is_open else DAYS * DAY)
        answered = None if is_open else at + luck.randrange(MINUTE, DAY)
        rows.append((
            f"PA-{number:05}", person_id(luck.randrange(PEOPLE)), kind, "Đèn đường hư ba hôm nay, tối quá khó đi. " * 3,
            1 + number % 5 if number % 2 else None, "open" if is_open else "closed", at, at if is_open else None,
            answered, answered, None if is_open else 1 + number % OFFICIALS, 1 + number % OFFICIALS if number % 3 else None,
            answered if number % 2 and kind != "rating" else None,
        ))  # fmt: skip
    db.conn.executemany(
        "INSERT INTO tickets (code, person_id, kind, text, rating, state, created_at, waiting_since, first_answer_at,"
        " settled_at, answered_by, official_id, rated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows,
    )  # fmt: skip


def _questions(runtime: Runtime, db: Database, luck: random.Random) -> None:
    """Every day about a hundred meanings; and questions not understood, no two alike."""
    codes = [*runtime.brain.content.procedures, *runtime.brain.content.listed]
    db.conn.executemany(
        "INSERT OR IGNORE INTO question_counts (day, outcome, intent, procedure, count)"
        " SELECT date(?, '-' || ? || ' days'), ?, ?, ?, ?",
        (
            (f"{runtime.today()}", day, luck.choice(("answer", "answer", "answer", "clarify", "decline", "fallback", "chat")),
             luck.choice(("papers", "fee", "where", "time", "")), luck.choice(codes) if number % 4 else "", 1 + number % 7)
            for day in range(DAYS) for number in range(MEANINGS)
        ),
    )  # fmt: skip
    said = dict[str, str]()
    for _ in range(UNCLEAR):
        text = " ".join(luck.sample(_WORDS, luck.randint(2, 6)))
        said[fold(text)] = text
    db.conn.executemany(
        "INSERT INTO misunderstood (folded, text, reason, outcome, intent, procedure, count, first_at, last_at, state)"
        " VALUES (?, ?, 'fallback', 'fallback', '', '', ?, ?, ?, ?)",
        ((folded, text, luck.randint(1, 9), runtime.clock() - 60 * DAY, runtime.clock() - luck.randrange(60 * DAY),
          "open" if luck.random() < 0.6 else "dismissed") for folded, text in said.items()),
    )  # fmt: skip


def _articles(db: Database, now: int) -> None:
    """400 of the feed and 100 of our own with their long bodies."""
    body = "Bà con mang giấy hẹn tới quầy để nhận kết quả.\n\n- Nhớ mang căn cước.\n\n" * 40
    db.conn.execute(
        f"{_NUMBERS} INSERT INTO articles (guid, title, summary, url, published_at, fetched_at, source, words, body, author_id)"
        " SELECT 'g' || i, 'Tin số ' || i, 'Tóm tắt của tin số ' || i, 'https://phuong.example.vn/' || i, :now - i * 43200000,"
        " :now - i * 43200000, CASE WHEN i % 5 THEN 'feed' ELSE 'own' END, ' tin so ' || i || ' ', :body, 1 FROM n",
        {"last": 499, "now": now, "body": body},
    )


def _small(runtime: Runtime, db: Database, luck: random.Random, now: int) -> None:
    """The audit, quizzes, activities, ready answers, saved groups, notes."""
    db.conn.executemany("INSERT INTO audit (at, official_id, action, subject) VALUES (?, ?, ?, ?)", _acts(luck, now))
    db.conn.executemany(
        "INSERT INTO quiz_counts (day, quiz, played, right, asked) SELECT date(?, '-' || ? || ' days'), ?, 9, 30, 45",
        ((f"{runtime.today()}", day, quiz) for day in range(DAYS) for quiz in runtime.brain.content.quizzes),
    )
    db.conn.executemany(
        "INSERT INTO activities (day, kind, place, events, people, created_at, updated_at)"
        " SELECT date(?, '-' || ? || ' days'), ?, 'Văn phòng khu phố', 1, 45, ?, ?",
        ((f"{runtime.today()}", number, luck.choice(("neighbourhood", "training", "mobile", "loudspeaker")), now, now)
         for number in range(DAYS)),
    )  # fmt: skip
    db.conn.executemany(
        "INSERT INTO canned_answers (title, text, changed_at) VALUES (?, ?, ?)",
        ((f"Câu {number}", "Chào anh/chị, phường đã nhận và sẽ trả lời sớm. " * 5, now) for number in range(60)),
    )
    db.conn.executemany(
        "INSERT INTO segments (name, rule, created_at) VALUES (?, ?, ?)",
        ((f"Nhóm {number}", json.dumps({"neighbourhoods": [f"Khu phố {1 + number % 14}"], "topics": ["y-te"]}), now)
         for number in range(30)),
    )  # fmt: skip
    db.conn.executemany(
        "INSERT INTO talk_notes (person_id, official_id, text, created_at) VALUES (?, 1, 'Đã gọi điện, hẹn mai.', ?)",
        ((person_id(number % 50), now) for number in range(500)),
    )
    text = "title: Khai sinh\nsays:\n" + "  - làm khai sinh cần giấy gì\n" * 200
    db.conn.executemany(
        "INSERT INTO content_versions (file, at, official_id, kind, reason, before, after) VALUES (?, ?, 1, 'desk', 'lệ phí', ?, ?)",
        ((f"procedures/{number % 40}.yaml", now - number * DAY, text, f"{text}#\n") for number in range(300)),
    )
    db.conn.execute("INSERT INTO audit (at, official_id, action, subject, detail) VALUES (?, 1, 'erase_person', ?, '{}')",
                    [now, person_id(3)])  # fmt: skip


def _acts(luck: random.Random, now: int) -> Iterator[tuple[int, int, str, str]]:
    for number in range(ACTS):
        action = luck.choice(_ACTIONS)
        subject = (
            f"broadcast:{1 + number % BROADCASTS}" if action.startswith("broadcast") else person_id(number % PEOPLE)
        )
        yield now - (ACTS - number) * (DAYS * DAY // ACTS), 1 + number % OFFICIALS, action, subject
