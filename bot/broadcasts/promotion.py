"""The promotion path: off unless a setting turns it on, off again for good when Zalo says it is closed (platform.md 2.1)."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store import Store, notes

PATH = "promotion"
_CLOSED = "promotion_closed"


class PromotionPath:
    """What all processes of an installation, and all later ones, know of the path.

    An administrator opens it again with the setting: started once with "no", the closing is forgotten.
    """

    def __init__(self, store: Store, open_paths: set[str]) -> None:
        """`open_paths` is what the Zalo client of this process uses; a closing of before is taken over into it."""
        self._store, self._open_paths = store, open_paths
        if PATH in open_paths and self._was_closed():
            open_paths.discard(PATH)
        elif PATH not in open_paths and self._was_closed():
            with store.write() as db:
                notes.remove(db, _CLOSED)

    def is_open(self) -> bool:
        """Whether promotions may be written and sent now."""
        return PATH in self._open_paths and not self._was_closed()

    def is_closed_by_zalo(self, db: Database) -> bool:
        """Asked right after a send: whether the path is closed by now; kept for the next start and other processes."""
        if PATH in self._open_paths:
            return False
        notes.set_in(db, _CLOSED, "yes")
        return True

    def _was_closed(self) -> bool:
        return notes.get(self._store, _CLOSED) is not None
