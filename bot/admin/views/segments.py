"""Groups of people with a name: made once, chosen for every broadcast; with a live count and a few names."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from bot.admin import broadcast_looks as looks
from bot.admin import words_people as said
from bot.admin.access import Rule, me
from bot.admin.audience_form import Typed, ticked, typed_rule
from bot.admin.route import Route
from bot.admin.words import number
from bot.audiences import Audience, AudienceError, describe
from bot.runtime import Runtime
from bot.segments import LONGEST_NAME, Preview, Segment


def page(runtime: Runtime) -> ResponseReturnValue:
    """Every group with how many people it means now."""
    labels = looks.topic_labels(runtime)
    found = [
        (segment, describe(segment.audience, labels), runtime.segments.preview(segment.audience, 0).size)
        for segment in runtime.segments.listing()
    ]
    return render_template("admin/people/segments.html", found=found, done=said.DONE.get(request.args.get("done", "")))


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
