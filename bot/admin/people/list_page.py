"""Người theo dõi: everybody the ward knows, searched, filtered, sorted, in pages; and how far the list from Zalo is."""

from __future__ import annotations

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.broadcasts import previews as looks
from bot.admin.people import texts as people_texts
from bot.admin.route import Route
from bot.admin.shared import texts as shared_texts
from bot.admin.shared.paging import link
from bot.people.directory import ORDERS, WINDOWS, PeopleFilter
from bot.runtime import Runtime

LONGEST_SEARCH = 60
FILTERS = ("q", "follows", "window", "tag", "topic", "neighbourhood", "state", "order")
"""The fields of the list's address, and of every form that means the people listed."""


def show_people(runtime: Runtime) -> ResponseReturnValue:
    """Show the list of people."""
    return render_people(runtime, request.args)


def render_people(
    runtime: Runtime, args: Mapping[str, str], refused: str = "", status: int = 200
) -> ResponseReturnValue:
    """The list that `asked` describes; `refused` says why a label could not be given."""
    people_filter = filter_from(args)
    order = args.get("order", "")
    number = args.get("page", "1")
    people_page = runtime.people_directory.find_people(
        people_filter,
        order if order in ORDERS else "recent",
        int(number) if number.isdecimal() and len(number) < 7 else 1,
    )
    params = {name: args.get(name, "") for name in FILTERS if args.get(name)}
    return render_template(
        "admin/people/list.html",
        result=people_page,
        query=params,
        is_filtered=people_filter != PeopleFilter(),
        texts=people_texts,
        refused=refused,
        form_data=args,
        window_of=lambda row: runtime.helpdesk.remaining(row).window.value,
        now=runtime.clock(),
        topics=looks.topic_labels(runtime),
        tags=runtime.labels.counts(),
        neighbourhoods=runtime.segments.neighbourhoods(),
        counts=runtime.people_directory.counts(),
        link=link(params),
        done=people_texts.DONE.get(args.get("done", "")),
        **_sync_texts(runtime),
    ), status


def filter_from(args: Mapping[str, str]) -> PeopleFilter:
    """The people an address or a form means; what is not known in it counts as nothing."""
    window, state = args.get("window", ""), args.get("state", "")
    return PeopleFilter(
        text=" ".join(args.get("q", "").split())[:LONGEST_SEARCH],
        follows={"yes": True, "no": False}.get(args.get("follows", "")),
        tag=args.get("tag", ""),
        topic=args.get("topic", ""),
        neighbourhood=args.get("neighbourhood", ""),
        window=window if window in WINDOWS else "",
        opted_out=state == "opted_out",
        handed_over=state == "handed_over",
    )


def _sync_texts(runtime: Runtime) -> dict[str, object]:
    progress, rests = runtime.people_sync.progress(), runtime.people_sync.rests_until()
    return {
        "progress": progress,
        "sync_state": people_texts.sync_sentence(progress),
        "rests_until": shared_texts.clock_time(rests, runtime.settings.timezone) if rests > runtime.clock() else "",
        "is_cut_off": runtime.token_is_lost(),
        "waiting_labels": runtime.people_directory.waiting_labels(),
    }


def start_sync(runtime: Runtime) -> ResponseReturnValue:
    """Begin to read the list of followers anew; the clock goes on with it."""
    runtime.people_sync.begin(by=me().id)
    return redirect(url_for("admin.people", done="sync_begun"), 303)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/people", "people", show_people, Rule.LISTS_PEOPLE),
    Route("POST", "/people/sync", "people_sync", start_sync, Rule.WRITES),
)
