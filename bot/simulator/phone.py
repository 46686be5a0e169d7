"""Actions of people on their phones, and the events they cause."""

from __future__ import annotations

from bot.simulator.attachments import MEDIA, build_attachment
from bot.simulator.events import EVENT_ENDINGS, PAYLOAD_TYPES
from bot.simulator.json_types import JsonObject
from bot.simulator.people import Person
from bot.simulator.state import SimulatedZalo
from bot.simulator.talks import SimulatedMessage, new_message_id

REACTION_ICONS = {"/-heart": "❤️", "/-strong": "👍", "/-remove": ""}


class Phones:
    """The phones of all residents. Every method takes the lock and raises LookupError for an unknown person or message,
    ValueError for an action that this person cannot perform."""

    def __init__(self, zalo: SimulatedZalo) -> None:
        self._zalo = zalo

    def _find_person(self, person_id: str) -> Person:
        person = self._zalo.people.get(person_id)
        if person is None:
            raise LookupError(f"no person {person_id}")
        return person

    def _find_account_holder(self, person_id: str) -> Person:
        person = self._find_person(person_id)
        if person.is_anonymous:
            raise ValueError("a visitor without a Zalo account cannot do this")
        return person

    def _record_interaction(self, person: Person) -> int:
        person.last_interaction = self._zalo.clock.now_ms()
        return person.last_interaction

    def say(self, person_id: str, text: str, quote: str | None = None) -> str:
        """Send a text, perhaps quoting a message; returns the message's id."""
        with self._zalo.lock:
            person = self._find_person(person_id)
            message = self._add_message(person, "text", text, quote=quote)
            body = {"text": text} | ({"quote_msg_id": quote} if quote else {})
            self._emit_message(person, message, "text", body)
            return message.id

    def send(self, person_id: str, kind: str, payload: JsonObject) -> str:
        """Send an attachment (kinds: attachments.py); `text` in it is the caption. Returns the message's id."""
        with self._zalo.lock:
            person = self._find_person(person_id)
            if person.is_anonymous and kind not in ("image", "file", "sticker"):
                raise ValueError("a visitor without a Zalo account cannot send this")
            text = str(payload.pop("text", ""))
            attachment_payload = build_attachment(kind, payload, self._zalo.config.media_url or MEDIA)
            message = self._add_message(person, kind, text, attachment_payload)
            body: JsonObject = {"attachments": [{"type": PAYLOAD_TYPES[kind], "payload": attachment_payload}]}
            self._emit_message(person, message, kind, body | ({"text": text} if text else {}))
            return message.id

    def _add_message(
        self, person: Person, kind: str, text: str, payload: JsonObject | None = None, quote: str | None = None
    ) -> SimulatedMessage:
        now = self._record_interaction(person)
        message = SimulatedMessage(new_message_id(), "person", kind, now, text, payload=payload or {}, quote=quote)
        return self._zalo.talks.add_message(person.id, message)

    def _emit_message(self, person: Person, message: SimulatedMessage, kind: str, body: JsonObject) -> None:
        who = "anonymous" if person.is_anonymous else "user"
        name = f"{who}_send_{EVENT_ENDINGS.get(kind, kind)}"
        body = {"msg_id": message.id, **body}
        if person.conversation_id is not None:
            body["conversation_id"] = person.conversation_id
        self._zalo.emit_event(self._zalo.events.from_person(name, person, body, message.at), person.id)

    def press(self, person_id: str, message_id: str, index: int) -> JsonObject:
        """Press a button, or an entry of a list without buttons; returns the button, whose link the phone may open."""
        with self._zalo.lock:
            person, message = self._find_person(person_id), self._find_message(person_id, message_id)
            choices = message.buttons or [element.get("action") or {} for element in message.elements]
            if not 0 <= index < len(choices):
                raise LookupError(f"no button {index}")
            button = choices[index]
            if button.get("type") == "oa.query.show":
                pressed = self._add_message(person, "text", button["payload"], {"pressed": button.get("title", "")})
                self._emit_message(person, pressed, "text", {"text": button["payload"]})
            elif button.get("type") == "oa.query.hide":
                self._press_hidden(person, button)
            return dict(button)

    def _press_hidden(self, person: Person, button: JsonObject) -> None:
        """Send the payload without a message on the phone; a note in the talk makes the press visible."""
        title = button.get("title", "")
        note = SimulatedMessage(
            new_message_id(), "note", "press", self._record_interaction(person), f"Đã bấm “{title}”"
        )
        self._zalo.talks.add_message(person.id, note)
        self._emit_message(person, note, "text", {"text": button["payload"]})

    def _find_message(self, person_id: str, message_id: str) -> SimulatedMessage:
        message = self._zalo.talks.find_message(message_id)
        if message is None or self._zalo.talks.owner_of(message_id) != person_id:
            raise LookupError(f"no message {message_id}")
        return message

    def follow(self, person_id: str) -> None:
        """Follow the OA, which opens the consultation window."""
        with self._zalo.lock:
            person = self._find_account_holder(person_id)
            person.follows = True
            now = self._add_note(person, "Đã quan tâm trang", opens=True)
            self._zalo.emit_event(self._zalo.events.follow_event(person, now), person.id)

    def unfollow(self, person_id: str) -> None:
        """Stop following; an open consultation window stays open."""
        with self._zalo.lock:
            person = self._find_account_holder(person_id)
            person.follows = False
            now = self._add_note(person, "Đã bỏ quan tâm trang")
            self._zalo.emit_event(self._zalo.events.unfollow_event(person, now), person.id)

    def open_chat(self, person_id: str) -> None:
        """Press the message button on the OA's page, before the first message."""
        with self._zalo.lock:
            person = self._find_account_holder(person_id)
            now = self._add_note(person, "Đã bấm Nhắn tin ở trang", opens=True)
            self._zalo.emit_event(self._zalo.events.about_person("user_click_chatnow", person, now), person.id)

    def withdraw(self, person_id: str) -> None:
        """Ask through Zalo that the OA deletes this person's data."""
        with self._zalo.lock:
            person = self._find_account_holder(person_id)
            now = self._add_note(person, "Đã yêu cầu xoá dữ liệu qua Zalo")
            self._zalo.emit_event(self._zalo.events.about_person("user_withdraw", person, now), person.id)

    def _add_note(self, person: Person, text: str, opens: bool = False) -> int:
        now = self._record_interaction(person) if opens else self._zalo.clock.now_ms()
        self._zalo.talks.add_message(person.id, SimulatedMessage(new_message_id(), "note", "note", now, text))
        return now

    def submit_info(self, person_id: str) -> None:
        """Submit the contact form of the OA with this resident's data."""
        with self._zalo.lock:
            person = self._find_account_holder(person_id)
            city, ward = self._zalo.config.province_name, self._zalo.config.ward_name
            address = {"user_city": city, "user_ward": ward, "user_address": person.address}
            gender = {1: "Nam", 2: "Nữ"}.get(person.gender, "")
            info = {
                "name": person.name,
                "phone": person.phone,
                "user_dob": person.birthday,
                "gender": gender,
                "full_address": address,
            }
            person.shared = {"name": person.name, "phone": person.phone, "address": person.address}
            now = self._add_note(person, "Đã chia sẻ họ tên, số điện thoại, địa chỉ")
            self._zalo.emit_event(self._zalo.events.info_event(person, info, now), person.id)

    def react(self, person_id: str, message_id: str, icon: str) -> None:
        """React to a message of the OA; "/-remove" removes the reaction."""
        with self._zalo.lock:
            person, message = self._find_account_holder(person_id), self._find_message(person_id, message_id)
            if icon not in REACTION_ICONS:
                raise ValueError(f"unknown reaction {icon}")
            message.reaction = REACTION_ICONS[icon]
            self._zalo.talks.mark_changed(message)
            what = {"msg_id": message.id, "react_icon": icon}
            now = self._zalo.clock.now_ms()
            self._zalo.emit_event(self._zalo.events.from_person("user_reacted_message", person, what, now), person.id)

    def look(self, person_id: str) -> int:
        """Open the chat: messages of the OA become seen; returns how many."""
        with self._zalo.lock:
            person = self._find_person(person_id)
            unseen = self._zalo.talks.unseen_by(person_id)
            for message in unseen:
                message.is_seen = True
            if unseen and not person.is_anonymous and self._zalo.faults.receipts:
                what = {"msg_ids": [message.id for message in unseen]}
                now = self._zalo.clock.now_ms()
                self._zalo.emit_event(self._zalo.events.from_oa("user_seen_message", person, what, now), person.id)
            return len(unseen)
