"""Drafts of forms as pages save and drop them; keeping and offering them is bot.admin.form_drafts."""

from __future__ import annotations

from flask import g, redirect, request
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me, safe_way_back
from bot.admin.form_drafts import link_to
from bot.admin.route import Route
from bot.runtime import Runtime


def save_drafts(runtime: Runtime) -> ResponseReturnValue:
    """The drafts came with the form and are kept already; `open` leads to the page of the first."""
    is_opened = g.drafts and request.form.get("open")
    return redirect(link_to(g.drafts[0]), 303) if is_opened else ("", 204)


def drop_draft(runtime: Runtime) -> ResponseReturnValue:
    """Delete a draft that is not wanted, and go back to its page."""
    runtime.officials.drafts.drop(me().id, request.form.get("address", ""))
    return redirect(safe_way_back(request.form.get("page", "")), 303)


ROUTES: tuple[Route, ...] = (
    Route("POST", "/drafts", "drafts_save", save_drafts, Rule.SIGNED_IN),
    Route("POST", "/drafts/drop", "draft_drop", drop_draft, Rule.SIGNED_IN),
)
