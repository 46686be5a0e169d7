"""Fills the database of a ward with a year: people, broadcasts and deliveries here, other tables in desk_year_*.py."""

from __future__ import annotations

import json
import random

from benchmarks.desk_year_rest import add_articles, add_small_tables
from benchmarks.desk_year_size import NUMBERS, TO_ALL_EVERY, YearSize, person_id
from benchmarks.desk_year_talks import add_question_counts, add_talks, add_tickets, add_unclear_questions
from bot.broadcasts.lifecycle import Actor, BroadcastDraft
from bot.broadcasts.message import Message
from bot.clock import DAY, HOUR
from bot.reply import Button
from bot.runtime import Runtime
from bot.store import Transaction

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ")
_MIDDLES = ("Văn", "Thị", "Minh", "Ngọc", "Thanh", "Hữu", "Kim")
_GIVEN = ("An", "Bình", "Châu", "Dũng", "Em", "Giàu", "Hằng", "Khôi", "Lệ", "Mẫn", "Năm", "Oanh", "Phước", "Sáu", "Tý")
_TOPICS = (None, None, ",dat-dai,", ",y-te,an-ninh,", ",cai-cach-hanh-chinh,", ",nong-nghiep-bien,y-te,")
_LABELS = tuple(f"nhãn {number}" for number in range(1, 31))
_LABELS = tuple(f"nhãn {number}" for number in range(1, 31))


def fill_year(runtime: Runtime, size: YearSize | None = None) -> None:
    """Write the year in one transaction, always with the same random numbers."""
    size, rng, now = size or YearSize(), random.Random(2026), runtime.clock()
    for number in range(1, size.officials + 1):
        runtime.officials.add(f"can.bo.{number}@phuong.example.vn", f"Cán bộ {number}", "approver")
    models = _create_models(runtime)
    with runtime.store.write() as db:
        _add_people(db, size, rng, now)
        _add_broadcasts(db, size, models[0], now)
        _add_deliveries(db, now)
        add_talks(db, size, rng, now)
        add_tickets(db, size, rng, now)
        add_question_counts(runtime, db, size, rng)
        add_unclear_questions(runtime, db, size, rng)
        add_articles(db, now)
        add_small_tables(runtime, db, size, rng, now)
    runtime.store.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _create_models(runtime: Runtime) -> list[int]:
    """The ids of an approved, a draft and a submitted broadcast; the broadcasts of the year are copies of the first."""
    text = "Chào {tên}, mai {phường} làm việc cả ngày để bà con nộp hồ sơ. " * 5
    buttons = (Button("Xem giấy tờ", say="khai sinh cần gì"), Button("Mở cổng", url="https://dichvucong.gov.vn"))
    lifecycle, ids = runtime.broadcasts.lifecycle, []
    for title in ("Lịch làm việc", "Bản nháp", "Chờ duyệt"):
        message = Message(title, text, link="https://phuong.example.vn", buttons=buttons, topic="y-te")
        ids.append(lifecycle.create(BroadcastDraft("consultation", message), Actor(1, frozenset({"author"}))))
    lifecycle.submit(ids[0], Actor(1, frozenset({"author"})))
    lifecycle.approve(ids[0], Actor(2, frozenset({"approver"})))
    lifecycle.submit(ids[2], Actor(1, frozenset({"author"})))
    return ids


def _add_people(db: Transaction, size: YearSize, rng: random.Random, now: int) -> None:
    state = json.dumps({"topic": "procedure", "shown": ["giấy tờ"] * 60}, ensure_ascii=False)
    db.conn.executemany(
        "INSERT INTO people (id, name, follows, first_seen_at, last_message_at, last_interaction_at, introduced_at,"
        " opted_out_at, state, neighbourhood, topics, follows_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_person_row(number, size, rng, now, state) for number in range(size.people)],
    )
    db.conn.executemany(
        "INSERT OR IGNORE INTO person_tags (tag, person_id) VALUES (?, ?)",
        ((rng.choice(_LABELS), person_id(rng.randrange(size.people))) for _ in range(20_000)),
    )


def _person_row(number: int, size: YearSize, rng: random.Random, now: int, state: str) -> tuple[object, ...]:
    name = f"{rng.choice(_FAMILIES)} {rng.choice(_MIDDLES)} {rng.choice(_GIVEN)}"
    first_seen_at = now - rng.randrange(size.days * DAY)
    wrote_at = rng.randrange(first_seen_at, now) if number % 3 else None
    return (
        person_id(number),
        name,
        number % 20 != 19,
        first_seen_at,
        wrote_at,
        wrote_at,
        wrote_at,
        now - DAY if number % 90 == 7 else None,
        state if number % 3 == 1 else None,
        f"Khu phố {1 + number % 14}" if number % 4 else None,
        rng.choice(_TOPICS),
        first_seen_at + rng.randrange(HOUR),
    )


def _add_broadcasts(db: Transaction, size: YearSize, model: int, now: int) -> None:
    """The sent broadcasts of the year, the newest last, and thirty scheduled ones for the days to come."""
    names = "kind, title, topic, content, frozen, frozen_hash, author_id, approver_id, created_at, updated_at"
    values = "kind, title || ' số ' || n.i, topic, content, frozen, frozen_hash, 1 + n.i % 5, 6 + n.i % 5"
    db.conn.execute(
        f"{NUMBERS} INSERT INTO broadcasts ({names}, state, send_at, started_at, finished_at, is_spread)"
        f" SELECT {values}, :first + n.i * :step, :first + n.i * :step, 'sent', :first + n.i * :step,"
        " :first + n.i * :step, :first + n.i * :step + 600000, 1 FROM n, broadcasts WHERE id = :model",
        {
            "last": size.broadcasts - 1,
            "model": model,
            "first": now - size.days * DAY,
            "step": size.days * DAY // (size.broadcasts + 1),
        },
    )
    db.conn.execute(
        f"{NUMBERS} INSERT INTO broadcasts ({names}, state, send_at)"
        f" SELECT {values}, :now, :now, 'scheduled', :now + (n.i + 1) * 86400000 FROM n, broadcasts WHERE id = :model",
        {"last": 29, "model": model, "now": now},
    )
    _add_clicks(db)


def _add_clicks(db: Transaction) -> None:
    db.conn.execute(
        "INSERT INTO clicks (broadcast_id, kind, target, day, times) SELECT b.id, k.kind, 0,"
        " date(b.started_at / 1000, 'unixepoch', '+' || d.days || ' days'), 40 FROM broadcasts AS b,"
        " (SELECT 'link' AS kind UNION ALL SELECT 'press') AS k, (SELECT 0 AS days UNION ALL SELECT 1 UNION ALL"
        " SELECT 2) AS d"
        " WHERE b.state = 'sent'"
    )


def _add_deliveries(db: Transaction, now: int) -> None:
    """Deliveries of all sent broadcasts: one in 50 failed, one in 30 left out, most others seen."""
    db.conn.execute(
        "INSERT INTO deliveries (broadcast_id, person_id, state, outcome, attempts, sent_at, settled_at)"
        " SELECT b.id, p.id, CASE WHEN p.rowid % 50 = 0 THEN 'failed' WHEN p.rowid % 30 = 0 THEN 'left_out'"
        " WHEN p.rowid % 4 = 0 THEN 'delivered' ELSE 'seen' END, CASE WHEN p.rowid % 50 = 0 THEN 'quota_person'"
        " WHEN p.rowid % 30 = 0 THEN 'no_window' ELSE 'sent' END, 1,"
        " CASE WHEN p.rowid % 50 AND p.rowid % 30 THEN b.started_at + p.rowid * 20 END, b.started_at + p.rowid * 20"
        " FROM broadcasts AS b CROSS JOIN people AS p WHERE b.state = 'sent' AND (b.id % :every = 0 OR p.rowid %"
        " 25 = b.id % 25)",
        {"every": TO_ALL_EVERY},
    )
    _add_outbox(db, now)


def _add_outbox(db: Transaction, now: int) -> None:
    db.conn.execute(
        "INSERT INTO outbox (person_id, delivery_id, kind, priority, reply, fingerprint, state, created_at, not_before,"
        " attempted_at, settled_at, message_id, attempts) SELECT person_id, id, 'consultation', 5,"
        ' CASE WHEN settled_at > :since THEN \'{"text": "Mai phường làm việc cả ngày để bà con nộp hồ sơ."}\''
        " END, '',"
        " CASE state WHEN 'left_out' THEN 'cancelled' ELSE state END, settled_at, settled_at, sent_at, settled_at,"
        " 'm' || id, 1"
        " FROM deliveries WHERE state <> 'left_out'",
        {"since": now - 90 * DAY},
    )
