"""Groups of people with a name: made once, chosen for every broadcast; with a live count and a few names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from bot.admin.access import Rule, me
from bot.admin.broadcasts import previews as looks
from bot.admin.broadcasts.audience_form import FormFields, fill_rule, rule_of_boxes
from bot.admin.people import texts
from bot.admin.route import Route
from bot.admin.shared.paging import by_name, has_words, link, number_in, page_of, words_in
from bot.lib.numbers import format_number
from bot.people.audience import Audience, AudienceError, describe
from bot.people.segments import LONGEST_NAME, Preview, Segment
from bot.runtime import Runtime

PAGE = 20
ORDERS: dict[str, Callable[[Segment], Any]] = {
    "": lambda segment: by_name(segment.name),
    "newest": lambda segment: -segment.created_at,
    "oldest": lambda segment: segment.created_at,
}


def show_segments(runtime: Runtime) -> ResponseReturnValue:
    """The groups asked for, those of one page with how many people they mean now."""
    labels, args = looks.topic_labels(runtime), request.args
    text, by = words_in(args.get("q", "")), args.get("by", "")
    by = by if by in texts.GROUP_RULES else ""
    rows = [
        (segment, description)
        for segment in runtime.segments.listing()
        if has_words(text, segment.name, description := describe(segment.audience, labels))
        and (not by or segment.audience.as_dict().get(by))
    ]
    rows.sort(key=lambda row: ORDERS.get(args.get("order", ""), ORDERS[""])(row[0]))
    return render_template(
        "admin/people/segments.html",
        result=page_of(rows, number_in(args), PAGE),
        query=args,
        link=link(args.to_dict()),
        size_of=lambda segment: runtime.segments.preview(segment.audience, 0).size,
        texts=texts,
        is_filtered=bool(text or by),
        done=texts.DONE.get(args.get("done", "")),
    )


def show_new_form(runtime: Runtime) -> ResponseReturnValue:
    """The empty form, or one that already holds a tag, topic or neighbourhood."""
    form_data = FormFields()
    for name, field in (("tag", "tags"), ("topic", "topics"), ("neighbourhood", "neighbourhoods")):
        if request.args.get(name):
            form_data.setlist(field, [request.args[name]])
    return _render_form(runtime, form_data)


def show_form(runtime: Runtime, segment_id: int) -> ResponseReturnValue:
    """The form with the group as it is, and whom it means."""
    segment = _demand_segment(runtime, segment_id)
    form_data = FormFields({"name": segment.name})
    fill_rule(form_data, segment.audience.as_dict())
    return _render_form(runtime, form_data, segment=segment, previewed=segment.audience)


def save_segment(runtime: Runtime, segment_id: int | None = None) -> ResponseReturnValue:
    """Look or keep, as the pressed button says."""
    form_data = FormFields(request.form)
    segment = _demand_segment(runtime, segment_id) if segment_id else None
    try:
        audience = Audience.from_dict(rule_of_boxes(form_data))
        audience.check_topics(looks.topic_labels(runtime))
        if form_data.get("act") == "look":
            return _render_form(runtime, form_data, segment=segment, previewed=audience)
        _store_segment(runtime, segment, form_data.get("name", ""), audience)
    except AudienceError as error:
        return _render_form(runtime, form_data, segment=segment, refused=str(error)), 422
    return redirect(url_for("admin.segments", done="segment_saved"), 303)


def _store_segment(runtime: Runtime, segment: Segment | None, name: str, audience: Audience) -> None:
    if segment is None:
        runtime.segments.add(name, audience, me().id)
        return
    if " ".join(name.split()) != segment.name:
        runtime.segments.rename(segment.id, name, me().id)
    if audience != segment.audience:
        runtime.segments.change(segment.id, audience, me().id)


def remove_segment(runtime: Runtime, segment_id: int) -> ResponseReturnValue:
    """Delete the segment and return to the list."""
    runtime.segments.remove(_demand_segment(runtime, segment_id).id, me().id)
    return redirect(url_for("admin.segments", done="segment_removed"), 303)


def _demand_segment(runtime: Runtime, segment_id: int) -> Segment:
    try:
        return runtime.segments.get(segment_id)
    except AudienceError:
        raise NotFound from None


def _render_form(
    runtime: Runtime,
    form_data: FormFields,
    *,
    segment: Segment | None = None,
    previewed: Audience | None = None,
    refused: str = "",
) -> str:
    labels = looks.topic_labels(runtime)
    preview: Preview | None = runtime.segments.preview(previewed) if previewed else None
    return render_template(
        "admin/people/segment.html",
        form_data=form_data,
        segment=segment,
        refused=refused,
        people=preview,
        longest=LONGEST_NAME,
        described=describe(previewed, labels) if previewed else "",
        topics=labels,
        labels=_list_choices(form_data, "tags", runtime.labels.counts()),
        hoods=_list_choices(form_data, "neighbourhoods", runtime.segments.neighbourhoods()),
    )


def _list_choices(form_data: FormFields, field: str, counted: list[tuple[str, int]]) -> list[tuple[str, str]]:
    """What may be ticked, with counts; what the group names stays in sight even when nobody has it any more."""
    counts = dict(counted)
    names = [*counts, *(name for name in form_data.getlist(field) if name not in counts)]
    return [(name, f"{name} ({format_number(counts.get(name, 0))})") for name in names]


ROUTES: tuple[Route, ...] = (
    Route("GET", "/segments", "segments", show_segments, Rule.LISTS_PEOPLE),
    Route("GET", "/segments/new", "segment_new", show_new_form, Rule.WRITES),
    Route("POST", "/segments/new", "segment_create", save_segment, Rule.WRITES),
    Route("GET", "/segments/<int:segment_id>", "segment", show_form, Rule.WRITES),
    Route("POST", "/segments/<int:segment_id>", "segment_change", save_segment, Rule.WRITES),
    Route("POST", "/segments/<int:segment_id>/remove", "segment_remove", remove_segment, Rule.WRITES),
)
