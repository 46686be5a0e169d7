"""One entry of content: read in plain words, look at a change as residents would, save it, let it end."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import content_form as form
from bot.admin import words_content as said
from bot.admin.access import Rule, me
from bot.admin.differences import Change, changes
from bot.admin.route import Route
from bot.runtime import Runtime
from bot.wording.folder import is_name, mark_of, read_sheet
from bot.wording.items import group_of
from bot.wording.service import Doubtful, Look, Overtaken, WordingError, tidy

LOOK, RAW = "look", "raw"


def page(runtime: Runtime, file: str) -> ResponseReturnValue:
    """What the bot knows and says, where it comes from, and what became of it."""
    text, key = _text(runtime, file), request.args.get("key", "")
    data = _data(text, file)
    fields = form.fields(file, key, data)
    typed = form.kept(fields, key, data)
    title = _title(file, key, data)
    return render_template(
        "admin/content/entry.html", file=file, key=key, title=title, group=group_of(file), said=said, fields=fields,
        typed=typed, data=data if isinstance(data, dict) else {}, text=text, shown=runtime.wording.said(file, key),
        problems=[one for one in runtime.wording.checker.problems() if one.file == file], today=runtime.today(),
        versions=runtime.wording.versions(file, 20), mark=mark_of(text), trouble=runtime.wording.folder.trouble(),
        may_retire=isinstance(data, dict) and "says" in data and not file.startswith(("intents/", "life_events/", "quizzes/")),
    )  # fmt: skip


def edit(runtime: Runtime, file: str) -> ResponseReturnValue:
    """The form and the text of the file."""
    return _form(runtime, file, request.args.get("key", ""), _text(runtime, file))


def change(runtime: Runtime, file: str) -> ResponseReturnValue:
    """Look at what was typed, or save it."""
    now, key = _text(runtime, file), request.args.get("key", "")
    typed = request.form
    is_raw = typed.get("how") == RAW
    try:
        fields = form.fields(file, key, _data(now, file))
        new = tidy(typed.get("yaml", "")) if is_raw else form.written(now, key, fields, typed)
    except WordingError as error:
        return _form(runtime, file, key, now, reasons=error.reasons), 422
    if typed.get("act") == LOOK:
        return _form(runtime, file, key, now, look=runtime.wording.look(file, new, key))
    try:
        accepts = typed.get("accepts") == "yes"
        runtime.wording.save(file, new, typed.get("mark", ""), me().id, typed.get("reason", ""), accepts=accepts)
    except Overtaken as error:
        return _form(runtime, file, key, now, reasons=error.reasons, is_overtaken=True), 409
    except Doubtful as error:
        return _form(runtime, file, key, now, reasons=error.reasons, look=runtime.wording.look(file, new, key)), 422
    except WordingError as error:
        return _form(runtime, file, key, now, reasons=error.reasons, look=runtime.wording.look(file, new, key)), 422
    return redirect(url_for("admin.content_entry", file=file, key=key or None, done="content_saved"), 303)


def retire(runtime: Runtime, file: str) -> ResponseReturnValue:
    """The last day an entry holds."""
    _text(runtime, file)
    try:
        day = date.fromisoformat(request.form.get("last_day", ""))
    except ValueError:
        return _refused("Hãy chọn ngày cuối cùng còn dùng mục này.", file)
    try:
        runtime.wording.retire(file, day, request.form.get("mark", ""), me().id)
    except WordingError as error:
        return _refused(" ".join(error.reasons), file)
    return redirect(url_for("admin.content_entry", file=file, done="content_retired"), 303)


def _refused(why: str, file: str) -> ResponseReturnValue:
    return render_template("admin/content/refused.html", error=why, file=file), 422


def _form(
    runtime: Runtime, file: str, key: str, now: str, *, reasons: tuple[str, ...] = (), look: Look | None = None,
    is_overtaken: bool = False,
) -> str:  # fmt: skip
    data, sent = _data(now, file), request.form
    fields = form.fields(file, key, data)
    mark = mark_of(now) if is_overtaken or not sent else sent.get("mark", "")
    is_raw = sent.get("how") == RAW or not fields
    return render_template(
        "admin/content/edit.html", file=file, key=key, title=_title(file, key, data), said=said, fields=fields,
        typed=_typed(fields, key, data), yaml=sent.get("yaml") or (look.text if look else now), is_raw=is_raw, mark=mark,
        reason=sent.get("reason", ""), reasons=reasons, look=look, theirs=_newest_change(runtime, file) if is_overtaken else [],
        changed=changes([("", now)], [("", look.text)]) if look and look.text != now else [],
        trouble=runtime.wording.folder.trouble(),
    )  # fmt: skip


def _typed(fields: Any, key: str, data: Any) -> dict[str, str]:
    """What was typed; before that, what the file says."""
    kept = form.kept(fields, key, data)
    if request.method != "POST" or request.form.get("how") == RAW:
        return kept
    return {name: request.form.get(name, "") for name in kept}


def _newest_change(runtime: Runtime, file: str) -> list[Change]:
    """What somebody else changed meanwhile."""
    rows = runtime.wording.versions(file, 1)
    row = runtime.wording.version(rows[0]["id"]) if rows else None
    return changes([("", row["before"] or "")], [("", row["after"] or "")]) if row else []


def _text(runtime: Runtime, file: str) -> str:
    if not is_name(file):
        abort(404)
    try:
        return runtime.wording.text(file)
    except WordingError:
        abort(404)


def _data(text: str, file: str) -> Any:
    document = read_sheet(text, file).document
    return document.data if document else None


def _title(file: str, key: str, data: Any) -> str:
    found = data if isinstance(data, dict) else {}
    names = {"ward.yaml": "Thông tin phường", "holidays.yaml": "Ngày nghỉ, ngày làm bù"}
    return key if file.startswith("sentences/") and key else str(found.get("title") or names.get(file, file))


ROUTES: tuple[Route, ...] = (
    Route("GET", "/content/entry/<path:file>", "content_entry", page, Rule.SIGNED_IN),
    Route("GET", "/content/edit/<path:file>", "content_edit", edit, Rule.EDITS),
    Route("POST", "/content/edit/<path:file>", "content_change", change, Rule.EDITS),
    Route("POST", "/content/retire/<path:file>", "content_retire", retire, Rule.EDITS),
)
