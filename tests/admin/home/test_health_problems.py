"""Hôm nay tells officials in plain words what /healthz tells machines."""

from __future__ import annotations

import pytest

from bot.admin.home.health_texts import PROBLEMS
from bot.clock import HOUR, MINUTE
from bot.installation.health import Reason

ELSEWHERE = {
    Reason.TOKEN_LOST,
    Reason.TOKEN_MISSING,
    Reason.OA_SECRET_LOST,
    Reason.RESTORED_COPY,
    Reason.DATABASE_UNREADABLE,
}
"""Told by notices of their own, or by no page at all."""


def test_a_stopped_clock_is_told_on_top_of_the_page(clock, runtime, manager):
    state, advice = PROBLEMS[Reason.CLOCK_STOPPED]
    runtime.health.beat()
    assert advice not in manager.page("/admin/")
    clock.forward(4 * MINUTE)
    page = manager.page("/admin/")
    assert f"<b>{state}.</b> {advice}" in page
    assert page.index(advice) < page.index("Máy có khỏe không")


def test_an_event_that_waits_too_long_is_told(clock, runtime, manager):
    with runtime.store.write() as db:
        db.conn.execute(
            "INSERT INTO inbox (key, name, kind, person_id, received_at, body, state)"
            " VALUES ('k', 'user_send_text', 'text', '1', ?, x'7b7d', 'new')",
            [clock()],
        )
    clock.forward(HOUR)
    runtime.health.beat()
    assert PROBLEMS[Reason.NO_WORKER][0] in manager.page("/admin/")


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason not in ELSEWHERE])
def test_every_reason_has_words(reason):
    state, advice = PROBLEMS[reason]
    assert state and "kỹ thuật" in advice
