"""The identity of an event: repeats have the same key, different events different ones."""

from __future__ import annotations

import json

import pytest

from bot.zalo.incoming import parse_event
from tests.zalo.event_cases import NOW, OA, PERSON, about, message


def read(data, received_at=NOW, oa_id=""):
    return parse_event(json.dumps(data, ensure_ascii=False).encode(), received_at, oa_id)


SEEN = message("user_seen_message", OA, PERSON, msg_id=None, msg_ids=["a", "b"])
FOLLOW = about("follow", follower={"id": PERSON})
REACTED = message("user_reacted_message", react_icon="/-heart")
TAPPED = {**about("user_click_response_button", msg_id="c3"), "message": {"submit_time": "17"}}
RATED = {**about("user_feedback"), "message": {"msg_id": "c3", "submit_time": "17"}}
TAGGED = about("add_user_to_tag", tag={"user_ids": [PERSON], "name": "x"})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (message(text="a"), {**message(text="a", at="1731400299999"), "new_key": 1}),
        (
            message("user_received_message", OA, PERSON),
            message("user_received_message", OA, PERSON, at="1731400299999"),
        ),
        (SEEN, {**SEEN, "message": {"msg_ids": ["b", "a"]}, "timestamp": "1731400299999"}),
        (FOLLOW, {**FOLLOW, "source": "oa_profile"}),
        (TAPPED, {**TAPPED, "timestamp": "1731400299999"}),
        (RATED, {**RATED, "timestamp": "1731400299999"}),
        (REACTED, dict(reversed(REACTED.items()))),
    ],
)
def test_a_repeat_has_the_same_key(one, other):
    assert read(one).key == read(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (message(text="a"), message(text="a", msg_id="other")),
        (message("oa_send_text", OA, PERSON), message("user_received_message", OA, PERSON)),
        (message("oa_send_text", OA, PERSON), message("user_reacted_message", react_icon="/-heart")),
        (message(), {**message(), "app_id": "1"}),
        (SEEN, {**SEEN, "message": {"msg_ids": ["a"]}}),
        (FOLLOW, {**FOLLOW, "timestamp": "1731400299999"}),
        (FOLLOW, {**FOLLOW, "event_name": "unfollow"}),
        (FOLLOW, {**FOLLOW, "follower": {"id": "1"}}),
        (REACTED, message("user_reacted_message", react_icon="/-strong")),
        (REACTED, {**REACTED, "timestamp": "1731400299999"}),
        (TAPPED, {**TAPPED, "message": {"submit_time": "18"}}),
        (RATED, {**RATED, "message": {"msg_id": "c3", "submit_time": "18"}}),
        (TAGGED, {**TAGGED, "tag": {"user_ids": [PERSON], "name": "y"}}),
        (TAGGED, {**TAGGED, "tag": {"user_ids": ["1"], "name": "x"}}),
        (about("change_template_status", template_id="1"), about("change_template_status", template_id="2")),
        (about("oa_call_user", recipient={"id": "1"}), about("oa_call_user", recipient={"id": "2"})),
        ({"event_name": "user_send_text", "message": {"text": "a"}}, {"event_name": "user_send_text"}),
        ({}, {"a": 1}),
    ],
)
def test_different_events_have_different_keys(one, other):
    assert read(one).key != read(other).key


def test_a_key_never_grows_long():
    ids = [f"8c15f0d6be29a743c{number:03}" for number in range(200)]
    assert len(read(message("user_seen_message", OA, PERSON, msg_ids=ids)).key) < 120


def test_an_event_without_identity_is_known_by_its_bytes():
    assert parse_event(b'{"event_name":"x"}', NOW).key == parse_event(b'{"event_name":"x"}', NOW + 1).key
    assert parse_event(b'{"event_name":"x"}', NOW).key.startswith("raw:")
