"""One entry of content: shown, edited with a preview of the answers, saved, retired."""

from __future__ import annotations

from datetime import date

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.content import texts
from bot.admin.content.field_words import changes_in_words, errors_by_field, value_words
from bot.admin.content.form import FieldFaults, current_values, demand_source, form_fields, write_form
from bot.admin.content.titles import title_in
from bot.admin.content.versions_page import redirect_after
from bot.admin.route import Route
from bot.admin.shared.differences import FieldChange
from bot.content.files import YamlValue
from bot.content.sentences import sentences_of
from bot.content_editing.folder import is_name, mark_of, parse_content_file
from bot.content_editing.forms import FormField
from bot.content_editing.items import group_of
from bot.content_editing.proposals import ContentProposal
from bot.content_editing.second_reader import OFF, PROCEDURES
from bot.content_editing.service import ContentEditingError, EditConflict, EditPreview, normalize_text
from bot.lib.numbers import parse_integer
from bot.runtime import Runtime

PREVIEW, RAW = "look", "raw"
"""Values of the form: `act` for the preview button, `how` for the file's text instead of its fields."""

_NOT_RETIRED = ("intents/", "life_events/", "quizzes/")


def entry_page(runtime: Runtime, file: str) -> ResponseReturnValue:
    """The page of an entry: what the bot knows and answers, its sources, its problems and its versions."""
    text, key = _read_text(runtime, file), request.args.get("key", "")
    data = _parse_data(text, file)
    fields = form_fields(file, key, data)
    editing = runtime.content_editing
    return render_template(
        "admin/content/entry.html",
        file=file,
        key=key,
        title=_title_of(file, key, data),
        group=group_of(file),
        texts=texts,
        fields=fields,
        values=current_values(file, fields, key, data),
        value_words=value_words,
        data=data if isinstance(data, dict) else {},
        text=text,
        answers=editing.preview_current(file, key),
        problems=[problem for problem in editing.checker.list_problems() if problem.file == file],
        today=runtime.today(),
        versions=editing.list_versions(file, 20),
        mark=mark_of(text),
        trouble=editing.folder.why_read_only(),
        may_retire=isinstance(data, dict) and "says" in data and not file.startswith(_NOT_RETIRED),
    )


def edit_page(runtime: Runtime, file: str) -> ResponseReturnValue:
    """The page with the form of an entry and the text of its file; with the words of an own change that is taken up again."""
    current, proposal = _read_text(runtime, file), _own_proposal(runtime, file)
    text, reasons = current, tuple[str, ...]()
    if proposal is not None:
        try:
            text = runtime.content_editing.proposals.carry_over(proposal)
        except ContentEditingError as error:
            reasons = error.reasons
        if proposal.comment:
            reasons = (f"{proposal.reader or 'Người duyệt'} nhắn: {proposal.comment}", *reasons)
    return _render_form(runtime, file, request.args.get("key", ""), current, reasons=reasons, typed_text=text)


def _own_proposal(runtime: Runtime, file: str) -> ContentProposal | None:
    """The change of this file that its author takes up again."""
    proposal = runtime.content_editing.proposals.get(request.args.get("proposal", 0, parse_integer))
    is_mine = proposal is not None and (proposal.file, proposal.proposed_by) == (file, me().id)
    return proposal if is_mine and proposal and proposal.state in ("waiting", "returned") else None


def change_entry(runtime: Runtime, file: str) -> ResponseReturnValue:
    """Preview or save what was typed into the form."""
    current, key = _read_text(runtime, file), request.args.get("key", "")
    try:
        text = _read_form(file, key, current)
        if request.form.get("how") != RAW and request.form.get("act") != PREVIEW:
            data = _parse_data(current, file)
            demand_source(current_values(file, form_fields(file, key, data), key, data), request.form, runtime.today())
    except FieldFaults as error:
        return _render_form(runtime, file, key, current, reasons=error.reasons, errors=error.fields), 422
    except ContentEditingError as error:
        return _render_form(runtime, file, key, current, reasons=error.reasons), 422
    if request.form.get("act") == PREVIEW:
        preview = runtime.content_editing.preview_edit(file, text, key)
        return _render_form(runtime, file, key, current, preview=preview)
    return _save(runtime, file, key, current, text)


def _read_form(file: str, key: str, current: str) -> str:
    """The new text of the file, from the fields or the text box. Raises ContentEditingError."""
    form = request.form
    if form.get("how") == RAW:
        return normalize_text(form.get("yaml", ""))
    return write_form(file, current, key, form_fields(file, key, _parse_data(current, file)), form)


def _save(runtime: Runtime, file: str, key: str, current: str, text: str) -> ResponseReturnValue:
    form, editing = request.form, runtime.content_editing
    mark, accepts = form.get("mark", ""), form.get("accepts") == "yes"
    try:
        replaces = request.args.get("proposal", type=parse_integer)
        waiting = editing.save(
            file, text, mark, me().id, form.get("reason", ""), accepts=accepts, key=key, replaces=replaces
        )
    except EditConflict as error:
        return _render_form(runtime, file, key, current, reasons=error.reasons, conflicting=text), 409
    except ContentEditingError as error:
        preview = editing.preview_edit(file, text, key)
        return _render_form(runtime, file, key, current, reasons=error.reasons, preview=preview), 422
    return redirect_after(file, key, waiting, "content_saved")


def retire_entry(runtime: Runtime, file: str) -> ResponseReturnValue:
    """Set the last day an entry is valid."""
    _read_text(runtime, file)
    try:
        day = date.fromisoformat(request.form.get("last_day", ""))
    except ValueError:
        return _refuse("Hãy chọn ngày cuối cùng còn dùng mục này.", file)
    try:
        runtime.content_editing.retire(file, day, request.form.get("mark", ""), me().id)
    except ContentEditingError as error:
        return _refuse(" ".join(error.reasons), file)
    return redirect(url_for("admin.content_entry", file=file, done="content_retired"), 303)


def _refuse(reason: str, file: str) -> ResponseReturnValue:
    return render_template("admin/content/refused.html", error=reason, file=file), 422


def _render_form(
    runtime: Runtime,
    file: str,
    key: str,
    current: str,
    *,
    reasons: tuple[str, ...] = (),
    preview: EditPreview | None = None,
    conflicting: str | None = None,
    errors: dict[str, str] | None = None,
    typed_text: str | None = None,
) -> str:
    data, form = _parse_data(current, file), request.form
    fields = form_fields(file, key, data)
    if preview is not None and errors is None:
        document = parse_content_file(preview.text, file).document
        errors = errors_by_field(fields, document, [one for one in preview.check.errors if one.file == file])
    return render_template(
        "admin/content/edit.html",
        file=file,
        key=key,
        title=_title_of(file, key, data),
        texts=texts,
        fields=fields,
        values=_typed_values(file, fields, key, data if typed_text is None else _parse_data(typed_text, file)),
        yaml=form.get("yaml") or (preview.text if preview else typed_text or current),
        is_raw=form.get("how") == RAW or not fields,
        mark=mark_of(current) if conflicting is not None or not form else form.get("mark", ""),
        reason=form.get("reason", ""),
        reasons=reasons,
        errors=errors or {},
        preview=preview,
        their_changes=_newest_changes(runtime, file, key) if conflicting is not None else [],
        changes_on_theirs=changes_in_words(file, key, current, conflicting or current),
        own_changes=changes_in_words(file, key, current, preview.text) if preview else [],
        waiting=runtime.content_editing.proposals.find_waiting(file),
        asks_second=_asks_second(runtime, file),
        trouble=runtime.content_editing.folder.why_read_only(),
    )


def _asks_second(runtime: Runtime, file: str) -> str:
    """Which changes of this file wait for a second official: fees, legal, or "" for none."""
    choice = runtime.content_editing.second_reader.choice()
    return choice if file.startswith(PROCEDURES) and choice != OFF else ""


def _typed_values(file: str, fields: tuple[FormField, ...], key: str, data: YamlValue) -> dict[str, str]:
    """The text of each field: as typed, before that as in the file."""
    values = current_values(file, fields, key, data)
    if request.method != "POST" or request.form.get("how") == RAW:
        return values
    return {name: request.form.get(name, "") for name in values}


def _newest_changes(runtime: Runtime, file: str, key: str) -> list[FieldChange]:
    """The changes that another official saved in the meantime."""
    versions = runtime.content_editing.list_versions(file, 1)
    version = runtime.content_editing.get_version(versions[0].id) if versions else None
    return changes_in_words(file, key, version.before or "", version.after or "") if version else []


def _read_text(runtime: Runtime, file: str) -> str:
    if not is_name(file):
        abort(404)
    try:
        return runtime.content_editing.read_text(file)
    except ContentEditingError:
        abort(404)


def _parse_data(text: str, file: str) -> YamlValue:
    document = parse_content_file(text, file).document
    return document.data if document else None


def _title_of(file: str, key: str, data: YamlValue) -> str:
    if key in sentences_of(file, data):
        return key
    return title_in(file, data)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/content/entry/<path:file>", "content_entry", entry_page, Rule.SIGNED_IN),
    Route("GET", "/content/edit/<path:file>", "content_edit", edit_page, Rule.EDITS),
    Route("POST", "/content/edit/<path:file>", "content_change", change_entry, Rule.EDITS),
    Route("POST", "/content/retire/<path:file>", "content_retire", retire_entry, Rule.EDITS),
)
