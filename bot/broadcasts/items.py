"""What a rotating series takes turns with: broadcasts of their own, approved one by one, sent the way the series is."""

from __future__ import annotations

import json

from bot.broadcasts.kinds import find_kind
from bot.broadcasts.states import State
from bot.broadcasts.texts import refusal
from bot.store import Store, broadcasts, series_memory
from bot.store.broadcasts import Broadcast


def ready_items(store: Store, series_id: int, kind: str) -> list[Broadcast]:
    """The approved items of a series that goes out as `kind`, in their order."""
    all_items = broadcasts.series_items(store, series_id)
    return [item for item in all_items if item.state == State.APPROVED and item.kind == kind]


def items_by_turn(store: Store, series_id: int, kind: str) -> list[Broadcast]:
    """The ready items in the order of their next turns: never sent ones first, then the one sent longest ago."""
    last = series_memory.last_runs_of_items(store, series_id)
    return sorted(ready_items(store, series_id, kind), key=lambda item: (last.get(item.id, 0), item.position))


def turn_of(store: Store, series: Broadcast, item_id: int) -> int:
    """How many runs go before the one that sends this item, if it were approved now; an unknown item is a new one."""
    last = series_memory.last_runs_of_items(store, series.id)
    positions = {item.id: item.position for item in broadcasts.series_items(store, series.id)}
    own = (last.get(item_id, 0), positions.get(item_id, len(positions) + 1))
    others = (item for item in items_by_turn(store, series.id, series.kind) if item.id != item_id)
    return sum((last.get(item.id, 0), item.position) < own for item in others)


def item_problems(store: Store, series_id: int, kind: str) -> list[str]:
    """Why a broadcast of `kind` cannot be an item of this series; empty when it can."""
    series = broadcasts.get(store, series_id)
    if series is None or series.role != "series" or json.loads(series.content)["mode"] != "rotate":
        return [refusal("no_series", value=series_id)]
    return [] if kind == series.kind else [refusal("item_kind", kind=find_kind(series.kind).title)]
