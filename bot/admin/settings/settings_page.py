"""Cài đặt: the go-live list; backups, made, fetched and brought back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from flask import abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.admin.settings import texts as settings_texts
from bot.admin.shared import texts as shared_texts
from bot.admin.shared.dates import read_day
from bot.admin.shared.paging import has_words, link, number_in, page_of
from bot.operations import backup_list, golive, restore_plan
from bot.operations.backups import BackupError
from bot.runtime import Runtime
from bot.understanding.folding import fold

PAGE = 20
ORDERS: dict[str, Callable[[backup_list.BackupCopy], int]] = {
    "": lambda copy: -copy.at,
    "oldest": lambda copy: copy.at,
    "largest": lambda copy: -copy.size,
}


def show_checklist(runtime: Runtime) -> ResponseReturnValue:
    """What is ready for residents and what is not."""
    moment = partial(shared_texts.moment, zone=runtime.settings.timezone)
    lines = [
        settings_texts.checklist_line(item, runtime.settings.public_url, moment) for item in golive.list_items(runtime)
    ]
    open_lines = sum(line.level != "ok" for line in lines)
    set_up = settings_texts.set_up_note(runtime.health.next_step(), runtime.settings.public_url)
    return render_template("admin/settings/checklist.html", lines=lines, open_lines=open_lines, set_up=set_up)


def ask_zalo(runtime: Runtime) -> ResponseReturnValue:
    """Ask Zalo whose token this is."""
    golive.ask_zalo(runtime, me().id)
    return redirect(url_for("admin.settings", done="oa_checked"), 303)


def show_backups(runtime: Runtime) -> ResponseReturnValue:
    """The copies there are."""
    return _render_backups(runtime)


def make_backup(runtime: Runtime) -> ResponseReturnValue:
    """Make one more backup."""
    try:
        backup_list.make_copy(runtime, me().id)
    except BackupError as error:
        return _render_backups(runtime, str(error)), 409
    return redirect(url_for("admin.backups", done="backup_made"), 303)


def fetch_backup(runtime: Runtime) -> ResponseReturnValue:
    """Hand a copy out; a form, not a link, so that no other page can ask for it."""
    path = backup_list.find_copy(runtime, request.form.get("name", ""), me().id)
    if path is None:
        abort(404)
    return send_file(path, as_attachment=True, download_name=path.name)


def show_forecast(runtime: Runtime) -> ResponseReturnValue:
    """What bringing a backup back would lose."""
    return _render_forecast(runtime, request.args.get("name", ""))


def restore_backup(runtime: Runtime) -> ResponseReturnValue:
    """Order a restore; the program starts anew and does it."""
    name, confirmation = request.form.get("name", ""), request.form.get("typed", "")
    if fold(confirmation.strip()) != fold(settings_texts.RESTORE_WORD):
        return _render_forecast(runtime, name, f"Hãy gõ đúng chữ “{settings_texts.RESTORE_WORD}” để xác nhận."), 409
    try:
        restore_plan.order(runtime, name, me().id)
    except BackupError as error:
        return _render_forecast(runtime, name, str(error)), 409
    return render_template("admin/settings/restoring.html", name=name)


def _render_forecast(runtime: Runtime, name: str, error: str = "") -> str:
    if backup_list.path_of(runtime, name) is None:
        abort(404)
    try:
        forecast = restore_plan.forecast(runtime, name)
    except BackupError as problem:
        return _render_backups(runtime, str(problem))
    return render_template(
        "admin/settings/restore.html",
        forecast=forecast,
        losses=settings_texts.losses(forecast),
        repeats=settings_texts.repeats(forecast),
        word=settings_texts.RESTORE_WORD,
        error=error,
    )


def _render_backups(runtime: Runtime, error: str = "") -> str:
    args, everything = request.args, backup_list.list_copies(runtime)
    rows = [copy for copy in everything if _is_match(runtime, copy, args)]
    rows.sort(key=ORDERS.get(args.get("order", ""), ORDERS[""]))
    return render_template(
        "admin/settings/backups.html",
        error=error or restore_plan.last_failure(runtime),
        result=page_of(rows, number_in(args), PAGE),
        total=len(everything),
        query=args,
        link=link(args.to_dict()),
        orders=settings_texts.BACKUP_ORDERS,
    )


def _is_match(runtime: Runtime, copy: backup_list.BackupCopy, args: Mapping[str, str]) -> bool:
    """Whether a copy has the words, which may be of its day as it is shown, and was made between the days."""
    since, until = read_day(args.get("since", "")), read_day(args.get("until", ""))
    zone = runtime.settings.timezone
    made_on = datetime.fromtimestamp(copy.at / 1000, zone).date()
    return (
        has_words(args.get("q", ""), copy.name, shared_texts.moment(copy.at, zone))
        and (since is None or since <= made_on)
        and (until is None or made_on <= until)
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/settings", "settings", show_checklist, Rule.SIGNED_IN),
    Route("POST", "/settings/ask-zalo", "settings_ask_zalo", ask_zalo, Rule.MANAGES),
    Route("GET", "/settings/backups", "backups", show_backups, Rule.MANAGES),
    Route("POST", "/settings/backups", "backup_make", make_backup, Rule.MANAGES),
    Route("GET", "/settings/backups/restore", "backup_forecast", show_forecast, Rule.MANAGES),
    Route("POST", "/settings/backups/restore", "backup_restore", restore_backup, Rule.MANAGES),
    Route("POST", "/settings/backups/fetch", "backup_fetch", fetch_backup, Rule.MANAGES),
)
