"""Whole talks as plain files, through the real webhook, the product and the simulator. Format: README.md beside this file."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from tests.town import Resident, Town

TALKS = sorted(Path(__file__).parent.glob("*.txt"))
LINE = re.compile(r"(dân|bấm|gửi|có|không|số tin|nút|cán bộ)(?:\s*:\s*(.*))?")


def test_there_are_enough_talks() -> None:
    assert len(TALKS) >= 40


@pytest.mark.parametrize("file", TALKS, ids=[file.stem for file in TALKS])
def test_the_talk_goes_as_written(file: Path, town: Town) -> None:
    resident = town.new_person()
    heard: list[dict[str, Any]] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = LINE.fullmatch(line.strip())
        assert match, f"{file.name}:{number}: this line is not understood: {line}"
        act, rest = match[1], (match[2] or "").strip()
        if act in ("dân", "bấm", "gửi", "cán bộ"):
            heard = perform(town, resident, act, rest)
        else:
            complaint = check(act, rest, heard)
            assert complaint is None, f"{file.name}:{number}: {complaint}\nheard: {[m['text'] for m in heard]}"


def perform(town: Town, resident: Resident, act: str, rest: str) -> list[dict[str, Any]]:
    """Say, press or send something; or an official answers or gives back."""
    if act == "dân":
        return resident.says(rest.replace("\\n", "\n"))
    if act == "bấm":
        return resident.presses(rest)
    if act == "gửi":
        if rest in ("follow", "unfollow"):
            getattr(town.zalo, rest)(resident.id)
            return resident.hears()
        return resident.sends(rest)
    if rest == "giao lại":
        town.runtime.desk.give_back(resident.id, None, town.runtime.brain.content.say("person.given_back"))
    else:
        town.runtime.desk.answer(resident.id, rest, None)
    return resident.hears()


def check(act: str, rest: str, heard: list[dict[str, Any]]) -> str | None:
    """What is wrong with what was heard, or None."""
    said = normal("\n".join(message["text"] for message in heard))
    buttons = [normal(button["title"]) for message in heard for button in message.get("buttons") or ()]
    if act == "có" and normal(rest) not in said:
        return f"“{rest}” was not said"
    if act == "không" and (normal(rest) in said if rest else said):
        return f"“{rest or 'anything'}” should not have been said"
    if act == "số tin" and len(heard) != int(rest):
        return f"{len(heard)} messages came, not {rest}"
    if act == "nút" and normal(rest) not in buttons:
        return f"no button “{rest}” among {buttons}"
    return None


def normal(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
