"""What to do, in order, when something happens in a life: a child is born, somebody dies, a house is built."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.reply import Button, Reply
from bot.router import Said, Topic, Turn
from handlers.guides import not_found
from handlers.speech import BUBBLE, MOST_BUTTONS, fill, lines, paragraphs, person_button, source_line

topic = Topic("life_events")


@topic.intent("life_event")
def understood(turn: Turn) -> Said:
    """The life event that a message speaks of; without one, which there are."""
    return by_id(turn, turn.understanding.topic or "")


@topic.command("viec_doi")
def command(turn: Turn) -> Said:
    """ "#viec_doi ID": one life event; without an ID, the first few of them."""
    return by_id(turn, turn.argument) if turn.argument else choose(turn)


def by_id(turn: Turn, event_id: str) -> Said:
    """One life event, told step by step."""
    event = turn.words.life_events.get(event_id)
    return tell(turn, event) if event is not None else choose(turn)


def choose(turn: Turn) -> Reply:
    """Which life events can be asked for."""
    events = list(turn.words.life_events.values())
    if not events:
        return not_found(turn)
    rows = [turn.say("life_events.entry", title=event.title) for event in events]
    buttons = [Button(event.title, say=f"#viec_doi {event.id}") for event in events[: MOST_BUTTONS - 1]]
    return Reply(lines(turn.say("life_events.which"), *rows), (*buttons, person_button(turn)))


def tell(turn: Turn, event: Any) -> tuple[Reply, ...]:
    """The steps in as few bubbles as hold them, each with buttons to the procedures it names."""
    turn.state.topic, turn.state.section = event.id, None
    turn.state.procedure = next((code for step in event.steps for code in step.procedures), None)
    parts: list[tuple[str, tuple[str, ...]]] = [(fill(turn, event.intro), ())]
    parts += [(_step(turn, number, step), step.procedures) for number, step in enumerate(event.steps, 1)]
    together = turn.say("life_events.together", text=fill(turn, event.together)) if event.together else ""
    source = source_line(turn, event.origin.source, event.origin.checked)
    parts.append((paragraphs(together, source), ()))
    bubbles = _bubbles(parts)
    last = len(bubbles) - 1
    return tuple(_reply(turn, text, codes, number == last) for number, (text, codes) in enumerate(bubbles))


def _step(turn: Turn, number: int, step: Any) -> str:
    return lines(turn.say("life_events.step", number=number, title=step.title), fill(turn, step.text))


def _bubbles(parts: Iterable[tuple[str, tuple[str, ...]]]) -> list[tuple[str, list[str]]]:
    """The parts put together while they fit."""
    bubbles: list[tuple[str, list[str]]] = []
    for text, codes in parts:
        if bubbles and len(bubbles[-1][0]) + 2 + len(text) <= BUBBLE:
            before, known = bubbles[-1]
            bubbles[-1] = (paragraphs(before, text), [*known, *codes])
        else:
            bubbles.append((text, list(codes)))
    return bubbles


def _reply(turn: Turn, text: str, codes: Iterable[str], is_last: bool) -> Reply:
    known = [turn.words.procedure(code) for code in dict.fromkeys(codes)]
    buttons = [Button(found.title, say=f"#thu_tuc {found.code}") for found in known if found is not None]
    ends = (person_button(turn),) if is_last else ()
    return Reply(text, (*buttons[: MOST_BUTTONS - len(ends)], *ends))
