"""Cài đặt: the go-live list, and backups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from flask import abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from bot import backup_book, golive
from bot.admin import words
from bot.admin import words_settings as said
from bot.admin.access import Rule, me
from bot.admin.paging import has_words, link, number_in, page_of
from bot.admin.route import Route
from bot.admin.views.broadcasts import day_in
from bot.backups import BackupError
from bot.runtime import Runtime

PAGE = 20
ORDERS: dict[str, Callable[[backup_book.Copy], int]] = {
    "": lambda copy: -copy.at,
    "oldest": lambda copy: copy.at,
    "largest": lambda copy: -copy.size,
}


def page(runtime: Runtime) -> ResponseReturnValue:
    """What is ready for residents and what is not."""
    moment = partial(words.moment, zone=runtime.settings.timezone)
    lines = [said.line(item, runtime.settings.public_url, moment) for item in golive.items(runtime)]
    open_lines = sum(line.level != "ok" for line in lines)
    return render_template("admin/settings.html", lines=lines, open_lines=open_lines)


def ask_zalo(runtime: Runtime) -> ResponseReturnValue:
    """Ask Zalo whose token this is."""
    golive.ask_zalo(runtime, me().id)
    return redirect(url_for("admin.settings", done="oa_checked"), 303)


def backups_page(runtime: Runtime) -> ResponseReturnValue:
    """The copies there are."""
    return _backups(runtime)


def make_backup(runtime: Runtime) -> ResponseReturnValue:
    """One more copy."""
    try:
        backup_book.make(runtime, me().id)
    except BackupError as error:
        return _backups(runtime, str(error)), 409
    return redirect(url_for("admin.backups", done="backup_made"), 303)


def fetch_backup(runtime: Runtime) -> ResponseReturnValue:
    """Hand a copy out; a form, not a link, so that no other page can ask for it."""
    path = backup_book.fetch(runtime, request.form.get("name", ""), me().id)
    if path is None:
        abort(404)
    return send_file(path, as_attachment=True, download_name=path.name)


def _backups(runtime: Runtime, error: str = "") -> str:
    asked, everything = request.args, backup_book.copies(runtime)
    rows = [copy for copy in everything if _fits(runtime, copy, asked)]
    rows.sort(key=ORDERS.get(asked.get("order", ""), ORDERS[""]))
    return render_template(
        "admin/backups.html", error=error, found=page_of(rows, number_in(asked), PAGE), total=len(everything), asked=asked,
        link=link(asked.to_dict()), orders=said.BACKUP_ORDERS,
    )  # fmt: skip


def _fits(runtime: Runtime, copy: backup_book.Copy, asked: Mapping[str, str]) -> bool:
    """Whether a copy has the words, which may be of its day as it is shown, and was made between the days."""
    since, until = day_in(asked.get("since", "")), day_in(asked.get("until", ""))
    zone = runtime.settings.timezone
    made_on = datetime.fromtimestamp(copy.at / 1000, zone).date()
    return (
        has_words(asked.get("q", ""), copy.name, words.moment(copy.at, zone))
        and (since is None or since <= made_on) and (until is None or made_on <= until)
    )  # fmt: skip


ROUTES: tuple[Route, ...] = (
    Route("GET", "/settings", "settings", page, Rule.SIGNED_IN),
    Route("POST", "/settings/ask-zalo", "settings_ask_zalo", ask_zalo, Rule.MANAGES),
    Route("GET", "/settings/backups", "backups", backups_page, Rule.MANAGES),
    Route("POST", "/settings/backups", "backup_make", make_backup, Rule.MANAGES),
    Route("POST", "/settings/backups/fetch", "backup_fetch", fetch_backup, Rule.MANAGES),
)
