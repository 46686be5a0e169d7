"""The JSON shapes of a message with buttons or cards, and the choice of one that Zalo accepts.

Public programs disagree on where the words of a message with buttons stand, and Zalo's documents do not settle it
(docs/zalo/platform.md 4). So a shape that Zalo refuses is followed at once by the next one, plain text last.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol, TypeVar

from bot.zalo.errors import Outcome


class MessageShape(StrEnum):
    """The JSON shape of a message with buttons or cards."""

    MESSAGE = "message"
    """Text in `message.text`, only `buttons` in the payload."""
    PAYLOAD = "payload"
    """Text in `payload.text` beside `template_type: "button"`."""
    LIST = "list"
    """Cards: `template_type: "list"`."""
    PLAIN = "text"
    """All parts as numbered text."""


class Family(StrEnum):
    """The group of messages that a refusal applies to: a refused list says nothing about buttons."""

    BUTTONS = "buttons"
    CARDS = "cards"


REFUSED_SHAPE = frozenset({"-201", "-210", "-233", "-240"})
"""Codes that may be about the shape and mean that nothing was sent: a wrong parameter, a limit exceeded, an unsupported
type, a closed path. After codes about the person, the window, a quota, the token or the OA, and after unclear results, a
message must not be sent in another shape."""

STRANGE_MESSAGES = 3
"""Plain text is remembered after this many different messages in a row were accepted as plain text only: one refused
link or label must not remove the buttons of all messages."""


class Ending(Protocol):
    """The part of a call's result that the choice needs."""

    @property
    def outcome(self) -> Outcome:
        """How the call ended."""
        ...

    @property
    def code(self) -> str | None:
        """Zalo's code, as it came."""
        ...


class ShapeMemory(Protocol):
    """Remembers for some time which shape Zalo accepted; shared by all processes of an installation."""

    def taken(self, family: Family) -> MessageShape | None:
        """The shape that Zalo accepted last; None when there is none or it is too old."""
        ...

    def remember(self, family: Family, shape: MessageShape) -> None:
        """Store the shape that Zalo accepted just now, and forget the messages of `count_plain`."""
        ...

    def count_plain(self, family: Family, content: object) -> int:
        """Note that this message was accepted as plain text only; returns how many different ones were, in a row."""
        ...


_Result = TypeVar("_Result", bound=Ending)


def is_refused_shape(result: Ending) -> bool:
    """Whether Zalo refused with certainty and the shape may be the reason."""
    certain = (Outcome.INVALID_REQUEST, Outcome.UNSUPPORTED)
    return result.outcome in certain and result.code in REFUSED_SHAPE


def shapes_to_try(family: Family, first: MessageShape, accepted: MessageShape | None) -> tuple[MessageShape, ...]:
    """The shapes in the order to try them. `first` is the installation's choice, `accepted` the remembered one."""
    if accepted is MessageShape.PLAIN or first is MessageShape.PLAIN:
        return (MessageShape.PLAIN,)
    if family is Family.CARDS:
        return (MessageShape.LIST, MessageShape.PLAIN)
    start = accepted or first
    other = MessageShape.PAYLOAD if start is MessageShape.MESSAGE else MessageShape.MESSAGE
    return (start, other, MessageShape.PLAIN)


def _try_shapes(
    shapes: tuple[MessageShape, ...], attempt: Callable[[MessageShape], _Result]
) -> tuple[_Result, MessageShape]:
    """(the last call's result, its shape): the next shape is tried only while Zalo refuses the shape."""
    first, *others = shapes
    result, shape = attempt(first), first
    for other in others:
        if not is_refused_shape(result):
            break
        result, shape = attempt(other), other
    return result, shape


class ShapeChooser:
    """Sends in one shape after the other until Zalo accepts one. Safe to use from several threads."""

    def __init__(self, first: MessageShape, memory: ShapeMemory) -> None:
        self._first, self._memory = first, memory

    def send(
        self,
        family: Family,
        attempt: Callable[[MessageShape], _Result],
        *,
        content: object = None,
        afresh: bool = False,
    ) -> tuple[_Result, MessageShape]:
        """(the last call's result, its shape). `attempt` makes one call in a shape.

        `content` tells messages apart by its repr, see STRANGE_MESSAGES; `afresh` ignores the remembered shape.
        """
        accepted = None if afresh else self._memory.taken(family)
        result, shape = _try_shapes(shapes_to_try(family, self._first, accepted), attempt)
        if result.outcome is Outcome.SENT and self._first is not MessageShape.PLAIN:
            self._remember_shape(family, accepted, shape, content)
        return result, shape

    def _remember_shape(
        self, family: Family, accepted: MessageShape | None, shape: MessageShape, content: object
    ) -> None:
        """Remember `shape`, unless it is plain text and the refusal may have been about this message alone.

        Plain text that was remembered before is not renewed: buttons are tried again when that memory ends.
        """
        if shape is MessageShape.PLAIN:
            is_known = accepted is MessageShape.PLAIN
            if is_known or self._memory.count_plain(family, content) < STRANGE_MESSAGES:
                return
        self._memory.remember(family, shape)
