"""Labels from a file: what each line would do is shown first, then given in one press."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.people import texts
from bot.admin.route import Route
from bot.lib.tables import TableError
from bot.people.label_files import LabelFile
from bot.people.tags import LONGEST_TAG, TagError
from bot.runtime import Runtime

MOST_LINES = 200
"""Lines listed of each kind; all of them count."""


def file_page(runtime: Runtime) -> ResponseReturnValue:
    """What the file must look like, and the form that takes it."""
    return _render_page(None)


def preview_file(runtime: Runtime) -> ResponseReturnValue:
    """What an uploaded file would do; nothing is changed."""
    file = request.files.get("label_file")
    if file is None or not file.filename:
        return _render_page(None, "Hãy chọn tệp .xlsx hoặc .csv."), 422
    try:
        return _render_page(
            runtime.people_directory.label_files.read(file.read(), request.form.get("label_of_all", ""))
        )
    except TableError as error:
        return _render_page(None, str(error)), 422


def give_labels(runtime: Runtime) -> ResponseReturnValue:
    """Give the labels that were shown."""
    labels, people = request.form.getlist("label"), request.form.getlist("people")
    changed = 0
    try:
        for label, ids in zip(labels, people, strict=False):
            changed += runtime.people_directory.change_labels(ids.split(), label, True, me().id)
    except TagError as error:
        return _render_page(None, f"{error} Hãy xem lại tệp rồi tải lên lần nữa."), 409
    return redirect(url_for("admin.people_labels", done="label_given" if changed else "label_same"), 303)


def _render_page(preview: LabelFile | None, error: str = "") -> str:
    new_labels = preview.new_labels() if preview else {}
    return render_template(
        "admin/people/label_file.html",
        error=error,
        preview=preview,
        new_labels=new_labels,
        people=len({person_id for ids in new_labels.values() for person_id in ids}),
        changes=sum(len(ids) for ids in new_labels.values()),
        texts=texts,
        most=MOST_LINES,
        longest=LONGEST_TAG,
        label_of_all=request.form.get("label_of_all", ""),
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/people/labels/file", "label_file", file_page, Rule.WRITES),
    Route("POST", "/people/labels/file", "label_file_preview", preview_file, Rule.WRITES),
    Route("POST", "/people/labels/file/give", "label_file_give", give_labels, Rule.WRITES),
)
