"""A talk as an official reads it: who said what, how it went out, and how long one may still answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from bot.admin import words
from bot.clock import DAY, HOUR
from bot.content import Content
from bot.desk import Line
from bot.turn import command_in

FREE_MS = 48 * HOUR
OPEN_MS = 7 * DAY
"""Zalo's consultation window (platform.md 3), only to say how long it lasts; whether it is open the desk decides."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One line on the page. `label` stands for what was no text, `reason` says why it did not go out."""

    at: int
    who: str
    name: str
    text: str
    label: str
    state: str
    reason: str


def bubbles(content: Content, lines: Iterable[Line]) -> list[Bubble]:
    """The lines in Vietnamese words."""
    return [_bubble(content, line) for line in lines]


def _bubble(content: Content, line: Line) -> Bubble:
    label = words.KINDS.get(line.kind, "Sự kiện khác") if line.kind != "text" else ""
    text, command = line.text, command_in(line.text) if line.who == "person" else None
    if command:
        label, text = "Bấm nút", text.removesuffix(command).strip() or command
    stuck = line.who != "person" and line.state in words.STUCK_STATES
    return Bubble(
        at=line.at,
        who=line.who,
        name=words.WHO[line.who],
        text=text,
        label=label,
        state=(words.HEARD if line.who == "person" else words.SENT).get(line.state, ""),
        reason=words.outcome(content, line.outcome, "stale" if line.state == "expired" else None) if stuck else "",
    )


def window_words(window: str, person: sqlite3.Row, now: int) -> str:
    """How long this person can still be answered, and what it costs."""
    message, interaction = person["last_message_at"] or 0, person["last_interaction_at"] or 0
    if window == "free":
        return f"Trả lời miễn phí, còn khoảng {words.span(message + FREE_MS - now)}."
    if window == "paid":
        left = words.span(max(message, interaction) + OPEN_MS - now)
        return f"Đã quá 48 giờ từ lần nhắn cuối: còn trả lời được khoảng {left} nữa, Zalo có thể tính phí."
    return words.WINDOW["closed"]
