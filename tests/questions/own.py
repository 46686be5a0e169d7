"""Reading and asking the questions and dialogues of this folder, with the content of the repository."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import handlers
from bot.clock import at_zone, system_clock
from bot.evaluate import Judged, Question, read_questions, run
from bot.event import Event, Kind
from bot.router import Router
from bot.settings import load
from bot.turn import State, Turn
from bot.understanding.result import NOTHING, Previous, Understanding
from tests.town import brain

HERE = Path(__file__).parent


def questions(name: str) -> list[Question]:
    """The questions of the file `name` of this folder, with today's codes."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return read_questions(lines, today_code)


def today_code(code: str) -> str:
    procedure = brain().content.procedure(code)
    return procedure.code if procedure else code


def first_reading(text: str) -> Understanding:
    """What `flask ask` reports of a message: its first question."""
    return (brain()().reader.read_all(text) or [NOTHING])[0]


@cache
def judged(name: str) -> list[Judged]:
    """Every question of a file, judged; once for all tests of a process."""
    return run(questions(name), first_reading)


def dialogues() -> list[dict[str, Any]]:
    """The talks of dialogues.jsonl: {"id", "about", "turns": [{"say", "expect"}]}."""
    return [json.loads(line) for line in (HERE / "dialogues.jsonl").read_text(encoding="utf-8").splitlines()]


class Talk:
    """One person's talk: what was said before is remembered as the product remembers it, by the real handlers."""

    def __init__(self) -> None:
        self._state = State()
        self._router = Router(handlers.TOPICS)

    def says(self, text: str) -> list[Understanding]:
        """Everything understood from one message, after the talk so far."""
        state = self._state
        found = brain()().reader.read_all(text, Previous(state.procedure, state.section, state.topic)) or [NOTHING]
        for understood in found:
            self._router.route(self._turn(text, understood))
        return found

    def _turn(self, text: str, understood: Understanding) -> Turn:
        event = Event(key="", name="talk", kind=Kind.TEXT, person_id=None, received_at=system_clock(), text=text)
        now = at_zone(system_clock(), load({}).timezone)
        return Turn(event=event, state=self._state, words=brain()().words, now=now, understanding=understood)


def missed_turns(dialogue: dict[str, Any]) -> list[str]:
    """What went otherwise than expected, one line a turn. Of several readings of a message, one must fit."""
    talk, missed = Talk(), []
    for turn in dialogue["turns"]:
        found = talk.says(turn["say"])
        if not any(_fits(understood, turn["expect"]) for understood in found):
            got = [(one.outcome, one.intent, one.procedure, one.section) for one in found]
            missed.append(f"{dialogue['id']} {turn['say']!r}: wanted {turn['expect']}, got {got}")
    return missed


def _fits(understood: Understanding, expected: dict[str, str]) -> bool:
    return all(getattr(understood, name) == value for name, value in expected.items())
