"""A new entry: from a template, looked at as residents would see it, saved; also made of questions not understood."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import content_form as form
from bot.admin import words_content as said
from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.misunderstood.service import Proposal, clean_phrases
from bot.runtime import Runtime
from bot.wording.folder import is_name, read_sheet
from bot.wording.forms import Field, fields_of, typed_of
from bot.wording.service import Look, WordingError, tidy
from bot.wording.templates import FOLDERS, file_name, new_entry

LOOK, BEGIN = "look", "begin"
LATER = frozenset({"gaps", "partial", "valid_from", "valid_to"})
"""Fields nobody needs to begin with."""


def page(runtime: Runtime) -> ResponseReturnValue:
    """Where it shall stand, what it is called, and what residents say."""
    return _page(runtime, "", "")


def create(runtime: Runtime) -> ResponseReturnValue:
    """Fill the template in, look at it, or save it."""
    typed = request.form
    folder, title = typed.get("folder", ""), " ".join(typed.get("title", "").split())
    if typed.get("act") == BEGIN:
        if folder not in FOLDERS or not title:
            return _page(runtime, "", "", reasons=("Hãy chọn loại và đặt tên cho mục mới.",)), 422
        file = file_name(folder, title, runtime.wording.folder.sheets())
        says = clean_phrases(typed.get("says", "").splitlines())
        return _page(runtime, file, new_entry(file, title, says, runtime.today()))
    file, text = typed.get("file", ""), tidy(typed.get("yaml", ""))
    if not is_name(file) or file.partition("/")[0] not in FOLDERS:
        return _page(runtime, "", "", reasons=("Tên tệp không dùng được.",)), 422
    look: Look | None = None
    try:
        text = _written(file, text)
        look = runtime.wording.look(file, text)
        if typed.get("act") == LOOK:
            return _page(runtime, file, text, look=look)
        return _saved(runtime, file, text)
    except WordingError as error:
        return _page(runtime, file, text, reasons=error.reasons, look=look), 422


def _written(file: str, text: str) -> str:
    """The template with what was typed into the form, or the text as it was typed. Raises WordingError."""
    return form.written(text, "", _fields(file), request.form) if request.form.get("how") == "form" else text


def _fields(file: str) -> tuple[Field, ...]:
    """The fields of a new entry: a procedure has codes and names that only its text has room for."""
    return () if file.startswith("procedures/") else tuple(one for one in fields_of(file) if one.name not in LATER)


def _saved(runtime: Runtime, file: str, text: str) -> ResponseReturnValue:
    accepts, ids = request.form.get("accepts") == "yes", _ids()
    if ids:
        proposal = runtime.misunderstood.propose_new(ids, file, text, tries=False)
        runtime.misunderstood.accept(proposal, "", me().id, accepts=accepts, is_new=True)
    else:
        runtime.wording.save(file, text, "", me().id, "mục mới", kind="new", accepts=accepts)
    return redirect(url_for("admin.content_entry", file=file, done="content_saved"), 303)


def _page(
    runtime: Runtime, file: str, text: str, *, reasons: tuple[str, ...] = (), look: Look | None = None
) -> str:  # fmt: skip
    ids, sent = _ids(), request.form
    proposal: Proposal | None = None
    questions: tuple[str, ...] = ()
    if ids:
        try:
            questions = clean_phrases(row["text"] for row in runtime.misunderstood.group(ids).rows)
            proposal = runtime.misunderstood.propose_new(ids, file, text) if look and look.brain else None
        except WordingError as error:
            reasons = (*reasons, *error.reasons)
    fields = _fields(file)
    kept = typed_of(fields, data_of(text, file))
    return render_template(
        "admin/content/new.html", file=file, yaml=text, fields=fields,
        typed=kept if sent.get("act") == BEGIN else {name: sent.get(name, value) for name, value in kept.items()},
        ids=ids, questions=questions, said=said, folders=FOLDERS,
        folder=sent.get("folder") or request.args.get("folder", "office"), title=sent.get("title", ""),
        says=sent.get("says") if sent.get("says") is not None else "\n".join(questions), reasons=reasons, look=look,
        proposal=proposal, trouble=runtime.wording.folder.trouble(),
    )  # fmt: skip


def data_of(text: str, file: str) -> dict[str, Any]:
    """What a text says; nothing when it cannot be read."""
    document = read_sheet(text, file).document
    return document.data if document and isinstance(document.data, dict) else {}


def _ids() -> list[int]:
    return (request.form if request.method == "POST" else request.args).getlist("id", int)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/content/new", "content_new", page, Rule.EDITS),
    Route("POST", "/content/new", "content_create", create, Rule.EDITS),
)
