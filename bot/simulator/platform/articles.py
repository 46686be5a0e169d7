"""Articles of the OA."""

from __future__ import annotations

from typing import Any

from ..call import Call, list_of, object_of, only, optional_text, text_of, web_address
from ..errors import invalid, over_limit
from ..state import Zalo

NORMAL = ("type", "title", "author", "cover", "description", "body", "status", "comment")
VIDEO = ("type", "title", "description", "video_id", "avatar", "status", "comment")
MOST_LISTED = 10
LONGEST_PART = 10_000
PARTS = {
    "text": ("content",), "image": ("url", "caption"), "video": ("url", "thumb", "video_id"), "product": ("id",),
}  # fmt: skip


def create(zalo: Zalo, call: Call) -> dict[str, Any]:
    """POST /v2.0/article/create."""
    return {"token": zalo.articles.draft(_checked(call.json({*NORMAL, *VIDEO})))}


def update(zalo: Zalo, call: Call) -> dict[str, Any]:
    """POST /v2.0/article/update: the whole article again, with its id."""
    body = call.json({*NORMAL, *VIDEO, "id"})
    article_id = text_of(body, "id", "body")
    return {"token": zalo.articles.draft(_checked({key: body[key] for key in body if key != "id"}), article_id)}


def verify(zalo: Zalo, call: Call) -> dict[str, Any]:
    """POST /v2.0/article/verify."""
    return {"id": zalo.articles.verify(text_of(call.json(("token",)), "token", "body"))}


def detail(zalo: Zalo, call: Call) -> dict[str, Any]:
    """GET /v2.0/article/getdetail?id=…."""
    article = zalo.articles.get(call.arguments().get("id", ""))
    return {"id": article.id, **article.body}


def listing(zalo: Zalo, call: Call) -> dict[str, Any]:
    """GET /v2.0/article/getslice?offset=0&limit=10&type=normal."""
    arguments = call.arguments()
    kind, offset, limit = arguments.get("type"), arguments.get("offset", ""), arguments.get("limit", "")
    if kind not in ("normal", "video") or not offset.isdigit() or not limit.isdigit():
        raise invalid("offset, limit or type")
    if int(limit) > MOST_LISTED:
        raise over_limit("limit")
    found = zalo.articles.listed(kind)
    page = found[int(offset) : int(offset) + int(limit)]
    return {"medias": [article.as_slice() for article in page], "total": len(found)}


def remove(zalo: Zalo, call: Call) -> None:
    """POST /v2.0/article/remove."""
    zalo.articles.remove(text_of(call.json(("id",)), "id", "body"))


def _checked(body: dict[str, Any]) -> dict[str, Any]:
    video = body.get("type") == "video"
    if not video and body.get("type") != "normal":
        raise invalid("body.type")
    only(body, VIDEO if video else NORMAL, "body")
    text_of(body, "title", "body", 150)
    text_of(body, "description", "body", 300)
    for key in ("status", "comment"):
        if body.get(key, "hide") not in ("show", "hide"):
            raise invalid(f"body.{key}")
    if video:
        text_of(body, "video_id", "body")
        web_address(body, "avatar", "body")
    else:
        _check_normal(body)
    return {"status": "hide", "comment": "show", **body}


def _check_normal(body: dict[str, Any]) -> None:
    optional_text(body, "author", "body", 50)
    cover = object_of(body, "cover", "body", ("cover_type", "photo_url", "video_id", "cover_view", "status"))
    if cover.get("cover_type") == "photo":
        web_address(cover, "photo_url", "cover")
    elif cover.get("cover_type") == "video":
        text_of(cover, "video_id", "cover")
    else:
        raise invalid("cover.cover_type")
    if cover.get("status", "show") not in ("show", "hide"):
        raise invalid("cover.status")
    for part in list_of(body, "body", "body", 100):
        _check_part(part)


def _check_part(part: dict[str, Any]) -> None:
    kind = part.get("type")
    if not isinstance(kind, str) or kind not in PARTS:
        raise invalid("body.body.type")
    only(part, ("type", *PARTS[kind]), "body.body")
    if kind == "text":
        text_of(part, "content", "body.body", LONGEST_PART)
    elif kind == "product":
        text_of(part, "id", "body.body")
    elif "video_id" not in part:
        web_address(part, "url", "body.body")
