"""Groups of people with a name: made once, chosen for every broadcast; with a live count and a few names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from bot.admin import broadcast_looks as looks
from bot.admin import words_people as said
from bot.admin.access import Rule, me
from bot.admin.audience_form import Typed, ticked, typed_rule
from bot.admin.paging import by_name, has_words, link, number_in, page_of, words_in
from bot.admin.route import Route
from bot.admin.words import number
from bot.audiences import Audience, AudienceError, describe
from bot.runtime import Runtime
from bot.segments import LONGEST_NAME, Preview, Segment

PAGE = 20
ORDERS: dict[str, Callable[[Segment], Any]] = {
    "": lambda segment: by_name(segment.name),
    "newest": lambda segment: -segment.created_at,
    "oldest": lambda segment: segment.created_at,
}


def page(runtime: Runtime) -> ResponseReturnValue:
    """The groups asked for, those of one page with how many people they mean now."""
    labels, asked = looks.topic_labels(runtime), request.args
    text, by = words_in(asked.get("q", "")), asked.get("by", "")
    by = by if by in said.GROUP_RULES else ""
    rows = [
        (segment, told) for segment in runtime.segments.listing()
        if has_words(text, segment.name, told := describe(segment.audience, labels))
        and (not by or segment.audience.as_dict().get(by))
    ]  # fmt: skip
    rows.sort(key=lambda row: ORDERS.get(asked.get("order", ""), ORDERS[""])(row[0]))
    return render_template(
        "admin/people/segments.html", found=page_of(rows, number_in(asked), PAGE), asked=asked, link=link(asked.to_dict()),
        size_of=lambda segment: runtime.segments.preview(segment.audience, 0).size, said=said,
        is_filtered=bool(text or by), done=said.DONE.get(asked.get("done", "")),
    )  # fmt: skip


def new(runtime: Runtime) -> ResponseReturnValue:
    """The empty form, or one that already holds a tag, topic or neighbourhood."""
    typed = Typed()
    for name, field in (("tag", "tags"), ("topic", "topics"), ("neighbourhood", "neighbourhoods")):
        if request.args.get(name):
            typed.setlist(field, [request.args[name]])
    return _form(runtime, typed)


def edit(runtime: Runtime, segment_id: int) -> ResponseReturnValue:
    """The form with the group as it is, and whom it means."""
    segment = _known(runtime, segment_id)
    typed = Typed({"name": segment.name})
    typed_rule(typed, segment.audience.as_dict())
    return _form(runtime, typed, segment=segment, looked=segment.audience)


def save(runtime: Runtime, segment_id: int | None = None) -> ResponseReturnValue:
    """Look or keep, as the pressed button says."""
    typed = Typed(request.form)
    segment = _known(runtime, segment_id) if segment_id else None
    try:
        audience = Audience.from_dict(ticked(typed))
        audience.check_topics(looks.topic_labels(runtime))
        if typed.get("act") == "look":
            return _form(runtime, typed, segment=segment, looked=audience)
        _keep(runtime, segment, typed.get("name", ""), audience)
    except AudienceError as error:
        return _form(runtime, typed, segment=segment, refused=str(error)), 422
    return redirect(url_for("admin.segments", done="segment_saved"), 303)


def _keep(runtime: Runtime, segment: Segment | None, name: str, audience: Audience) -> None:
    if segment is None:
        runtime.segments.add(name, audience, me().id)
        return
    if " ".join(name.split()) != segment.name:
        runtime.segments.rename(segment.id, name, me().id)
    if audience != segment.audience:
        runtime.segments.change(segment.id, audience, me().id)


def remove(runtime: Runtime, segment_id: int) -> ResponseReturnValue:
    """Forget the group."""
    runtime.segments.remove(_known(runtime, segment_id).id, me().id)
    return redirect(url_for("admin.segments", done="segment_removed"), 303)


def _known(runtime: Runtime, segment_id: int) -> Segment:
    try:
        return runtime.segments.get(segment_id)
    except AudienceError:
        raise NotFound from None


def _form(
    runtime: Runtime, typed: Typed, *, segment: Segment | None = None, looked: Audience | None = None, refused: str = ""
) -> str:  # fmt: skip
    labels = looks.topic_labels(runtime)
    people: Preview | None = runtime.segments.preview(looked) if looked else None
    return render_template(
        "admin/people/segment.html", typed=typed, segment=segment, refused=refused, people=people, longest=LONGEST_NAME,
        described=describe(looked, labels) if looked else "", topics=labels,
        labels=_choices(typed, "tags", runtime.tagging.counts()),
        hoods=_choices(typed, "neighbourhoods", runtime.segments.neighbourhoods()),
    )  # fmt: skip


def _choices(typed: Typed, field: str, counted: list[tuple[str, int]]) -> list[tuple[str, str]]:
    """What may be ticked, with counts; what the group names stays in sight even when nobody has it any more."""
    known = dict(counted)
    names = [*known, *(name for name in typed.getlist(field) if name not in known)]
    return [(name, f"{name} ({number(known.get(name, 0))})") for name in names]


ROUTES: tuple[Route, ...] = (
    Route("GET", "/segments", "segments", page, Rule.SIGNED_IN),
    Route("GET", "/segments/new", "segment_new", new, Rule.WRITES),
    Route("POST", "/segments/new", "segment_create", save, Rule.WRITES),
    Route("GET", "/segments/<int:segment_id>", "segment", edit, Rule.WRITES),
    Route("POST", "/segments/<int:segment_id>", "segment_change", save, Rule.WRITES),
    Route("POST", "/segments/<int:segment_id>/remove", "segment_remove", remove, Rule.WRITES),
)
