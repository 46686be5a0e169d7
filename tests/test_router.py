"""The order of the router: middleware runs around the handlers it is meant for, the first of the list outermost."""

from __future__ import annotations

from datetime import datetime

import pytest

import handlers
from bot.event import Event, Kind
from bot.reply import Reply
from bot.router import Handler, HandlerGroup, HandlerResult, Middleware, Router, Turn
from bot.turn import ConversationState
from bot.understanding.result import Understanding

CALLS: list[str] = []


def tracing(name: str) -> Middleware:
    def trace(turn: Turn, handler: Handler) -> HandlerResult:
        CALLS.append(name)
        return handler(turn)

    return Middleware(trace)


def hours(name: str = "hours") -> HandlerGroup:
    group = HandlerGroup(name)

    @group.intent("hours")
    @group.command("gio")
    @group.kind(Kind.IMAGE)
    @group.question("khi_nao")
    def answer(turn: Turn) -> Reply:
        CALLS.append("handler")
        return Reply("7 giờ")

    return group


def turn(text: str, *, kind: Kind = Kind.TEXT, question: str | None = None) -> Turn:
    event = Event(key="k", name="test", kind=kind, person_id="7219", received_at=0, text=text)
    understanding = Understanding(outcome="chat", intent="hours", confidence=0.9)
    return Turn(event, ConversationState(question=question), None, datetime(2026, 11, 30), understanding)


@pytest.fixture(autouse=True)
def no_calls() -> None:
    CALLS.clear()


def test_the_first_middleware_is_the_outermost() -> None:
    routed = Router([hours()], middleware=[tracing("first"), tracing("second")]).route(turn("mấy giờ"))
    assert [reply.text for reply in routed.replies] == ["7 giờ"]
    assert CALLS == ["first", "second", "handler"]


@pytest.mark.parametrize(("text", "kind"), [("#gio", Kind.TEXT), ("", Kind.IMAGE)])
def test_commands_and_other_kinds_pass_it_by(text: str, kind: Kind) -> None:
    Router([hours()], middleware=[tracing("any")]).route(turn(text, kind=kind))
    assert CALLS == ["handler"]


def test_it_may_be_meant_for_messages_or_for_open_questions_only() -> None:
    on_messages = Middleware(tracing("message").around, on_open_questions=False)
    on_questions = Middleware(tracing("question").around, on_messages=False)
    router = Router([hours()], middleware=[on_messages, on_questions])
    router.route(turn("mấy giờ"))
    router.route(turn("mấy giờ", question="khi_nao"))
    assert CALLS == ["message", "handler", "question", "handler"]


def test_it_leaves_the_groups_alone_that_it_skips() -> None:
    middleware = Middleware(tracing("any").around, skips=frozenset({"emergency"}))
    Router([hours("emergency")], middleware=[middleware]).route(turn("mấy giờ"))
    assert CALLS == ["handler"]


def test_the_middleware_of_the_product_in_its_order() -> None:
    assert [middleware.around.__name__ for middleware in handlers.MIDDLEWARE] == [
        "remember_address",
        "warn_id_number",
        "remind_of_draft",
        "reopen_ticket",
        "add_to_ticket",
        "look_up_ticket",
        "look_up_bare_code",
        "note_neighbourhood",
    ]
