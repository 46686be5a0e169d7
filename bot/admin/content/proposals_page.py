"""Chờ duyệt: changes of legal content that a second official reads before the bot says them, and the ward's choice of which."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.accounts.roles import READING_TWICE
from bot.admin.access import Rule, me
from bot.admin.content import texts
from bot.admin.content.field_words import changes_in_words, new_in_words, tells_everything
from bot.admin.content.titles import title_of_text
from bot.admin.content.versions_page import diff_lines
from bot.admin.route import Route
from bot.content_editing.folder import mark_of
from bot.content_editing.proposals import ContentProposal
from bot.content_editing.service import ContentEditingError
from bot.runtime import Runtime


def proposals_page(runtime: Runtime) -> ResponseReturnValue:
    """What waits, what was returned to this official, what was decided last, and the ward's choice."""
    proposals = runtime.content_editing.proposals
    return render_template(
        "admin/content/proposals.html",
        texts=texts,
        waiting=proposals.list_waiting(),
        returned=proposals.list_returned(me().id),
        decided=proposals.list_decided(),
        title_of=title_of,
        choice=runtime.content_editing.second_reader.choice(),
        readers=list_readers(runtime),
        is_alone=not list_readers(runtime, but=me().id),
    )


def proposal_page(runtime: Runtime, proposal_id: int) -> ResponseReturnValue:
    """One change, told as sentences, with the answers residents would get."""
    return _render_proposal(runtime, _get_or_404(runtime, proposal_id))


def approve_proposal(runtime: Runtime, proposal_id: int) -> ResponseReturnValue:
    """Let the bot say the change."""
    return _decide(
        runtime,
        proposal_id,
        "content_approved",
        lambda: runtime.content_editing.proposals.approve(proposal_id, request.form.get("mark", ""), me().id),
    )


def return_proposal(runtime: Runtime, proposal_id: int) -> ResponseReturnValue:
    """Give the change back to its author with a comment."""
    return _decide(
        runtime,
        proposal_id,
        "content_returned",
        lambda: runtime.content_editing.proposals.give_back(proposal_id, request.form.get("comment", ""), me().id),
    )


def withdraw_proposal(runtime: Runtime, proposal_id: int) -> ResponseReturnValue:
    """The author gives the change up."""
    return _decide(
        runtime,
        proposal_id,
        "content_withdrawn",
        lambda: runtime.content_editing.proposals.withdraw(proposal_id, me().id),
    )


def choose_second_reader(runtime: Runtime) -> ResponseReturnValue:
    """Keep which changes a second official reads."""
    runtime.content_editing.second_reader.choose(request.form.get("choice", ""), me().id)
    return redirect(url_for("admin.content_proposals", done="second_reader_chosen"), 303)


def title_of(proposal: ContentProposal) -> str:
    """The title of the entry that a change is of."""
    return title_of_text(proposal.file, proposal.after)


def list_readers(runtime: Runtime, but: int = 0) -> list[str]:
    """The names of those who may be the second reader, without the official `but`."""
    return [
        row.name
        for row in runtime.officials.everyone()
        if row.disabled_at is None and row.role_ids & READING_TWICE and row.id != but
    ]


def _decide(runtime: Runtime, proposal_id: int, notice: str, act: Callable[[], ContentProposal]) -> ResponseReturnValue:
    proposal = _get_or_404(runtime, proposal_id)
    try:
        act()
    except ContentEditingError as error:
        return _render_proposal(runtime, proposal, error.reasons), 409
    if notice == "content_approved":
        return redirect(
            url_for("admin.content_entry", file=proposal.file, key=proposal.entry or None, done=notice), 303
        )
    return redirect(url_for("admin.content_proposals", done=notice), 303)


def _render_proposal(runtime: Runtime, proposal: ContentProposal, reasons: tuple[str, ...] = ()) -> str:
    editing = runtime.content_editing
    current = editing.folder.read_current(proposal.file)
    is_open = proposal.state == "waiting"
    before = current if is_open else proposal.before
    try:
        after = editing.proposals.carry_over(proposal) if is_open else proposal.after
    except ContentEditingError as error:
        before, after, reasons = proposal.before, proposal.after, (*reasons, *error.reasons)
    return render_template(
        "admin/content/proposal.html",
        texts=texts,
        proposal=proposal,
        title=title_of(proposal),
        changes=_changes(proposal, before, after),
        lines=[]
        if before is not None and tells_everything(proposal.file, before, after)
        else diff_lines(before, after),
        answers=editing.preview_edit(proposal.file, after, proposal.entry).answers,
        mark=mark_of(current),
        reasons=reasons,
        is_own=proposal.proposed_by == me().id,
        may_decide=is_open and me().may_read_twice and editing.proposals.may_decide(proposal, me().id),
        is_alone=not list_readers(runtime, but=proposal.proposed_by),
        comment=request.form.get("comment", ""),
    )


def _changes(proposal: ContentProposal, before: str | None, after: str) -> object:
    if before is None:
        return new_in_words(proposal.file, after)
    changes = changes_in_words(proposal.file, proposal.entry, before, after)
    return [change for change in changes if change.label]


def _get_or_404(runtime: Runtime, proposal_id: int) -> ContentProposal:
    return runtime.content_editing.proposals.get(proposal_id) or abort(404)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/content/proposals", "content_proposals", proposals_page, Rule.SIGNED_IN),
    Route("GET", "/content/proposals/<int:proposal_id>", "content_proposal", proposal_page, Rule.SIGNED_IN),
    Route(
        "POST", "/content/proposals/<int:proposal_id>/approve", "content_approve", approve_proposal, Rule.READS_TWICE
    ),
    Route("POST", "/content/proposals/<int:proposal_id>/return", "content_return", return_proposal, Rule.READS_TWICE),
    Route("POST", "/content/proposals/<int:proposal_id>/withdraw", "content_withdraw", withdraw_proposal, Rule.EDITS),
    Route("POST", "/content/second-reader", "second_reader", choose_second_reader, Rule.MANAGES),
)
