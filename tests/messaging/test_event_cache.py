"""Events between the webhook and the worker: parsed once, and parsed again only when they are not remembered."""

from __future__ import annotations

import pytest

from bot.event import Event, Kind
from bot.messaging.event_cache import EventCache
from bot.store.inbox import ClaimedEvent
from tests.support.app import AppFixture


def event(key: str) -> Event:
    return Event(key=key, name="user_send_text", kind=Kind.TEXT, person_id="7219", received_at=5, text=key)


def claimed(key: str) -> ClaimedEvent:
    return ClaimedEvent(1, key, "user_send_text", "text", 5, b"body", 1)


def parse(body: bytes, received_at: int) -> Event:
    assert (body, received_at) == (b"body", 5)
    return event("parsed")


def test_a_remembered_event_is_handed_over_once() -> None:
    cache = EventCache(parse)
    cache.put(event("a"))
    assert cache.take(claimed("a")) == event("a")
    assert cache.take(claimed("a")) == event("parsed")


def test_of_too_many_events_the_oldest_are_parsed_again() -> None:
    cache = EventCache(parse, most=2)
    for key in "abc":
        cache.put(event(key))
    assert [cache.take(claimed(key)).key for key in "abc"] == ["parsed", "b", "c"]


def test_an_event_of_this_process_is_not_parsed_a_second_time(
    own_ward_app: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(body: bytes, received_at: int) -> Event:
        raise AssertionError("parsed again")

    monkeypatch.setattr(own_ward_app.runtime.dispatcher._received, "_parse", refuse)
    assert any("Giấy chứng sinh" in bubble["text"] for bubble in own_ward_app.new_person().says("làm khai sinh cần gì"))
    assert own_ward_app.runtime.failed_items.newest(50) == ([], [])
