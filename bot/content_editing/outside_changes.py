"""Changes of content files that were made outside the officials' pages: by git pull or a text editor."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from bot.clock import Clock
from bot.content_editing.folder import Folder, Signature, mark_of
from bot.store import Store, content_versions

OUTSIDE = "sửa ngoài trang này"


class OutsideChanges:
    """Compares the files with what the database remembers of them, and records a version for each difference."""

    def __init__(self, store: Store, folder: Folder, clock: Clock) -> None:
        self._store, self._folder, self._clock = store, folder, clock
        self._last_signature: Signature | None = None

    def record(self) -> int:
        """Record what was changed since the last call; returns how many files were."""
        signature = self._folder.get_signature()
        if signature == self._last_signature:
            return 0
        with self._lock_folder():
            count = self.record_locked()
        self._last_signature = signature
        return count

    def record_locked(self) -> int:
        """The same, called while the folder is locked: compare every file with its remembered mark."""
        texts = self._folder.read_texts()
        with self._store.write() as db:
            old_marks = content_versions.get_marks(self._store)
            new_marks = {name: mark_of(text) for name, text in texts.items()}
            changed = [
                name for name in {**old_marks, **new_marks} if old_marks.get(name, "") != new_marks.get(name, "")
            ]
            for name in changed:
                text = texts.get(name)
                if old_marks:
                    before = content_versions.get_text(self._store, name)
                    content_versions.add_version(db, name, self._clock(), None, "outside", OUTSIDE, before, text)
                content_versions.save_text(db, name, text, new_marks.get(name, ""))
            if not old_marks:
                content_versions.set_base(db)
        return len(changed) if old_marks else 0

    @contextmanager
    def _lock_folder(self) -> Generator[None, None, None]:
        """Keep other processes from writing; a folder that cannot be written needs no lock."""
        if self._folder.why_read_only():
            yield
            return
        with self._folder.lock_for_writing():
            yield
