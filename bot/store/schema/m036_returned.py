"""What was returned to its author is kept, so that the next reading shows what changed since; so is the approved plan."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m036_returned(db: Database) -> None:
    """`returned` and `approved_plan` are JSON as bot.broadcasts.drafts writes it; an article's `returned_text` that of its text."""
    db.conn.execute("ALTER TABLE broadcasts ADD COLUMN returned TEXT")
    db.conn.execute("ALTER TABLE broadcasts ADD COLUMN returned_reason TEXT")
    db.conn.execute("ALTER TABLE broadcasts ADD COLUMN approved_plan TEXT")
    db.conn.execute("ALTER TABLE articles ADD COLUMN returned_version INTEGER")
    db.conn.execute("ALTER TABLE articles ADD COLUMN returned_text TEXT")
    db.conn.execute("ALTER TABLE articles ADD COLUMN returned_reason TEXT")
