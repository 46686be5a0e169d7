"""The handle for programs and tests: act as people, inject faults, read the state."""

from __future__ import annotations

from itertools import islice

from bot.simulator.config import SimulatorConfig
from bot.simulator.faults import Faults
from bot.simulator.json_types import JsonObject
from bot.simulator.oa_manager import OaManager
from bot.simulator.phone import Phones
from bot.simulator.state import SimulatedZalo

HOUR_SECONDS = 3600


class Simulator:
    """One simulated Zalo. `app.extensions["simulator"]` is one; all methods may be called from any thread."""

    def __init__(self, config: SimulatorConfig) -> None:
        self.config = config
        self.zalo = SimulatedZalo(config)
        self.phones = Phones(self.zalo)
        self.oa_manager = OaManager(self.zalo)

    @property
    def faults(self) -> Faults:
        """The active faults; set its attributes or call its methods."""
        return self.zalo.faults

    @property
    def calls(self) -> list[JsonObject]:
        """The newest calls to Zalo's URLs, oldest first, tokens masked."""
        return self.zalo.calls.calls_since(0)

    @property
    def deliveries(self) -> list[JsonObject]:
        """The newest delivery attempts, oldest first: event, person_id, attempt, outcome, at, body."""
        return [entry | {"body": entry["body"].decode()} for entry in tuple(self.zalo.webhooks.log)]

    def people(self, most: int | None = None) -> list[JsonObject]:
        """All people (or the first `most`) as the chat page lists them."""
        with self.zalo.lock:
            return [
                {
                    "id": person.id,
                    "name": person.name,
                    "about": person.about,
                    "follows": person.follows,
                    "anonymous": person.is_anonymous,
                    "unseen": len(self.zalo.talks.unseen_by(person.id)),
                    "last_interaction": person.last_interaction,
                }
                for person in islice(self.zalo.people, most)
            ]

    def add_people(self, count: int) -> list[str]:
        """Add invented followers whose last interaction is now; returns their ids."""
        with self.zalo.lock:
            return [person.id for person in self.zalo.people.add_followers(count, self.zalo.clock.now_ms())]

    def person_says(self, person_id: str, text: str, quote: str | None = None) -> str:
        """Send a text as a person; returns the message's id."""
        return self.phones.say(person_id, text, quote)

    def person_sends(self, person_id: str, kind: str, **payload: object) -> str:
        """Send an attachment as a person (kinds and fields: attachments.py); returns the message's id."""
        return self.phones.send(person_id, kind, payload)

    def press(self, person_id: str, message_id: str, button_index: int) -> JsonObject:
        """Press a button (or an entry of a list) as a person; returns the button."""
        return self.phones.press(person_id, message_id, button_index)

    def follow(self, person_id: str) -> None:
        """Let a person follow the OA."""
        self.phones.follow(person_id)

    def unfollow(self, person_id: str) -> None:
        """Let a person stop following."""
        self.phones.unfollow(person_id)

    def talk(self, person_id: str, since: int = 0) -> list[JsonObject]:
        """The talk with one person (only what changed after `since`), oldest message first."""
        with self.zalo.lock:
            return [message.as_dict() for message in self.zalo.talks.messages_with(person_id) if message.change > since]

    def issue_tokens(self) -> tuple[str, str]:
        """An access and a refresh token without the permission page, as Zalo's console gives to an administrator."""
        with self.zalo.lock:
            return self.zalo.tokens.new_pair()

    def expire_access_tokens(self) -> None:
        """End every access token now (-220); refresh tokens still work."""
        with self.zalo.lock:
            self.zalo.tokens.expire_access()

    def advance(self, hours: float) -> None:
        """Move Zalo's clock forward."""
        with self.zalo.lock:
            self.zalo.clock.advance(hours * HOUR_SECONDS)

    def set_night(self, night: bool | None) -> None:
        """Force night or day; None lets the hour decide."""
        with self.zalo.lock:
            self.zalo.clock.night = night

    def wait_idle(self, timeout: float = 10.0) -> bool:
        """Wait until every webhook is delivered or given up; False when `timeout` seconds were not enough."""
        return self.zalo.webhooks.wait_idle(timeout)

    def state(self) -> JsonObject:
        """The state that the panel shows, as plain JSON values."""
        zalo = self.zalo
        with zalo.lock:
            return {
                "changes": zalo.talks.changes,
                "faults": zalo.faults.as_dict(),
                "clock": zalo.clock.as_dict(),
                "webhook": zalo.webhooks.as_dict(),
                "quota": zalo.quotas.package_quota(),
                "calls": len(zalo.calls),
            }

    def close(self) -> None:
        """Stop the delivery threads."""
        self.zalo.webhooks.close()
