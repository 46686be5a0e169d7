"""A short run of every trouble with a real process: it serves again by itself, and nothing accepted is lost or doubled."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.torture.troubles import FaultScenario, FaultyInstallation, all_troubles

IN_SHORT = all_troubles(kills=0, connections=1100, full_s=4, unreadable_s=3, no_files_s=3)[1:]
"""Without kills: tests/messaging/test_sigkill.py has them."""
NAMES = ("half_open", "complete", "disk_full", "disk_unreadable", "no_files")


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultyInstallation]:
    """One product for all of them: what one leaves behind, the next one meets."""
    installation = FaultyInstallation(tmp_path_factory.mktemp("ward"))
    installation.open()
    yield installation
    installation.close()


@pytest.mark.xdist_group("troubles")
@pytest.mark.parametrize("trouble", IN_SHORT, ids=NAMES)
def test_it_serves_again_by_itself_and_loses_nothing(ward: FaultyInstallation, trouble: FaultScenario) -> None:
    line = trouble(ward)
    assert line.accepted > 0
    assert (line.lost, line.doubled) == (0, 0), ward.product.log()
    assert line.seconds <= 30, ward.product.log()
