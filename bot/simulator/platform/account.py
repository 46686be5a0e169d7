"""The OA itself: its profile, its conversations, its quotas."""

from __future__ import annotations

from typing import Any

from ..call import Call, id_of, number_of
from ..errors import invalid
from ..state import Zalo
from ..talks import Message

MOST_MESSAGES = 10
OWNER = {"quota_owner": "OA", "product_type": "cs", "quota_type": "sub_quota"}


def profile(zalo: Zalo, call: Call) -> dict[str, Any]:
    """GET /v2.0/oa/getoa."""
    return {
        "oa_id": zalo.config.oa_id, "name": zalo.config.oa_name, "description": "Trang Zalo giả lập để dùng thử",
        "is_verified": True, "oa_type": 4, "num_follower": len(zalo.people.followers()), "avatar": "", "cover": "",
        "package_name": "Gói dùng thử", "package_valid_through_date": zalo.clock.local().strftime("31/12/%Y"),
    }  # fmt: skip


def recent(zalo: Zalo, call: Call) -> list[dict[str, Any]]:
    """GET /v2.0/oa/listrecentchat?data={…}: the newest message of each talk."""
    offset, count = _page(call.data(("offset", "count")))
    return [_shown(zalo, person_id, message) for person_id, message in zalo.talks.last()[offset : offset + count]]


def conversation(zalo: Zalo, call: Call) -> list[dict[str, Any]]:
    """GET /v2.0/oa/conversation?data={…}: messages with one person, newest first."""
    data = call.data(("user_id", "offset", "count"))
    person = zalo.person(id_of(data, "user_id", "data"))
    offset, count = _page(data)
    newest_first = [message for message in reversed(zalo.talks.of(person.id)) if message.who != "note"]
    return [_shown(zalo, person.id, message) for message in newest_first[offset : offset + count]]


def _page(data: dict[str, Any]) -> tuple[int, int]:
    return number_of(data, "offset", "data"), number_of(data, "count", "data", MOST_MESSAGES)


def _shown(zalo: Zalo, person_id: str, message: Message) -> dict[str, Any]:
    by_oa = message.who == "oa"
    person = zalo.people.get(person_id)
    oa, other = (zalo.config.oa_id, zalo.config.oa_name), (person_id, person.name if person else "")
    sender, receiver = (oa, other) if by_oa else (other, oa)
    return {
        "src": 0 if by_oa else 1, "time": message.at, "type": message.kind, "message": message.text,
        "message_id": message.id, "from_id": sender[0], "to_id": receiver[0],
        "from_display_name": sender[1], "to_display_name": receiver[1],
    }  # fmt: skip


def quota(zalo: Zalo, call: Call) -> Any:
    """POST /v3.0/oa/quota/message: of the OA, or what may still go to one person."""
    body = call.json(("quota_owner", "product_type", "quota_type", "user_id"))
    if "user_id" in body:
        person = zalo.person(id_of(body, "user_id", "body"))
        return {"promotion": zalo.quotas.promotions_left(person)}
    if body != OWNER:
        raise invalid("quota_owner, product_type or quota_type")
    package = zalo.quotas.package()
    return [
        {"asset_id": "1", "product_type": "cs", "quota_type": "sub_quota", "total": package["total"],
         "remain": package["remain"], "valid_through": package["expired_date"]}
    ]  # fmt: skip
