"""What a handler is handed: the event, the person's state, the understanding, and the words to answer with."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.clock import DAY, HOUR
from bot.content import Content
from bot.event import Event
from bot.understanding.result import NOTHING, Understanding

COMMAND_MARK = "#"
"""Begins a command in a button's payload: nobody types it by chance."""

_COMMAND = re.compile(r"(?:^|\s)(#[a-z][a-z_]*(?: [^#\n]*)?)$")


def command_in(text: str) -> str | None:
    """The command a button sent, without the label before it ("Lệ phí #le_phi 1.001193"); None in typed text."""
    match = _COMMAND.search(text.rstrip())
    return match[1] if match else None


CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits of codes that people read out: no 0/O, no 1/I."""


@dataclass(slots=True)
class ConversationState:
    """What is remembered between two messages of one person; it expires (bot.conversation.engine.STATE_LIFETIME_MS).

    `question` is the name of the open question, `question_data` what its handler needs. `choices` are the (label,
    payload) of the buttons last shown, so that "2" or the typed label works too. `address`: how this person is addressed.
    """

    procedure: str | None = None
    section: str | None = None
    topic: str | None = None
    question: str | None = None
    question_data: dict[str, Any] = field(default_factory=dict)
    choices: list[tuple[str, str]] = field(default_factory=list)
    address: str = "anh/chị"
    recent: list[str] = field(default_factory=list)
    """Codes of the last procedures that were answered, the newest last."""

    def ask(self, question: str, **data: Any) -> None:
        """Leave a question open: the next message goes to its handler first."""
        self.question, self.question_data = question, data

    def as_dict(self) -> dict[str, Any]:
        """The state as plain JSON values, those of the state itself and no copies."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> ConversationState:
        """Build a state from what `as_dict` gave; what another version kept besides is dropped."""
        fields = {name: data[name] for name in cls.__slots__ if name in data}
        return cls(**{**fields, "choices": [(label, say) for label, say in data.get("choices", ())]})


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What a handler may know about the person it answers. What few answers need is looked up when it is asked for."""

    name: str | None = None
    follows: bool | None = None
    opted_out: bool = False
    opted_out_since: datetime | None = None
    with_official: bool = False
    """Whether an official has the talk, so that the bot is silent."""
    introduced: bool = True
    topics: tuple[str, ...] = ()
    """Ids of the topics the person wants notices of; none means all."""
    neighbourhood: str | None = None
    list_tickets: Callable[[], tuple[tuple[str, str, str], ...]] = tuple
    count_data: Callable[[], tuple[tuple[str, int], ...]] = tuple
    count_reports: Callable[[], int] = int
    list_reopenable: Callable[[], tuple[str, ...]] = tuple

    @property
    def reports_today(self) -> int:
        """How many complaints and proposals the person has sent since midnight."""
        return self.count_reports()

    @property
    def tickets(self) -> tuple[tuple[str, str, str], ...]:
        """(code, kind, state) of what the person asked officials, newest first."""
        return self.list_tickets()

    @property
    def reopenable_tickets(self) -> tuple[str, ...]:
        """Codes of reports closed at most REOPEN_MS ago, newest first; empty while a newer report is open."""
        return self.list_reopenable()

    @property
    def data_counts(self) -> tuple[tuple[str, int], ...]:
        """(name of a kind of data, how many) kept about the person: messages, answers, tickets."""
        return self.count_data()


@dataclass(frozen=True, slots=True)
class NewsItem:
    """An article as the chat shows it; `sample` when it only shows what articles will look like."""

    title: str
    summary: str
    url: str | None
    published: datetime | None
    image: str | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True)
class DeskDuty:
    """How many officials are told at once that a resident waits; if none, when somebody is on duty next (if known)."""

    count: int = 0
    opens: datetime | None = None


@dataclass(slots=True)
class Turn:
    """Everything that a handler gets."""

    event: Event
    state: ConversationState
    content: Content
    now: datetime
    understanding: Understanding = NOTHING
    person: PersonFacts = field(default_factory=PersonFacts)
    news: Callable[[str], Sequence[NewsItem]] = lambda query: ()
    site: str = ""
    """The address of the ward's public pages without a slash at its end; empty while nobody outside reaches them."""
    duty: Callable[[], DeskDuty] = DeskDuty
    """Who is told when this resident asks for an official."""
    argument: str = ""
    """What stood behind the command's name: "#giay_to 1.001193" gives "1.001193"."""

    @property
    def text(self) -> str:
        """The words of the message, trimmed."""
        return self.event.text.strip()

    def say(self, key: str, /, **values: Any) -> str:
        """The sentence `key` of content/, with this person's form of address filled in."""
        address = self.state.address
        return self.content.say(key, anh_chi=address, Anh_chi=address[:1].upper() + address[1:], **values)

    def fill(self, text: str) -> str:
        """A text of content/ with the ward's names and this person's form of address filled in."""
        address = self.state.address
        return self.content.fill(text, anh_chi=address, Anh_chi=address[:1].upper() + address[1:])

    def new_code(self, prefix: str) -> str:
        """A short code a person can read out, such as "PA-7K3F9"."""
        return f"{prefix}-" + "".join(secrets.choice(CODE_LETTERS) for _ in range(5))


@dataclass(frozen=True, slots=True)
class HeardQuestion:
    """One event of a turn and what was understood; `is_reply` when it answered a question of ours."""

    event: Event
    understanding: Understanding
    is_reply: bool = False


REPORTS = ("feedback", "proposal")
"""Kinds of tickets that a person writes, with a limit a day."""

REOPEN_MS = 30 * DAY
"""How long after its closing a ticket may be opened again, by an official or the resident."""
HANDOVER_MS = 12 * HOUR
"""How long the bot is silent for a person who wants an official, unless the official gives back sooner."""


PRESS = re.compile(r"#nut (\d+) (\d+)")
"""The command of a pressed button: broadcast and number of the button."""


def press_command(broadcast_id: int, number: int) -> str:
    """What a pressed button of a broadcast sends back."""
    return f"#nut {broadcast_id} {number}"


def press_in(text: str) -> tuple[int, int] | None:
    """(broadcast, number of the button) of a press, or None."""
    match = PRESS.fullmatch(text.strip())
    return (int(match[1]), int(match[2])) if match else None


Say = Callable[..., str]
"""A sentence of content/ by its key, with its blanks."""


class TalkState(Protocol):
    """Any record that holds the state of a person's talk (JSON)."""

    @property
    def state(self) -> str | None: ...


def address_of(person: TalkState) -> dict[str, str]:
    """How this person is addressed, as sentences want it; nothing when the talk left no trace."""
    if not person.state:
        return {}
    address = ConversationState.from_dict(json.loads(person.state)).address
    return {"anh_chi": address, "Anh_chi": address[:1].upper() + address[1:]}
