"""Small helpers that every topic speaks with: filled texts, dates, buttons, the source line."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import lru_cache
from typing import Any

from bot.reply import Button
from bot.router import Turn

MOST_BUTTONS = 5
"""Zalo shows no more."""

BUBBLE = 900
"""Characters that read well in one bubble."""


def fill(turn: Turn, text: str) -> str:
    """A text of content/ with the ward's names and this person's form of address filled in."""
    address = turn.state.address
    filled: str = turn.words.fill(text, anh_chi=address, Anh_chi=address[:1].upper() + address[1:])
    return filled


def as_day(day: date) -> str:
    """A date as people write it: 10/06/2026."""
    return f"{day:%d/%m/%Y}"


def money(turn: Turn, amount: int) -> str:
    """A sum with dots between thousands: 8.000 đồng."""
    return turn.say("common.money", amount=f"{amount:,}".replace(",", "."))


def sentence(text: str) -> str:
    """The text with a large first letter and a full stop, so that parts can stand side by side."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if not text or text[-1] in ".!?:…" else text + "."


def lines(*parts: str) -> str:
    """The parts that are not empty, each on its own line."""
    return "\n".join(part.rstrip() for part in parts if part)


def paragraphs(*parts: str) -> str:
    """The parts that are not empty, with an empty line between them."""
    return "\n\n".join(part for part in parts if part)


def source_line(turn: Turn, source: str, checked: date) -> str:
    """Where an answer comes from and when it was last compared."""
    return turn.say("common.source_line", source=source, date=as_day(checked))


def button(turn: Turn, name: str, say: str) -> Button:
    """A button labelled by content/sentences/buttons.yaml that comes back to us as `say`."""
    return Button(turn.say(f"buttons.{name}"), say=say)


def person_button(turn: Turn) -> Button:
    """The way to an official."""
    return button(turn, "person", "#gap_can_bo")


def menu_button(turn: Turn) -> Button:
    """The way to the main menu."""
    return button(turn, "menu", "#menu")


def call_button(turn: Turn, number: str) -> Button:
    """Calls `number`."""
    return Button(turn.say("buttons.call_number", number=number), phone=number)


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """Small letters without accents, single spaces: for finding names however they were typed."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = (letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))
    return " ".join("".join(letters).split())


def mentions(text: str, name: str) -> bool:
    """Whether `text` says `name` as whole words, accents or not."""
    return f" {fold(name)} " in f" {fold(text)} "


def is_one_of(turn: Turn, key: str) -> bool:
    """Whether the whole message is one of the phrases `key` of content/sentences, accents or not."""
    return fold(turn.text) in map(fold, turn.words.variants(key))


def guide_of(turn: Turn) -> Any | None:
    """The content entry that was matched, when it is one with a text of its own."""
    return turn.words.topics.get(turn.understanding.topic or "")
