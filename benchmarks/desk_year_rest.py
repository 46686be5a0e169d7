"""The other tables of the year of the desk benchmark: articles, audit log, quizzes, activities, notes, versions."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

from benchmarks.desk_year_size import NUMBERS, YearSize, person_id
from bot.clock import DAY
from bot.runtime import Runtime
from bot.store import Transaction

_ACTIONS = (
    "sign_in",
    "answer",
    "close_ticket",
    "assign",
    "content_edit",
    "broadcast_submit",
    "broadcast_approve",
    "tag_give",
    "give_back",
    "note",
)


def add_articles(db: Transaction, now: int) -> None:
    """400 articles of the feed and 100 of the ward, with long bodies."""
    body = "Bà con mang giấy hẹn tới quầy để nhận kết quả.\n\n- Nhớ mang căn cước.\n\n" * 40
    db.conn.execute(
        f"{NUMBERS} INSERT INTO articles (guid, title, summary, url, published_at, fetched_at, source, words, body,"
        " author_id)"
        " SELECT 'g' || i, 'Tin số ' || i, 'Tóm tắt của tin số ' || i, 'https://phuong.example.vn/' || i, :now - i"
        " * 43200000,"
        " :now - i * 43200000, CASE WHEN i % 5 THEN 'feed' ELSE 'own' END, ' tin so ' || i || ' ', :body, 1 FROM n",
        {"last": 499, "now": now, "body": body},
    )


def add_small_tables(runtime: Runtime, db: Transaction, size: YearSize, rng: random.Random, now: int) -> None:
    """The audit log, quizzes, activities, canned answers, segments, notes and versions of content."""
    db.conn.executemany(
        "INSERT INTO audit (at, official_id, action, subject) VALUES (?, ?, ?, ?)", _audit_rows(size, rng, now)
    )
    _add_quiz_counts(runtime, db, size)
    _add_activities(runtime, db, size, rng, now)
    _add_canned_answers_and_segments(db, now)
    _add_notes_and_versions(db, now)
    db.conn.execute(
        "INSERT INTO audit (at, official_id, action, subject, detail) VALUES (?, 1, 'erase_person', ?, '{}')",
        [now, person_id(3)],
    )


def _add_quiz_counts(runtime: Runtime, db: Transaction, size: YearSize) -> None:
    db.conn.executemany(
        "INSERT INTO quiz_counts (day, quiz, played, right, asked) SELECT date(?, '-' || ? || ' days'), ?, 9, 30, 45",
        (
            (f"{runtime.today()}", day, quiz)
            for day in range(size.days)
            for quiz in runtime.live_content.content.quizzes
        ),
    )


def _add_activities(runtime: Runtime, db: Transaction, size: YearSize, rng: random.Random, now: int) -> None:
    db.conn.executemany(
        "INSERT INTO activities (day, kind, place, events, people, created_at, updated_at)"
        " SELECT date(?, '-' || ? || ' days'), ?, 'Văn phòng khu phố', 1, 45, ?, ?",
        (
            (f"{runtime.today()}", number, rng.choice(("neighbourhood", "training", "mobile", "loudspeaker")), now, now)
            for number in range(size.days)
        ),
    )


def _add_canned_answers_and_segments(db: Transaction, now: int) -> None:
    db.conn.executemany(
        "INSERT INTO canned_answers (title, text, changed_at) VALUES (?, ?, ?)",
        ((f"Câu {number}", "Chào anh/chị, phường đã nhận và sẽ trả lời sớm. " * 5, now) for number in range(60)),
    )
    db.conn.executemany(
        "INSERT INTO segments (name, rule, created_at) VALUES (?, ?, ?)",
        (
            (f"Nhóm {number}", json.dumps({"neighbourhoods": [f"Khu phố {1 + number % 14}"], "topics": ["y-te"]}), now)
            for number in range(30)
        ),
    )


def _add_notes_and_versions(db: Transaction, now: int) -> None:
    db.conn.executemany(
        "INSERT INTO talk_notes (person_id, official_id, text, created_at) VALUES (?, 1, 'Đã gọi điện, hẹn mai.', ?)",
        ((person_id(number % 50), now) for number in range(500)),
    )
    text = "title: Khai sinh\nsays:\n" + "  - làm khai sinh cần giấy gì\n" * 200
    db.conn.executemany(
        "INSERT INTO content_versions (file, at, official_id, kind, reason, before, after) VALUES (?, ?, 1,"
        " 'desk', 'lệ phí', ?, ?)",
        ((f"procedures/{number % 40}.yaml", now - number * DAY, text, f"{text}#\n") for number in range(300)),
    )


def _audit_rows(size: YearSize, rng: random.Random, now: int) -> Iterator[tuple[int, int, str, str]]:
    for number in range(size.audit_entries):
        action = rng.choice(_ACTIONS)
        subject = (
            f"broadcast:{1 + number % size.broadcasts}"
            if action.startswith("broadcast")
            else person_id(number % size.people)
        )
        yield (
            now - (size.audit_entries - number) * (size.days * DAY // size.audit_entries),
            1 + number % size.officials,
            action,
            subject,
        )
