"""What came with a message besides words, for a talk: media that were fetched, places, cards of other people, links."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bot.event import Event, Kind
from bot.messaging.media import KIND_OF_TYPE, attachments_of
from bot.store import Store, media
from bot.store.media import Media

_ADDRESS = re.compile(r"https?://[^\s]+")
_PLACE = re.compile(r"(-?\d{1,2}\.\d{1,12}), ?(-?\d{1,3}\.\d{1,12})")


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attachment. `kind` is a bot.event.Kind; `address` is the platform's, or that of a link.

    `media` is what was fetched of it, None for what is never fetched (a place, a link) and before the first look.
    """

    kind: str
    name: str = ""
    address: str = ""
    phone: str = ""
    place: tuple[float, float] | None = None
    media: Media | None = None


def attachments_with(event: Event, fetched: Mapping[int, Media]) -> tuple[Attachment, ...]:
    """The attachments of an event; `fetched` are its media by their place."""
    return tuple(_make_attachment(item, fetched.get(place)) for place, item in enumerate(attachments_of(event)))


def sent_file(store: Store, media_id: int, name: str) -> Attachment:
    """A file of an official; without `media` once it was deleted."""
    item = media.get(store, media_id)
    return Attachment(item.kind if item else Kind.FILE, name, media=item)


def media_of_events(store: Store, event_ids: Collection[int]) -> dict[int, dict[int, Media]]:
    """What was fetched of events: event → place → media."""
    by_event: dict[int, dict[int, Media]] = {}
    for item in media.of_events(store, event_ids) if event_ids else ():
        by_event.setdefault(item.event_id or 0, {})[item.place] = item
    return by_event


def read_ticket_text(store: Store, person_id: str, text: str) -> tuple[str, tuple[Attachment, ...]]:
    """(words, attachments) of a ticket: lines that name a fetched attachment or a place are taken out of the words."""
    lines = text.split("\n")
    addresses = {line: match[0] for line in lines if (match := _ADDRESS.search(line))}
    fetched = media.at_addresses(store, person_id, set(addresses.values())) if addresses else {}
    words, attached = [], []
    for line in lines:
        item, place = fetched.get(addresses.get(line, "")), _PLACE.search(line)
        if item is not None:
            attached.append(Attachment(item.kind, item.name or "", item.address or "", media=item))
        elif place is not None:
            attached.append(Attachment(Kind.LOCATION, place=(float(place[1]), float(place[2]))))
            words += [line] if not _is_only_place(line) else []
        else:
            words.append(line)
    return "\n".join(words), tuple(attached)


def _is_only_place(line: str) -> bool:
    """Whether a line is no more than a label and the numbers of a place."""
    rest = _PLACE.sub("", line).strip(" :.()")
    return len(rest.split()) <= LABEL_WORDS


LABEL_WORDS = 4


def _make_attachment(item: Mapping[str, Any], fetched: Media | None) -> Attachment:
    kind = KIND_OF_TYPE.get(str(item.get("type", "")), Kind.LINK)
    name = str(item.get("name") or item.get("description") or "")
    if "latitude" in item and "longitude" in item:
        return Attachment(Kind.LOCATION, place=(float(item["latitude"]), float(item["longitude"])))
    if "phone" in item:
        return Attachment(Kind.CONTACT, name, phone=str(item["phone"]))
    return Attachment(kind, name, str(item.get("url") or ""), media=fetched)
