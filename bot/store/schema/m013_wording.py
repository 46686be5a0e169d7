"""What was not understood, how often what was asked, and versions of content."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m013_wording(db: Database) -> None:
    """Questions are kept without the person who asked and with names and numbers taken out (bot.unanswered.masking).

    `question_counts` has one row a day and meaning, `procedure` is '' without one; "thumbs_down" among the outcomes counts
    answers a person called wrong. In `misunderstood` equal questions (`folded`) are one row. `regression_questions` are
    what officials decided a question means; `target` is the code or id it shall lead to. In `content_files`, `known` is a
    file as this program saw it last and `base` as the installed release has it; NULL: it is not there.
    """
    db.conn.execute(
        "CREATE TABLE question_counts (day TEXT NOT NULL, outcome TEXT NOT NULL, intent TEXT NOT NULL,"
        " procedure TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (day, outcome, intent, procedure))"
        " STRICT, WITHOUT ROWID"
    )
    db.conn.execute(
        "CREATE TABLE misunderstood (id INTEGER PRIMARY KEY, folded TEXT NOT NULL UNIQUE, text TEXT NOT NULL,"
        " reason TEXT NOT NULL CHECK (reason IN ('fallback', 'unsure', 'thumbs_down')),"
        " outcome TEXT NOT NULL, intent TEXT NOT NULL, procedure TEXT NOT NULL, count INTEGER NOT NULL,"
        " first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,"
        " state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'dismissed', 'settled')),"
        " official_id INTEGER, decided_at INTEGER, target TEXT) STRICT"
    )
    db.conn.execute("CREATE INDEX misunderstood_by_state ON misunderstood (state, last_at)")
    db.conn.execute("CREATE INDEX misunderstood_by_time ON misunderstood (last_at)")
    db.conn.execute(
        "CREATE TABLE regression_questions (id INTEGER PRIMARY KEY, folded TEXT NOT NULL UNIQUE, question TEXT NOT NULL,"
        " behaviour TEXT NOT NULL, target TEXT NOT NULL, official_id INTEGER, at INTEGER NOT NULL) STRICT"
    )
    db.conn.execute(
        "CREATE TABLE content_files (file TEXT PRIMARY KEY, mark TEXT NOT NULL, known TEXT, base TEXT) STRICT"
    )
    db.conn.execute(
        "CREATE TABLE content_versions (id INTEGER PRIMARY KEY, file TEXT NOT NULL, at INTEGER NOT NULL,"
        " official_id INTEGER, kind TEXT NOT NULL CHECK (kind IN ('desk', 'new', 'undo', 'question', 'outside')),"
        " reason TEXT NOT NULL, before TEXT, after TEXT) STRICT"
    )
    db.conn.execute("CREATE INDEX content_versions_of_file ON content_versions (file, id)")
