"""Paths of Zalo that are off unless a setting turns them on, and off for good once Zalo closed them (docs/zalo/platform.md 2.1)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.store import Store, Transaction, key_values


class OptionalPaths:
    """What all processes of an installation, and all later ones, know of these paths.

    An administrator opens a path again with its setting: started once with "no", the closing is forgotten.
    """

    def __init__(self, store: Store, open_paths: set[str], names: Iterable[str]) -> None:
        """`open_paths` is what the Zalo client of this process uses; an earlier closing is taken over into it."""
        self._store, self._open_paths = store, open_paths
        for name in names:
            self._take_over(name)

    def _take_over(self, name: str) -> None:
        if name in self._open_paths and self._was_closed(name):
            self._open_paths.discard(name)
        elif name not in self._open_paths and self._was_closed(name):
            with self._store.write() as db:
                key_values.remove(db, _key(name))

    def is_open(self, name: str) -> bool:
        """Whether messages of this path may be written and sent now. The empty name is a path that is always open."""
        return not name or (name in self._open_paths and not self._was_closed(name))

    def note_closed(self, db: Transaction, name: str) -> bool:
        """Ask right after a send whether Zalo closed the path; if so keep it for the next start and other processes."""
        if not name or name in self._open_paths:
            return False
        key_values.set_in(db, _key(name), "yes")
        return True

    def _was_closed(self, name: str) -> bool:
        return key_values.get(self._store, _key(name)) is not None


def _key(name: str) -> str:
    return f"{name}_closed"
