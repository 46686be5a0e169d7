"""Writing a broadcast: the form, a look at what it would be, a picture, keeping the draft, asking for approval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.broadcasts import previews as looks
from bot.admin.broadcasts import texts
from bot.admin.broadcasts.article_form import put_article
from bot.admin.broadcasts.audience_form import RULE, FormFields, chosen_parts
from bot.admin.broadcasts.counters import count_fields
from bot.admin.broadcasts.form import BUTTONS, draft_of, empty_form, form_of, propose_kind
from bot.admin.broadcasts.texts import AUTO, AUTO_CHOICE
from bot.admin.once import lands_at
from bot.admin.route import Route
from bot.admin.shared.two_texts import TextPair, pair_texts
from bot.articles.listing import Article
from bot.articles.picture_error import PictureError
from bot.articles.plain_text import cut_summary
from bot.articles.publishing import PublishingError
from bot.articles.validation import ArticleDraft
from bot.broadcasts.kinds import article_kind, choosable_kinds, find_kind, urgent_kind
from bot.broadcasts.lifecycle import Actor, Broadcast, BroadcastDraft, BroadcastError
from bot.broadcasts.message import Message
from bot.broadcasts.texts import REASONS
from bot.broadcasts.urgent_notices import reminder_of
from bot.lib.numbers import find_integer, parse_integer
from bot.runtime import Runtime

LOOK, SUBMIT = "look", "submit"
COMPARED = {"title": "Tiêu đề", "text": "Nội dung", "link": "Đường dẫn", "picture": "Hình"}
"""Fields shown side by side when two officials wrote the same broadcast."""
SHELF = 12
"""Pictures of the library offered beside the form; its own page has them all."""
KEPT = "Bản nháp đã được lưu. Chưa gửi duyệt được, vì các điều dưới đây:"


def signed_in_actor() -> Actor:
    """Who signed in, as the domain wants it."""
    return Actor(me().id, me().roles)


def new(runtime: Runtime) -> ResponseReturnValue:
    """The empty form, or a template's; `series` makes it an item a series takes turns with, `article` fills in an article."""
    template = runtime.broadcasts.templates.get(request.args.get("template", 0, parse_integer))
    form = form_of(template.draft(), runtime.settings.timezone) if template else empty_form()
    form["series"] = request.args.get("series", "")
    put_article(runtime, form, request.args.get("article", type=int))
    if runtime.pictures.library.find_file(request.args.get("picture", "")):
        form["picture"] = runtime.pictures.address_of(request.args["picture"])
    if request.args.get("khan"):
        form["kind"] = urgent_kind().name
    ended = request.args.get("ends", type=int)
    if ended:
        reminder = reminder_of(ended, runtime.broadcasts.lifecycle.draft_of(_row(runtime, ended)).message)
        form = form_of(BroadcastDraft(urgent_kind().name, reminder), runtime.settings.timezone)
    return _page(runtime, form)


def edit(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """The form with what was written; after a second press of a refused “Gửi duyệt” with what the first one was told."""
    row = _row(runtime, broadcast_id)
    if "refused" not in request.args:
        return _page(runtime, _kept(runtime, row))
    lifecycle = runtime.broadcasts.lifecycle
    reasons = lifecycle.problems(lifecycle.draft_of(row), is_item=row.role == "item")
    return _page(runtime, _kept(runtime, row), reasons, note=KEPT if reasons else "")


def save(runtime: Runtime, broadcast_id: int | None = None) -> ResponseReturnValue:
    """What the pressed button says: only look, keep the draft, or keep it and ask for approval."""
    form = FormFields(request.form)
    form["id"] = str(broadcast_id or "")
    act = form.get("act", "")
    try:
        draft = draft_of(runtime, form)
        if act == LOOK:
            return _page(runtime, form, draft=draft)
        has_article = broadcast_id is None and bool(form.get("with_article")) and find_kind(draft.kind).is_urgent
        broadcast_id = _keep(runtime, form, draft)
        if has_article:
            _write_article_beside(runtime, draft.message, is_submitted=act == SUBMIT)
    except BroadcastError as error:
        pairs = _newer_texts(runtime, form)
        return _page(runtime, form, error.reasons, pairs=pairs), 422
    if act == SUBMIT:
        return _submit(runtime, broadcast_id)
    return redirect(url_for("admin.broadcast", broadcast_id=broadcast_id, done="broadcast_saved"), 303)


def _newer_texts(runtime: Runtime, form: FormFields) -> list[TextPair]:
    """What another official saved since the form was opened, beside what was written here; the next save is based on it."""
    row = _row(runtime, int(form["id"])) if form["id"] else None
    if row is None or form.get("version", type=int) == row.version:
        return []
    form["version"] = str(row.version)
    return pair_texts(COMPARED, _kept(runtime, row), form)


def picture(runtime: Runtime) -> ResponseReturnValue:
    """Check and keep an uploaded picture, or take one of the library; everything typed so far stays in the form."""
    form = FormFields(request.form)
    if runtime.pictures.library.find_file(form.get("library", "")):
        form["picture"] = runtime.pictures.address_of(form["library"])
        return _page(runtime, form, note="Đã chọn hình từ kho. Bấm “Lưu nháp” để giữ hình này trong bản tin.")
    file = request.files.get("picture_file")
    try:
        form["picture"] = runtime.pictures.keep(file.read() if file else b"", me().id, form.get("title", ""))
    except PictureError as error:
        return _page(runtime, form, [str(error)]), 422
    return _page(runtime, form, note="Đã tải hình lên. Bấm “Lưu nháp” để giữ hình này trong bản tin.")


def _keep(runtime: Runtime, form: FormFields, draft: BroadcastDraft) -> int:
    """Keep the draft; an article broadcast without an article gets one made of its words."""
    room, by = runtime.broadcasts, signed_in_actor()
    row = room.lifecycle.get(int(form["id"])) if form["id"] else None
    series_id = row.series_id if row else form.get("series", type=int)
    if series_id:
        draft = replace(
            draft, kind=room.lifecycle.get(series_id).kind, repeat=None
        )  # an item goes out as its series does
    old = room.lifecycle.draft_of(row).message if row else None
    if find_kind(draft.kind).sends_article:
        draft = replace(draft, message=room.with_article(draft.message, by))
    if row is None:
        return room.lifecycle.create(draft, by, series_id=series_id)
    room.lifecycle.edit(row.id, draft, by, version=form.get("version", type=int))
    _refresh_article(runtime, old, draft.message)
    return int(row.id)


def _write_article_beside(runtime: Runtime, urgent: Message, *, is_submitted: bool) -> None:
    """The same words as an article for every follower, in a broadcast of its own; submitted too if it lacks nothing."""
    room, by = runtime.broadcasts, signed_in_actor()
    text = urgent.text + (f"\n\n{urgent.link}" if urgent.link else "")
    words = Message(title=urgent.title, text=text, picture=urgent.picture, note=urgent.urgent_reason)
    draft = BroadcastDraft(article_kind().name, room.with_article(words, by))
    broadcast_id = room.lifecycle.create(draft, by)
    if is_submitted and not room.lifecycle.problems(draft):
        room.lifecycle.submit(broadcast_id, by)


def _refresh_article(runtime: Runtime, old: Message | None, new: Message) -> None:
    """An article that was made of this broadcast's words, and not edited since, follows them."""
    row = runtime.publishing.get(new.article_id) if new.article_id else None
    if row is None or old is None or old.article_id != new.article_id:
        return
    earlier = ArticleDraft(old.title, body=old.text).tidy()
    if (row.title, row.body) != (earlier.title, earlier.body) or (old.title, old.text) == (new.title, new.text):
        return
    writing = ArticleDraft(new.title, row.author, cut_summary(new.text), new.picture or row.image or "", new.text)
    try:
        runtime.publishing.edit(row.id, writing, signed_in_actor(), row.version)
    except PublishingError as error:
        raise BroadcastError(error.reasons) from None


def _submit(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    try:
        runtime.broadcasts.lifecycle.submit(broadcast_id, signed_in_actor())
    except BroadcastError as error:
        lands_at(url_for("admin.broadcast_edit", broadcast_id=broadcast_id, refused="yes"))
        return _page(runtime, _kept(runtime, _row(runtime, broadcast_id)), error.reasons, note=KEPT), 422
    return redirect(url_for("admin.broadcast", broadcast_id=broadcast_id, done="broadcast_submitted"), 303)


def _row(runtime: Runtime, broadcast_id: int) -> Broadcast:
    try:
        return runtime.broadcasts.lifecycle.get(broadcast_id)
    except BroadcastError:
        abort(404)


def _kept(runtime: Runtime, row: Broadcast) -> FormFields:
    form = form_of(runtime.broadcasts.lifecycle.draft_of(row), runtime.settings.timezone)
    form["id"], form["version"], form["series"] = str(row.id), str(row.version), ""
    return form


def _page(
    runtime: Runtime,
    form: FormFields,
    reasons: tuple[str, ...] | list[str] = (),
    *,
    draft: BroadcastDraft | None = None,
    note: str = "",
    pairs: Sequence[TextPair] = (),
) -> str:
    broadcast_id = find_integer(form.get("id", ""))
    row = _row(runtime, broadcast_id) if broadcast_id else None
    message = Message(form.get("title", "").strip(), form.get("text", "").replace("\r\n", "\n").strip())
    series_id = row.series_id if row else form.get("series", type=int)
    look = looks.preview_broadcast(runtime, draft, broadcast_id or 0, series_id=series_id) if draft else None
    return render_template(
        "admin/broadcasts/write.html",
        form=form,
        reasons=reasons,
        note=note,
        pairs=pairs,
        row=row,
        texts=texts,
        is_item=bool(form.get("series")) or (row is not None and row.role == "item"),
        look=look,
        proposal=propose_kind(runtime, draft.message, look.forecast)[1] if draft and look else "",
        counters=count_fields(message),
        counted_as=_counted_as(runtime, form, row),
        buttons=BUTTONS,
        has_conditions=chosen_parts(form)[RULE] or form.get("to") == RULE,
        look_kind=find_kind(draft.kind) if draft else None,
        today=runtime.today(),
        why=REASONS,
        picture_trouble=runtime.pictures.trouble(),
        **_choices(runtime, form),
    )


def _choices(runtime: Runtime, form: FormFields) -> dict[str, object]:
    """What the form offers to choose from."""
    return {
        "kinds": _kinds(runtime, form),
        "kind_fields": [kind.form_fields for kind in choosable_kinds() if kind.form_fields],
        "urgent_kinds": [kind.name for kind in choosable_kinds() if kind.is_urgent],
        "has_template": form.get("kind") in [kind.name for kind in choosable_kinds() if kind.has_template],
        "shelf": runtime.pictures.library.list_all(SHELF),
        "articles": _articles(runtime, form.get("article_id", type=int)),
        "topics": looks.topic_labels(runtime),
        "segments": runtime.segments.listing(),
        "tags": runtime.labels.counts(),
        "neighbourhoods": runtime.segments.neighbourhoods(),
    }


def _counted_as(runtime: Runtime, form: FormFields, row: Broadcast | None) -> str:
    """The kind whose limits hold: an item's is its series'."""
    series_id = row.series_id if row else form.get("series", type=int)
    return str(_row(runtime, series_id).kind) if series_id else form.get("kind", AUTO)


def _articles(runtime: Runtime, chosen_id: int | None) -> Sequence[Article]:
    """The newest own articles, and the chosen one however old it is."""
    articles = list(runtime.publishing.search(source="own").rows)
    chosen_article = runtime.publishing.get(chosen_id) if chosen_id else None
    if chosen_article is None or any(article.id == chosen_id for article in articles):
        return articles
    return [chosen_article, *articles]


def _kinds(runtime: Runtime, form: FormFields) -> dict[str, tuple[str, str]]:
    """The kinds to choose from; a closed one only where it was chosen before."""
    paths, kind_name = runtime.broadcasts.paths, form.get("kind", "")
    kinds = [kind for kind in choosable_kinds() if paths.is_open(kind.path) or kind.name == kind_name]
    return {AUTO: AUTO_CHOICE, **{kind.name: (kind.label, kind.hint) for kind in kinds}}


ROUTES: tuple[Route, ...] = (
    Route("GET", "/broadcasts/new", "broadcast_new", new, Rule.WRITES),
    Route("POST", "/broadcasts/new", "broadcast_create", save, Rule.WRITES),
    Route("POST", "/broadcasts/picture", "broadcast_picture", picture, Rule.WRITES),
    Route("GET", "/broadcasts/<int:broadcast_id>/edit", "broadcast_edit", edit, Rule.WRITES),
    Route("POST", "/broadcasts/<int:broadcast_id>/edit", "broadcast_change", save, Rule.WRITES),
)
