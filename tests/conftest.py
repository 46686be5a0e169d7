"""What every test may use. The network beyond this machine is closed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.accounts import password_hashing
from tests.support.app import AppFixture
from tests.support.quick import shared_route_code, shared_schema, shared_snapshots, shared_template_code

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Connections leave this machine in no test."""
    real = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address[0]}")
        real(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign]
    yield
    socket.socket.connect = real  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> Iterator[None]:
    """Argon2 stays, with the least work it knows: hundreds of sign-ins would cost minutes. One test holds the real cost."""
    real = password_hashing.PasswordHasher
    password_hashing.PasswordHasher = partial(real, time_cost=1, memory_cost=8, parallelism=1)  # type: ignore[misc,assignment]
    yield
    password_hashing.PasswordHasher = real  # type: ignore[misc]


@pytest.fixture(autouse=True, scope="session")
def quick_installations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A thousand tests make an installation of their own; what all of those have in common is made once."""
    with (
        shared_schema(tmp_path_factory.mktemp("schema")),
        shared_route_code(),
        shared_template_code(),
        shared_snapshots(tmp_path_factory.getbasetemp().parent / "snapshots"),
    ):
        yield


@pytest.fixture(scope="session")
def ward_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppFixture]:
    """One product and one Zalo for all conversations of a worker; every test brings people of its own."""
    fixture = AppFixture(tmp_path_factory.mktemp("town"))
    yield fixture
    fixture.close()


@pytest.fixture
def own_ward_app(tmp_path: Path) -> Iterator[AppFixture]:
    """A product and a Zalo that a test may disturb."""
    fixture = AppFixture(tmp_path)
    yield fixture
    fixture.close()
