"""Zalo của tôi: an official links a Zalo account, to see broadcasts on a phone before residents do."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from bot.accounts.zalo_link import CODE_LIFE_MS
from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.clock import MINUTE
from bot.runtime import Runtime


def show_linked_zalo(runtime: Runtime) -> ResponseReturnValue:
    """Show the linked account, and how to link one."""
    return _render_page(runtime)


def create_code(runtime: Runtime) -> ResponseReturnValue:
    """Show a code once; only its hash is kept, so there is no page to come back to."""
    return _render_page(runtime, runtime.linked_zalo.new_code(me().id))


def unlink_zalo(runtime: Runtime) -> ResponseReturnValue:
    """Remove the link; no test is sent to this Zalo account any more."""
    runtime.linked_zalo.unlink(me().id, me().id)
    return redirect(url_for("admin.own_zalo", done="zalo_untied"), 303)


def _render_page(runtime: Runtime, code: str = "") -> str:
    return render_template(
        "admin/account/linked_zalo.html", own=runtime.linked_zalo.of(me().id), code=code, minutes=CODE_LIFE_MS // MINUTE
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/own-zalo", "own_zalo", show_linked_zalo, Rule.SIGNED_IN),
    Route("POST", "/own-zalo/code", "own_zalo_code", create_code, Rule.SIGNED_IN),
    Route("POST", "/own-zalo/untie", "own_zalo_untie", unlink_zalo, Rule.SIGNED_IN),
)
