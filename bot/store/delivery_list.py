"""The officials' list of a broadcast's people: searched, narrowed, sorted, in pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.store.database import Store
from bot.store.deliveries_records import ListedDelivery
from bot.store.people_list import named
from bot.store.records import first_record

ORDERS = {"list": "d.id", "name": "p.folded NULLS LAST, d.id", "time": "d.sent_at DESC NULLS LAST, d.id"}


@dataclass(frozen=True, slots=True)
class DeliveryQuery:
    """Which people of a broadcast; everything that is set must hold. `text` as in bot.store.people_list."""

    broadcast_id: int
    state: str = ""
    outcome: str = ""
    text: str = ""


def page_of_deliveries(
    store: Store, query: DeliveryQuery, order: str, limit: int, offset: int
) -> tuple[int, list[ListedDelivery]]:
    """(how many fit, one page of them with the name, how it ended and when)."""
    values: dict[str, Any] = {"limit": limit, "offset": offset}
    source = "deliveries AS d"
    if query.text.strip() or order == "name":
        source += " LEFT JOIN people AS p ON p.id = d.person_id"
    fits = f"{source} WHERE {' AND '.join(_condition(query, values))}"
    count = store.row(f"SELECT count(*) AS n FROM {fits}", values)
    ids = store.rows(f"SELECT d.id FROM {fits} ORDER BY {ORDERS[order]} LIMIT :limit OFFSET :offset", values)
    return (count["n"] if count else 0), [row for item in ids if (row := _find_delivery(store, item["id"])) is not None]


def _find_delivery(store: Store, delivery_id: int) -> ListedDelivery | None:
    row = store.row(
        "SELECT d.id, d.person_id, p.name, d.state, d.outcome, d.code, d.sent_at FROM deliveries AS d"
        " LEFT JOIN people AS p ON p.id = d.person_id WHERE d.id = ?",
        [delivery_id],
    )
    return first_record(ListedDelivery, row)


def _condition(query: DeliveryQuery, values: dict[str, Any]) -> Iterator[str]:
    values["broadcast"] = query.broadcast_id
    yield "d.broadcast_id = :broadcast"
    for name, value in (("state", query.state), ("outcome", query.outcome)):
        if value:
            values[name] = value
            yield f"d.{name} = :{name}"
    if query.text.strip():
        yield from named(query.text, values)
