"""What would happen if a broadcast went out now: how many get it, who does not and why, quota, money, and when it would end.

Looks only; nothing here can send.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.broadcasts import left_out, timing
from bot.broadcasts.cautions import Cautions
from bot.broadcasts.message import Message
from bot.broadcasts.words import KINDS
from bot.clock import Clock, at_zone
from bot.settings import QuietHours, Settings
from bot.store import Store, audiences, deliveries

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
    def cost(self) -> int:
        """What it may cost in đồng, before tax."""
        return self.paid * self.price

    def as_dict(self) -> dict[str, object]:
        """For --json."""
        return {
            "kind": self.kind, "total": self.total, "reach": self.reach, "paid": self.paid, "out": self.out,
            "price": self.price, "cost": self.cost, "quota": self.quota, "starts": self.starts.isoformat(),
            "ends": self.ends.isoformat(), "warnings": list(self.warnings), "allowance": self.allowance,
        }  # fmt: skip


class Forecasts:
    """Reckons for one installation."""

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        self._store, self._settings, self._clock = store, settings, clock
        self._cautions = Cautions(store, settings, clock)

    def of(
        self,
        kind: str,
        message: Message,
        *,
        send_at: int | None = None,
        quota: int | None = None,
        broadcast_id: int = 0,
    ) -> Forecast:
        """How `message` would fare as `kind`, by what is known of everybody now."""
        now = at_zone(self._clock(), self._settings.timezone)
        wanted = max(now, at_zone(send_at, self._settings.timezone)) if send_at else now
        starts = self._start(kind, wanted)
        found = self._people(kind, message, now, broadcast_id)
        reach, total = sum(found.get(name, 0) for name in REACHED), sum(found.values())
        paid = self._paid(kind, found)
        return Forecast(
            kind=kind,
            total=total,
            reach=reach,
            paid=paid,
            out={name: count for name, count in found.items() if name not in REACHED},
            price=self._price(kind, message),
            quota=quota,
            starts=starts,
            ends=self._end(kind, starts, reach),
            warnings=tuple(
                self._cautions.of(kind, message, wanted, starts, paid if kind == "consultation" else reach, quota)
            ),
            allowance=self._cautions.allowance(kind, starts),
        )

    def best_kind(self, message: Message, kinds: tuple[str, ...], known: Forecast | None = None) -> tuple[str, str]:
        """(the kind among `kinds` that reaches most for the least money, one sentence saying so).

        `known` is a forecast of this message that was made just now.
        """
        found = [known if known and known.kind == kind else self.of(kind, message) for kind in kinds]
        best = max(found, key=lambda forecast: (forecast.reach, -forecast.cost))
        words = f"Nên dùng “{KINDS[best.kind]}”: tới được {_number(best.reach)} trên {_number(best.total)} người"
        cost = f", khoảng {_number(best.cost)} đồng" if best.cost else ", thường không tính phí"
        return best.kind, f"{words}{cost}."

    def _people(self, kind: str, message: Message, now: datetime, broadcast_id: int) -> dict[str, int]:
        now_ms = self._clock()
        if kind == "article":  # Zalo itself spreads it to whoever follows
            return {"free": audiences.size(self._store, {}, now_ms)}
        values = left_out.values(kind, message, now, self._settings, broadcast_id)
        return deliveries.forecast(
            self._store, message.audience, values, free_since=now_ms - timing.FREE_MS, now_ms=now_ms
        )

    def _paid(self, kind: str, found: dict[str, int]) -> int:
        if kind == "article":
            return 0
        return found.get("paid", 0) + (found.get("free", 0) if kind != "consultation" else 0)

    def _price(self, kind: str, message: Message) -> int:
        if kind == "template" and message.by_phone:
            return self._settings.price_template_phone
        return {
            "consultation": self._settings.price_consultation,
            "promotion": self._settings.price_promotion,
            "template": self._settings.price_template,
        }.get(kind, 0)

    def _start(self, kind: str, wanted: datetime) -> datetime:
        held = timing.held_until(kind, wanted, self._settings.quiet_hours)
        used_up = self._cautions.used_up_until(kind)
        return max(held[0] if held else wanted, used_up or wanted)

    def _end(self, kind: str, starts: datetime, reach: int) -> datetime:
        """At our rate, with the quiet hours between, and not before the spreading after a night is over."""
        if kind == "article":
            return starts
        moment, left = starts, float(reach)
        rate = self._settings.send_rate_per_second
        span, passed = timing.spread(kind, starts, self._settings.night_spread_minutes)
        moment += timedelta(seconds=max(0, span - passed - left / rate) if span > 1 and left else 0)
        while left > 0:
            night = _next_quiet(moment, self._settings.quiet_hours)
            seconds = min(left / rate, (night - moment).total_seconds()) if night else left / rate
            left -= seconds * rate
            moment += timedelta(seconds=seconds)
            if left > 1e-6:
                held = timing.held_until(kind, moment, self._settings.quiet_hours)
                moment = held[0] if held else moment + timedelta(seconds=1)
            else:
                break
        return moment


def _next_quiet(moment: datetime, quiet: QuietHours) -> datetime | None:
    """When the next quiet hours begin after `moment`; None when there are none."""
    if quiet.start == quiet.end:
        return None
    begins = moment.replace(hour=quiet.start.hour, minute=quiet.start.minute, second=0, microsecond=0)
    return begins if begins > moment else begins + timedelta(days=1)


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
