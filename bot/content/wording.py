"""Small helpers for sentences, whoever says them: the chat and the public pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Protocol

from bot.content.library import Content
from bot.content.models import Origin
from bot.lib.numbers import format_number


class Speaker(Protocol):
    """Whoever tells content to a person: a turn of the chat, or a page."""

    @property
    def content(self) -> Content:
        """The content that is told."""
        ...

    @property
    def now(self) -> datetime:
        """The moment of telling, in the ward's time zone."""
        ...

    @property
    def site(self) -> str:
        """The address of the ward's public pages without a slash at its end; empty while nobody outside reaches them."""
        ...

    def say(self, key: str, /, **values: object) -> str:
        """The sentence `key` of content/, with the form of address filled in."""
        ...

    def fill(self, text: str) -> str:
        """A text of content/ with the ward's names and the form of address filled in."""
        ...


def as_day(day: date) -> str:
    """A date as people write it: 10/06/2026."""
    return f"{day:%d/%m/%Y}"


def as_sentence(text: str) -> str:
    """The text with a large first letter and a full stop, so that parts can stand side by side."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if not text or text[-1] in ".!?:…" else text + "."


def as_question(ask: str) -> str:
    """A question as people type it, with a large first letter and one question mark."""
    text = ask.strip().rstrip("?.")
    return f"{text[:1].upper()}{text[1:]}?"


def format_money(speaker: Speaker, amount: int) -> str:
    """A sum with dots between thousands: 8.000 đồng."""
    return speaker.say("common.money", amount=format_number(amount))


def join_lines(*parts: str) -> str:
    """The parts that are not empty, each on its own line."""
    return "\n".join(part.rstrip() for part in parts if part)


def join_paragraphs(*parts: str) -> str:
    """The parts that are not empty, with an empty line between them."""
    return "\n\n".join(part for part in parts if part)


@lru_cache(maxsize=2048)
def fold_text(text: str) -> str:
    """Small letters without accents, single spaces: for finding names however they were typed."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = (letter if letter.isalnum() else " " for letter in plain if not unicodedata.combining(letter))
    return " ".join("".join(letters).split())


def mentions_name(text: str, name: str) -> bool:
    """Whether `text` says `name` as whole words, accents or not."""
    return f" {fold_text(name)} " in f" {fold_text(text)} "


def mentions_any(text: str, names: Iterable[str]) -> bool:
    """Whether `text` says one of the names as whole words, accents or not."""
    folded = f" {fold_text(text)} "
    return any(f" {fold_text(name)} " in folded for name in names)


def source_line(speaker: Speaker, source: str, checked: date | None) -> str:
    """Where an answer comes from and on which day it was compared with that; that it never was, when it never was."""
    if checked is None:
        return speaker.say("common.source_not_compared", source=source)
    return speaker.say("common.source_line", source=source, date=as_day(checked))


def origin_line(speaker: Speaker, origin: Origin) -> str:
    """The source line of an entry; past its review, that it may have changed and where the newest stands."""
    source = source_line(speaker, origin.source, origin.checked)
    if not origin.is_overdue(speaker.now.date()):
        return source
    may_differ = (
        speaker.say("common.overdue_see_portal", url=origin.url)
        if origin.url
        else speaker.say("common.overdue_ask_counter")
    )
    return join_lines(source, may_differ)
