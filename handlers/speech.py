"""Small helpers that all handlers use: filled texts, dates, buttons, the source line."""

from __future__ import annotations

from collections.abc import Sequence

from bot.content.models import Guide
from bot.content.wording import (
    as_day,
    as_sentence,
    fold_text,
    format_money,
    join_lines,
    join_paragraphs,
    mentions_any,
    mentions_name,
    origin_line,
    source_line,
)
from bot.reply import Button
from bot.router import Turn

__all__ = [
    "as_day",
    "as_sentence",
    "call_button",
    "fill_text",
    "fit_into_bubbles",
    "fold_text",
    "format_money",
    "guide_of",
    "is_one_of",
    "join_lines",
    "join_paragraphs",
    "make_button",
    "mentions_any",
    "mentions_name",
    "menu_button",
    "origin_line",
    "person_button",
    "source_line",
]

MOST_BUTTONS = 5
"""Zalo shows no more."""

BUBBLE = 900
"""Characters that read well in one bubble."""


def fill_text(turn: Turn, text: str) -> str:
    """A text of content/ with the ward's names and this person's form of address filled in."""
    return turn.fill(text)


def fit_into_bubbles(parts: Sequence[str]) -> list[str]:
    """The parts with an empty line between them, in as few bubbles as hold them."""
    bubbles: list[str] = []
    for part in parts:
        if bubbles and len(bubbles[-1]) + 2 + len(part) <= BUBBLE:
            bubbles[-1] = join_paragraphs(bubbles[-1], part)
        else:
            bubbles.append(part)
    return bubbles


def make_button(turn: Turn, name: str, say: str) -> Button:
    """A button labelled by content/sentences/buttons.yaml that comes back to us as `say`."""
    return Button(turn.say(f"buttons.{name}"), say=say)


def person_button(turn: Turn) -> Button:
    """The way to an official."""
    return make_button(turn, "person", "#gap_can_bo")


def menu_button(turn: Turn) -> Button:
    """The way to the main menu."""
    return make_button(turn, "menu", "#menu")


def call_button(turn: Turn, number: str) -> Button:
    """Return a button that calls the phone `number`."""
    return Button(turn.say("buttons.call_number", number=number), phone=number)


def is_one_of(turn: Turn, key: str) -> bool:
    """Whether the whole message is one of the phrases `key` of content/sentences, accents or not."""
    return fold_text(turn.text) in map(fold_text, turn.content.variants(key))


def guide_of(turn: Turn) -> Guide | None:
    """The content entry that was matched, when it is one with a text of its own."""
    return turn.content.guides.get(turn.understanding.topic or "")
