"""Whole talks as plain files through webhook, product and simulator. Format: tests/conversations/README.md."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.clock import MINUTE, system_clock
from tests.support.app import AppFixture, Resident

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TALKS = sorted(Path(__file__).parent.glob("*.txt"))
LINE = re.compile(r"(dân|bấm|gửi|có|không|số tin|nút|tệp|cán bộ|giờ|chờ)(?:\s*:\s*(.*))?")


def test_there_are_enough_talks() -> None:
    assert len(TALKS) >= 40


class MovableClock:
    """The time of the machine, moved by what a talk says."""

    def __init__(self) -> None:
        self._ahead = 0

    def __call__(self) -> int:
        return system_clock() + self._ahead

    def set(self, moment: datetime) -> None:
        """Now is `moment`."""
        self._ahead = int(moment.timestamp() * 1000) - system_clock()

    def wait(self, minutes: int) -> None:
        """Time goes on."""
        self._ahead += minutes * MINUTE


@pytest.fixture(scope="module")
def timed_ward_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[AppFixture, MovableClock]]:
    """A product whose time the talks of this file move."""
    clock = MovableClock()
    fixture = AppFixture(tmp_path_factory.mktemp("timed"), clock=clock)
    yield fixture, clock
    fixture.close()


@pytest.mark.parametrize("file", TALKS, ids=[file.stem for file in TALKS])
def test_the_talk_goes_as_written(file: Path, request: pytest.FixtureRequest) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    clock: MovableClock | None = None
    if any(line.startswith(("giờ:", "chờ:")) for line in lines):
        ward_app, clock = request.getfixturevalue("timed_ward_app")
    else:
        ward_app = request.getfixturevalue("ward_app")
    resident = ward_app.new_person()
    heard: list[dict[str, Any]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = LINE.fullmatch(line.strip())
        assert match, f"{file.name}:{number}: this line is not understood: {line}"
        act, rest = match[1], (match[2] or "").strip()
        if act in ("giờ", "chờ"):
            assert clock is not None
            move(clock, act, rest)
        elif act in ("dân", "bấm", "gửi", "cán bộ"):
            heard = perform(ward_app, resident, act, rest)
        else:
            complaint = check(act, rest, heard)
            assert complaint is None, f"{file.name}:{number}: {complaint}\nheard: {[m['text'] for m in heard]}"


def move(clock: MovableClock, act: str, rest: str) -> None:
    """It is a certain time at the ward, or some minutes pass."""
    if act == "giờ":
        clock.set(datetime.fromisoformat(rest).replace(tzinfo=ZONE))
    else:
        clock.wait(int(rest.removesuffix("phút")))


def perform(ward_app: AppFixture, resident: Resident, act: str, rest: str) -> list[dict[str, Any]]:
    """Say, press or send something; or an official answers or gives back."""
    if act == "dân":
        return resident.says(rest.replace("\\n", "\n"))
    if act == "bấm":
        return resident.presses(rest)
    if act == "gửi":
        if rest in ("follow", "unfollow"):
            getattr(ward_app.zalo, rest)(resident.id)
            return resident.hears()
        return resident.sends(rest)
    if rest == "giao lại":
        ward_app.runtime.helpdesk.give_back(
            resident.id, None, ward_app.runtime.live_content.content.say("person.given_back")
        )
    else:
        ward_app.runtime.helpdesk.answer(resident.id, rest, None)
    return resident.hears()


def check(act: str, rest: str, messages: list[dict[str, Any]]) -> str | None:
    """What is wrong with what was heard, or None."""
    said = normal("\n".join(message["text"] for message in messages))
    buttons = [normal(button["title"]) for message in messages for button in message.get("buttons") or ()]
    if act == "có" and normal(rest) not in said:
        return f"“{rest}” was not said"
    if act == "không" and (normal(rest) in said if rest else said):
        return f"“{rest or 'anything'}” should not have been said"
    if act == "số tin" and len(messages) != int(rest):
        return f"{len(messages)} messages came, not {rest}"
    if act == "nút" and normal(rest) not in buttons:
        return f"no button “{rest}” among {buttons}"
    files = [message["payload"]["name"] for message in messages if message["kind"] == "file"]
    if act == "tệp" and rest not in files:
        return f"no file “{rest}” among {files}"
    return None


def normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
