"""What to do, in order, when something happens in a life: a child is born, somebody dies, a house is built."""

from __future__ import annotations

from collections.abc import Iterable

from bot.content.life import LifeEvent, LifeStep
from bot.reply import Button, Reply
from bot.router import HandlerGroup, HandlerResult, Turn
from handlers.guides import not_found
from handlers.speech import BUBBLE, MOST_BUTTONS, fill_text, join_lines, join_paragraphs, origin_line, person_button

group = HandlerGroup("life_events")


@group.intent("life_event")
def answer_life_event(turn: Turn) -> HandlerResult:
    """The life event that a message speaks of; without one, which there are."""
    return show_by_id(turn, turn.understanding.topic or "")


@group.command("viec_doi")
def life_event_command(turn: Turn) -> HandlerResult:
    """ "#viec_doi ID": one life event; without an ID, the first few of them."""
    return show_by_id(turn, turn.argument) if turn.argument else ask_life_event(turn)


def show_by_id(turn: Turn, event_id: str) -> HandlerResult:
    """One life event, told step by step."""
    event = turn.content.life_events.get(event_id)
    return show_life_event(turn, event) if event is not None else ask_life_event(turn)


def ask_life_event(turn: Turn) -> Reply:
    """Which life events can be asked for."""
    events = list(turn.content.life_events.values())
    if not events:
        return not_found(turn)
    rows = [turn.say("life_events.entry", title=event.title) for event in events]
    buttons = [Button(event.title, say=f"#viec_doi {event.id}") for event in events[: MOST_BUTTONS - 1]]
    return Reply(join_lines(turn.say("life_events.which"), *rows), (*buttons, person_button(turn)))


def show_life_event(turn: Turn, event: LifeEvent) -> tuple[Reply, ...]:
    """The steps in as few bubbles as hold them, each with buttons to the procedures it names."""
    turn.state.topic, turn.state.section = event.id, None
    turn.state.procedure = next((code for step in event.steps for code in step.procedures), None)
    parts: list[tuple[str, tuple[str, ...]]] = [(fill_text(turn, event.intro), ())]
    parts += [(_write_step(turn, number, step), step.procedures) for number, step in enumerate(event.steps, 1)]
    together = turn.say("life_events.together", text=fill_text(turn, event.together)) if event.together else ""
    source = origin_line(turn, event.origin)
    parts.append((join_paragraphs(together, source), ()))
    bubbles = _fit_into_bubbles(parts)
    last = len(bubbles) - 1
    return tuple(
        _reply_with_procedures(turn, text, codes, number == last) for number, (text, codes) in enumerate(bubbles)
    )


def _write_step(turn: Turn, number: int, step: LifeStep) -> str:
    return join_lines(turn.say("life_events.step", number=number, title=step.title), fill_text(turn, step.text))


def _fit_into_bubbles(parts: Iterable[tuple[str, tuple[str, ...]]]) -> list[tuple[str, list[str]]]:
    """The parts put together while they fit."""
    bubbles: list[tuple[str, list[str]]] = []
    for text, codes in parts:
        if bubbles and len(bubbles[-1][0]) + 2 + len(text) <= BUBBLE:
            before, codes_before = bubbles[-1]
            bubbles[-1] = (join_paragraphs(before, text), [*codes_before, *codes])
        else:
            bubbles.append((text, list(codes)))
    return bubbles


def _reply_with_procedures(turn: Turn, text: str, codes: Iterable[str], is_last: bool) -> Reply:
    procedures = [turn.content.procedure(code) for code in dict.fromkeys(codes)]
    buttons = [
        Button(procedure.title, say=f"#thu_tuc {procedure.code}") for procedure in procedures if procedure is not None
    ]
    ends = (person_button(turn),) if is_last else ()
    return Reply(text, (*buttons[: MOST_BUTTONS - len(ends)], *ends))
