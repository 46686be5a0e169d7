"""Finding a talk by its words, and a ticket by its code or words."""

from __future__ import annotations

from bot.clock import Clock
from bot.messaging.history import Parse
from bot.store import Store, key_values, talk_words, ticket_search
from bot.store.talk_words import TalkHit
from bot.store.ticket_search import TicketHit

__all__ = ["TalkHit", "TalkSearch", "TicketHit"]

KEY = "words_read_to"
BATCH = 500
"""Messages noted in one round."""


class TalkSearch:
    """The words of residents' messages, noted after they came, and found without accents."""

    def __init__(self, store: Store, parse: Parse, clock: Clock) -> None:
        self._store, self._parse, self._clock = store, parse, clock
        self._read_to: int | None = None

    def advance(self) -> None:
        """Note the words of messages that came since the last round."""
        if self._read_to is None:
            self._read_to = int(key_values.get(self._store, KEY) or 0)
        messages, last = talk_words.messages_after(self._store, self._read_to, BATCH)
        items = [(message, self._parse(message.body, message.received_at).text) for message in messages]
        if items:
            with self._store.write(durable=False) as db:
                talk_words.add(db, items)
                key_values.set_in(db, KEY, str(last))
        self._read_to = last

    def find_talks(self, text: str, limit: int) -> list[TalkHit]:
        """People in whose talk all words stand in one message, the newest first."""
        return talk_words.find(self._store, text, limit)

    def find_tickets(self, text: str, limit: int) -> list[TicketHit]:
        """Reports and proposals with this code or all these words, the newest first."""
        return ticket_search.find(self._store, text, limit)
