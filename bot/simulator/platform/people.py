"""People for the OA: list, detail, particulars; and their labels."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from ..call import Call, id_of, number_of, optional_text, text_of
from ..errors import ZaloError, invalid
from ..people import Person
from ..state import Zalo

MOST_LISTED = 50
FARTHEST_OFFSET = 10_000
PERIOD_DAYS = {"TODAY": (0, 0), "YESTERDAY": (1, 1), "L7D": (7, 0), "L30D": (30, 0)}
"""Name → (first, last) day, in days before today."""


def listing(zalo: Zalo, call: Call) -> dict[str, Any]:
    """GET /v3.0/oa/user/getlist?data={…}."""
    data = call.data(("offset", "count", "tag_name", "last_interaction_period", "is_follower"))
    offset, count = number_of(data, "offset", "data", FARTHEST_OFFSET), number_of(data, "count", "data", MOST_LISTED)
    people = [person for person in zalo.people.known() if _wanted(zalo, person, data)]
    page = people[offset : offset + count]
    return {
        "total": len(people), "count": len(page), "offset": offset,
        "users": [{"user_id": person.id} for person in page],
    }  # fmt: skip


def _wanted(zalo: Zalo, person: Person, data: dict[str, Any]) -> bool:
    if "is_follower" in data and person.follows is not _yes_or_no(data["is_follower"]):
        return False
    if "tag_name" in data and text_of(data, "tag_name", "data") not in person.tags:
        return False
    if "last_interaction_period" not in data:
        return True
    first, last = _period(zalo, text_of(data, "last_interaction_period", "data"))
    return person.last_interaction is not None and first <= zalo.clock.local(person.last_interaction).date() <= last


def _yes_or_no(value: Any) -> bool:
    if value in (True, "true"):
        return True
    if value in (False, "false"):
        return False
    raise invalid("data.is_follower")


def _period(zalo: Zalo, name: str) -> tuple[date, date]:
    today = zalo.clock.local().date()
    if name in PERIOD_DAYS:
        first, last = PERIOD_DAYS[name]
        return today - timedelta(days=first), today - timedelta(days=last)
    try:
        first_day, last_day = (datetime.strptime(day, "%Y_%m_%d").date() for day in name.split(":"))
    except ValueError:
        raise invalid("data.last_interaction_period") from None
    return first_day, last_day


def detail(zalo: Zalo, call: Call) -> dict[str, Any]:
    """GET /v3.0/oa/user/detail?data={"user_id":"…"}."""
    person = zalo.person(id_of(call.data(("user_id",)), "user_id", "data"))
    avatar = f"https://media.zalo-gia-lap.example/avatar/{person.id}"
    found: dict[str, Any] = {
        "user_id": person.id, "user_id_by_app": person.by_app or "", "user_external_id": "",
        "display_name": person.name, "user_alias": person.name, "is_sensitive": False,
        "user_last_interaction_date": _day(zalo, person), "user_is_follower": person.follows,
        "avatar": f"{avatar}.jpg", "avatars": {size: f"{avatar}_{size}.jpg" for size in ("120", "240")},
        "tags_and_notes_info": {"notes": [], "tag_names": sorted(person.tags)},
    }  # fmt: skip
    return found | {"shared_info": dict(person.shared)} if person.shared else found


def _day(zalo: Zalo, person: Person) -> str:
    if person.last_interaction is None:
        return ""
    return zalo.clock.local(person.last_interaction).strftime("%d/%m/%Y")


def update(zalo: Zalo, call: Call) -> None:
    """POST /v2.0/oa/updatefollowerinfo."""
    body = call.json(("user_id", "name", "phone", "address", "city_id", "district_id"))
    person = zalo.person(id_of(body, "user_id", "body"))
    for key in ("name", "phone", "address"):
        if value := optional_text(body, key, "body", 200):
            person.shared[key] = value


def tags(zalo: Zalo, call: Call) -> list[str]:
    """GET /v2.0/oa/tag/gettagsofoa."""
    return sorted(zalo.people.tag_names)


def tag_person(zalo: Zalo, call: Call) -> None:
    """POST /v2.0/oa/tag/tagfollower."""
    person, name = _person_and_tag(zalo, call)
    if not person.follows:
        raise ZaloError(-213)
    if zalo.people.tag(person, name):
        zalo.emit(zalo.events.tagged("add_user_to_tag", name, person, zalo.clock.now_ms()), person.id)


def untag_person(zalo: Zalo, call: Call) -> None:
    """POST /v2.0/oa/tag/rmfollowerfromtag."""
    person, name = _person_and_tag(zalo, call)
    if name not in person.tags:
        raise invalid("tag_name")
    person.tags.remove(name)
    zalo.emit(zalo.events.tagged("remove_user_from_tag", name, person, zalo.clock.now_ms()), person.id)


def _person_and_tag(zalo: Zalo, call: Call) -> tuple[Person, str]:
    body = call.json(("user_id", "tag_name"))
    return zalo.person(id_of(body, "user_id", "body")), text_of(body, "tag_name", "body", 50)


def remove_tag(zalo: Zalo, call: Call) -> None:
    """POST /v2.0/oa/tag/rmtag."""
    name = text_of(call.json(("tag_name",)), "tag_name", "body", 50)
    if not zalo.people.remove_tag(name):
        raise invalid("tag_name")
    zalo.emit(zalo.events.tagged("remove_tag", name, None, zalo.clock.now_ms()), name)
