"""A believable month for the demo installation: made-up residents, real services on a clock in the past."""

from __future__ import annotations

from bot.demo import officials, papers, residents, sent, talks
from bot.demo.errors import DemoError, refuse_live
from bot.demo.officials import DemoSignIn
from bot.demo.past import Past
from bot.demo.phones import give_phones
from bot.demo.removal import remove_demo
from bot.runtime import Runtime
from bot.store import people

__all__ = ["DemoError", "DemoSignIn", "fill_month", "give_phones", "remove_demo"]


def fill_month(runtime: Runtime, *, more: bool = False) -> list[DemoSignIn]:
    """Fill the last thirty days in, all or nothing; returns how the demo's officials sign in. Raises DemoError."""
    refuse_live(runtime.settings, "không điền dữ liệu mẫu")
    residents_count = people.count(runtime.store)["known"]
    if residents_count and not more:
        raise DemoError(
            f"Đã có {residents_count} người dân trong máy nên không điền thêm. "
            "Vẫn muốn thêm một tháng mẫu: flask --app app demo --more"
        )
    past = Past(runtime)
    try:
        with past.runtime.store.write():
            return _live_through(past)
    finally:
        past.runtime.close()


def _live_through(past: Past) -> list[DemoSignIn]:
    past.moment = past.time_at(30, 6)
    sign_ins = officials.add_officials(past)
    author, approver, answerer, _, manager = (past.actor_of(sign_in.email) for sign_in in sign_ins)
    ids = residents.plan_residents(past)
    talks.plan_talks(past, ids, answerer, manager)
    sent.plan_broadcasts(past, ids, author, approver)
    papers.plan_papers(past, author, approver)
    past.run_schedule()
    past.moment = past.now_ms
    past.deliver_outbox()
    return sign_ins
