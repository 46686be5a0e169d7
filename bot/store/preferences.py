"""Topics a resident chose and the neighbourhood they live in: columns of the person's own row."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from bot.store.database import Store


def choose_topics(db: Database, person_id: str, topics: Iterable[str]) -> None:
    """Store the chosen topics; an empty list means all topics."""
    column = ",".join(topics)
    db.conn.execute("UPDATE people SET topics = ? WHERE id = ?", [f",{column}," if column else None, person_id])


def chosen_topics(topics_column: str | None) -> tuple[str, ...]:
    """The ids in the column `topics` of a person's row; none when all are wanted."""
    return tuple(topic for topic in (topics_column or "").split(",") if topic)


def set_neighbourhood(db: Database, person_id: str, neighbourhood: str | None) -> None:
    """Where the person lives, or None when they would rather not say."""
    db.conn.execute("UPDATE people SET neighbourhood = ? WHERE id = ?", [neighbourhood, person_id])


def topic_counts(store: Store) -> dict[str, int]:
    """How many followers chose each topic, by its id; who chose nothing is not counted."""
    counts: dict[str, int] = {}
    for row in store.rows(
        "SELECT topics, count(*) AS people FROM people WHERE follows = 1 AND topics IS NOT NULL GROUP BY topics"
    ):
        for topic in chosen_topics(row["topics"]):
            counts[topic] = counts.get(topic, 0) + row["people"]
    return counts
