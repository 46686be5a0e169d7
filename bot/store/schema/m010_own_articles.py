"""Articles made or taken over for Zalo, and how far each got there."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m010_own_articles(db: Database) -> None:
    """Own articles stand beside those of the feed, so that both are found alike.

    `body` is in the markup of bot.articles.markup; `words` are title and summary folded, between blanks. `version` counts
    edits; `frozen` is the version that was approved to be shown, `wanted_version` its number once it shall be shown,
    `sent_version` what was handed to Zalo last, `shown_version` what can be read there. `zalo_due_at` is when the next
    step is due and at the same time the claim: `zalo_owner`, who takes a step, moves it behind the step's end.
    `zalo_attempted_at` is set while Zalo may hold an article that we have no id of; `zalo_before` is the title it was
    given, and the articles of that title that were there before.
    """
    for column in (
        "source TEXT NOT NULL DEFAULT 'feed' CHECK (source IN ('feed', 'own'))",
        "origin_id INTEGER REFERENCES articles (id)",
        "author TEXT NOT NULL DEFAULT ''",
        "words TEXT NOT NULL DEFAULT ''",
        "author_id INTEGER",
        "version INTEGER NOT NULL DEFAULT 1",
        "created_at INTEGER",
        "updated_at INTEGER",
        "pinned_at INTEGER",
        "removed_at INTEGER",
        "zalo_state TEXT NOT NULL DEFAULT 'none' CHECK (zalo_state IN"
        " ('none', 'creating', 'verifying', 'hidden', 'showing', 'shown', 'removing', 'failed'))",
        "zalo_id TEXT",
        "zalo_token TEXT",
        "zalo_link TEXT",
        "zalo_due_at INTEGER",
        "zalo_owner TEXT",
        "zalo_since INTEGER",
        "zalo_tries INTEGER NOT NULL DEFAULT 0",
        "zalo_creates INTEGER NOT NULL DEFAULT 0",
        "zalo_attempted_at INTEGER",
        "zalo_before TEXT",
        "zalo_reason TEXT",
        "zalo_note TEXT",
        "wanted_version INTEGER",
        "sent_version INTEGER",
        "shown_version INTEGER",
        # the long ones last: a query of the others need not read past them
        "body TEXT NOT NULL DEFAULT ''",
        "frozen TEXT",
    ):
        db.conn.execute(f"ALTER TABLE articles ADD COLUMN {column}")
    db.conn.execute("CREATE INDEX articles_due ON articles (zalo_due_at) WHERE zalo_due_at IS NOT NULL")
    db.conn.execute("CREATE INDEX articles_claimed ON articles (zalo_owner) WHERE zalo_owner IS NOT NULL")
    db.conn.execute("CREATE UNIQUE INDEX articles_on_zalo ON articles (zalo_id) WHERE zalo_id IS NOT NULL")
    db.conn.execute("CREATE INDEX articles_of_origin ON articles (origin_id) WHERE origin_id IS NOT NULL")
    db.conn.execute("CREATE INDEX articles_by_state ON articles (source, zalo_state, id)")
    db.conn.execute("DROP INDEX articles_by_time")
    db.conn.execute("CREATE INDEX articles_by_time ON articles (pinned_at, coalesce(published_at, fetched_at))")
    db.conn.execute(  # all that a search looks at, so that it need not go through the bodies
        "CREATE INDEX articles_searched ON articles"
        " (source, removed_at, shown_version, published_at, fetched_at, words)"
    )
