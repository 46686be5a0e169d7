"""What would happen if a broadcast went out now: how many get it, who does not and why, quota, money, and when it would end.

Looks only; nothing here can send.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.broadcasts import left_out, timing
from bot.broadcasts.message import Message
from bot.broadcasts.words import HOLDS, KINDS
from bot.clock import Clock, at_zone
from bot.settings import QuietHours, Settings
from bot.store import Store, audiences, deliveries

REACHED = ("free", "paid")


@dataclass(frozen=True, slots=True)
class Forecast:
    """`total` people of the audience, `reach` of them get it (`paid` of these may cost), the rest by reason.

    `price` in đồng for one paid message (0: no price was entered), `quota` what Zalo says is left (None: it does not
    say), `starts` and `ends` local times.
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

    @property
    def cost(self) -> int:
        """What it may cost in đồng, before tax."""
        return self.paid * self.price

    def as_dict(self) -> dict[str, object]:
        """For --json."""
        return {
            "kind": self.kind, "total": self.total, "reach": self.reach, "paid": self.paid, "out": self.out,
            "cost": self.cost, "quota": self.quota, "starts": self.starts.isoformat(), "ends": self.ends.isoformat(),
            "warnings": list(self.warnings),
        }  # fmt: skip


class Forecasts:
    """Reckons for one installation."""

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        self._store, self._settings, self._clock = store, settings, clock

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
        starts = self._start(kind, now, send_at)
        found = self._people(kind, message, now, broadcast_id)
        reach, total = sum(found.get(name, 0) for name in REACHED), sum(found.values())
        paid = self._paid(kind, found)
        return Forecast(
            kind=kind,
            total=total,
            reach=reach,
            paid=paid,
            out={name: count for name, count in found.items() if name not in REACHED},
            price=self._price(kind),
            quota=quota,
            starts=starts,
            ends=self._end(kind, starts, reach),
            warnings=tuple(
                self._warnings(kind, now, send_at, starts, paid if kind == "consultation" else reach, quota)
            ),
        )

    def best_kind(self, message: Message, kinds: tuple[str, ...], known: Forecast | None = None) -> tuple[str, str]:
        """(the kind among `kinds` that reaches most for the least money, one sentence saying so).

        `known` is a forecast of this message that was made just now.
        """
        found = [known if known and known.kind == kind else self.of(kind, message) for kind in kinds]
        best = max(found, key=lambda forecast: (forecast.reach, -forecast.cost))
        words = f"Nên dùng “{KINDS[best.kind]}”: tới được {_number(best.reach)} trên {_number(best.total)} người"
        cost = f", khoảng {_number(best.cost)} đồng" if best.cost else ", không tốn phí theo số liệu hiện có"
        return best.kind, f"{words}{cost}."

    def _people(self, kind: str, message: Message, now: datetime, broadcast_id: int) -> dict[str, int]:
        now_ms = self._clock()
        if kind == "article":  # Zalo itself spreads it to whoever follows
            return {"free": audiences.size(self._store, {}, now_ms)}
        values = left_out.values(kind, message, now, self._settings.broadcasts_per_week, broadcast_id)
        return deliveries.forecast(
            self._store, message.audience, values, free_since=now_ms - timing.FREE_MS, now_ms=now_ms
        )

    def _paid(self, kind: str, found: dict[str, int]) -> int:
        if kind == "article":
            return 0
        return found.get("paid", 0) + (found.get("free", 0) if kind != "consultation" else 0)

    def _price(self, kind: str) -> int:
        return {
            "consultation": self._settings.price_consultation,
            "promotion": self._settings.price_promotion,
            "template": self._settings.price_template,
        }.get(kind, 0)

    def _start(self, kind: str, now: datetime, send_at: int | None) -> datetime:
        wanted = max(now, at_zone(send_at, self._settings.timezone)) if send_at else now
        held = timing.held_until(kind, wanted, self._settings.quiet_hours)
        return held[0] if held else wanted

    def _end(self, kind: str, starts: datetime, reach: int) -> datetime:
        """At our rate, with the quiet hours between."""
        if kind == "article":
            return starts
        moment, left = starts, float(reach)
        rate = self._settings.send_rate_per_second
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

    def _warnings(
        self, kind: str, now: datetime, send_at: int | None, starts: datetime, needed: int, quota: int | None
    ) -> list[str]:
        found = []
        wanted = at_zone(send_at, self._settings.timezone) if send_at else now
        held = timing.held_until(kind, max(now, wanted), self._settings.quiet_hours)
        if held:
            found.append(f"{HOLDS[held[1]]} Bắt đầu lúc {starts:%H:%M %d/%m/%Y}.")
        if quota is not None and needed > quota:
            found.append(
                f"Cần {_number(needed)} tin tính phí nhưng gói chỉ còn {_number(quota)}. Phần thiếu chờ tới kỳ sau."
            )
        return found


def _next_quiet(moment: datetime, quiet: QuietHours) -> datetime | None:
    """When the next quiet hours begin after `moment`; None when there are none."""
    if quiet.start == quiet.end:
        return None
    begins = moment.replace(hour=quiet.start.hour, minute=quiet.start.minute, second=0, microsecond=0)
    return begins if begins > moment else begins + timedelta(days=1)


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
