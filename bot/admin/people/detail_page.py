"""One person's card: consent, window, history; and, as the person asks, stop broadcasts, export or erase their data."""

from __future__ import annotations

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.accounts.audit_log import READ_PERSON
from bot.admin.access import Rule, me
from bot.admin.broadcasts import previews as looks
from bot.admin.inbox import texts as inbox_texts
from bot.admin.people import texts as people_texts
from bot.admin.route import Route
from bot.broadcasts.texts import DELIVERIES
from bot.lib.numbers import format_number
from bot.operations.jobs import KEEP_MS
from bot.people.profile import ASKED_BY, CODE_SIZE, Correction, PersonCard, PersonError
from bot.runtime import Runtime


def show_card(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Show the card of one person."""
    return _render_card(runtime, person_id)


def _render_card(runtime: Runtime, person_id: str, wishes: Correction | None = None, refused: str = "") -> str:
    """The card; `wishes` are what stands in the form for corrections, when it was refused."""
    person_card = runtime.person_profiles.get_card(person_id) or abort(404)
    runtime.audit_log.note_reading(READ_PERSON, person_id, me().id)
    zone = runtime.settings.timezone
    return render_template(
        "admin/people/one.html",
        card=person_card,
        row=person_card.row,
        texts=people_texts,
        wishes=wishes or _as_stored(person_card),
        refused=refused,
        asked_by=ASKED_BY,
        neighbourhoods=runtime.segments.neighbourhoods(),
        topics=looks.topic_labels(runtime),
        window=inbox_texts.window_text(person_card.remaining, runtime.clock(), zone),
        now=runtime.clock(),
        deliveries=DELIVERIES,
        kinds=lambda kind: inbox_texts.kind_name(runtime.live_content.content, kind),
        ended=inbox_texts.ENDED,
        proofs=runtime.person_profiles.list_proofs(person_id),
        tags=runtime.labels.counts(),
        done=people_texts.DONE.get(request.args.get("done", "")),
    )


def _as_stored(card: PersonCard) -> Correction:
    return Correction(card.row.name or "", card.row.neighbourhood or "", card.topics, "")


def set_broadcasts(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Stop broadcasts for the person, or allow them again, as the person asked."""
    is_allowed = request.form.get("wanted") == "yes"
    try:
        runtime.person_profiles.set_broadcasts(person_id, is_allowed, me().id)
    except PersonError:
        abort(404)
    notice = "broadcasts_allowed" if is_allowed else "broadcasts_stopped"
    return redirect(url_for("admin.person", person_id=person_id, done=notice), 303)


def correct_person(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Correct name, neighbourhood and topics, as the person asked."""
    form = request.form
    topics = tuple(topic for topic in looks.topic_labels(runtime) if topic in form.getlist("topics"))
    wishes = Correction(form.get("name", ""), form.get("neighbourhood", ""), topics, form.get("asked_by", ""))
    try:
        runtime.person_profiles.correct(person_id, wishes, me().id)
    except PersonError as error:
        return _render_card(runtime, person_id, wishes, str(error)), 422
    return redirect(url_for("admin.person", person_id=person_id, done="corrected"), 303)


def export_person(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Everything kept, as a file for the person."""
    packed = runtime.person_exports.make_archive(person_id, me().id, KEEP_MS)
    if packed is None:
        abort(404)
    day = f"{runtime.today():%Y-%m-%d}"
    headers = {"Content-Disposition": f'attachment; filename="du-lieu-ca-nhan-{person_id[-CODE_SIZE:]}-{day}.zip"'}
    return Response(packed, content_type="application/zip", headers=headers)


def ask_before_erasure(runtime: Runtime, person_id: str, refused: str = "", status: int = 200) -> ResponseReturnValue:
    """Show what erasing removes and what stays, and ask for the last digits of the id."""
    person_card = runtime.person_profiles.get_card(person_id) or abort(404)
    return render_template(
        "admin/people/erase.html",
        row=person_card.row,
        goes=people_texts.list_counts(person_card.emptied),
        staying=person_card.staying,
        texts=people_texts,
        refused=refused,
        confirmation=request.form.get("typed", ""),
        size=CODE_SIZE,
        number=format_number,
    ), status


def erase_person(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Erase the person when the right digits were typed."""
    try:
        number = runtime.person_profiles.erase_person(person_id, request.form.get("typed", ""), me().id)
    except PersonError as error:
        return ask_before_erasure(runtime, person_id, str(error), 422)
    return redirect(url_for("admin.person_erased", person_id=person_id, number=number), 303)


def show_proof(runtime: Runtime, person_id: str, number: int) -> ResponseReturnValue:
    """A page to print: that it was done, when, by whom, and what was emptied."""
    erasure = runtime.person_profiles.find_proof(person_id, number) or abort(404)
    return render_template(
        "admin/people/erased.html",
        proof=erasure,
        person_id=person_id,
        texts=people_texts,
        went=people_texts.list_counts(erasure.emptied),
        left=people_texts.list_counts(erasure.counts_now),
        now=runtime.clock(),
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/people/<person_id>", "person", show_card, Rule.ANSWERS),
    Route("POST", "/people/<person_id>/broadcasts", "person_broadcasts", set_broadcasts, Rule.ANSWERS),
    Route("POST", "/people/<person_id>/correct", "person_correct", correct_person, Rule.ANSWERS),
    Route("POST", "/people/<person_id>/export", "person_export", export_person, Rule.ANSWERS),
    Route("GET", "/people/<person_id>/erase", "person_erase_ask", ask_before_erasure, Rule.ANSWERS),
    Route("POST", "/people/<person_id>/erase", "person_erase", erase_person, Rule.ANSWERS),
    Route("GET", "/people/<person_id>/erased/<int:number>", "person_erased", show_proof, Rule.ANSWERS),
)
