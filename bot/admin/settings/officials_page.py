"""Cán bộ: who may sign in and do what; only managers."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.accounts.officials import ListedOfficial
from bot.accounts.roles import OfficialError
from bot.accounts.zalo_link import LinkedZaloError
from bot.admin.access import Rule, me
from bot.admin.once import lands_at
from bot.admin.route import Route
from bot.admin.shared import role_texts
from bot.admin.shared.paging import by_name, has_words, link, number_in, page_of, words_in
from bot.people.directory import PeopleFilter
from bot.runtime import Runtime

PAGE = 20
SHOWN_PEOPLE = 10
"""Followers found for an official's Zalo; more of them want a longer name."""
LONGEST_SEARCH = 60

ORDERS: dict[str, Callable[[ListedOfficial], tuple[object, ...]]] = {
    "name": lambda row: (by_name(row.name), row.id),
    "role": lambda row: ([role not in row.role_ids for role in role_texts.ROLES], by_name(row.name)),
    "seen": lambda row: (-(row.seen_at or 0), by_name(row.name)),
}


def show_officials(runtime: Runtime) -> ResponseReturnValue:
    """Everyone who may sign in."""
    return _render_page(runtime)


def add_official(runtime: Runtime) -> ResponseReturnValue:
    """Add an official; the first password is shown once."""
    email, name = (request.form.get(field, "").strip() for field in ("email", "name"))
    try:
        password = runtime.officials.add(email, name, _roles_in_form(), me().id)
    except OfficialError as error:
        return _render_page(runtime, str(error)), 422
    official = runtime.officials.find(email)
    if official is not None:
        lands_at(url_for("admin.official", official_id=official.id, done="official_added"))
    return render_template(
        "admin/settings/first_password.html", name=name, email=email.lower(), password=password, is_new=True
    )


def require_factor(runtime: Runtime) -> ResponseReturnValue:
    """Which roles need a second factor."""
    runtime.officials.factor.require(request.form.getlist("role"), me().id)
    return redirect(url_for("admin.officials", done="factor_required"), 303)


def show_official(runtime: Runtime, official_id: int) -> ResponseReturnValue:
    """One official and what can be done about the account."""
    return _render_official(runtime, _demand_official(runtime, official_id))


def set_roles(runtime: Runtime, official_id: int) -> ResponseReturnValue:
    """Give the official these roles."""
    return _change_account(
        runtime,
        official_id,
        "official_role",
        lambda email: runtime.officials.set_roles(email, _roles_in_form(), me().id),
    )


def disable_official(runtime: Runtime, official_id: int) -> ResponseReturnValue:
    """Disable the account, so that the official can no longer sign in."""
    return _change_account(
        runtime, official_id, "official_disabled", lambda email: runtime.officials.disable(email, me().id)
    )


def enable_official(runtime: Runtime, official_id: int) -> ResponseReturnValue:
    """Enable the account again."""
    return _change_account(
        runtime, official_id, "official_enabled", lambda email: runtime.officials.enable(email, me().id)
    )


def reset_factor(runtime: Runtime, official_id: int) -> ResponseReturnValue:
    """Take the second factor of a lost phone away."""
    return _change_account(
        runtime, official_id, "factor_reset", lambda email: runtime.officials.reset_factor(email, me().id)
    )


def reset_password(runtime: Runtime, official_id: int) -> ResponseReturnValue:
    """A new first password, shown this once."""
    row = _demand_official(runtime, official_id)
    password = runtime.officials.reset_password(row.email, me().id)
    return render_template(
        "admin/settings/first_password.html", name=row.name, email=row.email, password=password, is_new=False
    )


def invite_zalo(runtime: Runtime, official_id: int) -> ResponseReturnValue:
    """Ask on a follower's Zalo whether it is this official's."""
    row = _demand_official(runtime, official_id)
    try:
        runtime.linked_zalo.invite(official_id, request.form.get("person", ""), me().id)
    except LinkedZaloError as error:
        return _render_official(runtime, row, str(error)), 409
    return redirect(url_for("admin.official", official_id=official_id, done="official_zalo_invited"), 303)


def untie_zalo(runtime: Runtime, official_id: int) -> ResponseReturnValue:
    """No test sends to this official's Zalo; an open invitation is void."""
    _demand_official(runtime, official_id)
    runtime.linked_zalo.unlink(official_id, me().id)
    return redirect(url_for("admin.official", official_id=official_id, done="official_zalo_untied"), 303)


def _roles_in_form() -> str:
    return ",".join(request.form.getlist("role"))


def _change_account(runtime: Runtime, official_id: int, notice: str, do: Callable[[str], None]) -> ResponseReturnValue:
    row = _demand_official(runtime, official_id)
    try:
        do(row.email)
    except OfficialError as error:
        return _render_official(runtime, row, str(error)), 409
    return redirect(url_for("admin.official", official_id=official_id, done=notice), 303)


def _demand_official(runtime: Runtime, official_id: int) -> ListedOfficial:
    return next((row for row in runtime.officials.everyone() if row.id == official_id), None) or abort(404)


def _render_official(runtime: Runtime, row: ListedOfficial, error: str = "") -> str:
    query = " ".join(request.values.get("q", "").split())[:LONGEST_SEARCH]
    people_page = (
        runtime.people_directory.find_people(PeopleFilter(text=query, follows=True), "name") if query else None
    )
    return render_template(
        "admin/settings/official.html",
        error=error,
        row=row,
        roles=role_texts.ROLES,
        name_roles=role_texts.name_roles,
        hints=role_texts.ROLE_HINTS,
        query=query,
        result=people_page,
        zalo=runtime.linked_zalo.of(row.id),
        zalo_waits_until=runtime.linked_zalo.waits_until(row.id),
        most=SHOWN_PEOPLE,
        may_write_to=lambda person: runtime.helpdesk.remaining(person).until is not None,
    )


def _render_page(runtime: Runtime, error: str = "") -> str:
    everyone, args = runtime.officials.everyone(), request.args
    query, role = words_in(args.get("q", "")), args.get("role", "")
    rows = [row for row in everyone if has_words(query, row.name, row.email) and role in ("", *row.role_ids)]
    rows.sort(key=ORDERS.get(args.get("order", ""), ORDERS["name"]))
    return render_template(
        "admin/settings/officials.html",
        error=error,
        result=page_of(rows, number_in(args), PAGE),
        total=len(everyone),
        query=args,
        link=link(args.to_dict()),
        form_data=request.form,
        typed_roles=request.form.getlist("role"),
        roles=role_texts.ROLES,
        name_roles=role_texts.name_roles,
        hints=role_texts.ROLE_HINTS,
        required=runtime.officials.factor.required(),
        always=runtime.officials.factor.always,
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/settings/officials", "officials", show_officials, Rule.MANAGES),
    Route("POST", "/settings/officials", "official_add", add_official, Rule.MANAGES),
    Route("POST", "/settings/officials/second-factor", "factor_require", require_factor, Rule.MANAGES),
    Route("GET", "/settings/officials/<int:official_id>", "official", show_official, Rule.MANAGES),
    Route("POST", "/settings/officials/<int:official_id>/role", "official_role", set_roles, Rule.MANAGES),
    Route("POST", "/settings/officials/<int:official_id>/disable", "official_disable", disable_official, Rule.MANAGES),
    Route("POST", "/settings/officials/<int:official_id>/enable", "official_enable", enable_official, Rule.MANAGES),
    Route("POST", "/settings/officials/<int:official_id>/password", "official_password", reset_password, Rule.MANAGES),
    Route("POST", "/settings/officials/<int:official_id>/factor", "official_factor", reset_factor, Rule.MANAGES),
    Route("POST", "/settings/officials/<int:official_id>/zalo", "official_zalo", invite_zalo, Rule.MANAGES),
    Route("POST", "/settings/officials/<int:official_id>/zalo/untie", "official_zalo_untie", untie_zalo, Rule.MANAGES),
)
