"""Articles of the OA."""

from __future__ import annotations

from bot.simulator.call import Call, check_keys, list_of, object_of, optional_text, text_of, web_address
from bot.simulator.errors import invalid_field, over_limit
from bot.simulator.json_types import JsonObject
from bot.simulator.state import SimulatedZalo

NORMAL = ("type", "title", "author", "cover", "description", "body", "status", "comment")
VIDEO = ("type", "title", "description", "video_id", "avatar", "status", "comment")
MOST_LISTED = 10
LONGEST_PART = 10_000
PARTS = {"text": ("content",), "image": ("url", "caption"), "video": ("url", "thumb", "video_id"), "product": ("id",)}


def create_article(zalo: SimulatedZalo, call: Call) -> JsonObject:
    """POST /v2.0/article/create: store a draft; returns the token to verify."""
    return {"token": zalo.articles.add_draft(_checked_article(call.read_json({*NORMAL, *VIDEO})))}


def update_article(zalo: SimulatedZalo, call: Call) -> JsonObject:
    """POST /v2.0/article/update: the whole article again, with its id."""
    body = call.read_json({*NORMAL, *VIDEO, "id"})
    article_id = text_of(body, "id", "body")
    return {
        "token": zalo.articles.add_draft(_checked_article({key: body[key] for key in body if key != "id"}), article_id)
    }


def verify_article(zalo: SimulatedZalo, call: Call) -> JsonObject:
    """POST /v2.0/article/verify: the id of the article that a token became."""
    return {"id": zalo.articles.verify_draft(text_of(call.read_json(("token",)), "token", "body"))}


def get_article(zalo: SimulatedZalo, call: Call) -> JsonObject:
    """GET /v2.0/article/getdetail?id=…: one whole article."""
    article = zalo.articles.get_article(call.query_arguments().get("id", ""))
    return {"id": article.id, **article.body}


def list_articles(zalo: SimulatedZalo, call: Call) -> JsonObject:
    """GET /v2.0/article/getslice?offset=0&limit=10&type=normal: one page of the list of articles."""
    arguments = call.query_arguments()
    kind, offset, limit = arguments.get("type"), arguments.get("offset", ""), arguments.get("limit", "")
    if kind not in ("normal", "video") or not offset.isdigit() or not limit.isdigit():
        raise invalid_field("offset, limit or type")
    if int(limit) > MOST_LISTED:
        raise over_limit("limit")
    articles = zalo.articles.list_articles(kind)
    page = articles[int(offset) : int(offset) + int(limit)]
    return {"medias": [article.as_slice() for article in page], "total": len(articles)}


def remove_article(zalo: SimulatedZalo, call: Call) -> None:
    """POST /v2.0/article/remove: delete one article."""
    zalo.articles.remove_article(text_of(call.read_json(("id",)), "id", "body"))


def _checked_article(body: JsonObject) -> JsonObject:
    video = body.get("type") == "video"
    if not video and body.get("type") != "normal":
        raise invalid_field("body.type")
    check_keys(body, VIDEO if video else NORMAL, "body")
    text_of(body, "title", "body", 150)
    text_of(body, "description", "body", 300)
    for key in ("status", "comment"):
        if body.get(key, "hide") not in ("show", "hide"):
            raise invalid_field(f"body.{key}")
    if video:
        text_of(body, "video_id", "body")
        web_address(body, "avatar", "body")
    else:
        _check_normal(body)
    return {"status": "hide", "comment": "show", **body}


def _check_normal(body: JsonObject) -> None:
    optional_text(body, "author", "body", 50)
    cover = object_of(body, "cover", "body", ("cover_type", "photo_url", "video_id", "cover_view", "status"))
    if cover.get("cover_type") == "photo":
        web_address(cover, "photo_url", "cover")
    elif cover.get("cover_type") == "video":
        text_of(cover, "video_id", "cover")
    else:
        raise invalid_field("cover.cover_type")
    if cover.get("status", "show") not in ("show", "hide"):
        raise invalid_field("cover.status")
    for part in list_of(body, "body", "body", 100):
        _check_part(part)


def _check_part(part: JsonObject) -> None:
    kind = part.get("type")
    if not isinstance(kind, str) or kind not in PARTS:
        raise invalid_field("body.body.type")
    check_keys(part, ("type", *PARTS[kind]), "body.body")
    if kind == "text":
        text_of(part, "content", "body.body", LONGEST_PART)
    elif kind == "product":
        text_of(part, "id", "body.body")
    elif "video_id" not in part:
        web_address(part, "url", "body.body")
