"""How many messages of broadcasts left in each hour; triggers keep it equal to the rows of deliveries."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Store
from bot.store.records import to_records


@dataclass(frozen=True, slots=True)
class HourCount:
    """Deliveries of one hour, counted from 1970; `kind` is reached or failed."""

    hour: int
    kind: str
    count: int


def counts_between(store: Store, since_ms: int, until_ms: int) -> list[HourCount]:
    """(hour, kind, count) from the hour of `since_ms` to before `until_ms`; `hour` counts from 1970, kind is reached or failed."""
    return to_records(
        HourCount,
        store.rows(
            "SELECT hour, kind, count FROM delivery_hours WHERE hour >= ? AND hour < ? AND count > 0 ORDER BY hour",
            [since_ms // 3_600_000, until_ms // 3_600_000],
        ),
    )
