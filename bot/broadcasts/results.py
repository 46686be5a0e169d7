"""The outcome of a broadcast: figures that equal the rows, and each person with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.broadcasts.message import load_approved
from bot.lib.paging import Listed, pages_of
from bot.store import Store, audit, broadcasts, deliveries, deliveries_missing, delivery_list
from bot.store.audit import AuditLine
from bot.store.broadcasts import Broadcast, CalendarBroadcast, ListedBroadcast
from bot.store.deliveries import ExportedDelivery, ListedDelivery

REACHED = ("sent", "delivered", "seen")
PEOPLE_ORDERS = tuple(delivery_list.ORDERS)
PEOPLE_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class DeliveryCounts:
    """`by_state` every delivery by its state (their sum is every row), `by_reason` why not, by outcome."""

    by_state: dict[str, int]
    by_reason: dict[tuple[str, str], int]

    @property
    def total(self) -> int:
        """Every person of the audience."""
        return sum(self.by_state.values())

    @property
    def reached(self) -> int:
        """To how many Zalo took it."""
        return sum(self.by_state.get(state, 0) for state in REACHED)


@dataclass(frozen=True, slots=True)
class OpenedTarget:
    """How often a link was opened or a button pressed."""

    kind: str
    label: str
    times: int


class BroadcastResults:
    """Reads the tables; changes nothing."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def counts(self, broadcast_id: int) -> DeliveryCounts:
        """The figures of one broadcast at this moment."""
        by_state: Counter[str] = Counter()
        by_reason: Counter[tuple[str, str]] = Counter()
        for row in deliveries.count_by_outcome(self._store, broadcast_id):
            by_state[row.state] += row.count
            if row.outcome:
                by_reason[row.state, row.outcome] += row.count
        return DeliveryCounts(dict(by_state), dict(by_reason))

    def missing(self, broadcast_id: int) -> int:
        """How many messages of unknown fate Zalo's own record does not have: they can be sent again."""
        return deliveries_missing.count_missing(self._store, broadcast_id)

    def opened(self, row: Broadcast) -> list[OpenedTarget]:
        """Clicks on the links and presses of the buttons of a broadcast."""
        if not row.frozen:
            return []
        message = load_approved(row.frozen, row.frozen_hash)
        urls = message.urls()
        opened = []
        for click in broadcasts.click_counts(self._store, row.id):
            labels = [button.label for button in message.buttons] if click.kind == "press" else list(urls)
            if click.target < len(labels):
                opened.append(OpenedTarget(click.kind, labels[click.target], click.times))
        return opened

    def people(
        self, broadcast_id: int, state: str | None = None, outcome: str | None = None
    ) -> Iterator[ExportedDelivery]:
        """Every person with how it ended, in pages from the table."""
        last = 0
        while True:
            page = deliveries.page_of_deliveries(
                self._store, broadcast_id, state=state, outcome=outcome, after=last, limit=500
            )
            yield from page
            if len(page) < 500:
                return
            last = page[-1].id

    def page(
        self,
        broadcast_id: int,
        *,
        state: str = "",
        outcome: str = "",
        text: str = "",
        order: str = "list",
        number: int = 1,
    ) -> Listed[ListedDelivery]:
        """One page of those who fit; the first when there are not so many. `order` is one of PEOPLE_ORDERS."""
        query = delivery_list.DeliveryQuery(broadcast_id, state, outcome, text)
        total, rows = delivery_list.page_of_deliveries(
            self._store, query, order, PEOPLE_A_PAGE, PEOPLE_A_PAGE * (number - 1)
        )
        if not rows and number > 1:
            return self.page(broadcast_id, state=state, outcome=outcome, text=text, order=order)
        return Listed(rows, total, number, pages_of(total, PEOPLE_A_PAGE))

    def search(
        self, filters: Mapping[str, Any], *, order: str = "newest", limit: int = 20, offset: int = 0
    ) -> tuple[int, list[ListedBroadcast]]:
        """(how many broadcasts fit, one page of them); see bot.store.broadcasts.search_broadcasts."""
        return broadcasts.search_broadcasts(self._store, filters, order=order, limit=limit, offset=offset)

    def history(self, broadcast_id: int) -> list[AuditLine]:
        """Who did what to it, oldest first."""
        return audit.of_subject(self._store, f"broadcast:{broadcast_id}")

    def by_state(self) -> dict[str, int]:
        """How many broadcasts stand in each state."""
        return broadcasts.count_by_state(self._store)

    def between(self, since: int, until: int) -> list[CalendarBroadcast]:
        """What began, or is to begin, from `since` to before `until` (ms); `moment` says when."""
        return broadcasts.list_between(self._store, since, until)

    def planned_series(self) -> list[Broadcast]:
        """Series that still go on."""
        return broadcasts.planned_series(self._store)

    def items(self, series_id: int) -> list[Broadcast]:
        """What a rotating series takes turns with, in order."""
        return broadcasts.series_items(self._store, series_id)

    def occurrences(self, series_id: int) -> list[Broadcast]:
        """The newest runs of a series."""
        return broadcasts.series_runs(self._store, series_id)
