"""Zalo của tôi: an official ties their own Zalo to the account, to see broadcasts on a phone before residents do."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.clock import MINUTE
from bot.own_zalo import CODE_LIFE_MS
from bot.runtime import Runtime


def page(runtime: Runtime) -> ResponseReturnValue:
    """Whether one is tied, and how to tie it."""
    return _page(runtime)


def new_code(runtime: Runtime) -> ResponseReturnValue:
    """Show a code once; only its hash is kept, so there is no page to come back to."""
    return _page(runtime, runtime.own_zalos.new_code(me().id))


def untie(runtime: Runtime) -> ResponseReturnValue:
    """No test sends to this Zalo any more."""
    runtime.own_zalos.untie(me().id, me().id)
    return redirect(url_for("admin.own_zalo", done="zalo_untied"), 303)


def _page(runtime: Runtime, code: str = "") -> str:
    return render_template(
        "admin/broadcasts/own_zalo.html", own=runtime.own_zalos.of(me().id), code=code, minutes=CODE_LIFE_MS // MINUTE
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/own-zalo", "own_zalo", page, Rule.SIGNED_IN),
    Route("POST", "/own-zalo/code", "own_zalo_code", new_code, Rule.SIGNED_IN),
    Route("POST", "/own-zalo/untie", "own_zalo_untie", untie, Rule.SIGNED_IN),
)
