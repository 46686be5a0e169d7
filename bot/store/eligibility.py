"""Who is left out of a broadcast and why: one SQL expression, for the forecast and for sending alike."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

WHY_OUT = """CASE
    WHEN coalesce(p.follows, 0) = 0 THEN 'not_following'
    WHEN p.opted_out_at IS NOT NULL THEN 'opted_out'
    WHEN p.blocked_at IS NOT NULL THEN 'blocked'
    WHEN :topic IS NOT NULL AND p.topics IS NOT NULL AND instr(p.topics, ',' || :topic || ',') = 0 THEN 'other_topics'
    WHEN :needs_window
     AND max(coalesce(p.last_message_at, 0), coalesce(p.last_interaction_at, 0)) < :paid_since THEN 'no_window'
    WHEN :daily_cap > 0 AND EXISTS (SELECT 1 FROM deliveries AS x INDEXED BY deliveries_of_person
      JOIN broadcasts AS y ON y.id = x.broadcast_id
      WHERE x.person_id = p.id AND x.sent_at >= :day_since AND y.kind = :kind
      LIMIT 1 OFFSET :daily_cap - 1) THEN 'daily_cap'
    WHEN :has_monthly_cap AND (
      :monthly_cap > 0 AND EXISTS (SELECT 1 FROM deliveries AS x INDEXED BY deliveries_of_person
        JOIN broadcasts AS y ON y.id = x.broadcast_id
        WHERE x.person_id = p.id AND x.sent_at >= :month_since AND y.kind = :kind AND y.id != :broadcast
        LIMIT 1 OFFSET :monthly_cap - 1)
      OR EXISTS (SELECT 1 FROM deliveries AS x INDEXED BY deliveries_over_quota
        JOIN broadcasts AS y ON y.id = x.broadcast_id
        WHERE x.person_id = p.id AND x.outcome = 'quota_person' AND x.settled_at >= :month_since
          AND y.kind = :kind AND y.id != :broadcast)) THEN 'monthly_cap'
    WHEN :needs_phone AND NOT EXISTS (SELECT 1 FROM person_phones AS f WHERE f.person_id = p.id) THEN 'no_phone'
    WHEN :weekly_cap > 0 AND EXISTS (SELECT 1 FROM deliveries AS x INDEXED BY deliveries_of_person
      WHERE x.person_id IN (p.id, '*') AND x.sent_at >= :week_since AND x.broadcast_id != :broadcast
      LIMIT 1 OFFSET :weekly_cap - 1) THEN 'weekly_cap'
    END"""
"""Why a person gets nothing, or NULL. Values: `EligibilityRule.values`. An article, which goes to everyone ('*'), counts for each."""

IS_ELSEWHERE = """(:weekly_cap > 0 OR :daily_cap > 0) AND EXISTS (
    SELECT 1 FROM outbox AS o INDEXED BY outbox_open JOIN deliveries AS x ON x.id = o.delivery_id
    WHERE o.person_id IN (d.person_id, '*') AND o.state IN ('queued', 'sending') AND x.broadcast_id != :broadcast)"""
"""Another broadcast is on its way to this person: only when that has ended is it known whether a cap is reached."""


@dataclass(frozen=True, slots=True)
class EligibilityRule:
    """The values of the expression: moments in ms from which an interaction or a delivery counts, and what the kind needs.

    `weekly_cap` broadcasts a week, `daily_cap` a day and `monthly_cap` a month of this kind are the most for one person;
    0 is no cap. With `has_monthly_cap` a person of whom Zalo said so this month is left out too. `broadcast` is the id
    of the broadcast in question, 0 for none.
    """

    kind: str
    topic: str | None
    paid_since: int
    day_since: int
    week_since: int
    weekly_cap: int
    broadcast: int = 0
    month_since: int = 0
    needs_window: bool = False
    needs_phone: bool = False
    daily_cap: int = 0
    has_monthly_cap: bool = False
    monthly_cap: int = 0

    def values(self) -> dict[str, Any]:
        """The parameters of the SQL."""
        return {field.name: getattr(self, field.name) for field in fields(self)}
