"""Who holds work: each process owns a locked file, so that others see at once when it is gone, however it died."""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path


class Owner:
    """This process as the holder of claimed events and messages.

    The kernel frees the lock with the process, even on SIGKILL; no heartbeat and no clock is needed.
    """

    def __init__(self, database_path: Path) -> None:
        self.folder = database_path.with_name(database_path.name + ".locks")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._file = self._lock(self.name)

    def _lock(self, name: str) -> int | None:
        """Open and lock the file of `name`; None while another process holds it."""
        handle = os.open(self.folder / name, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return None
        return handle

    def is_gone(self, name: str) -> bool:
        """True when the process that was `name` no longer lives."""
        if name == self.name:
            return False
        path = self.folder / name
        if not path.exists():
            return True
        handle = self._lock(name)
        if handle is None:
            return False
        path.unlink(missing_ok=True)
        os.close(handle)
        return True

    def lead(self, role: str) -> int | None:
        """Become the only holder of `role` on this database; None while another process is."""
        return self._lock(f"role-{role}")

    def close(self) -> None:
        """Give the name up."""
        if self._file is not None:
            (self.folder / self.name).unlink(missing_ok=True)
            os.close(self._file)
            self._file = None
