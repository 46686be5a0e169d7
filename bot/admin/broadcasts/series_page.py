"""One run of a series left out or moved: proposed on the page of the series, decided there by another official."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule
from bot.admin.broadcasts.compose_page import signed_in_actor
from bot.admin.broadcasts.detail_page import find_broadcast, render_broadcast
from bot.admin.route import Route
from bot.broadcasts.lifecycle import BroadcastError
from bot.broadcasts.texts import refusal
from bot.lib.numbers import parse_integer
from bot.runtime import Runtime


def propose(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Ask for a run to be left out, or sent at another time."""

    def act() -> None:
        form = request.form
        run_at, to_text = form.get("run_at", 0, parse_integer), form.get("to_at", "").strip()
        is_moved = form.get("act") == "move"
        if is_moved and not to_text:
            raise BroadcastError(["Hãy ghi ngày giờ mới của kỳ này, hoặc bấm “Đề nghị bỏ kỳ này”."])
        to_at = _moment(runtime, to_text) if is_moved else None
        runtime.broadcasts.series_changes.propose(
            broadcast_id, run_at, to_at, form.get("reason", ""), signed_in_actor()
        )

    return _answer(runtime, broadcast_id, "change_proposed", act)


def approve(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Put a proposed change into the timetable."""
    changes, change_id = runtime.broadcasts.series_changes, request.form.get("change", 0, parse_integer)
    return _answer(runtime, broadcast_id, "change_approved", lambda: changes.approve(change_id, signed_in_actor()))


def refuse(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Leave the timetable as it is."""
    changes, change_id = runtime.broadcasts.series_changes, request.form.get("change", 0, parse_integer)
    return _answer(runtime, broadcast_id, "change_refused", lambda: changes.refuse(change_id, signed_in_actor()))


def _moment(runtime: Runtime, text: str) -> int:
    try:
        return runtime.broadcasts.local_ms(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        raise BroadcastError([refusal("bad_moment", value=text)]) from None


def _answer(runtime: Runtime, broadcast_id: int, notice: str, act: Callable[[], None]) -> ResponseReturnValue:
    find_broadcast(runtime, broadcast_id)
    try:
        act()
    except BroadcastError as error:
        return render_broadcast(runtime, broadcast_id, error.reasons), 409
    return redirect(url_for("admin.broadcast", broadcast_id=broadcast_id, done=notice, _anchor="loat"), 303)


_ONE = "/broadcasts/<int:broadcast_id>"
ROUTES: tuple[Route, ...] = (
    Route("POST", f"{_ONE}/run", "series_propose", propose, Rule.WRITES),
    Route("POST", f"{_ONE}/run/approve", "series_approve", approve, Rule.APPROVES),
    Route("POST", f"{_ONE}/run/refuse", "series_refuse", refuse, Rule.APPROVES),
)
