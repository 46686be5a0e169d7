"""What officials tell each other about a talk: notes, and who has it open."""

from __future__ import annotations

from bot.clock import MINUTE, Clock
from bot.helpdesk.errors import HelpdeskError
from bot.store import Store, audit, helpdesk_notes
from bot.store.helpdesk_notes import TalkNote, TalkViewer

LONGEST = 2000
"""Characters of a note."""

HERE_MS = 5 * MINUTE
"""An official who had the talk open this recently is taken to be at it; a page without scripts tells nothing sooner."""


class Notes:
    """Notes and presence. Nothing of this is ever sent to a resident."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def add_note(self, person_id: str, text: str, official_id: int | None) -> None:
        """Write a note about one person's talk. Raises HelpdeskError."""
        text = text.strip()
        if not text:
            raise HelpdeskError("Ghi chú chưa có chữ nào.")
        if len(text) > LONGEST:
            raise HelpdeskError("Ghi chú dài quá 2.000 ký tự. Hãy rút ngắn.")
        now = self._clock()
        with self._store.write() as db:
            helpdesk_notes.add(db, person_id, official_id, text, now)
            audit.write(db, now, official_id, "note", person_id)

    def of_person(self, person_id: str) -> list[TalkNote]:
        """Return the notes about a person's talk, newest first."""
        return helpdesk_notes.of_person(self._store, person_id)

    def note_presence(self, person_id: str, official_id: int) -> None:
        """Note that this official has the talk open now."""
        now = self._clock()
        with self._store.write(durable=False) as db:
            helpdesk_notes.look(db, person_id, official_id, now, now - HERE_MS)

    def end_presence(self, person_id: str, official_id: int) -> None:
        """Note that this official has left the talk."""
        with self._store.write(durable=False) as db:
            helpdesk_notes.leave(db, person_id, official_id)

    def list_viewers(self, person_id: str, official_id: int) -> list[TalkViewer]:
        """Return the other officials who have the talk open."""
        return helpdesk_notes.others(self._store, person_id, official_id, self._clock() - HERE_MS)
