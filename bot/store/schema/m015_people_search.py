"""Finding people among thousands by name without accents, by the end of their id, by what holds for them."""

from __future__ import annotations

import unicodedata

from sqlite_utils import Database

from bot.store.schema.registry import migrations

_BLOCKS = ((0xC0, 0x250), (0x300, 0x370), (0x1E00, 0x1F00))
"""Latin letters with marks, and the marks alone."""

_FOLD = """
    WITH RECURSIVE read (i, said) AS (
        SELECT 1, ' ' UNION ALL
        SELECT i + 1, said || coalesce(
            (SELECT plain FROM plain_letters WHERE letter = substr(NEW.name, i, 1)), lower(substr(NEW.name, i, 1)))
        FROM read WHERE i <= length(NEW.name))
    SELECT said FROM read ORDER BY i DESC LIMIT 1"""


def plain(text: str) -> str:
    """Small letters without marks, đ as d; the same for names and for what is searched."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in apart if not unicodedata.combining(char)).replace("đ", "d")


@migrations()
def m015_people_search(db: Database) -> None:
    """`folded` is the name with a blank before it, `plain`; triggers keep it, so that code that writes a name need not know.

    One index holds all that the officials' list asks about: whole rows are long, they hold talks.
    """
    db.conn.execute("ALTER TABLE people ADD COLUMN folded TEXT")
    db.conn.execute("CREATE TABLE plain_letters (letter TEXT PRIMARY KEY, plain TEXT NOT NULL) STRICT, WITHOUT ROWID")
    letters = [chr(code) for first, last in _BLOCKS for code in range(first, last)]
    db.conn.executemany(
        "INSERT INTO plain_letters VALUES (?, ?)",
        [(letter, plain(letter)) for letter in letters if plain(letter) != letter],
    )
    for name, moment in (("named", "INSERT"), ("renamed", "UPDATE OF name")):
        db.conn.execute(
            f"CREATE TRIGGER people_{name} AFTER {moment} ON people"
            f" WHEN NEW.name IS NOT NULL OR NEW.folded IS NOT NULL BEGIN UPDATE people SET folded ="
            f" CASE WHEN NEW.name IS NOT NULL THEN ({_FOLD}) END WHERE id = NEW.id; END"
        )
    db.conn.execute("UPDATE people SET name = name WHERE name IS NOT NULL")
    db.conn.execute(
        "CREATE INDEX people_list ON people (folded, follows, last_interaction_at, last_message_at, first_seen_at,"
        " opted_out_at, handed_over_until, neighbourhood, topics, id)"
    )
    db.conn.execute("CREATE INDEX people_id_end ON people (substr(id, -4))")
