"""Which handler answers: global commands first, then the open question, then the best intent, then the fallback.

A topic (one file of handlers/) registers plain functions; a function gets a Turn and returns what to say and do. It sends,
stores and logs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.event import Kind
from bot.reply import Effect, Reply
from bot.turn import COMMAND_MARK, NewsItem, PersonFacts, State, Turn

__all__ = ["COMMAND_MARK", "NewsItem", "PersonFacts", "Routed", "Router", "State", "Topic", "Turn"]

Said = Reply | Effect | Iterable["Reply | Effect"] | None
Handler = Callable[[Turn], Said]


class Topic:
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
    def _register(table: dict[Any, Handler], names: Iterable[Any]) -> Callable[[Handler], Handler]:
        def keep(handler: Handler) -> Handler:
            for name in names:
                if name in table:
                    raise ValueError(f"{name} is already answered by {table[name].__name__}")
                table[name] = handler
            return handler

        return keep


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
    """Finds the handler for a turn among ordered topics; of two that could answer, the earlier topic wins."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = tuple(topics)

    def route(self, turn: Turn) -> Routed:
        """Let the right handler answer. An emergency overtakes even an open question."""
        if turn.event.kind is not Kind.TEXT:
            return self._collect(self._first("kinds", turn.event.kind), turn, solid=True)
        if turn.text.startswith(COMMAND_MARK):
            return self._command(turn)
        if not turn.text:
            return self._collect(self._first("kinds", Kind.OTHER), turn, solid=False)
        heard = Routed((), (), solid=False)
        if not turn.understanding.intent.startswith("emergency"):
            heard = self._open_question(turn)
            if heard.replies:
                return heard
        answered = self._best_intent(turn)
        return replace(answered, effects=(*heard.effects, *answered.effects))

    def _command(self, turn: Turn) -> Routed:
        name, _, turn.argument = turn.text[1:].partition(" ")
        turn.argument = turn.argument.strip()
        turn.state.question = None
        handler = self._first("commands", name) or self._first("outcomes", "fallback")
        return self._collect(handler, turn, solid=True)

    def _open_question(self, turn: Turn) -> Routed:
        handler = self._first("questions", turn.state.question) if turn.state.question else None
        turn.state.question = None
        return replace(_sorted(handler(turn) if handler else None, solid=True), is_reply=True)

    def _best_intent(self, turn: Turn) -> Routed:
        found = turn.understanding
        for table, name in (("intents", found.intent), ("outcomes", found.outcome), ("outcomes", "fallback")):
            handler = self._first(table, name)
            if handler is not None:
                return self._collect(handler, turn, solid=not self._is_light(table, name))
        return self._collect(None, turn, solid=False)

    def _is_light(self, table: str, name: str) -> bool:
        return next(topic.light for topic in self._topics if name in getattr(topic, table))

    def _first(self, table: str, name: Any) -> Handler | None:
        for topic in self._topics:
            handler: Handler | None = getattr(topic, table).get(name)
            if handler is not None:
                return handler
        return None

    @staticmethod
    def _collect(handler: Handler | None, turn: Turn, solid: bool) -> Routed:
        return _sorted(handler(turn) if handler else None, solid)


def _sorted(said: Said, solid: bool) -> Routed:
    """Part what a handler returned into replies and effects."""
    if said is None:
        return Routed((), (), solid)
    parts = (said,) if isinstance(said, Reply) or not isinstance(said, Iterable) else tuple(said)
    replies = tuple(part for part in parts if isinstance(part, Reply))
    effects = tuple(part for part in parts if not isinstance(part, Reply))
    return Routed(replies, effects, solid)
