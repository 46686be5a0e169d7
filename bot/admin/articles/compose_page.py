"""Writing an own article: the form, the preview, the cover picture, storing the draft."""

from __future__ import annotations

from collections.abc import Sequence

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.articles import texts
from bot.admin.articles.detail_page import get_or_404
from bot.admin.broadcasts.audience_form import FormFields
from bot.admin.route import Route
from bot.admin.shared.two_texts import TextPair, pair_texts
from bot.articles.listing import article_text
from bot.articles.markup import html_to_markup
from bot.articles.picture_error import PictureError
from bot.articles.preview import ArticlePreview, build_preview
from bot.articles.publishing import PublishingError
from bot.articles.validation import ArticleDraft, find_problems
from bot.lib.characters import writable
from bot.lib.numbers import find_integer
from bot.runtime import Runtime

PICTURE_NOT_UPLOADED = "Đã chọn tệp ảnh nhưng chưa tải lên. Hãy bấm “Tải ảnh lên”, hoặc bỏ chọn tệp."
LABELS = {"title": "Tiêu đề", "author": "Tác giả", "summary": "Tóm tắt", "image": "Ảnh bìa", "body": "Nội dung"}
MOST_PASTED = 400_000
"""Characters of pasted HTML that are read; Word writes many around few."""
SHELF = 12
"""Pictures of the library offered beside the form."""
FIELDS = ("title", "author", "summary", "image", "body")


def new_article(runtime: Runtime) -> ResponseReturnValue:
    """Show an empty form with the ward as author and its own cover picture."""
    form = FormFields({"author": runtime.live_content.content.ward.name, "image": runtime.publishing.cover})
    if runtime.pictures.library.find_file(request.args.get("picture", "")):
        form["image"] = runtime.pictures.address_of(request.args["picture"])
    return _compose_page(runtime, form)


def read_pasted(runtime: Runtime) -> ResponseReturnValue:
    """Words pasted from Word or a page, in our own marks; nothing is kept."""
    return jsonify(text=writable(html_to_markup(request.form.get("html", "")[:MOST_PASTED])))


def edit_article(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """Show the form with the newest version of the text."""
    article = get_or_404(runtime, article_id)
    if not article.is_own:
        return redirect(url_for("admin.article", article_id=article_id), 303)
    draft = article_text(article)
    form = FormFields({name: getattr(draft, name) for name in FIELDS})
    form["version"] = str(article.version)
    return _compose_page(runtime, form, article_id)


def save(runtime: Runtime, article_id: int | None = None) -> ResponseReturnValue:
    """Preview or store the draft, as the pressed button says."""
    form, draft = FormFields(request.form), _draft_from_form()
    if article_id:
        get_or_404(runtime, article_id)
    if form.get("act") == "look":
        problems = find_problems(draft, complete=True)
        return _compose_page(
            runtime, form, article_id, preview=build_preview(runtime.pictures, draft), problems=problems
        )
    if form.get("picture_file"):
        return _compose_page(runtime, form, article_id, [PICTURE_NOT_UPLOADED]), 422
    try:
        if article_id:
            runtime.publishing.edit(article_id, draft, me(), form.get("version", type=int))
        else:
            article_id = runtime.publishing.create(draft, me())
    except PublishingError as error:
        pairs = _newer_texts(runtime, form, article_id)
        return _compose_page(runtime, form, article_id, error.reasons, pairs=pairs), 422
    return redirect(url_for("admin.article", article_id=article_id, done="saved"), 303)


def _newer_texts(runtime: Runtime, form: FormFields, article_id: int | None) -> list[TextPair]:
    """What another official saved since the form was opened, beside what was written here; the next save is based on it."""
    article = get_or_404(runtime, article_id) if article_id else None
    if article is None or form.get("version", type=int) == article.version:
        return []
    form["version"] = str(article.version)
    draft = article_text(article)
    return pair_texts(LABELS, {name: getattr(draft, name) for name in FIELDS}, form)


def upload_picture(runtime: Runtime) -> ResponseReturnValue:
    """Check and store an uploaded cover picture, or take one of the library; the other fields stay as they are."""
    form, file = FormFields(request.form), request.files.get("picture_file")
    article_id = find_integer(form.get("id", ""))
    if runtime.pictures.library.find_file(form.get("library", "")):
        form["image"] = runtime.pictures.address_of(form["library"])
        return _compose_page(runtime, form, article_id, note="Đã chọn ảnh từ kho. Bấm “Lưu nháp” để giữ ảnh này.")
    try:
        form["image"] = runtime.pictures.keep(file.read() if file else b"", me().id, form.get("title", ""))
    except PictureError as error:
        return _compose_page(runtime, form, article_id, [str(error)]), 422
    return _compose_page(runtime, form, article_id, note="Đã tải ảnh lên. Bấm “Lưu nháp” để giữ ảnh này trong bài.")


def _draft_from_form() -> ArticleDraft:
    """The text in the form's fields; browsers send a line break as two characters."""
    return ArticleDraft(**{name: request.form.get(name, "").replace("\r\n", "\n") for name in FIELDS}).tidy()


def _compose_page(
    runtime: Runtime,
    form: FormFields,
    article_id: int | None = None,
    reasons: Sequence[str] = (),
    *,
    note: str = "",
    preview: ArticlePreview | None = None,
    problems: Sequence[str] = (),
    pairs: Sequence[TextPair] = (),
) -> str:
    return render_template(
        "admin/articles/write.html",
        form=form,
        article_id=article_id,
        reasons=reasons,
        note=note,
        preview=preview,
        problems=problems,
        pairs=pairs,
        texts=texts,
        picture_trouble=runtime.pictures.trouble(),
        shelf=runtime.pictures.library.list_all(SHELF),
        article=get_or_404(runtime, article_id) if article_id else None,
    )


ROUTES: tuple[Route, ...] = (
    Route("POST", "/articles/paste", "article_paste", read_pasted, Rule.WRITES),
    Route("GET", "/articles/new", "article_new", new_article, Rule.WRITES),
    Route("POST", "/articles/new", "article_create", save, Rule.WRITES),
    Route("POST", "/articles/picture", "article_picture", upload_picture, Rule.WRITES),
    Route("GET", "/articles/<int:article_id>/edit", "article_edit", edit_article, Rule.WRITES),
    Route("POST", "/articles/<int:article_id>/edit", "article_change", save, Rule.WRITES),
)
