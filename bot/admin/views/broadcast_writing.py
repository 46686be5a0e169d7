"""Writing a broadcast: the form, a look at what it would be, a picture, keeping the draft, asking for approval."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import broadcast_looks as looks
from bot.admin import words_broadcasts as said
from bot.admin.access import Rule, me
from bot.admin.article_broadcast import put_article
from bot.admin.audience_form import Typed
from bot.admin.broadcast_form import AUTO, BUTTONS, draft_of, empty_form, proposal, typed_of
from bot.admin.counters import counters
from bot.admin.route import Route
from bot.admin.words_broadcasts import KIND_CHOICES
from bot.article_checks import Writing
from bot.articles import cut
from bot.broadcasts.message import Message
from bot.broadcasts.service import Actor, BroadcastError, Draft
from bot.broadcasts.words import REASONS
from bot.pictures import PictureError
from bot.publishing import PublishingError
from bot.runtime import Runtime

LOOK, SUBMIT = "look", "submit"


def actor() -> Actor:
    """Who signed in, as the domain wants it."""
    return Actor(me().id, me().role)


def new(runtime: Runtime) -> ResponseReturnValue:
    """The empty form; `series` makes it an item a rotating series takes turns with, `article` fills it with an article."""
    typed = empty_form()
    typed["series"] = request.args.get("series", "")
    put_article(runtime, typed, request.args.get("article", type=int))
    return _page(runtime, typed)


def edit(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """The form with what was written."""
    return _page(runtime, _kept(runtime, _row(runtime, broadcast_id)))


def save(runtime: Runtime, broadcast_id: int | None = None) -> ResponseReturnValue:
    """What the pressed button says: only look, keep the draft, or keep it and ask for approval."""
    typed = Typed(request.form)
    typed["id"] = str(broadcast_id or "")
    act = typed.get("act", "")
    try:
        draft = draft_of(runtime, typed)
        if act == LOOK:
            return _page(runtime, typed, draft=draft)
        broadcast_id = _keep(runtime, typed, draft)
    except BroadcastError as error:
        return _page(runtime, typed, error.reasons), 422
    if act == SUBMIT:
        return _submit(runtime, broadcast_id)
    return redirect(url_for("admin.broadcast", broadcast_id=broadcast_id, done="broadcast_saved"), 303)


def picture(runtime: Runtime) -> ResponseReturnValue:
    """Check and keep an uploaded picture; everything typed so far stays in the form."""
    typed = Typed(request.form)
    file = request.files.get("picture_file")
    try:
        typed["picture"] = runtime.pictures.keep(file.read() if file else b"", me().id)
    except PictureError as error:
        return _page(runtime, typed, [str(error)]), 422
    return _page(runtime, typed, note="Đã tải hình lên. Bấm “Lưu nháp” để giữ hình này trong bản tin.")


def _keep(runtime: Runtime, typed: Typed, draft: Draft) -> int:
    """Keep the draft; an article broadcast without an article gets one made of its words."""
    room, by = runtime.broadcasting, actor()
    row = room.desk.get(int(typed["id"])) if typed["id"] else None
    series_id = row["series_id"] if row else typed.get("series", type=int)
    if series_id:
        draft = replace(
            draft, kind=room.desk.get(series_id)["kind"], repeat=None
        )  # an item goes out as its series does
    old = room.desk.draft_of(row).message if row else None
    if draft.kind == "article":
        draft = replace(draft, message=room.with_article(draft.message, by))
    if row is None:
        return room.desk.create(draft, by, series_id=series_id)
    room.desk.edit(row["id"], draft, by, version=typed.get("version", type=int))
    _refresh_article(runtime, old, draft.message)
    return int(row["id"])


def _refresh_article(runtime: Runtime, old: Message | None, new: Message) -> None:
    """An article that was made of this broadcast's words, and not edited since, follows them."""
    row = runtime.publishing.get(new.article_id) if new.article_id else None
    if row is None or old is None or old.article_id != new.article_id:
        return
    made = Writing(old.title, body=old.text).tidy()
    if (row["title"], row["body"]) != (made.title, made.body) or (old.title, old.text) == (new.title, new.text):
        return
    writing = Writing(new.title, row["author"], cut(new.text), new.picture or row["image"] or "", new.text)
    try:
        runtime.publishing.edit(row["id"], writing, actor(), row["version"])
    except PublishingError as error:
        raise BroadcastError(error.reasons) from None


def _submit(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    try:
        runtime.broadcasting.desk.submit(broadcast_id, actor())
    except BroadcastError as error:
        note = "Bản nháp đã được lưu. Chưa gửi duyệt được, vì các điều dưới đây:"
        return _page(runtime, _kept(runtime, _row(runtime, broadcast_id)), error.reasons, note=note), 422
    return redirect(url_for("admin.broadcast", broadcast_id=broadcast_id, done="broadcast_submitted"), 303)


def _row(runtime: Runtime, broadcast_id: int) -> sqlite3.Row:
    try:
        return runtime.broadcasting.desk.get(broadcast_id)
    except BroadcastError:
        abort(404)


def _kept(runtime: Runtime, row: sqlite3.Row) -> Typed:
    typed = typed_of(runtime.broadcasting.desk.draft_of(row), runtime.settings.timezone)
    typed["id"], typed["version"], typed["series"] = str(row["id"]), str(row["version"]), ""
    return typed


def _page(
    runtime: Runtime, typed: Typed, reasons: tuple[str, ...] | list[str] = (), *, draft: Draft | None = None, note: str = ""
) -> str:  # fmt: skip
    broadcast_id = int(typed["id"]) if typed.get("id", "").isdecimal() else None
    row = _row(runtime, broadcast_id) if broadcast_id else None
    written = Message(typed.get("title", "").strip(), typed.get("text", "").replace("\r\n", "\n").strip())
    look = looks.look(runtime, draft, broadcast_id or 0) if draft else None
    return render_template(
        "admin/broadcasts/write.html", typed=typed, reasons=reasons, note=note, row=row, said=said,
        is_item=bool(typed.get("series")) or (row is not None and row["role"] == "item"),
        look=look, proposal=proposal(runtime, draft.message, look.forecast)[1] if draft and look else "",
        counters=counters(written), counted_as=_counted_as(runtime, typed, row), buttons=BUTTONS,
        kinds=_kinds(runtime, typed), topics=looks.topic_labels(runtime), segments=runtime.segments.listing(),
        tags=runtime.tagging.counts(), neighbourhoods=runtime.segments.neighbourhoods(),
        today=runtime.today(), why=REASONS, articles=_articles(runtime, typed.get("article_id", type=int)),
        picture_trouble=runtime.pictures.trouble(),
    )  # fmt: skip


def _counted_as(runtime: Runtime, typed: Typed, row: sqlite3.Row | None) -> str:
    """The kind whose limits hold: an item's is its series'."""
    series_id = row["series_id"] if row else typed.get("series", type=int)
    return str(_row(runtime, series_id)["kind"]) if series_id else typed.get("kind", AUTO)


def _articles(runtime: Runtime, chosen_id: int | None) -> list[sqlite3.Row]:
    """The newest own articles, and the chosen one however old it is."""
    found = runtime.publishing.search(source="own").rows
    chosen = runtime.publishing.get(chosen_id) if chosen_id else None
    return found if chosen is None or any(row["id"] == chosen_id for row in found) else [chosen, *found]


def _kinds(runtime: Runtime, typed: Typed) -> dict[str, tuple[str, str]]:
    """The kinds to choose from; a closed one only where it was chosen before."""
    open_kinds = {"auto", "template", typed.get("kind", ""), *runtime.broadcasting.kinds()}
    return {kind: words for kind, words in KIND_CHOICES.items() if kind in open_kinds}


ROUTES: tuple[Route, ...] = (
    Route("GET", "/broadcasts/new", "broadcast_new", new, Rule.WRITES),
    Route("POST", "/broadcasts/new", "broadcast_create", save, Rule.WRITES),
    Route("POST", "/broadcasts/picture", "broadcast_picture", picture, Rule.WRITES),
    Route("GET", "/broadcasts/<int:broadcast_id>/edit", "broadcast_edit", edit, Rule.WRITES),
    Route("POST", "/broadcasts/<int:broadcast_id>/edit", "broadcast_change", save, Rule.WRITES),
)
