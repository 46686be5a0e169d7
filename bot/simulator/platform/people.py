"""People for the OA: list, detail, particulars; and their labels."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.simulator.call import Call, id_of, number_of, optional_text, text_of
from bot.simulator.errors import ZaloError, invalid_field
from bot.simulator.json_types import JsonObject
from bot.simulator.people import Person
from bot.simulator.state import SimulatedZalo

MOST_LISTED = 50
FARTHEST_OFFSET = 10_000
PERIOD_DAYS = {"TODAY": (0, 0), "YESTERDAY": (1, 1), "L7D": (7, 0), "L30D": (30, 0)}
"""Name → (first, last) day, in days before today."""


def list_people(zalo: SimulatedZalo, call: Call) -> JsonObject:
    """GET /v3.0/oa/user/getlist?data={…}: ids of the people who match, by page."""
    data = call.read_data(("offset", "count", "tag_name", "last_interaction_period", "is_follower"))
    offset, count = number_of(data, "offset", "data", FARTHEST_OFFSET), number_of(data, "count", "data", MOST_LISTED)
    people = [person for person in zalo.people.list_known() if _matches_query(zalo, person, data)]
    page = people[offset : offset + count]
    return {
        "total": len(people),
        "count": len(page),
        "offset": offset,
        "users": [{"user_id": person.id} for person in page],
    }


def _matches_query(zalo: SimulatedZalo, person: Person, data: JsonObject) -> bool:
    if "is_follower" in data and person.follows is not _yes_or_no(data["is_follower"]):
        return False
    if "tag_name" in data and text_of(data, "tag_name", "data") not in person.tags:
        return False
    if "last_interaction_period" not in data:
        return True
    first, last = _parse_period(zalo, text_of(data, "last_interaction_period", "data"))
    return (
        person.last_interaction is not None and first <= zalo.clock.local_time(person.last_interaction).date() <= last
    )


def _yes_or_no(value: object) -> bool:
    if value in (True, "true"):
        return True
    if value in (False, "false"):
        return False
    raise invalid_field("data.is_follower")


def _parse_period(zalo: SimulatedZalo, name: str) -> tuple[date, date]:
    today = zalo.clock.local_time().date()
    if name in PERIOD_DAYS:
        first, last = PERIOD_DAYS[name]
        return today - timedelta(days=first), today - timedelta(days=last)
    try:
        first_day, last_day = (datetime.strptime(day, "%Y_%m_%d").date() for day in name.split(":"))
    except ValueError:
        raise invalid_field("data.last_interaction_period") from None
    return first_day, last_day


def get_detail(zalo: SimulatedZalo, call: Call) -> JsonObject:
    """GET /v3.0/oa/user/detail?data={"user_id":"…"}: the particulars of one person."""
    person = zalo.get_person(id_of(call.read_data(("user_id",)), "user_id", "data"))
    avatar = f"https://media.zalo-gia-lap.example/avatar/{person.id}"
    detail: JsonObject = {
        "user_id": person.id,
        "user_id_by_app": person.by_app or "",
        "user_external_id": "",
        "display_name": person.name,
        "user_alias": person.name,
        "is_sensitive": False,
        "user_last_interaction_date": _interaction_day(zalo, person),
        "user_is_follower": person.follows,
        "avatar": f"{avatar}.jpg",
        "avatars": {size: f"{avatar}_{size}.jpg" for size in ("120", "240")},
        "tags_and_notes_info": {"notes": [], "tag_names": sorted(person.tags)},
    }
    return detail | {"shared_info": dict(person.shared)} if person.shared else detail


def _interaction_day(zalo: SimulatedZalo, person: Person) -> str:
    if person.last_interaction is None:
        return ""
    return zalo.clock.local_time(person.last_interaction).strftime("%d/%m/%Y")


def update_person(zalo: SimulatedZalo, call: Call) -> None:
    """POST /v2.0/oa/updatefollowerinfo: change name, phone or address of a person."""
    body = call.read_json(("user_id", "name", "phone", "address", "city_id", "district_id"))
    person = zalo.get_person(id_of(body, "user_id", "body"))
    for key in ("name", "phone", "address"):
        if value := optional_text(body, key, "body", 200):
            person.shared[key] = value


def list_tags(zalo: SimulatedZalo, call: Call) -> list[str]:
    """GET /v2.0/oa/tag/gettagsofoa: the names of all labels, sorted."""
    return sorted(zalo.people.tag_names)


def tag_person(zalo: SimulatedZalo, call: Call) -> None:
    """POST /v2.0/oa/tag/tagfollower: give a follower a label; -213 for others."""
    person, name = _person_and_tag(zalo, call)
    if not person.follows:
        raise ZaloError(-213)
    if zalo.people.add_tag(person, name):
        zalo.emit_event(zalo.events.tag_event("add_user_to_tag", name, person, zalo.clock.now_ms()), person.id)


def untag_person(zalo: SimulatedZalo, call: Call) -> None:
    """POST /v2.0/oa/tag/rmfollowerfromtag: take a label from a person."""
    person, name = _person_and_tag(zalo, call)
    if name not in person.tags:
        raise invalid_field("tag_name")
    person.tags.remove(name)
    zalo.emit_event(zalo.events.tag_event("remove_user_from_tag", name, person, zalo.clock.now_ms()), person.id)


def _person_and_tag(zalo: SimulatedZalo, call: Call) -> tuple[Person, str]:
    body = call.read_json(("user_id", "tag_name"))
    return zalo.get_person(id_of(body, "user_id", "body")), text_of(body, "tag_name", "body", 50)


def remove_tag(zalo: SimulatedZalo, call: Call) -> None:
    """POST /v2.0/oa/tag/rmtag: remove a label from everybody."""
    name = text_of(call.read_json(("tag_name",)), "tag_name", "body", 50)
    if not zalo.people.remove_tag(name):
        raise invalid_field("tag_name")
    zalo.emit_event(zalo.events.tag_event("remove_tag", name, None, zalo.clock.now_ms()), name)
