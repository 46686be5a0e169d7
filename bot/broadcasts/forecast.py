"""What would happen if a broadcast went out now: how many get it, who does not and why, quota, money, and when it would end.

Looks only; nothing here can send.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.broadcasts import eligibility, timing
from bot.broadcasts.kinds import BroadcastKind, KindServices, find_kind
from bot.broadcasts.message import Message
from bot.broadcasts.warnings import BroadcastWarnings
from bot.clock import at_zone
from bot.lib.numbers import format_number
from bot.settings import QuietHours
from bot.store import audiences, deliveries

REACHED = ("free", "paid")


@dataclass(frozen=True, slots=True)
class Forecast:
    """`total` people of the audience, `reach` of them get it (`paid` of these may cost), the rest by reason.

    `price` in đồng for one paid message (0: no price was entered), `quota` what Zalo says is left (None: it does not
    say), `starts` and `ends` local times, `allowance` says in words what is known of the package's number for a month.
    """

    kind: str
    total: int
    reach: int
    paid: int
    out: dict[str, int]
    price: int
    quota: int | None
    starts: datetime
    ends: datetime
    warnings: tuple[str, ...] = field(default=())
    allowance: str = ""

    @property
    def is_spread_by_zalo(self) -> bool:
        """Whether Zalo itself takes it to all followers, at a time and a price of its own."""
        return find_kind(self.kind).is_spread_by_zalo

    @property
    def cost(self) -> int:
        """What it may cost in đồng, before tax."""
        return self.paid * self.price

    def as_dict(self) -> dict[str, object]:
        """Return the forecast as JSON fields, for `--json`; times in ISO format, amounts in đồng."""
        return {
            "kind": self.kind,
            "total": self.total,
            "reach": self.reach,
            "paid": self.paid,
            "out": self.out,
            "price": self.price,
            "cost": self.cost,
            "quota": self.quota,
            "starts": self.starts.isoformat(),
            "ends": self.ends.isoformat(),
            "warnings": list(self.warnings),
            "allowance": self.allowance,
        }


class Forecasts:
    """Reckons for one installation."""

    def __init__(self, services: KindServices) -> None:
        self._services = services
        self._store, self._settings, self._clock = services.store, services.settings, services.clock
        self._warnings = BroadcastWarnings(services)

    def of(
        self,
        name: str,
        message: Message,
        *,
        send_at: int | None = None,
        quota: int | None = None,
        broadcast_id: int = 0,
    ) -> Forecast:
        """How `message` would fare as the kind `name` at the hour of sending, by what is known of everybody now.

        Windows and caps are those of that hour: who wrote today is outside Zalo's 48 hours on Friday, unless they write again.
        """
        kind = find_kind(name).for_message(message)
        now = at_zone(self._clock(), self._settings.timezone)
        earliest = max(now, at_zone(send_at, self._settings.timezone)) if send_at else now
        starts = self._start(kind, earliest)
        counts = self._people(kind, message, starts, broadcast_id)
        reach, total = sum(counts.get(name, 0) for name in REACHED), sum(counts.values())
        paid = kind.count_paid(counts)
        return Forecast(
            kind=name,
            total=total,
            reach=reach,
            paid=paid,
            out={name: count for name, count in counts.items() if name not in REACHED},
            price=kind.price(self._settings),
            quota=quota,
            starts=starts,
            ends=self._end(kind, starts, reach),
            warnings=tuple(self._warnings.find_warnings(kind, message, earliest, starts, paid, quota)),
            allowance=kind.allowance(starts, self._services),
        )

    def best_kind(self, message: Message, kinds: tuple[str, ...], forecast: Forecast | None = None) -> tuple[str, str]:
        """(the kind among `kinds` that reaches most for the least money, one sentence saying so).

        `forecast` of this message was made just now; it is not computed again for its kind.
        """
        forecasts = [forecast if forecast and forecast.kind == kind else self.of(kind, message) for kind in kinds]
        best = max(forecasts, key=lambda option: (option.reach, -option.cost, option.is_spread_by_zalo))
        words = f"Nên dùng “{find_kind(best.kind).title}”: tới được {format_number(best.reach)} trên {format_number(best.total)} người"
        cost = f", khoảng {format_number(best.cost)} đồng" if best.cost else ", thường không tính phí"
        return best.kind, f"{words}{cost}."

    def _people(self, kind: BroadcastKind, message: Message, starts: datetime, broadcast_id: int) -> dict[str, int]:
        moment_ms = int(starts.timestamp() * 1000)
        if kind.is_spread_by_zalo:  # to everybody who follows
            return {"free": audiences.size(self._store, {}, moment_ms)}
        rule = eligibility.eligibility_rule(kind, message, starts, self._settings, broadcast_id)
        return deliveries.forecast_audience(
            self._store, message.audience, rule, free_since=moment_ms - timing.FREE_MS, now_ms=moment_ms
        )

    def _start(self, kind: BroadcastKind, earliest: datetime) -> datetime:
        hold = kind.held_until(earliest, self._settings.quiet_hours)
        used_up = self._warnings.used_up_until(kind)
        return max(hold[0] if hold else earliest, used_up or earliest)

    def _end(self, kind: BroadcastKind, starts: datetime, reach: int) -> datetime:
        """At our rate, with the quiet hours between, and not before the spreading after a night is over."""
        if kind.is_spread_by_zalo:
            return starts
        moment, remaining = starts, float(reach)
        rate = self._settings.send_rate_per_second
        span, passed = kind.spread(starts, self._settings.night_spread_minutes)
        moment += timedelta(seconds=max(0, span - passed - remaining / rate) if span > 1 and remaining else 0)
        while remaining > 0:
            night = _next_quiet(moment, self._settings.quiet_hours)
            seconds = min(remaining / rate, (night - moment).total_seconds()) if night else remaining / rate
            remaining -= seconds * rate
            moment += timedelta(seconds=seconds)
            if remaining > 1e-6:
                hold = kind.held_until(moment, self._settings.quiet_hours)
                moment = hold[0] if hold else moment + timedelta(seconds=1)
            else:
                break
        return moment


def _next_quiet(moment: datetime, quiet: QuietHours) -> datetime | None:
    """When the next quiet hours begin after `moment`; None when there are none."""
    if quiet.start == quiet.end:
        return None
    begins = moment.replace(hour=quiet.start.hour, minute=quiet.start.minute, second=0, microsecond=0)
    return begins if begins > moment else begins + timedelta(days=1)
