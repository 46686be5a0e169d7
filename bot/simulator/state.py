"""The state of one simulated Zalo behind one lock, and the messages and events of the OA."""

from __future__ import annotations

import threading

from bot.simulator.articles import SimulatedArticles
from bot.simulator.calls import CallLog
from bot.simulator.clock import SimulatedClock
from bot.simulator.config import SimulatorConfig
from bot.simulator.delivery import Webhooks
from bot.simulator.errors import ZaloError, invalid_field
from bot.simulator.events import Events
from bot.simulator.faults import Faults
from bot.simulator.json_types import JsonObject
from bot.simulator.people import Person, SimulatedPeople, invent_residents
from bot.simulator.quotas import Quotas
from bot.simulator.registration import Registration
from bot.simulator.talks import SimulatedMessage, Talks
from bot.simulator.tokens import IssuedTokens
from bot.simulator.uploads import UploadedFiles


class SimulatedZalo:
    """The state. Callers hold `lock` while they read or change it; events are queued under it in order."""

    def __init__(self, config: SimulatorConfig) -> None:
        self.config = config
        self.lock = threading.RLock()
        self.clock = SimulatedClock(config.clock)
        self.people = SimulatedPeople(invent_residents())
        self.talks = Talks()
        self.tokens = IssuedTokens(self.clock)
        self.faults = Faults(config.rate_per_second)
        self.uploads = UploadedFiles(self.clock)
        self.articles = SimulatedArticles(self.clock, int(config.article_seconds * 1000))
        self.quotas = Quotas(self.clock, self.faults, config.oa_id)
        self.calls = CallLog()
        self.events = Events(config.app_id, config.oa_id)
        self.registration = Registration.from_config(config)
        self.webhooks = Webhooks(config, self.registration)

    def get_person(self, person_id: str) -> Person:
        """The person with this id; raises -201 for an unknown id."""
        person = self.people.get(person_id)
        if person is None or person.is_anonymous:
            raise invalid_field("user_id")
        return person

    def get_message(self, message_id: str, person: Person) -> SimulatedMessage:
        """A message in this person's talk; raises -201 if there is none."""
        message = self.talks.find_message(message_id)
        if message is None or self.talks.owner_of(message_id) != person.id:
            raise invalid_field("message_id")
        return message

    def emit_event(self, event: JsonObject, person_id: str) -> None:
        """Send an event to the webhook, as often as the fault "repeat" says; nothing without the permission of console and OA."""
        if not self.registration.has_events or not self.tokens.is_granted:
            return
        self.webhooks.send_event(event, person_id, self.faults.repeat)

    def say_as_oa(self, person: Person, message: SimulatedMessage, event_name: str, event_message: JsonObject) -> None:
        """Put a message of the OA on the person's phone, and send the echo and the receipt."""
        self.talks.add_message(person.id, message)
        now = message.at
        body = {"msg_id": message.id, **event_message}
        if person.conversation_id is not None:
            body["conversation_id"] = person.conversation_id
        message.is_received = True
        if not self.faults.receipts:
            return
        self.emit_event(self.events.from_oa(event_name, person, body, now), person.id)
        if not person.is_anonymous:
            self.emit_event(
                self.events.from_oa("user_received_message", person, {"msg_id": message.id}, now), person.id
            )

    def check_token(self, token: str, business: bool) -> None:
        """Raise Zalo's error for a missing, unknown or expired token (-124 on the template host)."""
        try:
            self.tokens.check_token(token)
        except ZaloError:
            if business:
                raise ZaloError(-124) from None
            raise
