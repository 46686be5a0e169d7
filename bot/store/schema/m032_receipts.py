"""All receipts of a person are found by an index: an export shows them all, also of messages written in Zalo's own page."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m032_receipts(db: Database) -> None:
    """The index held echoes only; finding an echo by its words uses the new one as well."""
    db.conn.execute("DROP INDEX receipts_of_person")
    db.conn.execute("CREATE INDEX receipts_of_person ON receipts (person_id, fingerprint)")
