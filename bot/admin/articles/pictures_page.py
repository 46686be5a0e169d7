"""Kho hình: the ward's pictures, to be uploaded once and chosen for posts and articles."""

from __future__ import annotations

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.admin.shared.paging import has_words, link, number_in, page_of, words_in
from bot.articles.picture_error import PictureError
from bot.articles.picture_library import LONGEST_TITLE
from bot.clock import DAY
from bot.runtime import Runtime

PAGE = 24
DONE = {
    "uploaded": "Đã cất hình vào kho.",
    "renamed": "Đã ghi lại tên hình.",
    "gone": "Hình này không còn trong kho.",
    "removed": "Đã bỏ hình khỏi kho. Bản tin, bài viết đang dùng hình này vẫn giữ hình.",
}


def show_pictures(runtime: Runtime) -> ResponseReturnValue:
    """Every picture, newest first, searched by what it shows."""
    return _render_page(runtime)


def upload(runtime: Runtime) -> ResponseReturnValue:
    """Check a picture, make it small and keep it."""
    file, title = request.files.get("picture_file"), request.form.get("picture_title", "")
    if not title.strip():
        return _render_page(runtime, "Hãy ghi hình này chụp gì, để lần sau tìm lại được."), 422
    try:
        runtime.pictures.keep(file.read() if file else b"", me().id, title)
    except PictureError as error:
        return _render_page(runtime, str(error)), 422
    return redirect(url_for("admin.pictures", done="uploaded"), 303)


def rename(runtime: Runtime, name: str) -> ResponseReturnValue:
    """Say what a picture shows."""
    try:
        is_there = runtime.pictures.library.rename(name, request.form.get("picture_title", ""), me().id)
    except PictureError as error:
        return _render_page(runtime, str(error)), 422
    return redirect(url_for("admin.pictures", done="renamed" if is_there else "gone"), 303)


def remove(runtime: Runtime, name: str) -> ResponseReturnValue:
    """Take a picture out of the library."""
    is_there = runtime.pictures.library.remove(name, me().id)
    return redirect(url_for("admin.pictures", done="removed" if is_there else "gone"), 303)


def show_small(runtime: Runtime, name: str) -> ResponseReturnValue:
    """A small copy for lists; a picture never changes under its name."""
    try:
        data = runtime.pictures.library.make_thumbnail(name)
    except PictureError:
        data = None
    if data is None:
        abort(404)
    headers = {"Cache-Control": f"private, max-age={30 * DAY // 1000}, immutable"}
    return Response(data, content_type="image/jpeg", headers=headers)


def _render_page(runtime: Runtime, error: str = "") -> str:
    pictures, text = runtime.pictures.library.list_all(), words_in(request.args.get("q", ""))
    rows = [picture for picture in pictures if has_words(text, picture.title)]
    return render_template(
        "admin/articles/pictures.html",
        pictures=page_of(rows, number_in(request.args), PAGE),
        q=request.args.get("q", ""),
        link=link(request.args.to_dict()),
        longest=LONGEST_TITLE,
        picture_title=request.form.get("picture_title", "") if request.method == "POST" else "",
        picture_trouble=runtime.pictures.trouble(),
        error=error,
        done=DONE.get(request.args.get("done", "")),
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/articles/pictures", "pictures", show_pictures, Rule.WRITES),
    Route("POST", "/articles/pictures", "picture_upload", upload, Rule.WRITES),
    Route("GET", "/articles/pictures/<name>/small", "picture_small", show_small, Rule.WRITES),
    Route("POST", "/articles/pictures/<name>/rename", "picture_rename", rename, Rule.WRITES),
    Route("POST", "/articles/pictures/<name>/remove", "picture_remove", remove, Rule.WRITES),
)
