"""Writing an article of our own: the form, a look at it, a picture, keeping the draft."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import words_articles as said
from bot.admin.access import Rule, me
from bot.admin.audience_form import Typed
from bot.admin.route import Route
from bot.admin.views.articles_one import known
from bot.article_checks import Writing, faults
from bot.article_look import Look, look
from bot.pictures import PictureError
from bot.publishing import PublishingError
from bot.publishing_reading import writing_of
from bot.runtime import Runtime

FIELDS = ("title", "author", "summary", "image", "body")


def new(runtime: Runtime) -> ResponseReturnValue:
    """The form with the ward as author and its own cover."""
    return _page(runtime, Typed({"author": runtime.brain.content.ward.name, "image": runtime.publishing.cover}))


def edit(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """The form with what was written."""
    row = known(runtime, article_id)
    if row["source"] != "own":
        return redirect(url_for("admin.article", article_id=article_id), 303)
    writing = writing_of(row)
    typed = Typed({name: getattr(writing, name) for name in FIELDS})
    typed["version"] = str(row["version"])
    return _page(runtime, typed, article_id)


def save(runtime: Runtime, article_id: int | None = None) -> ResponseReturnValue:
    """Look or keep, as the pressed button says."""
    typed, writing = Typed(request.form), _writing()
    if article_id:
        known(runtime, article_id)
    if typed.get("act") == "look":
        return _page(
            runtime, typed, article_id, shown=look(runtime.pictures, writing), missing=faults(writing, complete=True)
        )
    if typed.get("picture_file"):
        return _page(
            runtime, typed, article_id, ["Đã chọn tệp ảnh nhưng chưa tải lên. Hãy bấm “Tải ảnh lên”, hoặc bỏ chọn tệp."]
        ), 422
    try:
        if article_id:
            runtime.publishing.edit(article_id, writing, me(), typed.get("version", type=int))
        else:
            article_id = runtime.publishing.create(writing, me())
    except PublishingError as error:
        return _page(runtime, typed, article_id, error.reasons), 422
    return redirect(url_for("admin.article", article_id=article_id, done="saved"), 303)


def picture(runtime: Runtime) -> ResponseReturnValue:
    """Check and keep an uploaded cover; everything typed so far stays in the form."""
    typed, file = Typed(request.form), request.files.get("picture_file")
    article_id = int(typed["id"]) if typed.get("id", "").isdecimal() else None
    try:
        typed["image"] = runtime.pictures.keep(file.read() if file else b"", me().id)
    except PictureError as error:
        return _page(runtime, typed, article_id, [str(error)]), 422
    return _page(runtime, typed, article_id, note="Đã tải ảnh lên. Bấm “Lưu nháp” để giữ ảnh này trong bài.")


def _writing() -> Writing:
    """What stands in the form's fields; a form sends two characters for one line break."""
    return Writing(**{name: request.form.get(name, "").replace("\r\n", "\n") for name in FIELDS}).tidy()


def _page(
    runtime: Runtime, typed: Typed, article_id: int | None = None, reasons: list[str] | tuple[str, ...] = (), *,
    note: str = "", shown: Look | None = None, missing: list[str] | None = None,
) -> str:  # fmt: skip
    return render_template(
        "admin/articles/write.html", typed=typed, article_id=article_id, reasons=reasons, note=note, look=shown,
        missing=missing or [], said=said, picture_trouble=runtime.pictures.trouble(),
        row=known(runtime, article_id) if article_id else None,
    )  # fmt: skip


ROUTES: tuple[Route, ...] = (
    Route("GET", "/articles/new", "article_new", new, Rule.WRITES),
    Route("POST", "/articles/new", "article_create", save, Rule.WRITES),
    Route("POST", "/articles/picture", "article_picture", picture, Rule.WRITES),
    Route("GET", "/articles/<int:article_id>/edit", "article_edit", edit, Rule.WRITES),
    Route("POST", "/articles/<int:article_id>/edit", "article_change", save, Rule.WRITES),
)
