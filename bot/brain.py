"""What answers are made from: the content as it stands, replaced as a whole when an official changed a file."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.content import Content, ContentError
from bot.conversation import Brain
from bot.understanding.reader import Reader

log = logging.getLogger(__name__)


class BrainKeeper:
    """Holds the newest content that is without errors; a broken change is named in the log and not taken."""

    def __init__(self, path: Path, today: Callable[[], date]) -> None:
        """Raises ContentError when the content cannot be used."""
        self._path, self._today = path, today
        self._lock = threading.Lock()
        self._seen = self._signature()
        self._day = today()
        self._brain = _build(path, self._day)

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
                self._brain = _build(self._path, day)
            except ContentError as error:
                log.error("content: %d errors, the old content stays; see flask content check", len(error.problems))
                return False
            finally:
                self._seen, self._day = seen, day
            return True

    def _signature(self) -> tuple[tuple[str, int, int], ...]:
        files = sorted(self._path.rglob("*.yaml"))
        return tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)


def _build(path: Path, day: date) -> Brain:
    content = Content.load(path).valid_on(day)
    return Brain(reader=Reader(content.knowledge()), words=content)
