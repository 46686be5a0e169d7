"""The collector stands still only as long as it is told to."""

from __future__ import annotations

import gc

import pytest

from bot.lib.memory import without_collector


def test_the_collector_goes_on_afterwards_whatever_happened() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError), without_collector():
        with without_collector():
            assert not gc.isenabled()
        assert not gc.isenabled(), "the outer one is not over"
        raise ValueError
    assert gc.isenabled()
