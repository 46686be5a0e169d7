"""Two passwords are hashed at once, a few wait, the rest is refused; devices known from before wait in places of their own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from typing import ClassVar

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError

from bot.accounts import password_hashing
from bot.accounts.password_hashing import KNOWN_QUEUE, PLACES, QUEUE, HashingBusy, PasswordHashing
from tests.support.app import wait_until


class SlowHasher:
    """A hasher whose comparisons last until it is told to finish."""

    salt_len, hash_len, memory_cost, time_cost, parallelism = 16, 32, 65536, 3, 4

    def __init__(self) -> None:
        self.finish, self.under_way, self.most = threading.Event(), 0, 0
        self._guard = threading.Lock()

    def hash(self, password: str) -> str:
        """The password itself."""
        return password

    def verify(self, password_hash: str, password: str) -> bool:
        """Wait for `finish`, then compare."""
        with self._guard:
            self.under_way += 1
            self.most = max(self.most, self.under_way)
        self.finish.wait(30)
        with self._guard:
            self.under_way -= 1
        return password_hash == password


@pytest.fixture
def hasher(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowHasher]:
    slow = SlowHasher()
    monkeypatch.setattr(password_hashing, "PasswordHasher", lambda: slow)
    yield slow
    slow.finish.set()


def test_a_third_password_waits_and_one_beyond_the_queue_is_refused(hasher: SlowHasher) -> None:
    hashing, answers = PasswordHashing(), []
    callers = [
        threading.Thread(target=lambda: answers.append(hashing.matches("đúng", "đúng"))) for _ in range(PLACES + QUEUE)
    ]
    for caller in callers:
        caller.start()
    wait_until(lambda: hasher.under_way == PLACES and hashing.waiting == QUEUE, 10)
    with pytest.raises(HashingBusy):
        hashing.matches("đúng", "đúng")
    known = threading.Thread(target=lambda: answers.append(hashing.matches("đúng", "sai", is_known=True)))
    known.start()
    wait_until(lambda: hashing.waiting == QUEUE + 1, 10)
    hasher.finish.set()
    for caller in (*callers, known):
        caller.join(10)
    assert sorted(answers) == [False] + [True] * (PLACES + QUEUE)
    assert hasher.most == PLACES and KNOWN_QUEUE >= 1
    assert hashing.matches("đúng", "đúng"), "the places are free again"


class RecordingHasher(PasswordHasher):
    """A real hasher that notes what it was asked."""

    made: ClassVar[list[str]] = []
    compared: ClassVar[list[str]] = []

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        self.made.append(super().hash(password, salt=salt))
        return self.made[-1]

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:
        self.compared.append(str(hash))
        with pytest.raises(VerifyMismatchError):  # it was computed to the end, not turned away for its form
            super().verify(hash, password)
        return False


def test_a_start_hashes_nothing_and_nobodys_password_takes_the_work_of_a_real_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cheap = partial(RecordingHasher, time_cost=2, memory_cost=16, parallelism=2)
    monkeypatch.setattr(password_hashing, "PasswordHasher", cheap)
    hashing = PasswordHashing()
    assert RecordingHasher.made == []
    real = hashing.hash("đúng")
    assert not hashing.matches(None, "đúng") and not hashing.matches(real, "sai")
    of_nobody, _ = RecordingHasher.compared
    assert extract_parameters(of_nobody) == extract_parameters(real)
