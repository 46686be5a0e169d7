"""A talk in lines: what the person sent, what the bot and the officials answered, newest part first."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from typing import Any

from bot.event import Event, Kind
from bot.messaging.button_presses import command_of, normalise
from bot.messaging.outbox import fingerprint
from bot.messaging.talk_attachments import Attachment, attachments_with, media_of_events, sent_file
from bot.store import Store, inbox, outbox, outbox_lists, sent_buttons
from bot.store.inbox import TalkEvent
from bot.store.media import Media
from bot.store.outbox_records import REPLY_KIND, TalkMessage
from bot.zalo.uploads import uploaded_name

Parse = Callable[[bytes, int], Event]
LAST_EVENTS = 6
"""Events looked through for a person's last words."""

AUTHOR_LABELS = {"person": "Người dân", "bot": "Trợ lý (máy)", "official": "Cán bộ"}
"""How officials read the author of a line (`TalkLine.who`)."""


@dataclass(frozen=True, slots=True)
class TalkLine:
    """One line of a talk. `who` is person, bot or official; `kind` says what was sent when it was no text.

    `id` is the row of the inbox (`is_event`: what the person, or an official in the platform's own page, wrote) or of
    the outbox; `outcome` and `note` say why it did not go out, `official` who wrote it, `buttons` what stood under it.
    `pressed`: these are the words of a button the person was sent. `quote` are the words of the message it answers.
    """

    at: int
    who: str
    text: str
    kind: str = "text"
    state: str = ""
    outcome: str = ""
    note: str = ""
    id: int = 0
    official: str = ""
    buttons: tuple[str, ...] = ()
    pressed: bool = False
    is_event: bool = False
    attachments: tuple[Attachment, ...] = ()
    quote: str = ""


@dataclass(frozen=True, slots=True)
class TalkPage:
    """A part of a talk, oldest first. `older` leads to the part before (empty at the beginning)."""

    lines: list[TalkLine]
    older: str


def read_page(store: Store, parse: Parse, person_id: str, size: int, before: str = "") -> TalkPage:
    """`size` lines of a talk, the newest or those before what `older` of another page named."""
    event_id, message_id = _read_cursor(before)
    words = sent_buttons.list_button_labels(store, person_id)
    events = inbox.of_person(store, person_id, size + 1, event_id)
    fetched = media_of_events(store, [event.id for event in events])
    reader = _EventReader(store, parse, person_id, words)
    incoming = [reader.read_line(event, fetched.get(event.id, {})) for event in events]
    outgoing = [
        _outgoing_line(store, message) for message in outbox_lists.of_person(store, person_id, size + 1, message_id)
    ]
    all_lines = sorted(incoming + outgoing, key=lambda line: line.at)
    lines = all_lines[-size:]
    if len(all_lines) == len(lines):
        return TalkPage(lines, "")
    event_id = min((line.id for line in lines if line.is_event), default=event_id)
    message_id = min((line.id for line in lines if not line.is_event), default=message_id)
    return TalkPage(lines, f"{event_id or ''}-{message_id or ''}")


def last_words(store: Store, parse: Parse, person_id: str) -> str:
    """What the person wrote last, buttons aside; empty when nothing is kept."""
    for stored in reversed(inbox.of_person(store, person_id, LAST_EVENTS)):
        event = parse(stored.body, stored.received_at)
        if event.kind is Kind.TEXT and not command_of(store, person_id, event.text):
            return event.text
    return ""


def _read_cursor(before: str) -> tuple[int | None, int | None]:
    """(id of the inbox, id of the outbox) before which the next part of a talk ends; None where all is wanted."""
    event_id, _, message_id = before.partition("-")
    return _read_number(event_id), _read_number(message_id)


def _read_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


class _EventReader:
    """Makes lines of what the person sent, or an official wrote in the platform's own page.

    `words` are those of the buttons sent.
    """

    def __init__(self, store: Store, parse: Parse, person_id: str, words: Container[str]) -> None:
        self._store, self._parse, self._person_id, self._words = store, parse, person_id, words

    def read_line(self, stored: TalkEvent, fetched: Mapping[int, Media]) -> TalkLine:
        event = self._parse(stored.body, stored.received_at)
        is_official = event.kind is Kind.OFFICIAL
        return TalkLine(
            stored.received_at,
            "official" if is_official else "person",
            _official_text(event) if is_official else event.text,
            _ATTACHED.get(event.attachment.get("type", ""), "text") if is_official else event.kind.value,
            stored.state,
            id=stored.id,
            is_event=True,
            pressed=event.kind is Kind.TEXT and normalise(event.text) in self._words,
            attachments=attachments_with(event, fetched),
            quote=self._quoted_words(str(event.details.get("quotes", ""))),
        )

    def _quoted_words(self, message_id: str) -> str:
        """The words of the message that is answered: one of ours, or the person's own; empty when it is not there."""
        if not message_id:
            return ""
        reply = outbox.reply_of(self._store, self._person_id, message_id)
        if reply is not None:
            content = json.loads(reply)
            return str(content.get("text") or content.get("title") or content.get("file") or "")
        stored = inbox.of_message(self._store, self._person_id, message_id)
        return self._parse(stored.body, stored.received_at).text if stored else ""


def _official_text(event: Event) -> str:
    attachments = (event.attachment, *event.details.get("more", ()))
    return " · ".join(filter(None, (event.text, *map(_describe, attachments))))


_ATTACHED = {
    "image": Kind.IMAGE,
    "gif": Kind.GIF,
    "link": Kind.LINK,
    "audio": Kind.VOICE,
    "video": Kind.VIDEO,
    "sticker": Kind.STICKER,
    "location": Kind.LOCATION,
    "file": Kind.FILE,
}
"""What an attachment of an official is, by the platform's word for it."""


def _describe(attachment: Mapping[str, Any]) -> str:
    """What an attachment says in words: its name or description, else where it is."""
    return str(attachment.get("name") or attachment.get("description") or attachment.get("url") or "")


def _outgoing_line(store: Store, message: TalkMessage) -> TalkLine:
    """What the bot or an official answered."""
    content = json.loads(message.reply)
    usual_kind, text = "text", content.get("text") or content.get("title") or _card_title(content)
    upload = content.get("upload")
    if upload:
        usual_kind, text = Kind.FILE.value, ""
    elif file := content.get("file"):
        is_file = message.fingerprint == fingerprint(uploaded_name(file))
        usual_kind, text = (Kind.FILE.value, file) if is_file else ("text", content["without_file"])
    return TalkLine(
        message.created_at,
        "official" if message.official_id is not None else "bot",
        text,
        usual_kind if message.kind == REPLY_KIND else message.kind,
        message.state,
        message.outcome or "",
        message.note or "",
        message.id,
        message.official or "",
        tuple(button["label"] for button in content.get("buttons") or ()),
        attachments=(sent_file(store, int(upload), content["file"]),) if upload else (),
    )


def _card_title(content: Mapping[str, Any]) -> str:
    """The title of the first card of a message that has no words."""
    return next((str(card["title"]) for card in content.get("cards") or ()), "")
