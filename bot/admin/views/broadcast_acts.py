"""What officials do to a broadcast by pressing a button on its page; a refusal shows the page with every reason."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule
from bot.admin.route import Route
from bot.admin.views.broadcast_one import known, one
from bot.admin.views.broadcast_writing import actor
from bot.broadcasts.service import BroadcastError, Broadcasts
from bot.runtime import Runtime

EVERYONE = "Bài viết tới mọi người theo dõi và không thu lại được. Hãy đánh dấu ô “Tôi biết…” rồi duyệt."


def submit(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Ask for approval."""
    return _did(runtime, broadcast_id, "broadcast_submitted", lambda: _desk(runtime).submit(broadcast_id, actor()))


def approve(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Approve the version that was before the official's eyes."""
    row = known(runtime, broadcast_id)

    def act() -> None:
        if row["kind"] == "article" and not request.form.get("everyone"):
            raise BroadcastError([EVERYONE])
        _desk(runtime).approve(broadcast_id, actor(), version=request.form.get("version", -1, int))

    return _did(runtime, broadcast_id, "broadcast_approved", act)


def return_(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Give it back to its author with a reason."""
    reason = _reason()
    return _did(
        runtime, broadcast_id, "broadcast_returned", lambda: _desk(runtime).return_(broadcast_id, actor(), reason)
    )


def reject(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Refuse it for good with a reason."""
    reason = _reason()
    return _did(
        runtime, broadcast_id, "broadcast_rejected", lambda: _desk(runtime).reject(broadcast_id, actor(), reason)
    )


def pause(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Let nothing more of it leave."""
    return _did(runtime, broadcast_id, "broadcast_paused", lambda: _desk(runtime).pause(broadcast_id, actor()))


def resume(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Go on."""
    return _did(runtime, broadcast_id, "broadcast_resumed", lambda: _desk(runtime).resume(broadcast_id, actor()))


def stop(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """End it."""
    return _did(runtime, broadcast_id, "broadcast_stopped", lambda: _desk(runtime).stop(broadcast_id, actor()))


def retry(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Send again what surely did not go out."""
    return _did(runtime, broadcast_id, "broadcast_retried", lambda: _desk(runtime).retry_failed(broadcast_id, actor()))


def copy(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """A new draft with the same words; for a series straight on to its timetable."""
    known(runtime, broadcast_id)
    try:
        copy_id = _desk(runtime).copy(broadcast_id, actor())
    except BroadcastError as error:
        return one(runtime, broadcast_id, error.reasons), 409
    anchor = "lich" if request.form.get("as") == "series" else None
    return redirect(url_for("admin.broadcast_edit", broadcast_id=copy_id, done="broadcast_copied", _anchor=anchor), 303)


def test(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Send it to officials' own phones."""
    row = known(runtime, broadcast_id)
    message = _desk(runtime).draft_of(row).message
    emails = request.form.getlist("emails")

    def act() -> None:
        runtime.broadcasting.tests.send(broadcast_id, row["kind"], message, emails, actor())

    return _did(runtime, broadcast_id, "broadcast_tested", act)


def _desk(runtime: Runtime) -> Broadcasts:
    return runtime.broadcasting.desk


def _reason() -> str:
    return request.form.get("reason", "").replace("\r\n", "\n")


def _did(runtime: Runtime, broadcast_id: int, done: str, act: Callable[[], object]) -> ResponseReturnValue:
    known(runtime, broadcast_id)
    try:
        act()
    except BroadcastError as error:
        return one(runtime, broadcast_id, error.reasons, _reason()), 409
    return redirect(url_for("admin.broadcast", broadcast_id=broadcast_id, done=done), 303)


_ONE = "/broadcasts/<int:broadcast_id>"
ROUTES: tuple[Route, ...] = (
    Route("POST", f"{_ONE}/submit", "broadcast_submit", submit, Rule.WRITES),
    Route("POST", f"{_ONE}/approve", "broadcast_approve", approve, Rule.APPROVES),
    Route("POST", f"{_ONE}/return", "broadcast_return", return_, Rule.APPROVES),
    Route("POST", f"{_ONE}/reject", "broadcast_reject", reject, Rule.APPROVES),
    Route("POST", f"{_ONE}/pause", "broadcast_pause", pause, Rule.WRITES),
    Route("POST", f"{_ONE}/resume", "broadcast_resume", resume, Rule.APPROVES),
    Route("POST", f"{_ONE}/stop", "broadcast_stop", stop, Rule.WRITES),
    Route("POST", f"{_ONE}/retry", "broadcast_retry", retry, Rule.APPROVES),
    Route("POST", f"{_ONE}/copy", "broadcast_copy", copy, Rule.WRITES),
    Route("POST", f"{_ONE}/test", "broadcast_test", test, Rule.WRITES),
)
