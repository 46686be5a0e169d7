"""Which handler answers: global commands first, then the open question, then the best intent, then the fallback.

A group (one file of handlers/) registers plain functions; a function gets a Turn and returns replies and effects. It
sends, stores and logs nothing. Middleware runs around the handlers of typed messages, in the order of one list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.event import Kind
from bot.reply import Effect, Reply
from bot.turn import COMMAND_MARK, REPORTS, ConversationState, NewsItem, PersonFacts, Turn

__all__ = [
    "COMMAND_MARK",
    "REPORTS",
    "ConversationState",
    "HandlerGroup",
    "Middleware",
    "NewsItem",
    "PersonFacts",
    "Routed",
    "Router",
    "Turn",
]

HandlerResult = Reply | Effect | Iterable["Reply | Effect"] | None
Handler = Callable[[Turn], HandlerResult]
Around = Callable[[Turn, Handler], HandlerResult]
"""Called instead of a handler, which it may call (`handler(turn)`), with the same kinds of results."""


Key = TypeVar("Key", bound=str)


class HandlerGroup:
    """What one file of handlers/ can answer. Each method is a decorator that registers a function."""

    def __init__(self, name: str, *, light: bool = False) -> None:
        """`light`: small talk and the like, which a real answer in the same burst makes superfluous."""
        self.name = name
        self.light = light
        self.commands: dict[str, Handler] = {}
        self.intents: dict[str, Handler] = {}
        self.outcomes: dict[str, Handler] = {}
        self.kinds: dict[Kind, Handler] = {}
        self.questions: dict[str, Handler] = {}

    def command(self, *names: str) -> Callable[[Handler], Handler]:
        """Answers the payload "#name" or "#name argument"."""
        return self._register(self.commands, names)

    def intent(self, *names: str) -> Callable[[Handler], Handler]:
        """Answers a message understood with this intent."""
        return self._register(self.intents, names)

    def outcome(self, *names: str) -> Callable[[Handler], Handler]:
        """Answers any message with this outcome whose intent nobody else answers."""
        return self._register(self.outcomes, names)

    def kind(self, *kinds: Kind) -> Callable[[Handler], Handler]:
        """Answers an event of this kind (a picture, a follow ...)."""
        return self._register(self.kinds, kinds)

    def question(self, *names: str) -> Callable[[Handler], Handler]:
        """Answers the message that comes after `state.ask(name)`; returning None passes it on as a new question.

        Effects without a reply happen, and the message is passed on as well.
        """
        return self._register(self.questions, names)

    @staticmethod
    def _register(table: dict[Key, Handler], names: Iterable[Key]) -> Callable[[Handler], Handler]:
        def register(handler: Handler) -> Handler:
            for name in names:
                if name in table:
                    raise ValueError(f"{name} is already answered by {table[name].__name__}")
                table[name] = handler
            return handler

        return register


@dataclass(frozen=True, slots=True)
class Middleware:
    """Something that runs around the handlers of typed messages. Commands and events of other kinds pass it by.

    `on_messages`: around what answers a message by its intent or outcome; `on_open_questions`: around what answers the
    message after an open question. `skips` names groups whose handlers it leaves alone.
    """

    around: Around
    on_messages: bool = True
    on_open_questions: bool = True
    skips: frozenset[str] = frozenset()

    def applies_to(self, group: HandlerGroup, table: str) -> bool:
        """Whether it runs around the handlers in `table` of a group."""
        is_meant = {"intents": self.on_messages, "outcomes": self.on_messages, "questions": self.on_open_questions}
        return is_meant.get(table, False) and group.name not in self.skips

    def wrap(self, handler: Handler) -> Handler:
        """`handler` with this middleware around it."""
        return lambda turn: self.around(turn, handler)


@dataclass(frozen=True, slots=True)
class Routed:
    """What one message led to. `solid` is False for small talk and "not understood": in a burst, real answers win.

    `is_reply`: the message answered a question of ours, so it asked nothing itself.
    """

    replies: tuple[Reply, ...]
    effects: tuple[Effect, ...]
    solid: bool
    is_reply: bool = False


class Router:
    """Finds the handler for a turn among ordered groups; of two that could answer, the earlier group wins.

    The first middleware of the list is the outermost: it is called first and sees the result last.
    """

    def __init__(self, groups: Sequence[HandlerGroup], middleware: Sequence[Middleware] = ()) -> None:
        self._groups, self._middleware = tuple(groups), tuple(middleware)

    def route(self, turn: Turn) -> Routed:
        """Let the right handler answer. An emergency overtakes even an open question."""
        if turn.event.kind is not Kind.TEXT:
            return self._run_handler(self._find_handler("kinds", turn.event.kind), turn, solid=True)
        if turn.text.startswith(COMMAND_MARK):
            return self._answer_command(turn)
        if not turn.text:
            return self._run_handler(self._find_handler("kinds", Kind.OTHER), turn, solid=False)
        to_question = Routed((), (), solid=False)
        if not turn.understanding.intent.startswith("emergency"):
            to_question = self._answer_open_question(turn)
            if to_question.replies:
                return to_question
        to_intent = self._answer_best_intent(turn)
        return replace(to_intent, effects=(*to_question.effects, *to_intent.effects))

    def _answer_command(self, turn: Turn) -> Routed:
        name, _, turn.argument = turn.text[1:].partition(" ")
        turn.argument = turn.argument.strip()
        turn.state.question = None
        handler = self._find_handler("commands", name) or self._find_handler("outcomes", "fallback")
        return self._run_handler(handler, turn, solid=True)

    def _answer_open_question(self, turn: Turn) -> Routed:
        handler = self._find_handler("questions", turn.state.question) if turn.state.question else None
        turn.state.question = None
        return replace(_to_routed(handler(turn) if handler else None, solid=True), is_reply=True)

    def _answer_best_intent(self, turn: Turn) -> Routed:
        intent, outcome = turn.understanding.intent, turn.understanding.outcome
        for table, name in (("intents", intent), ("outcomes", outcome), ("outcomes", "fallback")):
            handler = self._find_handler(table, name)
            if handler is not None:
                return self._run_handler(handler, turn, solid=not self._is_light(table, name))
        return self._run_handler(None, turn, solid=False)

    def _is_light(self, table: str, name: str) -> bool:
        return next(group.light for group in self._groups if name in getattr(group, table))

    def _find_handler(self, table: str, name: str) -> Handler | None:
        for group in self._groups:
            handler: Handler | None = getattr(group, table).get(name)
            if handler is not None:
                return self._with_middleware(handler, group, table)
        return None

    def _with_middleware(self, handler: Handler, group: HandlerGroup, table: str) -> Handler:
        for middleware in reversed(self._middleware):
            if middleware.applies_to(group, table):
                handler = middleware.wrap(handler)
        return handler

    @staticmethod
    def _run_handler(handler: Handler | None, turn: Turn, solid: bool) -> Routed:
        return _to_routed(handler(turn) if handler else None, solid)


def parts_of(result: HandlerResult) -> tuple[Reply | Effect, ...]:
    """The replies and effects that a handler returned, one or several or none."""
    if result is None:
        return ()
    return (result,) if isinstance(result, Reply) or not isinstance(result, Iterable) else tuple(result)


def _to_routed(result: HandlerResult, solid: bool) -> Routed:
    """What a handler returned, parted into replies and effects."""
    parts = parts_of(result)
    replies = tuple(part for part in parts if isinstance(part, Reply))
    effects = tuple(part for part in parts if not isinstance(part, Reply))
    return Routed(replies, effects, solid)
