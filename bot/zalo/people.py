"""People, labels, conversations, quota and the OA's own profile. Every field of an answer may be missing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.zalo import limits
from bot.zalo.calls import CallResult, Calls
from bot.zalo.fields import JsonObject
from bot.zalo.outgoing import Refused, TooLong

_PERIOD = re.compile(r"TODAY|YESTERDAY|L7D|L30D|\d{4}_\d\d_\d\d:\d{4}_\d\d_\d\d")


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of the list of people; `next_offset` is None on the last one."""

    person_ids: tuple[str, ...]
    total: int
    next_offset: int | None


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """Zalo's profile of a person. `last_interaction_day` is Zalo's text and is not used to compute a window.

    `shared` holds contact details the person shared with the OA: name, phone, address, city …; else empty.
    """

    person_id: str
    name: str = ""
    alias: str = ""
    follows: bool | None = None
    avatar: str = ""
    sensitive: bool | None = None
    last_interaction_day: str = ""
    tags: tuple[str, ...] = ()
    shared: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a conversation in Zalo's record; `at_ms` is ms since 1970, None when missing."""

    message_id: str
    person_id: str
    by_oa: bool
    kind: str
    text: str
    at_ms: int | None


@dataclass(frozen=True, slots=True)
class OaProfile:
    """The OA the token belongs to."""

    oa_id: str
    name: str
    verified: bool | None
    followers: int | None
    package: str


class PeopleCalls(Calls):
    """The calls about people, labels, quota and conversations. All raise CallFailed on a refusal."""

    def list_people(
        self,
        offset: int = 0,
        count: int = limits.PEOPLE_PAGE,
        *,
        follows: bool | None = None,
        tag: str | None = None,
        period: str | None = None,
    ) -> PeoplePage:
        """One page of up to 50 ids. `period` is of the last interaction: TODAY, L7D, YYYY_MM_DD:YYYY_MM_DD ..."""
        if count > limits.PEOPLE_PAGE:
            raise TooLong("people on a page", count, limits.PEOPLE_PAGE)
        if period is not None and not _PERIOD.fullmatch(period):
            raise Refused("period", "TODAY, YESTERDAY, L7D, L30D or YYYY_MM_DD:YYYY_MM_DD")
        filters = {"offset": offset, "count": count, "tag_name": tag, "last_interaction_period": period}
        filters["is_follower"] = None if follows is None else str(follows).lower()
        query = {name: value for name, value in filters.items() if value is not None}
        listing = self.ask("GET", "/v3.0/oa/user/getlist", data=query).table
        ids = tuple(str(user["user_id"]) for user in _read_objects(listing.get("users")) if user.get("user_id"))
        total, reached = _read_int(listing.get("total")) or 0, offset + count
        return PeoplePage(ids, total, reached if ids and reached < total else None)

    def person_detail(self, person_id: str) -> PersonDetail:
        """Zalo's profile of one person."""
        detail = self.ask("GET", "/v3.0/oa/user/detail", data={"user_id": person_id}).table
        labels = _read_object(detail.get("tags_and_notes_info"))
        tags = labels.get("tag_names")
        return PersonDetail(
            person_id=person_id,
            name=_read_text(detail.get("display_name")),
            alias=_read_text(detail.get("user_alias")),
            follows=_read_bool(detail.get("user_is_follower")),
            avatar=_read_text(detail.get("avatar")),
            sensitive=_read_bool(detail.get("is_sensitive")),
            last_interaction_day=_read_text(detail.get("user_last_interaction_date")),
            tags=tuple(_read_text(tag) for tag in tags) if isinstance(tags, list) else (),
            shared={
                name: _read_text(value)
                for name, value in _read_object(detail.get("shared_info")).items()
                if _read_text(value)
            },
        )

    def tags(self) -> list[str]:
        """The names of all labels of the OA."""
        data = self.ask("GET", "/v2.0/oa/tag/gettagsofoa").data
        return [_read_text(name) for name in data] if isinstance(data, list) else []

    def tag(self, person_id: str, name: str) -> None:
        """Add a label to a person."""
        self.ask("POST", "/v2.0/oa/tag/tagfollower", json={"user_id": person_id, "tag_name": name})

    def untag(self, person_id: str, name: str) -> None:
        """Remove a label from a person."""
        self.ask("POST", "/v2.0/oa/tag/rmfollowerfromtag", json={"user_id": person_id, "tag_name": name})

    def remove_tag(self, name: str) -> None:
        """Delete a label and remove it from everyone."""
        self.ask("POST", "/v2.0/oa/tag/rmtag", json={"tag_name": name})

    def quota(self, product_type: str = "cs", quota_type: str = "sub_quota") -> list[JsonObject]:
        """The remaining quota of the OA's packages as Zalo returns it; it is not binding (docs/zalo/platform.md 13)."""
        body = {"quota_owner": "OA", "product_type": product_type, "quota_type": quota_type}
        data = self.ask("POST", "/v3.0/oa/quota/message", json=body).data
        return _read_objects(data) or ([data] if isinstance(data, dict) else [])

    def oa_profile(self) -> OaProfile:
        """The profile of the OA that the token belongs to; also a cheap test of the token."""
        profile = self.ask("GET", "/v2.0/oa/getoa").table
        return OaProfile(
            oa_id=_read_text(profile.get("oa_id")) or _read_text(profile.get("oaid")),
            name=_read_text(profile.get("name")),
            verified=_read_bool(profile.get("is_verified")),
            followers=_read_int(profile.get("num_follower")),
            package=_read_text(profile.get("package_name")),
        )

    def conversation(self, person_id: str, offset: int = 0, count: int = 5) -> list[ChatMessage]:
        """The messages with one person, newest first, up to 10: what settles an unknown send after 2 to 5 minutes."""
        return _read_chat(
            self.ask("GET", "/v2.0/oa/conversation", data={"user_id": person_id, **_page_query(offset, count)})
        )


def _page_query(offset: int, count: int) -> dict[str, int]:
    if count > limits.CHATS_PAGE:
        raise TooLong("messages on a page", count, limits.CHATS_PAGE)
    return {"offset": offset, "count": count}


def _read_chat(result: CallResult) -> list[ChatMessage]:
    messages = []
    for item in _read_objects(result.data):
        by_oa = _read_text(item.get("src")) == "0"
        person_id = _read_text(item.get("to_id" if by_oa else "from_id"))
        messages.append(
            ChatMessage(
                _read_text(item.get("message_id")),
                person_id,
                by_oa,
                _read_text(item.get("type")),
                _read_text(item.get("message")),
                _read_int(item.get("time")),
            )
        )
    return messages


def _read_object(value: object) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _read_objects(value: object) -> list[JsonObject]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _read_text(value: object) -> str:
    """A text, or a number as text (a phone may be one); else ""."""
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _read_int(value: object) -> int | None:
    text = _read_text(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None


def _read_bool(value: object) -> bool | None:
    return value if isinstance(value, bool) else {"true": True, "false": False}.get(_read_text(value).lower())
