"""Cài đặt: the go-live list, and backups."""

from __future__ import annotations

from functools import partial

from flask import abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from bot import backup_book, golive
from bot.admin import words
from bot.admin import words_settings as said
from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.backups import BackupError
from bot.runtime import Runtime


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
    return render_template("admin/backups.html", error=error, copies=backup_book.copies(runtime))


ROUTES: tuple[Route, ...] = (
    Route("GET", "/settings", "settings", page, Rule.SIGNED_IN),
    Route("POST", "/settings/ask-zalo", "settings_ask_zalo", ask_zalo, Rule.MANAGES),
    Route("GET", "/settings/backups", "backups", backups_page, Rule.MANAGES),
    Route("POST", "/settings/backups", "backup_make", make_backup, Rule.MANAGES),
    Route("POST", "/settings/backups/fetch", "backup_fetch", fetch_backup, Rule.MANAGES),
)
