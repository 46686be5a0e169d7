"""What answers are made from: the content as it stands, replaced as a whole when an official changed a file."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot import brain_cache
from bot.content import Content, ContentError
from bot.conversation import Brain
from bot.understanding.reader import Reader

log = logging.getLogger(__name__)


class BrainKeeper:
    """Holds the newest content that is without errors; a broken change is named in the log and not taken."""

    def __init__(self, path: Path, today: Callable[[], date], cache: Path | None = None) -> None:
        """Raises ContentError when the content cannot be used. `cache` is where a built brain is kept for the next start."""
        self._path, self._today, self._cache = path, today, cache
        self._lock = threading.Lock()
        self._seen = self._signature()
        self._day = today()
        self._brain = self._build()

    def __call__(self) -> Brain:
        """The brain as it is now."""
        return self._brain

    @property
    def content(self) -> Content:
        """The content as it is now."""
        content: Content = self._brain.words
        return content

    def refresh(self) -> bool:
        """Take changed files over, and what begins or ends today; True when something was taken."""
        with self._lock:
            seen, day = self._signature(), self._today()
            if (seen, day) == (self._seen, self._day):
                return False
            try:
                self._seen, self._day = seen, day
                self._brain = self._build()
            except ContentError as error:
                log.error("content: %d errors, the old content stays; see flask content check", len(error.problems))
                return False
            return True

    def take(self, brain: Brain) -> None:
        """Use a brain that was built from the files just as they are now, without building it again."""
        with self._lock:
            self._seen, self._day, self._brain = self._signature(), self._today(), brain

    def _signature(self) -> tuple[tuple[str, int, int], ...]:
        files = sorted(self._path.rglob("*.yaml"))
        return tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)

    def _build(self) -> Brain:
        """The brain of the files as they are, from the cache when it was built from just these."""
        if self._cache is None:
            return _new_brain(self._path, self._day)
        key = brain_cache.key_of(self._path, self._day)
        brain = brain_cache.read(self._cache, key)
        if brain is None:
            brain = _new_brain(self._path, self._day)
            brain_cache.write(self._cache, key, brain)
        return brain


def _new_brain(path: Path, day: date) -> Brain:
    content = Content.load(path).valid_on(day)
    return Brain(reader=Reader(content.knowledge()), words=content)
