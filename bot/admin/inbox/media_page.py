"""Pictures, recordings and files that people sent: for who may read their talk, and each look leaves a line in the audit."""

from __future__ import annotations

from flask import abort, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from bot.accounts.audit_log import READ_TALK
from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.lib.file_types import SHOWN, UNKNOWN
from bot.messaging.media import Media, file_name
from bot.runtime import Runtime


def show_media(runtime: Runtime, media_id: int) -> ResponseReturnValue:
    """The file itself, or with `size=small` its thumbnail. What a browser does not merely show is handed over as a file."""
    item = _demand_media(runtime, media_id)
    is_small = request.args.get("size") == "small"
    runtime.audit_log.note_reading(READ_TALK, item.person_id or "", me().id)
    path = runtime.media.path_of(item, small=is_small) or abort(404)
    media_type = "image/jpeg" if is_small and path.name != item.file else item.media_type or UNKNOWN
    return send_file(
        path,
        mimetype=media_type,
        as_attachment=media_type not in SHOWN or "save" in request.args,
        download_name=file_name(item),
        conditional=True,
    )


def fetch_again(runtime: Runtime, media_id: int) -> ResponseReturnValue:
    """Let the clock try once more to fetch what failed."""
    item = _demand_media(runtime, media_id)
    runtime.media.try_again(media_id, me().id)
    return redirect(url_for("admin.talk", person_id=item.person_id, done="media_again", _anchor="moi-nhat"), 303)


def _demand_media(runtime: Runtime, media_id: int) -> Media:
    return runtime.media.get(media_id) or abort(404)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/media/<int:media_id>", "media", show_media, Rule.ANSWERS),
    Route("POST", "/media/<int:media_id>/again", "media_again", fetch_again, Rule.ANSWERS),
)
