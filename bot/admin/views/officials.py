"""Cán bộ: who may sign in and do what; only managers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import words_access as said
from bot.admin.access import Rule, me
from bot.admin.paging import by_name, has_words, link, number_in, page_of, words_in
from bot.admin.route import Route
from bot.officials import OfficialError
from bot.own_zalo import OwnZaloError
from bot.people_list import Wanted
from bot.runtime import Runtime

PAGE = 20
SHOWN_PEOPLE = 10
"""Followers found for an official's Zalo; more of them want a longer name."""
LONGEST_SEARCH = 60

ORDERS: dict[str, Callable[[sqlite3.Row], tuple[object, ...]]] = {
    "name": lambda row: (by_name(row["name"]), row["id"]),
    "role": lambda row: (list(said.ROLES).index(row["role"]), by_name(row["name"])),
    "seen": lambda row: (-(row["seen_at"] or 0), by_name(row["name"])),
}


def page(runtime: Runtime) -> ResponseReturnValue:
    """Everyone who may sign in."""
    return _page(runtime)


def add(runtime: Runtime) -> ResponseReturnValue:
    """A new official; the first password is shown this once."""
    email, name, role = (request.form.get(field, "").strip() for field in ("email", "name", "role"))
    try:
        password = runtime.officials.add(email, name, role, me().id)
    except OfficialError as error:
        return _page(runtime, str(error)), 422
    return render_template("admin/first_password.html", name=name, email=email.lower(), password=password, is_new=True)


def require(runtime: Runtime) -> ResponseReturnValue:
    """Which roles need a second factor."""
    runtime.officials.factor.require(request.form.getlist("role"), me().id)
    return redirect(url_for("admin.officials", done="factor_required"), 303)


def one(runtime: Runtime, official_id: int) -> ResponseReturnValue:
    """One official and what can be done about the account."""
    return _one(runtime, _known(runtime, official_id))


def set_role(runtime: Runtime, official_id: int) -> ResponseReturnValue:
    """Another role."""
    return _act(runtime, official_id, "official_role", lambda email: runtime.officials.set_role(
        email, request.form.get("role", ""), me().id))  # fmt: skip


def disable(runtime: Runtime, official_id: int) -> ResponseReturnValue:
    """No sign-in any more."""
    return _act(runtime, official_id, "official_disabled", lambda email: runtime.officials.disable(email, me().id))


def enable(runtime: Runtime, official_id: int) -> ResponseReturnValue:
    """May sign in again."""
    return _act(runtime, official_id, "official_enabled", lambda email: runtime.officials.enable(email, me().id))


def reset_factor(runtime: Runtime, official_id: int) -> ResponseReturnValue:
    """Take the second factor of a lost phone away."""
    return _act(runtime, official_id, "factor_reset", lambda email: runtime.officials.reset_factor(email, me().id))


def reset_password(runtime: Runtime, official_id: int) -> ResponseReturnValue:
    """A new first password, shown this once."""
    row = _known(runtime, official_id)
    password = runtime.officials.reset_password(row["email"], me().id)
    return render_template(
        "admin/first_password.html", name=row["name"], email=row["email"], password=password, is_new=False
    )


def invite_zalo(runtime: Runtime, official_id: int) -> ResponseReturnValue:
    """Ask on a follower's Zalo whether it is this official's."""
    row = _known(runtime, official_id)
    try:
        runtime.own_zalos.invite(official_id, request.form.get("person", ""), me().id)
    except OwnZaloError as error:
        return _one(runtime, row, str(error)), 409
    return redirect(url_for("admin.official", official_id=official_id, done="official_zalo_invited"), 303)


def untie_zalo(runtime: Runtime, official_id: int) -> ResponseReturnValue:
    """No test sends to this official's Zalo; an open invitation is void."""
    _known(runtime, official_id)
    runtime.own_zalos.untie(official_id, me().id)
    return redirect(url_for("admin.official", official_id=official_id, done="official_zalo_untied"), 303)


def _act(runtime: Runtime, official_id: int, done: str, do: Callable[[str], None]) -> ResponseReturnValue:
    row = _known(runtime, official_id)
    try:
        do(row["email"])
    except OfficialError as error:
        return _one(runtime, row, str(error)), 409
    return redirect(url_for("admin.official", official_id=official_id, done=done), 303)


def _known(runtime: Runtime, official_id: int) -> sqlite3.Row:
    return next((row for row in runtime.officials.everyone() if row["id"] == official_id), None) or abort(404)


def _one(runtime: Runtime, row: sqlite3.Row, error: str = "") -> str:
    query = " ".join(request.values.get("q", "").split())[:LONGEST_SEARCH]
    found = runtime.people_list.find(Wanted(text=query, follows=True), "name") if query else None
    return render_template(
        "admin/official.html", error=error, row=row, roles=said.ROLES, hints=said.ROLE_HINTS, query=query, found=found,
        zalo=runtime.own_zalos.of(row["id"]), zalo_waits_until=runtime.own_zalos.waits_until(row["id"]), most=SHOWN_PEOPLE,
        may_write_to=lambda person: runtime.desk.remaining(person).until is not None,
    )  # fmt: skip


def _page(runtime: Runtime, error: str = "") -> str:
    everyone, asked = runtime.officials.everyone(), request.args
    query, role = words_in(asked.get("q", "")), asked.get("role", "")
    rows = [
        row for row in everyone
        if has_words(query, row["name"], row["email"]) and role in ("", row["role"])
    ]  # fmt: skip
    rows.sort(key=ORDERS.get(asked.get("order", ""), ORDERS["name"]))
    return render_template(
        "admin/officials.html", error=error, found=page_of(rows, number_in(asked), PAGE), total=len(everyone), asked=asked,
        link=link(asked.to_dict()), typed=request.form,
        roles=said.ROLES, hints=said.ROLE_HINTS, required=runtime.officials.factor.required(),
    )  # fmt: skip


ROUTES: tuple[Route, ...] = (
    Route("GET", "/settings/officials", "officials", page, Rule.MANAGES),
    Route("POST", "/settings/officials", "official_add", add, Rule.MANAGES),
    Route("POST", "/settings/officials/second-factor", "factor_require", require, Rule.MANAGES),
    Route("GET", "/settings/officials/<int:official_id>", "official", one, Rule.MANAGES),
    Route("POST", "/settings/officials/<int:official_id>/role", "official_role", set_role, Rule.MANAGES),
    Route("POST", "/settings/officials/<int:official_id>/disable", "official_disable", disable, Rule.MANAGES),
    Route("POST", "/settings/officials/<int:official_id>/enable", "official_enable", enable, Rule.MANAGES),
    Route("POST", "/settings/officials/<int:official_id>/password", "official_password", reset_password, Rule.MANAGES),
    Route("POST", "/settings/officials/<int:official_id>/factor", "official_factor", reset_factor, Rule.MANAGES),
    Route("POST", "/settings/officials/<int:official_id>/zalo", "official_zalo", invite_zalo, Rule.MANAGES),
    Route("POST", "/settings/officials/<int:official_id>/zalo/untie", "official_zalo_untie", untie_zalo, Rule.MANAGES),
)
