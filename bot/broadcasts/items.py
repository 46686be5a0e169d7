"""What a rotating series takes turns with: broadcasts of their own, approved one by one, sent the way the series is."""

from __future__ import annotations

import json
import sqlite3

from bot.broadcasts.states import State
from bot.broadcasts.words import KINDS, refusal
from bot.store import Store, broadcasts


def ready(store: Store, series_id: int, kind: str) -> list[sqlite3.Row]:
    """The approved items of a series that goes out as `kind`, in their order."""
    found = broadcasts.items(store, series_id)
    return [item for item in found if item["state"] == State.APPROVED and item["kind"] == kind]


def problems(store: Store, series_id: int, kind: str) -> list[str]:
    """Why a broadcast of `kind` cannot be an item of this series; empty when it can."""
    series = broadcasts.get(store, series_id)
    if series is None or series["role"] != "series" or json.loads(series["content"])["mode"] != "rotate":
        return [refusal("no_series", value=series_id)]
    return [] if kind == series["kind"] else [refusal("item_kind", kind=KINDS[series["kind"]])]
