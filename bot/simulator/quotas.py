"""Windows, caps and quotas: whether the OA may send a kind of message to a person now."""

from __future__ import annotations

from collections import Counter

from bot.simulator.clock import DAY_MS, HOUR_MS, SimulatedClock
from bot.simulator.errors import ZaloError
from bot.simulator.faults import Faults
from bot.simulator.json_types import JsonObject
from bot.simulator.people import Person

FREE_MS = 48 * HOUR_MS
PAID_MS = 7 * DAY_MS
PAID_PER_MONTH = 500
BROADCASTS_PER_MONTH = 4
TEMPLATES_PER_DAY = 500
PROMOTIONS_PER_DAY = 500
FOLLOWERS_FOR_SHARE = 10_000


class Quotas:
    """Counts messages by day or month; every check raises Zalo's error."""

    def __init__(self, clock: SimulatedClock, faults: Faults, oa_id: str) -> None:
        self._clock, self._faults, self._oa_id = clock, faults, oa_id
        self._used: Counter[tuple[str, str]] = Counter()

    def _current_day(self) -> str:
        return self._clock.local_time().strftime("%Y-%m-%d")

    def _current_month(self) -> str:
        return self._clock.local_time().strftime("%Y-%m")

    def _count_remaining(self, kind: str, period: str, total: int) -> int:
        return 0 if self._faults.quota_used_up else max(0, total - self._used[kind, period])

    def _use_up(self, kind: str, period: str, total: int, code: int = -211) -> None:
        if not self._count_remaining(kind, period, total):
            raise ZaloError(code)
        self._used[kind, period] += 1

    def use_consultation(self, person: Person) -> JsonObject | None:
        """Count one consultation: free within 48 h of the last interaction, from the package until 7 days.

        Raises -230 after that, -232 without any interaction. Returns the quota part of the answer for a paid message.
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
        self._use_up("cs", self._current_month(), PAID_PER_MONTH)
        return self.package_quota()

    def package_quota(self) -> JsonObject:
        """The package's paid consultation messages; numbers are texts, as Zalo may send them."""
        return {
            "quota_type": "sub_quota",
            "remain": str(self._count_remaining("cs", self._current_month(), PAID_PER_MONTH)),
            "total": str(PAID_PER_MONTH),
            "expired_date": self._clock.local_time().strftime("28/%m/%Y"),
            "owner_type": "OA",
            "owner_id": self._oa_id,
        }

    def use_promotion(self, person: Person, followers: int) -> None:
        """Count one promotion; -234 at night, -213 without following, -218 above 1 a day, -211 above the OA's cap."""
        if self._clock.is_night():
            raise ZaloError(-234)
        if not person.follows:
            raise ZaloError(-213)
        if self._current_day() in person.promotions:
            raise ZaloError(-218)
        self._use_up("promotion", self._current_day(), promotions_a_day(followers))
        person.promotions.append(self._current_day())

    def promotions_left(self, person: Person) -> dict[str, int]:
        """Promotions left for one person today."""
        return {"daily_total": 1, "daily_remain": 0 if self._current_day() in person.promotions else 1}

    def use_transaction(self, person: Person) -> None:
        """Count one transaction message; raises -232 without any interaction."""
        if person.last_interaction is None:
            raise ZaloError(-232)
        self._use_up("transaction", self._current_month(), PAID_PER_MONTH)

    def use_broadcast(self) -> None:
        """Count one broadcast; raises -234 at night, -211 above the monthly number."""
        if self._clock.is_night():
            raise ZaloError(-234)
        self._use_up("broadcast", self._current_month(), BROADCASTS_PER_MONTH)

    def use_template(self) -> dict[str, str]:
        """Count one template; raises -144 above the daily number. Returns the quota part of the answer."""
        self._use_up("template", self._current_day(), TEMPLATES_PER_DAY, -144)
        return self.templates_left()

    def templates_left(self) -> dict[str, str]:
        """The daily number of template messages and how many are left."""
        remaining = self._count_remaining("template", self._current_day(), TEMPLATES_PER_DAY)
        return {"dailyQuota": str(TEMPLATES_PER_DAY), "remainingQuota": str(remaining)}

    def reset(self) -> None:
        """Set all used counts back to 0."""
        self._used.clear()


def promotions_a_day(followers: int) -> int:
    """How many promotion messages an OA may send in a day."""
    return PROMOTIONS_PER_DAY if followers < FOLLOWERS_FOR_SHARE else followers * 5 // 100
