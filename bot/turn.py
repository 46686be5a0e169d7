"""What a handler is handed: the event, the person's state, the understanding, and the words to answer with."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from bot.event import Event
from bot.understanding.result import NOTHING, Understanding

COMMAND_MARK = "#"
"""Begins a command in a button's payload: nobody types it by chance."""

_COMMAND = re.compile(r"(?:^|\s)(#[a-z][a-z_]*(?: [^#\n]*)?)$")


def command_in(text: str) -> str | None:
    """The command a pressed button sent, without the label before it ("Lệ phí #le_phi 1.001193"); None in typed text."""
    found = _COMMAND.search(text.rstrip())
    return found[1] if found else None


CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits of codes that people read out: no 0/O, no 1/I."""


@dataclass(slots=True)
class State:
    """What is remembered between two messages of one person; it expires (bot.conversation.STATE_LIFETIME_MS).

    `question` is the name of the open question, `question_data` what its handler needs; `choices` are (label, payload) of the
    buttons last shown, so that "2" or the label typed by hand works too; `address` is how this person is addressed.
    """

    procedure: str | None = None
    section: str | None = None
    topic: str | None = None
    question: str | None = None
    question_data: dict[str, Any] = field(default_factory=dict)
    choices: list[tuple[str, str]] = field(default_factory=list)
    address: str = "anh/chị"

    def ask(self, question: str, **data: Any) -> None:
        """Leave a question open: the next message goes to its handler first."""
        self.question, self.question_data = question, data

    def as_dict(self) -> dict[str, Any]:
        """The state as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> State:
        """Build a state from what `as_dict` gave; what another version kept besides is dropped."""
        known = {name: data[name] for name in cls.__slots__ if name in data}
        return cls(**{**known, "choices": [(label, say) for label, say in data.get("choices", ())]})


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What a handler may know about the person it answers. What few answers need is looked up when it is asked for."""

    name: str | None = None
    follows: bool | None = None
    opted_out: bool = False
    introduced: bool = True
    topics: tuple[str, ...] = ()
    """Ids of the topics the person wants notices of; none means all."""
    neighbourhood: str | None = None
    list_tickets: Callable[[], tuple[tuple[str, str, str], ...]] = tuple
    count_kept: Callable[[], tuple[tuple[str, int], ...]] = tuple

    @property
    def tickets(self) -> tuple[tuple[str, str, str], ...]:
        """(code, kind, state) of what the person asked officials, newest first."""
        return self.list_tickets()

    @property
    def kept(self) -> tuple[tuple[str, int], ...]:
        """(name of a kind of data, how many) kept about the person: messages, answers, tickets."""
        return self.count_kept()


@dataclass(frozen=True, slots=True)
class NewsItem:
    """An article as the chat shows it; `sample` when it only shows what articles will look like."""

    title: str
    summary: str
    url: str | None
    published: datetime | None
    image: str | None = None
    sample: bool = False


@dataclass(slots=True)
class Turn:
    """Everything a handler is handed. `words` is bot.content.Content."""

    event: Event
    state: State
    words: Any
    now: datetime
    understanding: Understanding = NOTHING
    person: PersonFacts = field(default_factory=PersonFacts)
    news: Callable[[str], Sequence[NewsItem]] = lambda query: ()
    argument: str = ""
    """What stood behind the command's name: "#giay_to 1.001193" gives "1.001193"."""

    @property
    def text(self) -> str:
        """The words of the message, trimmed."""
        return self.event.text.strip()

    def say(self, key: str, /, **values: Any) -> str:
        """The sentence `key` of content/, with this person's form of address filled in."""
        address = self.state.address
        text: str = self.words.say(key, anh_chi=address, Anh_chi=address[:1].upper() + address[1:], **values)
        return text

    def new_code(self, prefix: str) -> str:
        """A short code a person can read out, such as "PA-7K3F9"."""
        return f"{prefix}-" + "".join(secrets.choice(CODE_LETTERS) for _ in range(5))
