"""The broadcast that was meant: forms sent once, items and articles a series has sent."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m020_presses(db: Database) -> None:
    """Forms that were sent, by their token of once; kept for a day."""
    db.conn.execute("""
        CREATE TABLE presses (
            token TEXT PRIMARY KEY,
            official_id INTEGER NOT NULL,
            content TEXT NOT NULL,
            pressed_at INTEGER NOT NULL,
            landing TEXT
        ) STRICT, WITHOUT ROWID""")


@migrations()
def m020_sent_items(db: Database) -> None:
    """Which item of a rotating series a run sent; of earlier runs as far as the copies are equal."""
    db.conn.execute("ALTER TABLE broadcasts ADD COLUMN item_id INTEGER REFERENCES broadcasts (id)")
    db.conn.execute("""
        UPDATE broadcasts SET item_id = (
            SELECT item.id FROM broadcasts AS item WHERE item.series_id = broadcasts.series_id AND item.role = 'item'
            AND item.frozen_hash = broadcasts.frozen_hash
        ) WHERE role = 'occurrence'""")
    db.conn.execute("CREATE INDEX broadcasts_of_item ON broadcasts (item_id) WHERE item_id IS NOT NULL")


@migrations()
def m020_series_articles(db: Database) -> None:
    """Which articles the runs of a series of news sent. What an earlier version's last run could see counts as sent."""
    db.conn.execute("""
        CREATE TABLE series_articles (
            series_id INTEGER NOT NULL REFERENCES broadcasts (id),
            article_id INTEGER NOT NULL REFERENCES articles (id),
            occurrence_id INTEGER NOT NULL REFERENCES broadcasts (id),
            PRIMARY KEY (series_id, article_id, occurrence_id)
        ) STRICT, WITHOUT ROWID""")
    db.conn.execute("""
        INSERT INTO series_articles (series_id, article_id, occurrence_id)
        SELECT series.id, articles.id, run.id FROM broadcasts AS series
        JOIN broadcasts AS run ON run.id = (
            SELECT max(id) FROM broadcasts WHERE series_id = series.id AND role = 'occurrence'
            AND state IN ('sending', 'paused', 'sent'))
        JOIN articles ON coalesce(articles.published_at, articles.fetched_at) <= run.created_at
        WHERE series.role = 'series' AND json_extract(series.content, '$.mode') = 'newest'""")
