"""A believable month for the demo installation: made-up residents, real services on a clock in the past."""

from __future__ import annotations

from bot.demo_month import officials, papers, residents, sent, talks
from bot.demo_month.officials import SignIn
from bot.demo_month.past import Past
from bot.demo_month.phones import give_phones
from bot.runtime import Runtime
from bot.store import people

__all__ = ["DemoError", "SignIn", "fill", "give_phones"]


class DemoError(Exception):
    """Why the month cannot be filled in: one Vietnamese line."""


def fill(runtime: Runtime, *, more: bool = False) -> list[SignIn]:
    """Fill the last thirty days in, all or nothing; returns how the demo's officials sign in. Raises DemoError."""
    if not runtime.settings.is_demo:
        raise DemoError(
            "Đây là máy chạy thật (WARD_MODE=live) nên không điền dữ liệu mẫu. Chỉ dùng lệnh này khi chạy thử."
        )
    known = people.count(runtime.store)["known"]
    if known and not more:
        raise DemoError(
            f"Đã có {known} người dân trong máy nên không điền thêm. Vẫn muốn thêm một tháng mẫu: flask --app app demo --more"
        )
    past = Past(runtime)
    try:
        with past.runtime.store.write():
            return _live(past)
    finally:
        past.runtime.close()


def _live(past: Past) -> list[SignIn]:
    past.moment = past.at(30, 6)
    hired = officials.hire(past)
    author, approver, answerer, _, manager = (past.actor(one.email) for one in hired)
    ids = residents.settle(past)
    talks.hold(past, ids, answerer, manager)
    sent.write(past, ids, author, approver)
    papers.file(past, author, approver)
    past.play()
    past.moment = past.now_ms
    past.post()
    return hired
