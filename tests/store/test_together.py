"""Several threads, one commit."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.store import Store, key_values
from bot.store.group_commit import GroupCommit
from tests.support.app import wait_until


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    own_store = Store(tmp_path / "ward.db")
    yield own_store
    own_store.close()


def test_what_waits_while_one_writes_goes_together_and_each_gets_its_own_result(store: Store) -> None:
    first_is_writing, all_wait = threading.Event(), threading.Event()

    def write(db: Database, number: int) -> int:
        if number == 0:
            first_is_writing.set()
            all_wait.wait(5)
        key_values.set_in(db, f"n{number}", str(number))
        return number * 2

    together = GroupCommit(store, write)
    with ThreadPoolExecutor(9) as pool:
        first = pool.submit(together.write, 0)
        assert first_is_writing.wait(5)
        others = [pool.submit(together.write, number) for number in range(1, 9)]
        wait_until(lambda: len(together._waiting) == 8, 5)
        all_wait.set()
        results = [first.result(5), *(other.result(5) for other in others)]
    assert results == [number * 2 for number in range(9)]
    assert [key_values.get(store, f"n{number}") for number in range(9)] == [str(number) for number in range(9)]


def test_one_that_cannot_be_written_spoils_none_of_the_others(store: Store) -> None:
    first_is_writing, all_wait = threading.Event(), threading.Event()

    def write(db: Database, number: int) -> int:
        if number == 0:
            first_is_writing.set()
            all_wait.wait(5)
        key_values.set_in(db, f"n{number}", str(number))
        if number == 2:
            raise ValueError(number)
        return number

    together = GroupCommit(store, write)
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(together.write, 0)
        assert first_is_writing.wait(5)
        others = [pool.submit(together.write, number) for number in (1, 2, 3)]
        wait_until(lambda: len(together._waiting) == 3, 5)
        all_wait.set()
        assert [first.result(5), others[0].result(5), others[2].result(5)] == [0, 1, 3]
        with pytest.raises(ValueError):
            others[1].result(5)
    assert [key_values.get(store, f"n{number}") for number in range(4)] == ["0", "1", None, "3"]
