"""A line to Zalo that can be cut: no byte of a call leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests
from urllib3.exceptions import NewConnectionError

from tests.support.in_process import InProcess


@contextmanager
def cut_line() -> Iterator[Callable[[], int]]:
    """While this lasts, no call of any installation of this process reaches its Zalo; yields how many were tried."""
    tries = 0

    def refuse(self: InProcess, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        nonlocal tries
        tries += 1
        raise requests.ConnectionError(NewConnectionError(None, "connection refused"), request=request)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(InProcess, "send", refuse)
        yield lambda: tries
