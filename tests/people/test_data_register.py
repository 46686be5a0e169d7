"""The notice, the export, erasing and the schema say the same of every column with personal data."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.people.data_register import REGISTER, TECHNICAL, Erasure, ways_of_erasure
from bot.people.erasure import erase_person
from bot.runtime import Runtime
from bot.store import Store
from tests.admin.installation import MovableClock, copy_words, make_app, make_runtime
from tests.people.test_erasure import WITHOUT_PERSONS, columns_by_table

ME, NOBODY = "7219000000000000001", "7219000000000000999"
WAYS = ways_of_erasure()
PERSON_COLUMN = {"people": "id", "audit": "subject"}
"""Where a person's id stands, if not in person_id."""
MARK = "dấu-riêng"


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Runtime]:
    runtime = make_runtime(copy_words(tmp_path / "content"), tmp_path, MovableClock())
    fill(runtime.store)
    yield runtime
    runtime.close()


def person_tables(store: Store) -> dict[str, set[str]]:
    """The tables whose rows lead to a resident, with their columns."""
    columns = columns_by_table(store)
    return {table: names for table, names in columns.items() if "person_id" in names or table in PERSON_COLUMN}


def fill(store: Store) -> None:
    """A row about ME in each table, with a mark in every text that may hold words."""
    event = json.dumps({"event_name": "user_submit_info", "info": {"phone": MARK, "address": MARK}})
    with store.write() as db:
        for sql in (
            "INSERT INTO people (id, name, first_seen_at, state, state_at, neighbourhood, topics, opted_out_at,"
            " last_message_at, handed_over_at, handed_over_until,"
            " name_corrected_at) VALUES (:me, '{MARK}', 1, '{MARK}', 1, '{MARK}', ',{MARK},',"
            " 1, 1, 1, 1, 1)",
            "INSERT INTO inbox (key, name, kind, person_id, received_at, body, state, error)"
            f" VALUES ('k', 'user_submit_info', 'shared_info', :me, 1, CAST('{event}' AS BLOB), 'dead', '{MARK}')",
            f"INSERT INTO talk_words (event_id, person_id, at, words) VALUES (1, :me, 1, '{MARK}')",
            "INSERT INTO media (person_id, event_id, place, kind, address, name, received_at, state, due_at, file)"
            f" VALUES (:me, 1, 0, 'image', '{MARK}', '{MARK}', 1, 'stored', 0, 'x')",
            "INSERT INTO outbox (person_id, kind, priority, reply, fingerprint, state, created_at, not_before, message_id)"
            f" VALUES (:me, 'consultation', 0, '{{\"text\": \"{MARK}\"}}', 'f', 'sent', 1, 1, 'm1')",
            "INSERT INTO receipts (message_id, kind, at, person_id, fingerprint) VALUES ('m1', 'sent', 1, :me, 'f')",
            f"INSERT INTO person_phones (person_id, phone, agreed_at) VALUES (:me, '{MARK}', 1)",
            f"INSERT INTO person_tags (tag, person_id) VALUES ('{MARK}', :me)",
            "INSERT INTO tag_changes (person_id, tag, wanted, due_at, created_at) VALUES (:me, 'nhãn cũ', 0, 1, 1)",
            "INSERT INTO tickets (code, person_id, kind, text, state, created_at, result, rating_words)"
            f" VALUES ('PA-1', :me, 'feedback', '{MARK}', 'closed', 1, '{MARK}', '{MARK}')",
            "INSERT INTO officials (id, email, name, password_hash, created_at, person_id) VALUES (1, 'a@b', 'A', 'h', 1, :me)",
            f"INSERT INTO talk_notes (person_id, official_id, text, created_at) VALUES (:me, 1, '{MARK}', 1)",
            "INSERT INTO talk_presence (person_id, official_id, since, seen_at) VALUES (:me, 1, 1, 1)",
            "INSERT INTO form_drafts (official_id, address, page, person_id, fields, saved_at)"
            f" VALUES (1, '/a', '/b', :me, '{MARK}', 1)",
            "INSERT INTO talk_reads (person_id, official_id, read_to) VALUES (:me, 1, 1)",
            "INSERT INTO broadcasts (id, role, kind, state, title, content, author_id, created_at, updated_at)"
            " VALUES (1, 'single', 'consultation', 'sent', 'T', '{}', 1, 1, 1)",
            "INSERT INTO deliveries (broadcast_id, person_id, state, sent_at) VALUES (1, :me, 'sent', 1)",
            "INSERT INTO audit (at, official_id, action, subject, detail) VALUES (1, 1, 'answer', :me, '1')",
        ):
            db.conn.execute(sql, {"me": ME})


def test_every_column_is_in_the_register_or_is_named_technical(runtime: Runtime) -> None:
    """A new column fails here until its purpose, retention and way of erasure stand in bot/people/data_register.py."""
    registered = {column.partition(".")[0] for column in {*WAYS, *TECHNICAL}}
    columns = columns_by_table(runtime.store)
    assert set(person_tables(runtime.store)) <= registered
    assert registered | WITHOUT_PERSONS >= set(columns)
    existing = {f"{table}.{name}" for table in registered for name in columns[table]}
    assert existing == WAYS.keys() | TECHNICAL and not WAYS.keys() & TECHNICAL
    assert sum(len(purpose.columns()) for purpose in REGISTER) == len(WAYS), "a column stands in two rows"


def test_the_notice_shows_every_row_of_the_register(runtime: Runtime) -> None:
    page = make_app(runtime).test_client().get("/quyen-rieng-tu").text
    for purpose in REGISTER:
        for text in (purpose.data, purpose.what_for, purpose.how_long.format(days=90)):
            assert text in page, text
    assert page.count("<tr>") == len(REGISTER) + 1


def exported(runtime: Runtime, person_id: str) -> dict[str, list[dict[str, object]]]:
    packed = runtime.person_exports.make_archive(person_id, None, 1)
    assert packed is not None
    archive = zipfile.ZipFile(io.BytesIO(packed))
    facts: dict[str, list[dict[str, object]]] = json.loads(archive.read("3-du-lieu.json"))
    return facts


def test_the_export_holds_every_column_of_every_row(runtime: Runtime) -> None:
    """The raw events too, with what the person never agreed to have stored (a phone in a form they sent)."""
    facts = exported(runtime, ME)
    by_table = {
        "people": "person", "person_phones": "phone", "person_tags": "labels", "tickets": "tickets", "talk_notes": "notes",
        "deliveries": "broadcasts", "audit": "acts", "inbox": "events", "outbox": "messages", "receipts": "receipts",
        "tag_changes": "label_changes", "talk_presence": "open_talks", "talk_reads": "read_marks",
        "form_drafts": "drafts", "media": "media", "talk_words": "searched_words", "officials": "linked_accounts",
    }  # fmt: skip
    assert by_table.keys() == person_tables(runtime.store).keys()
    missing = [
        column
        for column, way in WAYS.items()
        if way is not Erasure.NAMELESS and (table := column.partition(".")[0]) in by_table
        for row in [facts[by_table[table]][0]]
        if column.partition(".")[2] not in row and column != "people.folded"
    ]
    assert missing == []
    assert facts["events"][0]["body"] == {"event_name": "user_submit_info", "info": {"phone": MARK, "address": MARK}}
    assert exported_of_nobody(runtime) is None


def exported_of_nobody(runtime: Runtime) -> bytes | None:
    return runtime.person_exports.make_archive(NOBODY, None, 1)


def test_erasing_does_to_every_column_what_the_register_says(runtime: Runtime) -> None:
    store = runtime.store
    before = {column: values(store, column) for column, way in WAYS.items() if way is not Erasure.NAMELESS}
    with store.write() as db:
        erase_person(db, ME, 2)
    wrong = []
    for column, was in before.items():
        now = values(store, column)
        if WAYS[column] is Erasure.EMPTIED and now:
            wrong.append(f"{column} is not emptied")
        if WAYS[column] is Erasure.KEPT and not set(was) <= set(now):
            wrong.append(f"{column} is gone")
    assert wrong == []
    columns = [f"{table}.{name}" for table, names in person_tables(store).items() for name in names]
    left = [column for column in columns if MARK in str(values(store, column))]
    assert left == ["tag_changes.tag"], "until the platform has taken the label off"


def values(store: Store, column: str) -> list[object]:
    """What stands in a column about ME, without what is empty."""
    table, _, name = column.partition(".")
    where = PERSON_COLUMN.get(table, "person_id")
    rows = store.rows(f"SELECT {name} AS value FROM {table} WHERE {where} = ? AND {name} IS NOT NULL", [ME])
    return [row["value"] for row in rows]


def test_an_event_that_could_not_be_handled_goes_with_the_others(runtime: Runtime) -> None:
    from bot.operations.jobs import KEEP_MS, forget_old

    runtime.clock.now += KEEP_MS  # type: ignore[attr-defined]
    forget_old(runtime)
    assert runtime.store.rows("SELECT * FROM inbox") == []
