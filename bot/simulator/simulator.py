"""The handle that programs and tests hold: people act, faults strike, the state can be read."""

from __future__ import annotations

from itertools import islice
from typing import Any

from .config import SimulatorConfig
from .delivery import RETRY_SECONDS
from .faults import Faults
from .phone import Phones
from .state import Zalo

HOUR_SECONDS = 3600


class Simulator:
    """One simulated Zalo. `app.extensions["simulator"]` is one; all methods may be called from any thread."""

    def __init__(self, config: SimulatorConfig) -> None:
        self.config = config
        self.zalo = Zalo(config)
        self.phones = Phones(self.zalo)

    @property
    def faults(self) -> Faults:
        """What is broken just now; set its attributes or call its methods."""
        return self.zalo.faults

    @property
    def calls(self) -> list[dict[str, Any]]:
        """The newest calls to Zalo's URLs, oldest first, tokens masked."""
        return self.zalo.calls.since(0)

    @property
    def deliveries(self) -> list[dict[str, Any]]:
        """The newest tries to deliver a webhook, oldest first: event, person_id, attempt, outcome, at, body."""
        return [entry | {"body": entry["body"].decode()} for entry in tuple(self.zalo.webhooks.log)]

    def people(self, most: int | None = None) -> list[dict[str, Any]]:
        """Everybody (or the first `most`), with what the chat page shows of them."""
        with self.zalo.lock:
            return [
                {"id": person.id, "name": person.name, "about": person.about, "follows": person.follows,
                 "anonymous": person.anonymous, "unseen": len(self.zalo.talks.unseen(person.id)),
                 "last_interaction": person.last_interaction}
                for person in islice(self.zalo.people, most)
            ]  # fmt: skip

    def add_people(self, count: int) -> list[str]:
        """Invent followers who wrote a moment ago; returns their ids."""
        with self.zalo.lock:
            return [person.id for person in self.zalo.people.add(count, self.zalo.clock.now_ms())]

    def person_says(self, person_id: str, text: str, quote: str | None = None) -> str:
        """A person writes; returns the message's id."""
        return self.phones.say(person_id, text, quote)

    def person_sends(self, person_id: str, kind: str, **payload: Any) -> str:
        """A person sends something besides text (kinds and fields: attachments.py); returns the message's id."""
        return self.phones.send(person_id, kind, payload)

    def press(self, person_id: str, message_id: str, button_index: int) -> dict[str, Any]:
        """A person presses a button (or an entry of a list); returns the button."""
        return self.phones.press(person_id, message_id, button_index)

    def follow(self, person_id: str) -> None:
        """A person begins to follow."""
        self.phones.follow(person_id)

    def unfollow(self, person_id: str) -> None:
        """A person stops following."""
        self.phones.unfollow(person_id)

    def talk(self, person_id: str, since: int = 0) -> list[dict[str, Any]]:
        """The talk with one person (only what changed after `since`), oldest message first."""
        with self.zalo.lock:
            return [message.as_dict() for message in self.zalo.talks.of(person_id) if message.change > since]

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

    def state(self) -> dict[str, Any]:
        """Everything the panel shows, as plain JSON values."""
        zalo = self.zalo
        with zalo.lock:
            return {
                "changes": zalo.talks.changes,
                "faults": zalo.faults.as_dict(),
                "clock": {
                    "local": zalo.clock.local().isoformat(timespec="seconds"), "night": zalo.clock.is_night(),
                    "forced_night": zalo.clock.night, "ahead_seconds": zalo.clock.ahead_seconds,
                },
                "webhook": {
                    "url": self.config.webhook_url, "on": zalo.webhooks.on, "pending": zalo.webhooks.pending,
                    "given_up": zalo.webhooks.given_up, "last_outcome": zalo.webhooks.last_outcome,
                    "retry_seconds": RETRY_SECONDS,
                },
                "quota": zalo.quotas.package(),
                "calls": len(zalo.calls),
            }  # fmt: skip

    def close(self) -> None:
        """Stop the delivery threads."""
        self.zalo.webhooks.close()
