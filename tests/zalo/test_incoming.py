"""Every sample of Zalo's events, the other shapes they may take, and their identity."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.event import Kind
from bot.zalo.incoming import NotAnObject, parse_event
from tests.zalo.event_cases import AT, CASES, NOBODY, NOW, OA, PERSON, about, message


def read(data, received_at=NOW, oa_id=""):
    return parse_event(json.dumps(data, ensure_ascii=False).encode(), received_at, oa_id)


@pytest.mark.parametrize(("data", "kind", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_it_reads_every_kind_of_event_of_a_person(data, kind, expected):
    event = read(data)
    assert (event.name, event.kind, event.person_id) == (data["event_name"], kind, PERSON)
    assert event.received_at == NOW
    assert {name: getattr(event, name) for name in expected} == expected


@pytest.mark.parametrize(("data", "kind", "expected"), [case[1:] for case in NOBODY], ids=[case[0] for case in NOBODY])
def test_it_reads_events_that_name_no_person(data, kind, expected):
    event = read(data, oa_id=OA)
    assert (event.kind, event.person_id) == (kind, None)
    assert {name: getattr(event, name) for name in expected} == expected


@pytest.mark.parametrize("name", ["user_received_message", "user_seen_message"])
def test_a_receipt_with_the_person_as_sender_is_about_that_person(name):
    assert read(message(name, PERSON, OA), oa_id=OA).person_id == PERSON


@pytest.mark.parametrize("longitude", ["long", "lng"])
def test_a_place_may_have_short_names_and_numbers(longitude):
    event = read(message("user_send_location", location={"lat": 10.76, longitude: 106.68}))
    assert event.attachment == {"type": "location", "latitude": 10.76, "longitude": 106.68}


INFO = {"name": "Chị Sáu", "phone": "84900000000", "address": "1 Lê Lợi", "city": "Lâm Đồng", "district": "Phan Thiết"}


@pytest.mark.parametrize(
    "content", [{"info": INFO}, {"message": {"text": json.dumps(INFO)}}], ids=["at the root", "as JSON in the text"]
)
def test_shared_particulars_are_read_in_every_shape(content):
    event = read({**about("user_submit_info", sender={"id": PERSON}), **content})
    assert event.details["info"] == {
        "name": "Chị Sáu",
        "phone": "84900000000",
        "street": "1 Lê Lợi",
        "city": "Lâm Đồng",
        "district": "Phan Thiết",
    }


@pytest.mark.parametrize("text", ["", "[]", "{", "không phải JSON"])
def test_particulars_that_are_none_are_left_out(text):
    assert read({**about("user_submit_info", sender={"id": PERSON}), "message": {"text": text}}).details == {}


@pytest.mark.parametrize("body", [b"", b"[]", b"1", b'"x"', b"null", b"{} {}", b"\xff{}", b'{"a":', b"[" * 200_000])
def test_it_refuses_what_is_not_an_object(body):
    with pytest.raises(NotAnObject):
        parse_event(body, NOW)


def test_ids_that_come_as_numbers_lose_no_digit():
    body = (
        b'{"app_id":2837645190283746519,"event_name":"follow","follower":{"id":7219430518264093157},'
        b'"timestamp":1731399900127}'
    )
    event = parse_event(body, NOW)
    assert (event.person_id, event.occurred_at) == (PERSON, 1731399900127)
    text = read(about("follow", at="1731399900127", follower={"id": PERSON}))
    assert event.key == text.key


@pytest.mark.parametrize("at", ["154390853474", "1731", "", "soon", "-5", None, 10**30, str(NOW + 3 * 86_400_000)])
def test_a_time_that_cannot_be_right_is_not_trusted(at):
    assert read(message(at=at)).occurred_at is None


@pytest.mark.parametrize("at", [AT, int(AT), str(NOW + 60_000)])
def test_a_time_is_taken_as_text_or_number(at):
    assert read(message(at=at)).occurred_at == int(at)


def test_half_a_picture_sign_does_no_harm():
    event = parse_event(b'{"event_name":"user_send_text","message":{"text":"a\\ud83d b \\ud83d\\ude00"}}', NOW)
    assert event.text == "a\ufffd b \U0001f600"
    assert event.text.encode()


def test_a_button_and_typed_text_look_the_same():
    assert read(message(text="#tra_ho_so")).kind is Kind.TEXT


NAMES = st.sampled_from(
    [
        "app_id",
        "event_name",
        "sender",
        "recipient",
        "follower",
        "user_id",
        "oa_id",
        "message",
        "msg_id",
        "msg_ids",
        "text",
        "attachments",
        "type",
        "payload",
        "coordinates",
        "latitude",
        "description",
        "tag",
        "user_ids",
        "name",
        "info",
        "timestamp",
        "quota",
        "status",
        "data",
        "id",
        "rate",
    ]
)
EVENT_NAMES = st.sampled_from(sorted({case[1].get("event_name", "") for case in CASES}))
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20) | EVENT_NAMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=15,
)


@settings(deadline=None)
@given(EVENT_NAMES, st.dictionaries(NAMES, ANYTHING, max_size=8))
def test_whatever_stands_in_the_fields_it_becomes_an_event_that_can_be_kept(name, fields):
    event = parse_event(json.dumps({**fields, "event_name": name}).encode(), NOW)
    assert event.name == name
    stored_text = json.dumps(
        [event.key, event.person_id, event.text, event.attachment, event.details], ensure_ascii=False
    )
    assert stored_text.encode()
