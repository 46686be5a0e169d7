"""The snapshot that answers are made from, replaced as a whole when a content file was changed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.content import Content, ContentError, snapshot_cache
from bot.content.form_files import FOLDER, list_form_files
from bot.content.layers import list_layers, read_stamps
from bot.content.snapshot import ContentSnapshot
from bot.lib.memory import give_back_memory
from bot.understanding.clear_words import ClearWords
from bot.understanding.reader import Reader

log = logging.getLogger(__name__)


class LiveContent:
    """Holds the newest content without errors; a change with errors is logged and not used."""

    def __init__(self, path: Path, today: Callable[[], date], cache: Path | None = None) -> None:
        """Build the snapshot, or read it from the file `cache`.

        Content with errors (a typo before a restart) leaves the last good snapshot of `cache` in use; without one, raises
        ContentError.
        """
        self._path, self._today, self._cache = path, today, cache
        self._lock = threading.Lock()
        self._last_signature = self._read_signature()
        self._day = today()
        self.has_errors = False
        self._snapshot = self._load_first()

    def __call__(self) -> ContentSnapshot:
        """Return the snapshot in use now."""
        return self._snapshot

    @property
    def content(self) -> Content:
        """The content of the current snapshot."""
        content: Content = self._snapshot.content
        return content

    def refresh(self) -> bool:
        """Build a new snapshot when files or the day changed; True when it was replaced."""
        with self._lock:
            try:
                signature, day = self._read_signature(), self._today()
                if (signature, day) == (self._last_signature, self._day):
                    return False
                self._last_signature, self._day = signature, day
                self._snapshot = self._load_or_build()
            except ContentError as error:
                self._note_errors(error)
                return False
            self.has_errors = False
            return True

    def take(self, snapshot: ContentSnapshot) -> None:
        """Use a snapshot that was built from the files as they are now."""
        with self._lock:
            content = replace(snapshot.content, form_files=list_form_files(self._path))
            self._last_signature, self._day = self._read_signature(), self._today()
            self.has_errors = False
            self._snapshot = replace(snapshot, content=content)

    def _read_signature(self) -> tuple[tuple[str, int, int], ...]:
        forms = sorted(path for layer in list_layers(self._path) for path in (layer / FOLDER).glob("*"))
        states = ((str(path), path.stat()) for path in forms)
        stamps = [(path, state.st_mtime_ns, state.st_size) for path, state in states]
        return tuple(sorted(read_stamps(self._path)) + stamps)

    def _load_first(self) -> ContentSnapshot:
        try:
            return self._load_or_build()
        except ContentError as error:
            key = snapshot_cache.key_of(self._path, self._day)
            last = self._cache and snapshot_cache.read(self._cache, key, of_other_content=True)
            if not last:
                raise
            self._note_errors(error)
            return last

    def _note_errors(self, error: ContentError) -> None:
        self.has_errors = True
        log.error("content: %d errors, the last good content stays; see flask content check", len(error.problems))

    def _load_or_build(self) -> ContentSnapshot:
        """Read the snapshot from the cache when it was built from the same files, else build it."""
        if self._cache is None:
            return _build_snapshot(self._path, self._day)
        key = snapshot_cache.key_of(self._path, self._day)
        snapshot = snapshot_cache.read(self._cache, key)
        if snapshot is None:
            snapshot = _build_snapshot(self._path, self._day)
            snapshot_cache.write(self._cache, key, snapshot)
            give_back_memory()  # what the files were read into; 25 MB of a process that lives for months
        return snapshot


def _build_snapshot(path: Path, day: date) -> ContentSnapshot:
    content = Content.load(path).valid_on(day)
    return ContentSnapshot(Reader(content.knowledge()), content, ClearWords(content.sentences, content.lexicon))
