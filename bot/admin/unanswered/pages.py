"""Chưa hiểu: the groups of questions, and the pages that teach the bot to understand a group."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.admin.shared.paging import link, page_of
from bot.admin.unanswered import texts
from bot.content_editing.folder import is_name, mark_of
from bot.content_editing.service import ContentEditingError
from bot.lib.numbers import parse_integer
from bot.runtime import Runtime
from bot.unanswered.service import OUTSIDE, Proposal, clean_phrases

PAGE = 12
TRY = "try"
MOST_PHRASES = 3
"""The most questions of a group that are ticked at first: more of the same words teach nothing."""


def list_page(runtime: Runtime) -> ResponseReturnValue:
    """The page with the groups in one state."""
    query = request.args
    state = query.get("state", "open")
    state = state if state in texts.STATES else "open"
    order = query.get("order", "most")
    text = " ".join(query.get("q", "").split())
    groups = page_of(runtime.unanswered.list_groups(state, text, order), query.get("page", 1, parse_integer), PAGE)
    is_open = state == "open"
    return render_template(
        "admin/unanswered/list.html",
        groups=groups,
        nearest={one.ids[0]: runtime.unanswered.list_candidates(one, 2, look_at=1) for one in groups.rows if is_open},
        state=state,
        order=order,
        text=text,
        texts=texts,
        counts=runtime.unanswered.count_by_state(),
        link=link(query.to_dict()),
        outside=OUTSIDE,
        regression_count=runtime.unanswered.count_regression_questions(),
        trouble=runtime.content_editing.folder.why_read_only(),
    )


def group_page(runtime: Runtime) -> ResponseReturnValue:
    """The page of one group with the entries it may belong to."""
    ids, text = request.args.getlist("id", parse_integer), " ".join(request.args.get("q", "").split())
    try:
        group = runtime.unanswered.get_group(ids)
    except ContentEditingError:
        return redirect(url_for("admin.misunderstood"), 303)
    return render_template(
        "admin/unanswered/group.html",
        group=group,
        texts=texts,
        text=text,
        outside=OUTSIDE,
        candidates=runtime.unanswered.list_candidates(group, 8),
        matches=runtime.unanswered.find_entries(text) if text else [],
    )


def teach_page(runtime: Runtime) -> ResponseReturnValue:
    """The page that shows what adding the group's phrases to an entry would do."""
    ids, file = request.args.getlist("id", parse_integer), request.args.get("file", "")
    try:
        proposal = _make_proposal(runtime, ids, file, request.args.getlist("phrase"))
    except ContentEditingError as error:
        return _refuse(error, ids)
    return _render_proposal(runtime, proposal)


def teach_save(runtime: Runtime) -> ResponseReturnValue:
    """Add the ticked phrases and make regression questions of the group, or only try again with other phrases."""
    form = request.form
    ids, file, only_tries = form.getlist("id", parse_integer), form.get("file", ""), form.get("act") == TRY
    try:
        proposal = _make_proposal(runtime, ids, file, form.getlist("phrase"), tries=only_tries)
    except ContentEditingError as error:
        return _refuse(error, ids)
    if only_tries:
        return _render_proposal(runtime, proposal)
    try:
        runtime.unanswered.accept(proposal, form.get("mark", ""), me().id, accepts=form.get("accepts") == "yes")
    except ContentEditingError as error:
        proposal = _make_proposal(runtime, ids, file, form.getlist("phrase"))
        return _render_proposal(runtime, proposal, error.reasons), 422
    return redirect(url_for("admin.misunderstood", done="question_settled"), 303)


def dismiss_group(runtime: Runtime) -> ResponseReturnValue:
    """Mark the questions as not needing to be understood."""
    runtime.unanswered.dismiss(request.form.getlist("id", parse_integer), me().id)
    return redirect(url_for("admin.misunderstood", done="question_dismissed"), 303)


def reopen_group(runtime: Runtime) -> ResponseReturnValue:
    """Put the questions back into the list of open ones."""
    runtime.unanswered.reopen(request.form.getlist("id", parse_integer), me().id)
    return redirect(url_for("admin.misunderstood", state="dismissed", done="question_open"), 303)


def _make_proposal(runtime: Runtime, ids: list[int], file: str, phrases: list[str], *, tries: bool = True) -> Proposal:
    if not is_name(file):
        raise ContentEditingError("Không có mục này.")
    selected = phrases or [one.text for one in runtime.unanswered.get_group(ids).questions[:MOST_PHRASES]]
    return runtime.unanswered.propose(ids, file, selected, tries=tries)


def _refuse(error: ContentEditingError, ids: list[int]) -> ResponseReturnValue:
    return render_template("admin/unanswered/refused.html", error=" ".join(error.reasons), ids=ids), 422


def _render_proposal(runtime: Runtime, proposal: Proposal, reasons: tuple[str, ...] = ()) -> str:
    questions = clean_phrases(question.text for question in proposal.group.questions)
    more = [phrase for phrase in proposal.phrases if phrase not in questions]
    return render_template(
        "admin/unanswered/teach.html",
        proposal=proposal,
        phrases=[*questions, *more],
        texts=texts,
        reasons=reasons,
        mark=mark_of(runtime.content_editing.read_text(proposal.file)),
        outside=OUTSIDE,
        trouble=runtime.content_editing.folder.why_read_only(),
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/misunderstood", "misunderstood", list_page, Rule.SIGNED_IN),
    Route("GET", "/misunderstood/group", "misunderstood_group", group_page, Rule.SIGNED_IN),
    Route("GET", "/misunderstood/teach", "misunderstood_teach", teach_page, Rule.EDITS),
    Route("POST", "/misunderstood/teach", "misunderstood_save", teach_save, Rule.EDITS),
    Route("POST", "/misunderstood/dismiss", "misunderstood_dismiss", dismiss_group, Rule.EDITS),
    Route("POST", "/misunderstood/reopen", "misunderstood_reopen", reopen_group, Rule.EDITS),
)
