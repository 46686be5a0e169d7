"""Chưa hiểu: questions in groups, and the two presses that make a group understood."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import words_content as said
from bot.admin.access import Rule, me
from bot.admin.paging import link, page_of
from bot.admin.route import Route
from bot.misunderstood.service import OUTSIDE, Proposal, clean_phrases
from bot.runtime import Runtime
from bot.wording.folder import is_name, mark_of
from bot.wording.service import WordingError

PAGE = 12
TRY = "try"
MOST_PHRASES = 3
"""So many questions of a group are ticked at first: more of the same words teach nothing."""


def page(runtime: Runtime) -> ResponseReturnValue:
    """The groups."""
    asked = request.args
    state = asked.get("state", "open")
    state = state if state in said.STATES else "open"
    order = asked.get("order", "most")
    text = " ".join(asked.get("q", "").split())
    found = page_of(runtime.misunderstood.groups(state, text, order), asked.get("page", 1, int), PAGE)
    nearest = {
        one.ids[0]: runtime.misunderstood.candidates(one, 2, look_at=1) for one in found.rows if state == "open"
    }  # fmt: skip
    return render_template(
        "admin/misunderstood/list.html", found=found, nearest=nearest, state=state, order=order, text=text, said=said,
        counts=runtime.misunderstood.counts(), link=link(asked.to_dict()), outside=OUTSIDE,
        known=runtime.misunderstood.regression_total(), trouble=runtime.wording.folder.trouble(),
    )  # fmt: skip


def group(runtime: Runtime) -> ResponseReturnValue:
    """One group: what it may belong to."""
    ids, text = request.args.getlist("id", int), " ".join(request.args.get("q", "").split())
    try:
        one = runtime.misunderstood.group(ids)
    except WordingError:
        return redirect(url_for("admin.misunderstood"), 303)
    return render_template(
        "admin/misunderstood/group.html", one=one, said=said, text=text, outside=OUTSIDE,
        candidates=runtime.misunderstood.candidates(one, 8), found=runtime.misunderstood.find(text) if text else [],
    )  # fmt: skip


def teach(runtime: Runtime) -> ResponseReturnValue:
    """What adding the group's words to an entry would do."""
    ids, file = request.args.getlist("id", int), request.args.get("file", "")
    try:
        proposal = _proposal(runtime, ids, file, request.args.getlist("phrase"))
    except WordingError as error:
        return render_template("admin/misunderstood/refused.html", error=" ".join(error.reasons), ids=ids), 422
    return _teach_page(runtime, proposal)


def teach_save(runtime: Runtime) -> ResponseReturnValue:
    """Add them, or only try again with other words; what is added is a regression question from now on."""
    sent = request.form
    ids, file, only_tries = sent.getlist("id", int), sent.get("file", ""), sent.get("act") == TRY
    try:
        proposal = _proposal(runtime, ids, file, sent.getlist("phrase"), tries=only_tries)
    except WordingError as error:
        return render_template("admin/misunderstood/refused.html", error=" ".join(error.reasons), ids=ids), 422
    if only_tries:
        return _teach_page(runtime, proposal)
    try:
        runtime.misunderstood.accept(proposal, sent.get("mark", ""), me().id, accepts=sent.get("accepts") == "yes")
    except WordingError as error:
        return _teach_page(runtime, _proposal(runtime, ids, file, sent.getlist("phrase")), error.reasons), 422
    return redirect(url_for("admin.misunderstood", done="question_settled"), 303)


def dismiss(runtime: Runtime) -> ResponseReturnValue:
    """Need not be understood."""
    runtime.misunderstood.dismiss(request.form.getlist("id", int), me().id)
    return redirect(url_for("admin.misunderstood", done="question_dismissed"), 303)


def reopen(runtime: Runtime) -> ResponseReturnValue:
    """Back into the list."""
    runtime.misunderstood.reopen(request.form.getlist("id", int), me().id)
    return redirect(url_for("admin.misunderstood", state="dismissed", done="question_open"), 303)


def _proposal(runtime: Runtime, ids: list[int], file: str, phrases: list[str], *, tries: bool = True) -> Proposal:
    if not is_name(file):
        raise WordingError("Không có mục này.")
    chosen = phrases or [row["text"] for row in runtime.misunderstood.group(ids).rows[:MOST_PHRASES]]
    return runtime.misunderstood.propose(ids, file, chosen, tries=tries)


def _teach_page(runtime: Runtime, proposal: Proposal, reasons: tuple[str, ...] = ()) -> str:
    texts = clean_phrases(row["text"] for row in proposal.group.rows)
    more = [phrase for phrase in proposal.phrases if phrase not in texts]
    return render_template(
        "admin/misunderstood/teach.html", one=proposal, texts=[*texts, *more], said=said, reasons=reasons,
        mark=mark_of(runtime.wording.text(proposal.file)), outside=OUTSIDE, trouble=runtime.wording.folder.trouble(),
    )  # fmt: skip


ROUTES: tuple[Route, ...] = (
    Route("GET", "/misunderstood", "misunderstood", page, Rule.SIGNED_IN),
    Route("GET", "/misunderstood/group", "misunderstood_group", group, Rule.SIGNED_IN),
    Route("GET", "/misunderstood/teach", "misunderstood_teach", teach, Rule.EDITS),
    Route("POST", "/misunderstood/teach", "misunderstood_save", teach_save, Rule.EDITS),
    Route("POST", "/misunderstood/dismiss", "misunderstood_dismiss", dismiss, Rule.EDITS),
    Route("POST", "/misunderstood/reopen", "misunderstood_reopen", reopen, Rule.EDITS),
)
