"""The keys that secrets in the database are sealed with; they lie outside it: in a file of their own, or in the settings.

Sealed is a Fernet token (AES-128-CBC with HMAC-SHA256, github.com/fernet/spec) behind a mark of ours, so that a value from
before sealing is told apart.
"""

from __future__ import annotations

import base64
import os
import threading
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.lib.files import replace_file

MARK = "sealed:"
ENDING = ".key"
"""What the name of a database's key file ends with."""
MOST_OPENED = 16
"""So many values stay opened in memory: both tokens, and those of a sign-in."""
_PURPOSE = b"ward-assistant sealed values"


class WrongKeyError(Exception):
    """None of the keys opens a value."""


def key_file(database: Path) -> Path:
    """Where the keys of a database lie when no setting holds them: beside it."""
    return database.with_name(database.name + ENDING)


class KeyRing:
    """The first key seals, each of them opens: that of SECRET_KEY, those of the file, that of the former SECRET_KEY.

    Without SECRET_KEY the file is made when the first value is sealed. Safe to use from several threads and processes.
    """

    def __init__(self, file: Path, secret_key: str | None = None, former_secret_key: str | None = None) -> None:
        self.file = file
        self._own = [_derive_key(secret_key)] if secret_key else []
        self._former = [_derive_key(former_secret_key)] if former_secret_key else []
        self._guard = threading.Lock()
        self._stamp: tuple[int, int, int] | None = None
        self._in_file: list[Fernet] = []
        self._opened: dict[str, tuple[Fernet, str]] = {}

    @property
    def is_in_settings(self) -> bool:
        """Whether SECRET_KEY seals, and not the file."""
        return bool(self._own)

    def seal(self, text: str | None) -> str | None:
        """The text sealed with the first key; None stays None, and what is sealed stays as it is. Raises OSError."""
        if text is None or text.startswith(MARK):
            return text
        return MARK + self._sealing_key().encrypt(text.encode()).decode("ascii")

    def unseal(self, value: str | None) -> str | None:
        """The text of a sealed value; None and texts that are not sealed as they are. Raises WrongKeyError."""
        if value is None or not value.startswith(MARK):
            return value
        keys = self._keys()
        opened = self._opened.get(value)
        if opened is not None and any(key is opened[0] for key in keys):
            return opened[1]
        token = value.removeprefix(MARK).encode()
        for key in keys:
            with suppress(InvalidToken):
                text = key.decrypt(token).decode()
                self._remember(value, key, text)
                return text
        raise WrongKeyError

    def _remember(self, value: str, key: Fernet, text: str) -> None:
        """Keep an opened value: the tokens of Zalo are read for every message. It counts as long as its key does."""
        if len(self._opened) >= MOST_OPENED:
            self._opened = {}
        self._opened[value] = key, text

    def is_current(self, value: str) -> bool:
        """Whether a value is sealed with the first key already."""
        try:
            self._sealing_key().decrypt(value.removeprefix(MARK).encode())
        except InvalidToken:
            return False
        return value.startswith(MARK)

    def add_key(self) -> None:
        """Put a new key in front of those of the file: it seals from now on. Raises OSError."""
        lines = [Fernet.generate_key(), *(self.file.read_bytes().split() if self.file.exists() else [])]
        replace_file(self.file, b"\n".join(lines) + b"\n")

    def drop_former_keys(self) -> None:
        """Leave only the first key in the file. Raises OSError."""
        replace_file(self.file, self.file.read_bytes().split()[0] + b"\n")

    def _sealing_key(self) -> Fernet:
        if not self._own and not self._read_file():
            _make_key_file(self.file)
        return self._keys()[0]

    def _keys(self) -> list[Fernet]:
        return [*self._own, *self._read_file(), *self._former]

    def _read_file(self) -> list[Fernet]:
        """The keys of the file, newest first, read anew when another process changed it."""
        with self._guard:
            try:
                state = self.file.stat()
            except FileNotFoundError:
                self._stamp, self._in_file = None, []
                return []
            stamp = (state.st_mtime_ns, state.st_size, state.st_ino)
            if stamp != self._stamp:
                self._stamp, self._in_file = stamp, [_as_key(line) for line in self.file.read_bytes().split()]
            return self._in_file


def _as_key(line: bytes) -> Fernet:
    try:
        return Fernet(line)
    except ValueError:
        raise WrongKeyError from None


def _derive_key(secret_key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret_key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def _make_key_file(file: Path) -> None:
    """Make the file whole or not at all, on the disk before anything is sealed with it; the first process wins."""
    draft = file.with_name(f".{file.name}.{os.getpid()}.{threading.get_ident()}.part")
    replace_file(draft, Fernet.generate_key() + b"\n")
    draft.chmod(0o600)
    with suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()
