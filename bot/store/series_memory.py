"""What the runs of a series have sent: articles of a series of news, items of a rotating one.

A run that expired, or was stopped, before anything of it left has sent nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.store.articles import NEWS, TIME
from bot.store.database import Store, Transaction
from bot.store.records import to_records

_HAS_SENT = "NOT (run.state IN ('expired', 'stopped') AND run.started_at IS NULL)"
_UNSENT = f"""NOT EXISTS (
    SELECT 1 FROM series_articles AS memory JOIN broadcasts AS run ON run.id = memory.occurrence_id
    JOIN articles AS sent ON sent.id = memory.article_id
    WHERE memory.series_id = :series AND {_HAS_SENT}
    AND (sent.id IN (articles.id, articles.origin_id) OR sent.origin_id = articles.id OR sent.url = articles.url))"""
"""Neither the article itself, nor the one of the feed it was made from, nor its copy, nor one of the same address."""


@dataclass(frozen=True, slots=True)
class UnsentArticle:
    """An article that no run of a series has sent; `zalo_link` is its address on Zalo, `url` the one of the ward's site."""

    id: int
    title: str
    url: str | None
    zalo_link: str | None


def unsent_news(store: Store, series_id: int, since_ms: int) -> list[UnsentArticle]:
    """News of residents from `since_ms` on that no run of the series has sent, the oldest first; pins do not count."""
    return to_records(
        UnsentArticle,
        store.rows(
            f"SELECT id, title, url, zalo_link FROM articles WHERE {NEWS} AND {TIME} >= :since AND {_UNSENT}"
            f" ORDER BY {TIME}, id",
            {"series": series_id, "since": since_ms},
        ),
    )


def unsent_shown(store: Store, series_id: int, since_ms: int) -> int | None:
    """The number of the newest own article shown on Zalo since then that no run of the series has sent, or None."""
    row = store.row(
        "SELECT id FROM articles WHERE source = 'own' AND zalo_state = 'shown' AND removed_at IS NULL"
        f" AND published_at >= :since AND {_UNSENT} ORDER BY published_at DESC, id DESC LIMIT 1",
        {"series": series_id, "since": since_ms},
    )
    return row["id"] if row else None


def note_articles(db: Transaction, series_id: int, occurrence_id: int, article_ids: Iterable[int]) -> None:
    """This run sends these articles."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO series_articles (series_id, article_id, occurrence_id) VALUES (?, ?, ?)",
        [[series_id, article_id, occurrence_id] for article_id in article_ids],
    )


def last_runs_of_items(store: Store, series_id: int) -> dict[int, int]:
    """The position of the last run that sent each item of a rotating series; items that were never sent are not in it."""
    rows = store.rows(
        "SELECT item_id, max(position) AS last FROM broadcasts AS run WHERE series_id = ? AND role = 'occurrence'"
        f" AND item_id IS NOT NULL AND {_HAS_SENT} GROUP BY item_id",
        [series_id],
    )
    return {row["item_id"]: row["last"] for row in rows}
