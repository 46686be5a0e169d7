"""Everything one simulated Zalo knows, behind one lock, and what happens when an OA or a person says something."""

from __future__ import annotations

import threading
from typing import Any

from .articles import Articles
from .calls import CallLog
from .clock import Clock
from .config import SimulatorConfig
from .delivery import Webhooks
from .errors import ZaloError, invalid
from .events import Events
from .faults import Faults
from .people import People, Person, residents
from .quotas import Quotas
from .talks import Message, Talks
from .tokens import Tokens
from .uploads import Uploads


class Zalo:
    """The state. Whoever reads or changes it holds `lock`; events are handed over under it, so they keep the order of
    what happened."""

    def __init__(self, config: SimulatorConfig) -> None:
        self.config = config
        self.lock = threading.RLock()
        self.clock = Clock(config.clock)
        self.people = People(residents())
        self.talks = Talks()
        self.tokens = Tokens(self.clock)
        self.faults = Faults(config.rate_per_second)
        self.uploads = Uploads(self.clock)
        self.articles = Articles(self.clock, int(config.article_seconds * 1000))
        self.quotas = Quotas(self.clock, self.faults, config.oa_id)
        self.calls = CallLog()
        self.events = Events(config.app_id, config.oa_id)
        self.webhooks = Webhooks(config)

    def person(self, person_id: str) -> Person:
        """The person an OA call speaks of; -201 for an id nobody has."""
        person = self.people.get(person_id)
        if person is None or person.anonymous:
            raise invalid("user_id")
        return person

    def message(self, message_id: str, person: Person) -> Message:
        """A message in this person's talk; -201 if there is none."""
        message = self.talks.find(message_id)
        if message is None or self.talks.owner(message_id) != person.id:
            raise invalid("message_id")
        return message

    def emit(self, event: dict[str, Any], person_id: str) -> None:
        """Send an event to the webhook, as often as the fault "repeat" says."""
        self.webhooks.send(event, person_id, self.faults.repeat)

    def say_as_oa(self, person: Person, message: Message, event_name: str, event_message: dict[str, Any]) -> None:
        """Put a message of the OA on the person's phone, and send the echo and the receipt."""
        self.talks.add(person.id, message)
        now = message.at
        body = {"msg_id": message.id, **event_message}
        if person.conversation_id is not None:
            body["conversation_id"] = person.conversation_id
        message.received = True
        if not self.faults.receipts:
            return
        self.emit(self.events.from_oa(event_name, person, body, now), person.id)
        if not person.anonymous:
            self.emit(self.events.from_oa("user_received_message", person, {"msg_id": message.id}, now), person.id)

    def check_token(self, token: str, business: bool) -> None:
        """Raise what Zalo answers to a token that is missing, unknown or ended (-124 on the template host)."""
        try:
            self.tokens.check(token)
        except ZaloError:
            if business:
                raise ZaloError(-124) from None
            raise
