"""Windows, caps and quotas: whether the OA may send this kind of message to this person now."""

from __future__ import annotations

from collections import Counter
from typing import Any

from .clock import DAY_MS, HOUR_MS, Clock
from .errors import ZaloError
from .faults import Faults
from .people import Person

FREE_MS = 48 * HOUR_MS
PAID_MS = 7 * DAY_MS
PAID_PER_MONTH = 500
BROADCASTS_PER_MONTH = 4
TEMPLATES_PER_DAY = 500
PROMOTIONS_PER_DAY = 500
FOLLOWERS_FOR_SHARE = 10_000


class Quotas:
    """Counts what was sent by day or month; every check raises the error Zalo would answer."""

    def __init__(self, clock: Clock, faults: Faults, oa_id: str) -> None:
        self._clock, self._faults, self._oa_id = clock, faults, oa_id
        self._used: Counter[tuple[str, str]] = Counter()

    def _day(self) -> str:
        return self._clock.local().strftime("%Y-%m-%d")

    def _month(self) -> str:
        return self._clock.local().strftime("%Y-%m")

    def _left(self, kind: str, period: str, total: int) -> int:
        return 0 if self._faults.quota_used_up else max(0, total - self._used[kind, period])

    def _use(self, kind: str, period: str, total: int, code: int = -211) -> None:
        if not self._left(kind, period, total):
            raise ZaloError(code)
        self._used[kind, period] += 1

    def consultation(self, person: Person) -> dict[str, Any] | None:
        """Free within 48 h of the last interaction, from the package until 7 days, then -230; never interacted: -232.

        Returns the quota part of the answer when the message was paid for.
        """
        if self._faults.quota_used_up:
            raise ZaloError(-211)
        if person.last_interaction is None:
            raise ZaloError(-232)
        age = self._clock.now_ms() - person.last_interaction
        if age > PAID_MS:
            raise ZaloError(-230)
        if age <= FREE_MS:
            return None
        self._use("cs", self._month(), PAID_PER_MONTH)
        return self.package()

    def package(self) -> dict[str, Any]:
        """The package's paid consultation messages; numbers are texts, as Zalo may send them."""
        return {
            "quota_type": "sub_quota", "remain": str(self._left("cs", self._month(), PAID_PER_MONTH)),
            "total": str(PAID_PER_MONTH), "expired_date": self._clock.local().strftime("28/%m/%Y"),
            "owner_type": "OA", "owner_id": self._oa_id,
        }  # fmt: skip

    def promotion(self, person: Person, followers: int) -> None:
        """Not at night (-234), only to followers (-213), once a day each (-218), so many a day in all (-211)."""
        if self._clock.is_night():
            raise ZaloError(-234)
        if not person.follows:
            raise ZaloError(-213)
        if self._day() in person.promotions:
            raise ZaloError(-218)
        self._use("promotion", self._day(), promotions_a_day(followers))
        person.promotions.append(self._day())

    def promotions_left(self, person: Person) -> dict[str, int]:
        """What may still go to one person today."""
        return {"daily_total": 1, "daily_remain": 0 if self._day() in person.promotions else 1}

    def transaction(self, person: Person) -> None:
        """To anyone who ever interacted (-232)."""
        if person.last_interaction is None:
            raise ZaloError(-232)
        self._use("transaction", self._month(), PAID_PER_MONTH)

    def broadcast(self) -> None:
        """Not at night (-234), a few times a month (-211)."""
        if self._clock.is_night():
            raise ZaloError(-234)
        self._use("broadcast", self._month(), BROADCASTS_PER_MONTH)

    def template(self) -> dict[str, str]:
        """So many a day (-144); returns the quota part of the answer."""
        self._use("template", self._day(), TEMPLATES_PER_DAY, -144)
        return self.templates_left()

    def templates_left(self) -> dict[str, str]:
        """Template messages of today."""
        left = self._left("template", self._day(), TEMPLATES_PER_DAY)
        return {"dailyQuota": str(TEMPLATES_PER_DAY), "remainingQuota": str(left)}

    def reset(self) -> None:
        """A new month: nothing is used."""
        self._used.clear()


def promotions_a_day(followers: int) -> int:
    """How many promotion messages an OA may send in a day."""
    return PROMOTIONS_PER_DAY if followers < FOLLOWERS_FOR_SHARE else followers * 5 // 100
