"""What people do on their phones, and the events Zalo makes of it."""

from __future__ import annotations

from typing import Any

from .attachments import attachment
from .events import EVENT_ENDINGS, PAYLOAD_TYPES
from .people import Person
from .state import Zalo
from .talks import Message, new_message_id

REACTION_ICONS = {"/-heart": "❤️", "/-strong": "👍", "/-remove": ""}


class Phones:
    """The phones of all residents. Every method takes the lock; LookupError for a person or message that is not there,
    ValueError for something this person cannot do."""

    def __init__(self, zalo: Zalo) -> None:
        self._zalo = zalo

    def _person(self, person_id: str) -> Person:
        person = self._zalo.people.get(person_id)
        if person is None:
            raise LookupError(f"no person {person_id}")
        return person

    def _known(self, person_id: str) -> Person:
        person = self._person(person_id)
        if person.anonymous:
            raise ValueError("a visitor without a Zalo account cannot do this")
        return person

    def _interacted(self, person: Person) -> int:
        person.last_interaction = self._zalo.clock.now_ms()
        return person.last_interaction

    def say(self, person_id: str, text: str, quote: str | None = None) -> str:
        """Send a text, perhaps quoting a message; returns the message's id."""
        with self._zalo.lock:
            person = self._person(person_id)
            message = self._new(person, "text", text, quote=quote)
            body = {"text": text} | ({"quote_msg_id": quote} if quote else {})
            self._emit(person, message, "text", body)
            return message.id

    def send(self, person_id: str, kind: str, payload: dict[str, Any]) -> str:
        """Send something besides text (see attachments.py), `text` in the payload being its caption."""
        with self._zalo.lock:
            person = self._person(person_id)
            if person.anonymous and kind not in ("image", "file", "sticker"):
                raise ValueError("a visitor without a Zalo account cannot send this")
            text = str(payload.pop("text", ""))
            shown = attachment(kind, payload)
            message = self._new(person, kind, text, shown)
            body: dict[str, Any] = {"attachments": [{"type": PAYLOAD_TYPES[kind], "payload": shown}]}
            self._emit(person, message, kind, body | ({"text": text} if text else {}))
            return message.id

    def _new(
        self, person: Person, kind: str, text: str, payload: dict[str, Any] | None = None, quote: str | None = None
    ) -> Message:
        now = self._interacted(person)
        message = Message(new_message_id(), "person", kind, now, text, payload=payload or {}, quote=quote)
        return self._zalo.talks.add(person.id, message)

    def _emit(self, person: Person, message: Message, kind: str, body: dict[str, Any]) -> None:
        who = "anonymous" if person.anonymous else "user"
        name = f"{who}_send_{EVENT_ENDINGS.get(kind, kind)}"
        body = {"msg_id": message.id, **body}
        if person.conversation_id is not None:
            body["conversation_id"] = person.conversation_id
        self._zalo.emit(self._zalo.events.from_person(name, person, body, message.at), person.id)

    def press(self, person_id: str, message_id: str, index: int) -> dict[str, Any]:
        """Press a button, or an entry of a list without buttons; returns the button, whose link the phone may open."""
        with self._zalo.lock:
            person, message = self._person(person_id), self._message(person_id, message_id)
            choices = message.buttons or [element.get("action") or {} for element in message.elements]
            if not 0 <= index < len(choices):
                raise LookupError(f"no button {index}")
            button = choices[index]
            if button.get("type") == "oa.query.show":
                pressed = self._new(person, "text", button["payload"], {"pressed": button.get("title", "")})
                self._emit(person, pressed, "text", {"text": button["payload"]})
            elif button.get("type") == "oa.query.hide":
                self._press_hidden(person, button)
            return dict(button)

    def _press_hidden(self, person: Person, button: dict[str, Any]) -> None:
        """The phone shows nothing; the talk keeps a note so that whoever tries it out sees that something happened."""
        title = button.get("title", "")
        note = Message(new_message_id(), "note", "press", self._interacted(person), f"Đã bấm “{title}”")
        self._zalo.talks.add(person.id, note)
        self._emit(person, note, "text", {"text": button["payload"]})

    def _message(self, person_id: str, message_id: str) -> Message:
        message = self._zalo.talks.find(message_id)
        if message is None or self._zalo.talks.owner(message_id) != person_id:
            raise LookupError(f"no message {message_id}")
        return message

    def follow(self, person_id: str) -> None:
        """Begin to follow the OA (which opens the consultation window)."""
        with self._zalo.lock:
            person = self._known(person_id)
            person.follows = True
            now = self._note(person, "Đã quan tâm trang", opens=True)
            self._zalo.emit(self._zalo.events.follow(person, now), person.id)

    def unfollow(self, person_id: str) -> None:
        """Stop following; an open consultation window stays open."""
        with self._zalo.lock:
            person = self._known(person_id)
            person.follows = False
            now = self._note(person, "Đã bỏ quan tâm trang")
            self._zalo.emit(self._zalo.events.unfollow(person, now), person.id)

    def open_chat(self, person_id: str) -> None:
        """Tap the message button on the OA's page, before anything was ever said."""
        with self._zalo.lock:
            person = self._known(person_id)
            now = self._note(person, "Đã bấm Nhắn tin ở trang", opens=True)
            self._zalo.emit(self._zalo.events.about_person("user_click_chatnow", person, now), person.id)

    def withdraw(self, person_id: str) -> None:
        """Ask Zalo that the OA deletes what it keeps about this person."""
        with self._zalo.lock:
            person = self._known(person_id)
            now = self._note(person, "Đã yêu cầu xoá dữ liệu qua Zalo")
            self._zalo.emit(self._zalo.events.about_person("user_withdraw", person, now), person.id)

    def _note(self, person: Person, text: str, opens: bool = False) -> int:
        now = self._interacted(person) if opens else self._zalo.clock.now_ms()
        self._zalo.talks.add(person.id, Message(new_message_id(), "note", "note", now, text))
        return now

    def submit_info(self, person_id: str) -> None:
        """Fill in the form the OA sent, with this resident's made-up particulars."""
        with self._zalo.lock:
            person = self._known(person_id)
            address = {"user_city": "Tỉnh Lâm Đồng", "user_ward": "Phường Phan Thiết", "user_address": person.address}
            gender = {1: "Nam", 2: "Nữ"}.get(person.gender, "")
            info = {
                "name": person.name, "phone": person.phone, "user_dob": person.birthday, "gender": gender,
                "full_address": address,
            }  # fmt: skip
            person.shared = {"name": person.name, "phone": person.phone, "address": person.address}
            now = self._note(person, "Đã chia sẻ họ tên, số điện thoại, địa chỉ")
            self._zalo.emit(self._zalo.events.submitted_info(person, info, now), person.id)

    def react(self, person_id: str, message_id: str, icon: str) -> None:
        """Put a reaction on a message of the OA, or take it away with "/-remove"."""
        with self._zalo.lock:
            person, message = self._known(person_id), self._message(person_id, message_id)
            if icon not in REACTION_ICONS:
                raise ValueError(f"unknown reaction {icon}")
            message.reaction = REACTION_ICONS[icon]
            self._zalo.talks.touch(message)
            what = {"msg_id": message.id, "react_icon": icon}
            now = self._zalo.clock.now_ms()
            self._zalo.emit(self._zalo.events.from_person("user_reacted_message", person, what, now), person.id)

    def look(self, person_id: str) -> int:
        """Look at the chat: messages of the OA become seen; returns how many."""
        with self._zalo.lock:
            person = self._person(person_id)
            unseen = self._zalo.talks.unseen(person_id)
            for message in unseen:
                message.seen = True
            if unseen and not person.anonymous and self._zalo.faults.receipts:
                what = {"msg_ids": [message.id for message in unseen]}
                now = self._zalo.clock.now_ms()
                self._zalo.emit(self._zalo.events.from_oa("user_seen_message", person, what, now), person.id)
            return len(unseen)
