"""Loads the questions and dialogues of this folder and reads them with the content of the repository."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import handlers
from bot.clock import at_zone, system_clock
from bot.evaluate import JudgedQuestion, Question, judge_questions, read_questions
from bot.event import Event, Kind
from bot.settings import load
from bot.turn import ConversationState, Turn
from bot.understanding.result import NOTHING, Previous, Understanding
from tests.support.app import live_content

HERE = Path(__file__).parent


def load_questions(name: str) -> list[Question]:
    """The questions of a file of this folder, with current codes."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return read_questions(lines, today_code)


def today_code(code: str) -> str:
    procedure = live_content().content.procedure(code)
    return procedure.code if procedure else code


def read_first(text: str) -> Understanding:
    """What `flask ask` reports of a message: its first question."""
    return (live_content()().reader.read_all(text) or [NOTHING])[0]


@cache
def judge_file(name: str) -> list[JudgedQuestion]:
    """All questions of a file with their judgements; cached for all tests of a process."""
    return judge_questions(load_questions(name), read_first)


def load_dialogues() -> list[dict[str, Any]]:
    """The dialogues of dialogues.jsonl: {"id", "about", "turns": [{"say", "expect"}]}."""
    return [json.loads(line) for line in (HERE / "dialogues.jsonl").read_text(encoding="utf-8").splitlines()]


class Talk:
    """The conversation of one person; the real handlers keep its state, as in the product."""

    def __init__(self) -> None:
        self._state = ConversationState()
        self._router = handlers.make_router()

    def says(self, text: str) -> list[Understanding]:
        """The readings of the next message of the conversation."""
        state = self._state
        readings = live_content()().reader.read_all(text, Previous(state.procedure, state.section, state.topic)) or [
            NOTHING
        ]
        for understood in readings:
            self._router.route(self._turn(text, understood))
        return readings

    def _turn(self, text: str, understood: Understanding) -> Turn:
        event = Event(key="", name="talk", kind=Kind.TEXT, person_id=None, received_at=system_clock(), text=text)
        now = at_zone(system_clock(), load({}).timezone)
        return Turn(event=event, state=self._state, content=live_content()().content, now=now, understanding=understood)


def find_missed_turns(dialogue: dict[str, Any]) -> list[str]:
    """One line for each turn that was not read as expected. One of several readings of a message must fit."""
    talk, missed = Talk(), []
    for turn in dialogue["turns"]:
        readings = talk.says(turn["say"])
        if not any(_fits(understood, turn["expect"]) for understood in readings):
            actual = [(one.outcome, one.intent, one.procedure, one.section) for one in readings]
            missed.append(f"{dialogue['id']} {turn['say']!r}: wanted {turn['expect']}, got {actual}")
    return missed


def _fits(understood: Understanding, expected: dict[str, str]) -> bool:
    return all(getattr(understood, name) == value for name, value in expected.items())
