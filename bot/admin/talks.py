"""A talk as an official reads it: who said what, and how it went out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.admin import words, words_inbox
from bot.content import Content
from bot.desk import Line
from bot.turn import command_in

RESENDABLE = ("failed", "unknown")


@dataclass(frozen=True, slots=True)
class Bubble:
    """One line on the page. `label` stands for what was no text, `reason` says why it did not go out."""

    id: int
    at: int
    who: str
    name: str
    text: str
    label: str
    buttons: tuple[str, ...]
    state: str
    reason: str
    may_resend: bool
    may_double: bool
    """Whether a message sent again might arrive twice."""


def bubbles(content: Content, lines: Iterable[Line]) -> list[Bubble]:
    """The lines in Vietnamese words."""
    return [_heard(line) if line.who == "person" else _said(content, line) for line in lines]


def _heard(line: Line) -> Bubble:
    label = words.KINDS.get(line.kind, "Sự kiện khác") if line.kind != "text" else ""
    text, command = line.text, command_in(line.text)
    if command:
        label, text = "Bấm nút", text.removesuffix(command).strip() or command
    state = words.HEARD.get(line.state, "")
    return Bubble(line.id, line.at, line.who, words.WHO["person"], text, label, (), state, "", False, False)


def _said(content: Content, line: Line) -> Bubble:
    stuck = line.state in words.STUCK_STATES
    reason = words.outcome(content, line.outcome, line.note or ("stale" if line.state == "expired" else None))
    return Bubble(
        id=line.id,
        at=line.at,
        who=line.who,
        name=line.official or words.WHO[line.who],
        text=line.text,
        label=words_inbox.BROADCASTS.get(line.kind, "") if line.kind != "text" else "",
        buttons=line.buttons,
        state=words.SENT.get(line.state, ""),
        reason=reason if stuck else "",
        may_resend=line.state in RESENDABLE,
        may_double=line.state == "unknown",
    )
