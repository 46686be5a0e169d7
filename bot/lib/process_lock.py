"""Names of processes: each holds a locked file, so that others see at once when it has ended, even by SIGKILL."""

from __future__ import annotations

import fcntl
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

OLD_S = 60.0


class Owner:
    """This process as the owner of claimed events and messages.

    The kernel frees the lock with the process, even on SIGKILL; no heartbeat and no clock is needed.
    """

    def __init__(self, database_path: Path) -> None:
        self.folder = database_path.with_name(database_path.name + ".locks")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._file = self._lock_file(self.name)
        self._roles: dict[str, int] = {}
        self._remove_leftovers()

    def _lock_file(self, name: str) -> int | None:
        """Open and lock the file of `name`; None while another process holds it."""
        handle = os.open(self.folder / name, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return None
        return handle

    def is_gone(self, name: str) -> bool:
        """Whether the process called `name` has ended."""
        if name == self.name:
            return False
        path = self.folder / name
        if not path.exists():
            return True
        handle = self._lock_file(name)
        if handle is None:
            return False
        path.unlink(missing_ok=True)
        os.close(handle)
        return True

    def has_others(self) -> bool:
        """Whether another process works on this database."""
        names = [file.name for file in self.folder.iterdir() if not file.name.startswith("role-")]
        return any(name != self.name and not self.is_gone(name) for name in names)

    def _remove_leftovers(self) -> None:
        """Remove the files of processes that have ended; not very new ones, whose lock may be about to be taken."""
        for file in self.folder.iterdir():
            with suppress(OSError):
                if not file.name.startswith("role-") and time.time() - file.stat().st_mtime > OLD_S:
                    self.is_gone(file.name)

    def lead(self, role: str) -> int | None:
        """Become the only process with `role` on this database; None while another one has it."""
        return self._lock_file(f"role-{role}")

    def has_role(self, role: str) -> bool:
        """Whether this process is, or becomes now, the only one with `role`; it stays so until its end."""
        if role not in self._roles and (handle := self.lead(role)) is not None:
            self._roles[role] = handle
        return role in self._roles

    def close(self) -> None:
        """Release the name and its lock."""
        if self._file is not None:
            (self.folder / self.name).unlink(missing_ok=True)
            os.close(self._file)
            self._file = None
        while self._roles:
            os.close(self._roles.popitem()[1])


def is_in_use(database_path: Path) -> bool:
    """Whether a process works on this database, asked by one that does not."""
    owner = Owner(database_path)
    try:
        return owner.has_others()
    finally:
        owner.close()
