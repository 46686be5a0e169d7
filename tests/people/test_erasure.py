"""No table with a person's data is forgotten when the person is erased."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.people.erasure import UNCHANGED_TABLES, erase_person
from bot.store import Store, people, tickets

WITHOUT_PERSONS = {
    "activities",
    "articles",
    "broadcasts",
    "canned_answers",
    "clicks",
    "connections",
    "content_files",
    "content_proposals",
    "content_versions",
    "delivery_counts",
    "delivery_hours",
    "factors",
    "follow_events",
    "known_devices",
    "lockouts",
    "misunderstood",
    "notes",
    "notice_choices",
    "notice_deliveries",
    "notices",
    "open_pages",
    "push_subscriptions",
    "people_sync",
    "pictures",
    "plain_letters",
    "post_templates",
    "presses",
    "question_counts",
    "quiz_counts",
    "recovery_codes",
    "regression_questions",
    "segments",
    "series_articles",
    "series_changes",
    "sessions",
    "signed_figures",
    "ticket_events",
    "urgent_notices",
    "tokens",
}
"""Tables without anything that leads to a resident: figures, texts of officials, the officials' own sessions and factors.

`misunderstood` and `regression_questions` hold questions without the person who asked; `notes` are the program's own values.
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "ward.db")
    yield store
    store.close()


def columns_by_table(store: Store) -> dict[str, set[str]]:
    rows = store.rows(
        "SELECT t.name AS name, c.name AS column_name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c"
        " WHERE t.type = 'table' AND t.name NOT GLOB '[_]*' AND t.name NOT GLOB 'sqlite[_]*'"
    )
    columns: dict[str, set[str]] = {}
    for row in rows:
        columns.setdefault(row["name"], set()).add(row["column_name"])
    return columns


def changed_tables(store: Store) -> set[str]:
    """The tables in which erasing a person updates or deletes rows, as SQLite itself tells."""
    changed: set[str] = set()

    def note(action: int, table: str | None, *_: str | None) -> int:
        if action in (sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE):
            changed.add(str(table))
        return sqlite3.SQLITE_OK

    with store.write() as db:
        people.sync(db, [("1001", "An", True)], 1)
        db.conn.execute("INSERT INTO person_tags (tag, person_id) VALUES ('x', '1001')")
        db.conn.set_authorizer(note)
        erase_person(db, "1001", 2)
        db.conn.set_authorizer(None)
    return changed


def test_every_table_is_erased_or_its_reason_to_stay_is_named(store: Store) -> None:
    """A new table fails here until erase_person empties it, or one of the two lists names it."""
    tables = set(columns_by_table(store))
    erased = changed_tables(store) - UNCHANGED_TABLES.keys()
    assert tables == erased | UNCHANGED_TABLES.keys() | WITHOUT_PERSONS
    assert not erased & WITHOUT_PERSONS and not UNCHANGED_TABLES.keys() & WITHOUT_PERSONS
    assert erased == {
        "people",
        "person_phones",
        "person_tags",
        "officials",
        "form_drafts",
        "inbox",
        "media",
        "outbox",
        "tickets",
        "talk_notes",
        "talk_presence",
        "talk_reads",
        "talk_words",
    }


def test_a_table_with_a_persons_id_is_never_called_one_without_persons(store: Store) -> None:
    columns = columns_by_table(store)
    assert [name for name in sorted(WITHOUT_PERSONS) if columns[name] & {"person_id", "phone"}] == []


def test_a_ticket_open_at_the_erasure_is_emptied_when_it_is_closed(store: Store) -> None:
    with store.write() as db:
        people.sync(db, [("1001", "An", True)], 1)
        tickets.open_ticket(db, "PA-AAAAA", "1001", "feedback", "nhà tôi số 5", 1)
        erase_person(db, "1001", 2)
        assert tickets.close(db, "PA-AAAAA", None, 3, result="Đã gọi 0912 345 678")
    ticket = tickets.by_code(store, "PA-AAAAA")
    assert ticket and (ticket.text, ticket.result, ticket.state) == (None, None, "closed")
