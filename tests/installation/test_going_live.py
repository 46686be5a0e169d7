"""README's ten steps, walked with the real program; the transcript in docs/van-hanh.md is what really happens."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.support import losing_server
from tests.support.going_live import committed, readme_steps, walking
from tests.support.losing_server import Loss


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[int, list[str]], str, str]]:
    """What each of the ten steps needs, their transcript, and that of losing the server after them."""
    folder = tmp_path_factory.mktemp("going-live")
    (folder / "old").mkdir()
    with walking(folder / "old") as walk:
        ten_steps = walk.walk()
        needs = {step: list(words) for step, words in walk.needs.items()}
        yield needs, ten_steps, Loss(walk, folder).walk()


@pytest.mark.timeout(600)
def test_the_ten_steps_of_the_readme_work_in_their_order_and_the_guide_shows_them(
    walked: tuple[dict[int, list[str]], str, str],
) -> None:
    needs, transcript, _ = walked
    sys.stdout.write(transcript)
    steps = readme_steps()
    assert list(steps) == list(range(1, 11))
    for step, words in needs.items():
        missing = [word for word in words if word not in steps[step]]
        assert not missing, f"step {step} of README does not name {missing}"
    assert transcript == committed(), "run: python -m tests.support.going_live --write"


@pytest.mark.timeout(600)
def test_a_lost_server_is_brought_back_elsewhere_and_sends_nothing_before_a_manager_confirms(
    walked: tuple[dict[int, list[str]], str, str],
) -> None:
    sys.stdout.write(walked[2])
    assert walked[2] == losing_server.committed(), "run: python -m tests.support.losing_server --write"
