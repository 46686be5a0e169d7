"""The OA itself: its profile, its conversations, its quotas."""

from __future__ import annotations

from bot.simulator.call import Call, id_of, number_of
from bot.simulator.errors import invalid_field
from bot.simulator.json_types import JsonObject
from bot.simulator.state import SimulatedZalo
from bot.simulator.talks import SimulatedMessage

MOST_MESSAGES = 10
OWNERS = ("OA", "App")
PRODUCTS = ("cs", "transaction", "promotion")
QUOTAS = ("sub_quota", "purchase_quota", "reward_quota", "reply", "welcome_msg")


def get_profile(zalo: SimulatedZalo, call: Call) -> JsonObject:
    """GET /v2.0/oa/getoa: the profile of the OA."""
    return {
        "oa_id": zalo.config.oa_id,
        "name": zalo.config.oa_name,
        "description": "Trang Zalo giả lập để dùng thử",
        "is_verified": True,
        "oa_type": 4,
        "num_follower": len(zalo.people.list_followers()),
        "avatar": "",
        "cover": "",
        "package_name": "Gói dùng thử",
        "package_valid_through_date": zalo.clock.local_time().strftime("31/12/%Y"),
    }


def list_recent(zalo: SimulatedZalo, call: Call) -> list[JsonObject]:
    """GET /v2.0/oa/listrecentchat?data={…}: the newest message of each talk."""
    offset, count = _page_bounds(call.read_data(("offset", "count")))
    return [
        _message_record(zalo, person_id, message)
        for person_id, message in zalo.talks.latest_messages()[offset : offset + count]
    ]


def get_conversation(zalo: SimulatedZalo, call: Call) -> list[JsonObject]:
    """GET /v2.0/oa/conversation?data={…}: messages with one person, newest first."""
    data = call.read_data(("user_id", "offset", "count"))
    person = zalo.get_person(id_of(data, "user_id", "data"))
    offset, count = _page_bounds(data)
    newest_first = [message for message in reversed(zalo.talks.messages_with(person.id)) if message.who != "note"]
    return [_message_record(zalo, person.id, message) for message in newest_first[offset : offset + count]]


def _page_bounds(data: JsonObject) -> tuple[int, int]:
    return number_of(data, "offset", "data"), number_of(data, "count", "data", MOST_MESSAGES)


def _message_record(zalo: SimulatedZalo, person_id: str, message: SimulatedMessage) -> JsonObject:
    by_oa = message.who == "oa"
    person = zalo.people.get(person_id)
    oa, other = (zalo.config.oa_id, zalo.config.oa_name), (person_id, person.name if person else "")
    sender, receiver = (oa, other) if by_oa else (other, oa)
    return {
        "src": 0 if by_oa else 1,
        "time": message.at,
        "type": message.kind,
        "message": message.text,
        "message_id": message.id,
        "from_id": sender[0],
        "to_id": receiver[0],
        "from_display_name": sender[1],
        "to_display_name": receiver[1],
    }


def get_quota(zalo: SimulatedZalo, call: Call) -> JsonObject | list[JsonObject]:
    """POST /v3.0/oa/quota/message: of the OA, or what may still go to one person."""
    body = call.read_json(("quota_owner", "product_type", "quota_type", "user_id"))
    if "user_id" in body:
        person = zalo.get_person(id_of(body, "user_id", "body"))
        return {"promotion": zalo.quotas.promotions_left(person)}
    product, kind = body.get("product_type", "cs"), body.get("quota_type", "sub_quota")
    if body.get("quota_owner") not in OWNERS or product not in PRODUCTS or kind not in QUOTAS:
        raise invalid_field("quota_owner, product_type or quota_type")
    if (product, kind) != ("cs", "sub_quota"):
        return []  # this OA has one package
    return [_consultation_package(zalo.quotas.package_quota())]


def _consultation_package(package: JsonObject) -> JsonObject:
    return {
        "asset_id": "1",
        "product_type": "cs",
        "quota_type": "sub_quota",
        "total": package["total"],
        "remain": package["remain"],
        "valid_through": package["expired_date"],
    }
