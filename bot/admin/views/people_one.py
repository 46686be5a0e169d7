"""One person's card: consent, window, history; and at their own wish stop broadcasts, hand out or erase what is kept."""

from __future__ import annotations

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import broadcast_looks as looks
from bot.admin import words, words_inbox
from bot.admin import words_people as said
from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.broadcasts.words import DELIVERIES
from bot.person_record import CODE_SIZE, PersonError
from bot.runtime import Runtime
from bot.upkeep import KEEP_MS


def card(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """The card."""
    found = runtime.person_records.card(person_id) or abort(404)
    zone = runtime.settings.timezone
    return render_template(
        "admin/people/one.html", card=found, row=found.row, said=said, topics=looks.topic_labels(runtime),
        window=words_inbox.window(found.remaining, runtime.clock(), zone), now=runtime.clock(),
        deliveries=DELIVERIES, kinds=lambda kind: words_inbox.kind(runtime.brain.content, kind), ended=words_inbox.ENDED,
        proofs=runtime.person_records.proofs(person_id), tags=runtime.tagging.counts(),
        done=said.DONE.get(request.args.get("done", "")),
    )  # fmt: skip


def broadcasts(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Stop broadcasts for the person, or let them come again, as the person asked."""
    wanted = request.form.get("wanted") == "yes"
    try:
        runtime.person_records.set_broadcasts(person_id, wanted, me().id)
    except PersonError:
        abort(404)
    done = "broadcasts_allowed" if wanted else "broadcasts_stopped"
    return redirect(url_for("admin.person", person_id=person_id, done=done), 303)


def export(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Everything kept, as a file for the person."""
    packed = runtime.person_files.make(person_id, me().id, KEEP_MS)
    if packed is None:
        abort(404)
    day = f"{runtime.today():%Y-%m-%d}"
    headers = {"Content-Disposition": f'attachment; filename="du-lieu-ca-nhan-{person_id[-CODE_SIZE:]}-{day}.zip"'}
    return Response(packed, content_type="application/zip", headers=headers)


def ask(runtime: Runtime, person_id: str, refused: str = "", status: int = 200) -> ResponseReturnValue:
    """What erasing empties and what stays, before it is done."""
    found = runtime.person_records.card(person_id) or abort(404)
    return render_template(
        "admin/people/erase.html", row=found.row, goes=said.counted(found.emptied), staying=found.staying, said=said,
        refused=refused, typed=request.form.get("typed", ""), size=CODE_SIZE, number=words.number,
    ), status  # fmt: skip


def erase(runtime: Runtime, person_id: str) -> ResponseReturnValue:
    """Erase, when the right number was typed."""
    try:
        number = runtime.person_records.erase(person_id, request.form.get("typed", ""), me().id)
    except PersonError as error:
        return ask(runtime, person_id, str(error), 422)
    return redirect(url_for("admin.person_erased", person_id=person_id, number=number), 303)


def proof(runtime: Runtime, person_id: str, number: int) -> ResponseReturnValue:
    """A page to print: that it was done, when, by whom, and what was emptied."""
    found = runtime.person_records.proof(person_id, number) or abort(404)
    return render_template(
        "admin/people/erased.html", proof=found, person_id=person_id, said=said, went=said.counted(found.emptied),
        left=said.counted(found.left), now=runtime.clock(),
    )  # fmt: skip


ROUTES: tuple[Route, ...] = (
    Route("GET", "/people/<person_id>", "person", card, Rule.ANSWERS),
    Route("POST", "/people/<person_id>/broadcasts", "person_broadcasts", broadcasts, Rule.ANSWERS),
    Route("POST", "/people/<person_id>/export", "person_export", export, Rule.ANSWERS),
    Route("GET", "/people/<person_id>/erase", "person_erase_ask", ask, Rule.ANSWERS),
    Route("POST", "/people/<person_id>/erase", "person_erase", erase, Rule.ANSWERS),
    Route("GET", "/people/<person_id>/erased/<int:number>", "person_erased", proof, Rule.ANSWERS),
)
