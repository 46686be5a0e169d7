"""What open pages ask every few seconds: how much waits for this official, and whether the page is out of date."""

from __future__ import annotations

from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.reports.dashboard import count_work
from bot.runtime import Runtime


def show_changes(runtime: Runtime) -> ResponseReturnValue:
    """The counters of the navigation, and the stamp of everything that lists show."""
    return jsonify(live_facts(runtime) | {"stamp": runtime.live_state.stamp()})


def live_facts(runtime: Runtime) -> dict[str, Any]:
    """The counters, and a number that grows with each notice.

    Asking shows that a page of this official is open, unless it says that it lies in the background.
    """
    if not request.args.get("hidden"):
        runtime.notices.ways.note_page(me().id)
    return {"counts": count_work(runtime, me()), "told": runtime.notices.newest_told(me().id)}


ROUTES: tuple[Route, ...] = (Route("GET", "/live", "live", show_changes, Rule.SIGNED_IN),)
