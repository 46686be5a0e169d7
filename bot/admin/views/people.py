"""Người theo dõi: everybody the ward knows, searched, filtered, sorted, in pages; and how far the list from Zalo is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import broadcast_looks as looks
from bot.admin import words
from bot.admin import words_people as said
from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.people_list import ORDERS, WINDOWS, Wanted
from bot.runtime import Runtime

LONGEST_SEARCH = 60
FILTERS = ("q", "follows", "window", "tag", "topic", "neighbourhood", "state", "order")
"""The fields of the list's address, and of every form that means the people listed."""


def page(runtime: Runtime) -> ResponseReturnValue:
    """The list."""
    return listing(runtime, request.args)


def listing(runtime: Runtime, asked: Mapping[str, str], refused: str = "", status: int = 200) -> ResponseReturnValue:
    """The list that `asked` describes; `refused` says why a label could not be given."""
    wanted = wanted_by(asked)
    order = asked.get("order", "")
    number = asked.get("page", "1")
    found = runtime.people_list.find(
        wanted, order if order in ORDERS else "recent", int(number) if number.isdecimal() and len(number) < 7 else 1
    )
    kept = {name: asked.get(name, "") for name in FILTERS if asked.get(name)}
    return render_template(
        "admin/people/list.html", found=found, asked=kept, is_filtered=wanted != Wanted(), said=said, refused=refused,
        typed=asked, window_of=lambda row: runtime.desk.remaining(row).window.value, now=runtime.clock(),
        topics=looks.topic_labels(runtime), tags=runtime.tagging.counts(), neighbourhoods=runtime.segments.neighbourhoods(),
        counts=runtime.people_list.counts(), link=link(kept), done=said.DONE.get(asked.get("done", "")), **_sync(runtime),
    ), status  # fmt: skip


def wanted_by(asked: Mapping[str, str]) -> Wanted:
    """The people an address or a form means; what is not known in it counts as nothing."""
    window, state = asked.get("window", ""), asked.get("state", "")
    return Wanted(
        text=" ".join(asked.get("q", "").split())[:LONGEST_SEARCH],
        follows={"yes": True, "no": False}.get(asked.get("follows", "")),
        tag=asked.get("tag", ""), topic=asked.get("topic", ""), neighbourhood=asked.get("neighbourhood", ""),
        window=window if window in WINDOWS else "", opted_out=state == "opted_out", handed_over=state == "handed_over",
    )  # fmt: skip


def link(kept: dict[str, str]) -> Callable[..., dict[str, str]]:
    """The list's own address with some of its parts changed."""

    def changed(**parts: str) -> dict[str, str]:
        return {name: value for name, value in {**kept, **parts}.items() if value}

    return changed


def _sync(runtime: Runtime) -> dict[str, object]:
    progress, rests = runtime.followers.progress(), runtime.followers.rests_until()
    return {
        "progress": progress,
        "sync_state": said.sync_state(progress),
        "rests_until": words.clock_time(rests, runtime.settings.timezone) if rests > runtime.clock() else "",
        "is_cut_off": runtime.token_is_lost(),
        "waiting_labels": runtime.people_list.waiting_labels(),
    }


def sync(runtime: Runtime) -> ResponseReturnValue:
    """Begin to read the list of followers anew; the clock goes on with it."""
    runtime.followers.begin(by=me().id)
    return redirect(url_for("admin.people", done="sync_begun"), 303)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/people", "people", page, Rule.SIGNED_IN),
    Route("POST", "/people/sync", "people_sync", sync, Rule.WRITES),
)
