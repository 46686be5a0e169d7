"""A new entry: from a template, previewed, saved; also made from questions that were not understood."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.content import texts
from bot.admin.content.form import write_form
from bot.admin.content.versions_page import redirect_after
from bot.admin.route import Route
from bot.content.files import YamlMapping
from bot.content_editing.folder import is_name, parse_content_file
from bot.content_editing.forms import FormField, fields_of, form_values_of
from bot.content_editing.service import ContentEditingError, EditPreview, normalize_text
from bot.content_editing.templates import FOLDERS, make_entry, make_file_name
from bot.lib.numbers import parse_integer
from bot.runtime import Runtime
from bot.unanswered.service import Proposal, clean_phrases

PREVIEW, BEGIN = "look", "begin"
"""Values of the form's `act`: the preview button, and the button that fills in the template."""

LATER = frozenset({"gaps", "partial", "valid_from", "valid_to"})
"""Fields that a new entry does not need yet."""


def new_page(runtime: Runtime) -> ResponseReturnValue:
    """The page that asks for the folder, the title and the phrases of a new entry; or an own one that is taken up again."""
    proposal = runtime.content_editing.proposals.get(request.args.get("proposal", 0, parse_integer))
    if proposal is not None and proposal.proposed_by == me().id:
        return _render_page(runtime, proposal.file, proposal.after)
    return _render_page(runtime, "", "")


def create_entry(runtime: Runtime) -> ResponseReturnValue:
    """Fill in the template, preview the entry, or save it."""
    form = request.form
    if form.get("act") == BEGIN:
        return _begin(runtime)
    file, text = form.get("file", ""), normalize_text(form.get("yaml", ""))
    if not is_name(file) or file.partition("/")[0] not in FOLDERS:
        return _render_page(runtime, "", "", reasons=("Tên tệp không dùng được.",)), 422
    preview: EditPreview | None = None
    try:
        text = _read_form(file, text)
        preview = runtime.content_editing.preview_edit(file, text)
        if form.get("act") == PREVIEW:
            return _render_page(runtime, file, text, preview=preview)
        return _save(runtime, file, text)
    except ContentEditingError as error:
        return _render_page(runtime, file, text, reasons=error.reasons, preview=preview), 422


def _begin(runtime: Runtime) -> ResponseReturnValue:
    """The page with the template of an entry in this folder."""
    form = request.form
    folder, title = form.get("folder", ""), " ".join(form.get("title", "").split())
    if folder not in FOLDERS or not title:
        return _render_page(runtime, "", "", reasons=("Hãy chọn loại và đặt tên cho mục mới.",)), 422
    file = make_file_name(folder, title, runtime.content_editing.folder.read_all())
    phrases = clean_phrases(form.get("says", "").splitlines())
    return _render_page(runtime, file, make_entry(file, title, phrases, runtime.today()))


def _read_form(file: str, text: str) -> str:
    """The template with the typed fields, or the text of the text box. Raises ContentEditingError."""
    return write_form(file, text, "", _fields_of(file), request.form) if request.form.get("how") == "form" else text


def _fields_of(file: str) -> tuple[FormField, ...]:
    """The fields of a new entry; none for a procedure, which has codes and names that its form does not show."""
    return () if file.startswith("procedures/") else tuple(one for one in fields_of(file) if one.name not in LATER)


def _save(runtime: Runtime, file: str, text: str) -> ResponseReturnValue:
    accepts, ids = request.form.get("accepts") == "yes", _question_ids()
    if ids:
        proposal = runtime.unanswered.propose_new(ids, file, text, tries=False)
        waiting = runtime.unanswered.accept(proposal, "", me().id, accepts=accepts, is_new=True)
    else:
        replaces = request.args.get("proposal", type=parse_integer)
        waiting = runtime.content_editing.save(
            file, text, "", me().id, "mục mới", kind="new", accepts=accepts, replaces=replaces
        )
    return redirect_after(file, "", waiting, "content_saved")


def _render_page(
    runtime: Runtime, file: str, text: str, *, reasons: tuple[str, ...] = (), preview: EditPreview | None = None
) -> str:
    ids, form = _question_ids(), request.form
    questions, proposal, more_reasons = _propose(runtime, ids, file, text, preview)
    phrases = form.get("says")
    return render_template(
        "admin/content/new.html",
        file=file,
        yaml=text,
        fields=_fields_of(file),
        values=_typed_values(file, text),
        ids=ids,
        texts=texts,
        folders=FOLDERS,
        folder=form.get("folder") or request.args.get("folder", "office"),
        title=form.get("title", ""),
        says=phrases if phrases is not None else "\n".join(questions),
        reasons=(*reasons, *more_reasons),
        preview=preview,
        proposal=proposal,
        trouble=runtime.content_editing.folder.why_read_only(),
    )


def _propose(
    runtime: Runtime, ids: list[int], file: str, text: str, preview: EditPreview | None
) -> tuple[tuple[str, ...], Proposal | None, tuple[str, ...]]:
    """(the questions, what the entry would mean for them, why it cannot be said) when it is made from questions."""
    if not ids:
        return (), None, ()
    questions: tuple[str, ...] = ()
    try:
        questions = clean_phrases(question.text for question in runtime.unanswered.get_group(ids).questions)
        is_usable = preview is not None and preview.snapshot is not None
        return questions, runtime.unanswered.propose_new(ids, file, text) if is_usable else None, ()
    except ContentEditingError as error:
        return questions, None, error.reasons


def _typed_values(file: str, text: str) -> dict[str, str]:
    """The text of each field: as typed, before that as in the template."""
    values, form = form_values_of(_fields_of(file), parse_data(text, file)), request.form
    return values if form.get("act") == BEGIN else {name: form.get(name, value) for name, value in values.items()}


def parse_data(text: str, file: str) -> YamlMapping:
    """The mapping in a YAML text; empty when the text cannot be parsed or is no mapping."""
    document = parse_content_file(text, file).document
    return document.data if document and isinstance(document.data, dict) else {}


def _question_ids() -> list[int]:
    return (request.form if request.method == "POST" else request.args).getlist("id", parse_integer)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/content/new", "content_new", new_page, Rule.EDITS),
    Route("POST", "/content/new", "content_create", create_entry, Rule.EDITS),
)
