"""What officials do to a broadcast by pressing a button on its page; a refusal shows the page with every reason."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule
from bot.admin.broadcasts.compose_page import signed_in_actor
from bot.admin.broadcasts.detail_page import find_broadcast, render_broadcast
from bot.admin.route import Route
from bot.articles.publishing import PublishingError
from bot.broadcasts.kinds import find_kind
from bot.broadcasts.lifecycle import BroadcastError
from bot.lib.numbers import parse_integer
from bot.runtime import Runtime


def submit(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Submit the broadcast for approval."""
    return _run_action(
        runtime,
        broadcast_id,
        "broadcast_submitted",
        lambda: runtime.broadcasts.lifecycle.submit(broadcast_id, signed_in_actor()),
    )


def approve(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Approve the version that the official saw."""
    row = find_broadcast(runtime, broadcast_id)

    def act() -> None:
        confirmation = find_kind(row.kind).confirmation
        if confirmation and not request.form.get("everyone"):
            raise BroadcastError([confirmation])
        version, article = (request.form.get(name, -1, parse_integer) for name in ("version", "article_version"))
        try:
            runtime.broadcasts.lifecycle.approve(broadcast_id, signed_in_actor(), version, article)
        except PublishingError as error:
            raise BroadcastError(error.reasons) from None

    return _run_action(runtime, broadcast_id, "broadcast_approved", act)


def return_(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Give it back to its author with a reason."""
    reason = _reason()
    return _run_action(
        runtime,
        broadcast_id,
        "broadcast_returned",
        lambda: runtime.broadcasts.lifecycle.return_(broadcast_id, signed_in_actor(), reason),
    )


def reject(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Refuse it for good with a reason."""
    reason = _reason()
    return _run_action(
        runtime,
        broadcast_id,
        "broadcast_rejected",
        lambda: runtime.broadcasts.lifecycle.reject(broadcast_id, signed_in_actor(), reason),
    )


def pause(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Stop sending for now."""
    return _run_action(
        runtime,
        broadcast_id,
        "broadcast_paused",
        lambda: runtime.broadcasts.lifecycle.pause(broadcast_id, signed_in_actor()),
    )


def resume(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Resume sending a paused broadcast."""
    return _run_action(
        runtime,
        broadcast_id,
        "broadcast_resumed",
        lambda: runtime.broadcasts.lifecycle.resume(broadcast_id, signed_in_actor()),
    )


def stop(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Stop the broadcast for good."""
    return _run_action(
        runtime,
        broadcast_id,
        "broadcast_stopped",
        lambda: runtime.broadcasts.lifecycle.stop(broadcast_id, signed_in_actor()),
    )


def retry(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Send again what surely did not go out."""
    return _run_action(
        runtime,
        broadcast_id,
        "broadcast_retried",
        lambda: runtime.broadcasts.lifecycle.retry_failed(broadcast_id, signed_in_actor()),
    )


def delete(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Delete a draft that was never approved."""
    find_broadcast(runtime, broadcast_id)
    try:
        runtime.broadcasts.deletion.delete(broadcast_id, signed_in_actor())
    except BroadcastError as error:
        return render_broadcast(runtime, broadcast_id, error.reasons), 409
    return redirect(url_for("admin.broadcasts", done="broadcast_deleted"), 303)


def copy(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """A new draft with the same words; for a series straight on to its timetable."""
    find_broadcast(runtime, broadcast_id)
    try:
        copy_id = runtime.broadcasts.lifecycle.copy(
            broadcast_id, signed_in_actor(), is_for_unseen=request.form.get("as") == "unseen"
        )
    except BroadcastError as error:
        return render_broadcast(runtime, broadcast_id, error.reasons), 409
    anchor = "lich" if request.form.get("as") == "series" else None
    return redirect(url_for("admin.broadcast_edit", broadcast_id=copy_id, done="broadcast_copied", _anchor=anchor), 303)


def test(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Send it to officials' own phones."""
    row = find_broadcast(runtime, broadcast_id)
    message = runtime.broadcasts.lifecycle.draft_of(row).message
    emails = request.form.getlist("emails")

    def act() -> None:
        runtime.broadcasts.tests.send(broadcast_id, row.kind, message, emails, signed_in_actor())

    return _run_action(runtime, broadcast_id, "broadcast_tested", act)


def _reason() -> str:
    return request.form.get("reason", "").replace("\r\n", "\n")


def _run_action(runtime: Runtime, broadcast_id: int, notice: str, act: Callable[[], object]) -> ResponseReturnValue:
    find_broadcast(runtime, broadcast_id)
    try:
        act()
    except BroadcastError as error:
        return render_broadcast(runtime, broadcast_id, error.reasons, _reason()), 409
    return redirect(url_for("admin.broadcast", broadcast_id=broadcast_id, done=notice), 303)


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
    Route("POST", f"{_ONE}/delete", "broadcast_delete", delete, Rule.WRITES),
    Route("POST", f"{_ONE}/copy", "broadcast_copy", copy, Rule.WRITES),
    Route("POST", f"{_ONE}/test", "broadcast_test", test, Rule.WRITES),
)
