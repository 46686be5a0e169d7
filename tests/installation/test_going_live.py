"""README's ten steps, walked with the real program; the transcript in docs/van-hanh.md is what really happens."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support.going_live import committed, readme_steps, walking


@pytest.mark.timeout(600)
def test_the_ten_steps_of_the_readme_work_in_their_order_and_the_guide_shows_them(tmp_path: Path) -> None:
    with walking(tmp_path) as walk:
        transcript = walk.walk()
    sys.stdout.write(transcript)
    steps = readme_steps()
    assert list(steps) == list(range(1, 11))
    for step, words in walk.needs.items():
        missing = [word for word in words if word not in steps[step]]
        assert not missing, f"step {step} of README does not name {missing}"
    assert transcript == committed(), "run: python -m tests.support.going_live --write"
