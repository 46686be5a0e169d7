"""Threads that write at the same moment share one commit, so that the disk is synchronised once for all of them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from bot.store.database import Store, Transaction

Item = TypeVar("Item")
Result = TypeVar("Result")


class _Waiting(Generic[Item, Result]):
    """One thread's write, and how it went."""

    __slots__ = ("error", "is_done", "item", "result")

    def __init__(self, item: Item) -> None:
        self.item = item
        self.is_done = False
        self.result: Result | None = None
        self.error: BaseException | None = None


class GroupCommit(Generic[Item, Result]):
    """Writes what several threads hand in, one transaction for all that wait when the one before is on the disk."""

    def __init__(self, store: Store, write: Callable[[Transaction, Item], Result]) -> None:
        """`write` is called inside the transaction, once for each item, by one thread at a time."""
        self._store, self._write = store, write
        self._waiting: deque[_Waiting[Item, Result]] = deque()
        self._turn = threading.Lock()

    def write(self, item: Item) -> Result:
        """Return what `write` gave for this item once that is on the disk. Raises what it raised."""
        mine: _Waiting[Item, Result] = _Waiting(item)
        self._waiting.append(mine)
        with self._turn:
            if not mine.is_done:
                self._commit_all()
        if mine.error is not None:
            raise mine.error
        return mine.result  # type: ignore[return-value]

    def _commit_all(self) -> None:
        group = self._take()
        try:
            with self._store.write() as db:
                group += self._take()  # who came while we waited for our turn to write
                for one in group:
                    one.result = self._write(db, one.item)
        except BaseException:
            for one in group:  # one that cannot be written spoils none of the others
                self._commit_one(one)
        for one in group:
            one.is_done = True

    def _take(self) -> list[_Waiting[Item, Result]]:
        group = []
        while self._waiting:
            group.append(self._waiting.popleft())
        return group

    def _commit_one(self, one: _Waiting[Item, Result]) -> None:
        try:
            with self._store.write() as db:
                one.result = self._write(db, one.item)
        except BaseException as error:
            one.error = error
