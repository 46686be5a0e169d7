"""One person gets so many answers a minute, one kind sentence after that, and help in an emergency at any time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import MINUTE, system_clock
from bot.conversation import pace
from tests.support.app import AppFixture

TOO_FAST = "nhắn nhanh quá"


class StandingClock:
    """Stands still until told to go on: the minute is over when the test says so."""

    def __init__(self) -> None:
        self.now = system_clock()

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def ward(tmp_path: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppFixture]:
    monkeypatch.setattr(pace, "MOST_A_MINUTE", 3)
    app = AppFixture(tmp_path, clock=clock)
    yield app
    app.close()


def test_after_so_many_answers_one_sentence_says_so_and_then_nothing(ward: AppFixture, clock: StandingClock) -> None:
    person, other = ward.new_person(), ward.new_person()
    for text in ("giờ làm việc", "lệ phí khai sinh", "khai sinh cần giấy gì"):
        assert TOO_FAST not in str(person.says(text)[-1]["text"])
    (messages,) = person.says("giờ làm việc")
    assert TOO_FAST in messages["text"]
    assert person.says("lệ phí khai sinh") == person.says("gửi bưu điện được không") == []
    assert TOO_FAST not in other.says("giờ làm việc")[-1]["text"], "others are not concerned"
    clock.now += MINUTE + 1
    assert TOO_FAST not in person.says("giờ làm việc")[-1]["text"]


def test_an_emergency_and_a_right_are_answered_at_any_time(ward: AppFixture) -> None:
    person = ward.new_person()
    for _ in range(5):
        person.says("giờ làm việc")
    assert "114" in person.says("cháy nhà rồi cứu với")[0]["text"]
    person.says("dừng nhận tin")
    row = ward.runtime.store.row("SELECT opted_out_at FROM people WHERE id = ?", [person.id])
    assert row is not None and row["opted_out_at"] is not None
