"""What a report is about and where, and what the ward says of it in public once it is settled."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m047_ticket_places(db: Database) -> None:
    """`field` is one of bot.helpdesk.ticket_fields; `public_words` are an official's, without a name or a house."""
    for column in ("field", "place", "public_words"):
        db.conn.execute(f"ALTER TABLE tickets ADD COLUMN {column} TEXT")
    db.conn.execute("CREATE INDEX tickets_public ON tickets (settled_at) WHERE public_words IS NOT NULL")
