"""An administrator of the OA who writes in Zalo's own chat page (OA Manager): the same event as an answer by API, with
`sender.admin_id`."""

from __future__ import annotations

from bot.simulator.attachments import build_attachment
from bot.simulator.events import EVENT_ENDINGS, PAYLOAD_TYPES
from bot.simulator.json_types import JsonObject
from bot.simulator.state import SimulatedZalo
from bot.simulator.talks import SimulatedMessage, new_message_id

ADMIN_ID = "158"


class OaManager:
    """OA Manager, Zalo's page for administrators. Methods raise LookupError for an unknown person."""

    def __init__(self, zalo: SimulatedZalo) -> None:
        self._zalo = zalo

    def say(self, person_id: str, text: str) -> str:
        """Send a text to a person; returns the message's id."""
        return self._add_message(person_id, "text", text, {}, {"text": text})

    def send(self, person_id: str, kind: str, payload: JsonObject) -> str:
        """Send an attachment (kinds: attachments.py); returns the message's id."""
        payload_on_phone = build_attachment(kind, payload)
        body = {"attachments": [{"type": PAYLOAD_TYPES[kind], "payload": payload_on_phone}]}
        return self._add_message(person_id, kind, "", payload_on_phone, body)

    def _add_message(self, person_id: str, kind: str, text: str, payload_on_phone: JsonObject, body: JsonObject) -> str:
        zalo = self._zalo
        with zalo.lock:
            person = zalo.people.get(person_id)
            if person is None:
                raise LookupError(f"no person {person_id}")
            message = SimulatedMessage(
                new_message_id(), "oa", kind, zalo.clock.now_ms(), text, payload=payload_on_phone, via="oa_manager"
            )
            zalo.talks.add_message(person.id, message)
            message.is_received = True
            name = f"oa_send_{EVENT_ENDINGS.get(kind, kind)}"
            event = zalo.events.from_oa(name, person, {"msg_id": message.id, **body}, message.at)
            event["sender"]["admin_id"] = ADMIN_ID
            zalo.emit_event(event, person.id)
            return message.id
