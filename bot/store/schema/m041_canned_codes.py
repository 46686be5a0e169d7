"""Ready answers with a short code, and with what goes out beside the words."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m041_canned_codes(db: Database) -> None:
    """`code` is typed behind a slash; `enclosed` names a form or a procedure as the answer box does."""
    db.conn.execute("ALTER TABLE canned_answers ADD COLUMN code TEXT")
    db.conn.execute("ALTER TABLE canned_answers ADD COLUMN enclosed TEXT")
    db.conn.execute("CREATE UNIQUE INDEX canned_answers_by_code ON canned_answers (code) WHERE code IS NOT NULL")
