"""Hashing of passwords (argon2), a few at a time: each takes 64 MiB and a core for a moment, and strangers can ask for it."""

from __future__ import annotations

import secrets
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

PLACES = 2
"""Passwords hashed at once."""
QUEUE = 6
"""Requests that may wait for a place; a further one is refused at once, so that no thread waits long."""
KNOWN_QUEUE = 4
"""More of them for devices on which the official signed in before: strangers who fill the queue keep nobody out."""


class HashingBusy(Exception):
    """The places are taken and the queue is full."""


class PasswordHashing:
    """Hashes and compares passwords. Safe to use from several threads."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._places = threading.BoundedSemaphore(PLACES)
        self._guard = threading.Lock()
        self._inside = 0

    @property
    def waiting(self) -> int:
        """How many requests wait for a place."""
        return max(0, self._inside - PLACES)

    def hash(self, password: str) -> str:
        """Return the hash to keep of a password. Raises HashingBusy."""
        with self._place(is_known=True):
            return self._hasher.hash(password)

    def matches(self, password_hash: str | None, password: str, *, is_known: bool = False) -> bool:
        """Return whether the password fits the hash; None (there is no such account) takes the same time.

        `is_known`: the request comes from a device on which this official signed in before. Raises HashingBusy.
        """
        with self._place(is_known=is_known):
            try:
                return self._hasher.verify(password_hash or _make_up_hash(self._hasher), password)
            except (VerificationError, InvalidHashError):
                return False

    @contextmanager
    def _place(self, *, is_known: bool) -> Iterator[None]:
        with self._guard:
            if self._inside >= PLACES + QUEUE + (KNOWN_QUEUE if is_known else 0):
                raise HashingBusy
            self._inside += 1
        try:
            with self._places:
                yield
        finally:
            with self._guard:
                self._inside -= 1


def _make_up_hash(hasher: PasswordHasher) -> str:
    """A hash of no password that takes as long to compare as a real one, and nothing to make."""
    salt, rest = (
        b64encode(secrets.token_bytes(length)).rstrip(b"=").decode() for length in (hasher.salt_len, hasher.hash_len)
    )
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v={ARGON2_VERSION}${cost}${salt}${rest}"
