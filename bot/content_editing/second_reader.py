"""Which changes of content a second official reads before the bot says them: a setting of the ward, fees and deadlines by default."""

from __future__ import annotations

from bot.clock import Clock
from bot.content.files import YamlMapping
from bot.content_editing.folder import parse_content_file
from bot.store import Store, audit, key_values

SETTING = "content_second_reader"
OFF, FEES, LEGAL = "off", "fees", "legal"

_FEES = ("fee", "deadline", "time")
WATCHED: dict[str, tuple[str, ...]] = {
    OFF: (),
    FEES: _FEES,
    LEGAL: (*_FEES, "benefit", "papers", "who", "law", "questions", "cases"),
}
"""The keys of a procedure's file whose change waits, by the choice of the ward."""
PROCEDURES = "procedures/"


class SecondReader:
    """The ward's choice, and whether a change falls under it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def choice(self) -> str:
        """What the ward chose: off, fees or legal."""
        choice = key_values.get(self._store, SETTING) or FEES
        return choice if choice in WATCHED else FEES

    def choose(self, choice: str, by: int) -> None:
        """Keep the ward's choice; an unknown one is ignored."""
        if choice not in WATCHED:
            return
        with self._store.write() as db:
            key_values.set_in(db, SETTING, choice)
            audit.write(db, self._clock(), by, "second_reader", None, choice)

    def is_asked(self, file: str, before: str | None, after: str) -> bool:
        """Whether this change of a file waits for a second official."""
        if not file.startswith(PROCEDURES):
            return False
        old, new = _data_of(before or "", file), _data_of(after, file)
        return any(old.get(key) != new.get(key) for key in WATCHED[self.choice()])


def _data_of(text: str, file: str) -> YamlMapping:
    document = parse_content_file(text, file).document
    return document.data if document and isinstance(document.data, dict) else {}
