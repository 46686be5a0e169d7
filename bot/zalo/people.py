"""People, labels, conversations, quota and the OA's own profile. Every field of an answer may be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.zalo import limits
from bot.zalo.calls import CallResult, Calls
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
    """What Zalo tells about a person. `last_interaction_day` is a day as Zalo writes it: no window is computed from it.

    `shared` is what the person once shared with the OA: name, phone, address, city ..., empty otherwise.
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
    """One message of a conversation as Zalo keeps it; `at_ms` is ms since 1970, None when it lacks."""

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


class People(Calls):
    """Reading calls, and labels. All raise CallFailed when Zalo says no."""

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
        wanted = {"offset": offset, "count": count, "tag_name": tag, "last_interaction_period": period}
        query: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
        if follows is not None:
            query["is_follower"] = "true" if follows else "false"
        found = self.ask("GET", "/v3.0/oa/user/getlist", data=query).table
        ids = tuple(str(user["user_id"]) for user in _objects(found.get("users")) if user.get("user_id"))
        total, reached = _int(found.get("total")) or 0, offset + count
        return PeoplePage(ids, total, reached if ids and reached < total else None)

    def all_people(self, **filters: Any) -> Iterator[str]:
        """Every id of the list, each once (it moves while it is paged). Pace it: limits.READS_PER_SECOND."""
        seen: set[str] = set()
        offset: int | None = 0
        while offset is not None:
            page = self.list_people(offset, **filters)
            for person_id in page.person_ids:
                if person_id not in seen:
                    seen.add(person_id)
                    yield person_id
            offset = page.next_offset

    def person_detail(self, person_id: str) -> PersonDetail:
        """What Zalo tells about one person."""
        found = self.ask("GET", "/v3.0/oa/user/detail", data={"user_id": person_id}).table
        labels = _object(found.get("tags_and_notes_info"))
        tags = labels.get("tag_names")
        return PersonDetail(
            person_id=person_id,
            name=_text(found.get("display_name")),
            alias=_text(found.get("user_alias")),
            follows=_bool(found.get("user_is_follower")),
            avatar=_text(found.get("avatar")),
            sensitive=_bool(found.get("is_sensitive")),
            last_interaction_day=_text(found.get("user_last_interaction_date")),
            tags=tuple(_text(tag) for tag in tags) if isinstance(tags, list) else (),
            shared={name: _text(value) for name, value in _object(found.get("shared_info")).items() if _text(value)},
        )

    def tags(self) -> list[str]:
        """The names of all labels of the OA."""
        data = self.ask("GET", "/v2.0/oa/tag/gettagsofoa").data
        return [_text(name) for name in data] if isinstance(data, list) else []

    def tag(self, person_id: str, name: str) -> None:
        """Put a label on a person."""
        self.ask("POST", "/v2.0/oa/tag/tagfollower", json={"user_id": person_id, "tag_name": name})

    def untag(self, person_id: str, name: str) -> None:
        """Take a label off a person."""
        self.ask("POST", "/v2.0/oa/tag/rmfollowerfromtag", json={"user_id": person_id, "tag_name": name})

    def remove_tag(self, name: str) -> None:
        """Take a label off everyone and forget it."""
        self.ask("POST", "/v2.0/oa/tag/rmtag", json={"tag_name": name})

    def quota(self, product_type: str = "cs", quota_type: str = "sub_quota") -> list[dict[str, Any]]:
        """What is left of the OA's packages, as received: advice for people; a refused send decides."""
        body = {"quota_owner": "OA", "product_type": product_type, "quota_type": quota_type}
        data = self.ask("POST", "/v3.0/oa/quota/message", json=body).data
        return _objects(data) or ([data] if isinstance(data, dict) else [])

    def quota_for(self, person_id: str) -> dict[str, Any]:
        """What may still go to this person, as received."""
        return self.ask("POST", "/v3.0/oa/quota/message", json={"user_id": person_id}).table

    def oa_profile(self) -> OaProfile:
        """Whose token this is: a cheap test that it works and belongs to the right OA."""
        found = self.ask("GET", "/v2.0/oa/getoa").table
        return OaProfile(
            oa_id=_text(found.get("oa_id")) or _text(found.get("oaid")),
            name=_text(found.get("name")),
            verified=_bool(found.get("is_verified")),
            followers=_int(found.get("num_follower")),
            package=_text(found.get("package_name")),
        )

    def recent_chats(self, offset: int = 0, count: int = 5) -> list[ChatMessage]:
        """The latest message of each conversation, up to 10."""
        return _chat(self.ask("GET", "/v2.0/oa/listrecentchat", data=_slice(offset, count)))

    def conversation(self, person_id: str, offset: int = 0, count: int = 5) -> list[ChatMessage]:
        """The messages with one person, newest first, up to 10: what settles an unknown send after 2 to 5 minutes."""
        return _chat(self.ask("GET", "/v2.0/oa/conversation", data={"user_id": person_id, **_slice(offset, count)}))


def _slice(offset: int, count: int) -> dict[str, int]:
    if count > limits.CHATS_PAGE:
        raise TooLong("messages on a page", count, limits.CHATS_PAGE)
    return {"offset": offset, "count": count}


def _chat(result: CallResult) -> list[ChatMessage]:
    messages = []
    for item in _objects(result.data):
        by_oa = _text(item.get("src")) == "0"
        person_id = _text(item.get("to_id" if by_oa else "from_id"))
        messages.append(
            ChatMessage(
                _text(item.get("message_id")),
                person_id,
                by_oa,
                _text(item.get("type")),
                _text(item.get("message")),
                _int(item.get("time")),
            )
        )
    return messages


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    """Texts, and numbers as text (a phone may be one); anything else is empty."""
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _int(value: object) -> int | None:
    text = _text(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None


def _bool(value: object) -> bool | None:
    return value if isinstance(value, bool) else {"true": True, "false": False}.get(_text(value).lower())
