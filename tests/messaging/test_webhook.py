"""The door: what Zalo may send, what it is told, and what is on disk when it hears 200."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import flask
import pytest
import requests

from bot.store import inbox
from tests.support.app import OA_ID, OA_SECRET, AppFixture, event_body, signature
from tests.zalo.event_cases import CASES, NOBODY

NOW = "1795442948446"
OA_OF_SAMPLES = "4318657068771012646"
SAMPLES = Path(__file__).parents[1] / "zalo/samples"


def text_event(message_id: str, text: str = "xin chào", person: str = "7770000000000000001") -> dict[str, Any]:
    return {
        "event_name": "user_send_text",
        "sender": {"id": person},
        "recipient": {"id": OA_ID},
        "message": {"msg_id": message_id, "text": text},
        "timestamp": str(int(time.time() * 1000)),
    }


def kept(ward_app: AppFixture) -> list[sqlite3.Row]:
    return ward_app.runtime.store.rows("SELECT name, kind, body FROM inbox ORDER BY id")


@pytest.fixture
def door(tmp_path: Path) -> Any:
    """A town whose workers sleep: what comes in stays as it came."""
    fixture = AppFixture(tmp_path, RUN_WORKERS="no")
    yield fixture
    fixture.close()


def test_it_keeps_a_genuine_event_as_it_came(door: AppFixture) -> None:
    body, headers = event_body(text_event("m1", "Làm khai sinh cần gì?"))
    assert requests.post(f"{door.url}/webhook", data=body, headers=headers, timeout=5).status_code == 200
    assert [row["body"] for row in kept(door)] == [body]


def test_it_records_a_repeat_once(door: AppFixture) -> None:
    event = text_event("m1")
    assert [door.post(event).status_code for _ in range(3)] == [200, 200, 200]
    assert len(kept(door)) == 1


@pytest.mark.parametrize("header", [None, "", "mac=" + "0" * 64, "no signature at all"])
def test_it_refuses_a_wrong_or_missing_signature(door: AppFixture, header: str | None) -> None:
    body, headers = event_body(text_event("m1"))
    headers.pop("X-ZEvent-Signature")
    if header is not None:
        headers["X-ZEvent-Signature"] = header
    assert requests.post(f"{door.url}/webhook", data=body, headers=headers, timeout=5).status_code == 403
    assert kept(door) == []


def test_it_refuses_a_body_changed_on_the_way(door: AppFixture) -> None:
    body, headers = event_body(text_event("m1"))
    changed = body.replace(b"m1", b"m2")
    assert requests.post(f"{door.url}/webhook", data=changed, headers=headers, timeout=5).status_code == 403


def test_it_takes_the_timestamp_of_the_header_when_it_is_sent(door: AppFixture) -> None:
    body, headers = event_body(text_event("m1"))
    headers |= {"X-ZEvent-Timestamp": NOW, "X-ZEvent-Signature": signature(body, NOW)}
    assert requests.post(f"{door.url}/webhook", data=body, headers=headers, timeout=5).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"[1]",
        b'"text"',
        b"not json",
        b"7",
        b'{"a":' * 150 + b"1" + b"}" * 150,
        b'{"a":' + b"[" * 490 + b"]" * 490 + b"}",
    ],
)
def test_it_says_400_to_what_is_signed_but_no_object(door: AppFixture, body: bytes) -> None:
    headers = {"X-ZEvent-Timestamp": NOW, "X-ZEvent-Signature": signature(body, NOW)}
    assert requests.post(f"{door.url}/webhook", data=body, headers=headers, timeout=5).status_code == 400
    assert kept(door) == []


def test_it_says_413_past_one_mebibyte(door: AppFixture) -> None:
    answer = requests.post(f"{door.url}/webhook", data=b"x" * (1024 * 1024 + 1), timeout=5)
    assert answer.status_code == 413


PROBES = [b"", b"{}", b"[]", b"null", b" ", b"\r\n\t", b" { }\n", b"[ ]"]
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@pytest.mark.parametrize("path", ["/webhook", "/webhook/"])
@pytest.mark.parametrize("mark", [b"", BYTE_ORDER_MARK], ids=["plain", "byte order mark"])
def test_it_answers_200_to_unsigned_probes_and_records_nothing(door: AppFixture, path: str, mark: bytes) -> None:
    assert requests.get(door.url + path, timeout=5).status_code == 200
    for body in PROBES:
        for kind in ("application/json", "application/x-www-form-urlencoded"):
            answer = requests.post(door.url + path, data=mark + body, headers={"Content-Type": kind}, timeout=5)
            assert (answer.status_code, answer.text, answer.history) == (200, "", []), body
    assert kept(door) == []


def test_it_refuses_unsigned_json_that_says_something(door: AppFixture) -> None:
    for body in (b'{"event_name":"follow"}', b"[0]", b'""', b"0", b"true", b"{}{"):
        assert requests.post(f"{door.url}/webhook", data=body, timeout=5).status_code == 403, body
    assert kept(door) == []


@pytest.mark.parametrize("is_mark_signed", [True, False])
def test_it_takes_a_signed_event_behind_a_byte_order_mark(door: AppFixture, is_mark_signed: bool) -> None:
    body, headers = event_body(text_event("m1"))
    marked, timestamp = BYTE_ORDER_MARK + body, str(json.loads(body)["timestamp"])
    if is_mark_signed:
        headers["X-ZEvent-Signature"] = signature(marked, timestamp)
    assert requests.post(f"{door.url}/webhook", data=marked, headers=headers, timeout=5).status_code == 200
    assert requests.post(f"{door.url}/webhook/", data=marked, headers=headers, timeout=5).status_code == 200
    assert [(row["name"], row["kind"]) for row in kept(door)] == [("user_send_text", "text")]
    forged = {**headers, "X-ZEvent-Signature": signature(marked, timestamp, "another-secret")}
    assert requests.post(f"{door.url}/webhook", data=marked, headers=forged, timeout=5).status_code == 403


def test_it_answers_behind_a_byte_order_mark_as_to_any_other_message(own_ward_app: AppFixture) -> None:
    person = own_ward_app.new_person()
    body, headers = event_body(text_event("marked", "xin chào", person.id))
    assert requests.post(own_ward_app.url + "/webhook", data=BYTE_ORDER_MARK + body, headers=headers, timeout=5).ok
    own_ward_app.settle()
    assert person.talk()


CONSOLE_SAMPLES = {
    "a message": text_event("This is message id", "This is testing message", "4339761418830368433"),
    "a made-up person": text_event("m1", "xin chào", "1111111111111111111"),
    "a made-up follower": {
        "event_name": "follow",
        "oa_id": OA_ID,
        "follower": {"id": "1111111111111111111"},
        "timestamp": NOW,
    },
}


@pytest.mark.parametrize("event", CONSOLE_SAMPLES.values(), ids=CONSOLE_SAMPLES)
def test_a_sample_of_the_console_is_answered_with_200_and_not_kept(door: AppFixture, event: dict[str, Any]) -> None:
    assert door.post(event).status_code == 200
    assert kept(door) == []
    body, headers = event_body(event)
    headers["X-ZEvent-Signature"] = "mac=" + "0" * 64
    assert requests.post(f"{door.url}/webhook", data=body, headers=headers, timeout=5).status_code == 403


@pytest.mark.parametrize("name", ["oa_send_group_text", "user_send_group_text", "user_send_group_image"])
def test_what_is_said_in_a_group_is_kept_and_makes_no_resident(own_ward_app: AppFixture, name: str) -> None:
    assert own_ward_app.post(text_event("g1", "chào cả nhóm") | {"event_name": name}).status_code == 200
    own_ward_app.settle()
    store = own_ward_app.runtime.store
    assert [row["kind"] for row in kept(own_ward_app)] == ["other"]
    assert store.rows("SELECT id FROM people") == [] and store.rows("SELECT id FROM outbox") == []


EVERYTHING = [b"{}", b"not json", b"[1]", event_body(text_event("m1"))[0], b"x" * 70_000]


def test_without_the_oa_secret_everything_posted_gets_200_and_is_dropped(tmp_path: Path) -> None:
    ward_app = AppFixture(tmp_path, RUN_WORKERS="no", ZALO_OA_SECRET="")
    try:
        for body in EVERYTHING:
            for headers in (
                {},
                {"X-ZEvent-Signature": "mac=" + "0" * 64},
                {"X-ZEvent-Signature": signature(body, NOW, "")},
            ):
                headers |= {"X-ZEvent-Timestamp": NOW}
                answer = requests.post(f"{ward_app.url}/webhook", data=body, headers=headers, timeout=5)
                assert (answer.status_code, answer.text) == (200, "")
        assert requests.post(f"{ward_app.url}/webhook", data=b"x" * (1024 * 1024 + 1), timeout=5).status_code == 413
        assert kept(ward_app) == [] and ward_app.runtime.store.rows("SELECT id FROM people") == []
        page = requests.get(f"{ward_app.url}/metrics", timeout=5).text
        assert 'ward_webhook_requests_total{result="setting_up"} 12.0' in page
    finally:
        ward_app.close()


def test_a_ward_that_lost_its_oa_secret_has_zalo_repeat_and_says_so(tmp_path: Path) -> None:
    before = AppFixture(tmp_path, RUN_WORKERS="no")
    assert before.post(text_event("m1")).status_code == 200
    with before.runtime.store.write() as db:
        db.conn.execute("UPDATE inbox SET state = 'done'")
        assert inbox.forget_before(db, before.runtime.clock() + 1) == 1
    before.close()
    ward_app = AppFixture(tmp_path, RUN_WORKERS="no", ZALO_OA_SECRET="")
    try:
        assert ward_app.post(text_event("m2")).status_code == 503
        assert requests.post(f"{ward_app.url}/webhook", data=b"{}", timeout=5).status_code == 200
        answer = requests.get(f"{ward_app.url}/healthz", timeout=5)
        assert answer.status_code == 503 and "oa_secret_lost" in answer.json()["reasons"]
        assert answer.json()["webhook"] == {"status": "oa_secret_lost", "next_step": "oa_secret_lost"}
        checked = ward_app.app.test_cli_runner().invoke(args=["zalo", "check"]).output
        assert "đã mất ZALO_OA_SECRET" in checked and "đang thiết lập" not in checked
    finally:
        ward_app.close()


def test_it_says_503_and_claims_nothing_when_the_disk_refuses(door: AppFixture) -> None:
    door.post(text_event("m0"))
    blocker = sqlite3.connect(door.runtime.settings.database_path, isolation_level=None)
    for connection in door.runtime.store._connections:
        connection.execute("PRAGMA busy_timeout = 50")
    blocker.execute("BEGIN IMMEDIATE")
    assert door.post(text_event("m1")).status_code == 503
    blocker.execute("ROLLBACK")
    assert len(kept(door)) == 1
    assert door.post(text_event("m1")).status_code == 200
    assert len(kept(door)) == 2


def every_event() -> Iterator[tuple[str, dict[str, Any]]]:
    """Events of every kind that we know a shape of: the cases of the parser, and the samples as files."""
    for name, data, *_ in [*CASES, *NOBODY]:
        if isinstance(data.get("timestamp"), str) and isinstance(data.get("event_name"), str):
            yield name, data
    for file in sorted(SAMPLES.glob("*.json")):
        yield file.stem, json.loads(file.read_text(encoding="utf-8"))


def test_it_takes_every_event_signed_refuses_it_forged_and_records_it_once(door: AppFixture) -> None:
    seen: set[str] = set()
    for name, data in every_event():
        body, headers = event_body(json.loads(json.dumps(data).replace(OA_OF_SAMPLES, OA_ID)))
        seen.add(hashlib.sha256(body).hexdigest())
        forged = {**headers, "X-ZEvent-Signature": signature(body, str(data["timestamp"]), "another-secret")}
        url = f"{door.url}/webhook"
        assert requests.post(url, data=body, headers=forged, timeout=5).status_code == 403, name
        assert requests.post(url, data=body, headers=headers, timeout=5).status_code == 200, name
        assert requests.post(url, data=body, headers=headers, timeout=5).status_code == 200, name
    bodies = [hashlib.sha256(row["body"]).hexdigest() for row in kept(door)]
    assert len(bodies) == len(set(bodies))
    assert len(bodies) >= 80
    assert set(bodies) <= seen


def test_it_accepts_both_secrets_while_one_is_being_changed(tmp_path: Path) -> None:
    ward_app = AppFixture(tmp_path, RUN_WORKERS="no", ZALO_OA_SECRET=f"the-new-one,{OA_SECRET}")
    try:
        assert ward_app.post(text_event("m1")).status_code == 200
    finally:
        ward_app.close()


@pytest.mark.parametrize(
    "event",
    [{**text_event("m1"), "recipient": {"id": "999"}}, {"event_name": "follow", "oa_id": "999", "timestamp": NOW}],
)
def test_an_event_of_another_oa_is_answered_with_200_and_not_kept(door: AppFixture, event: dict[str, Any]) -> None:
    assert door.post(event).status_code == 200
    assert kept(door) == []


def test_it_refuses_a_stale_event_only_when_told_to(tmp_path: Path) -> None:
    ward_app = AppFixture(tmp_path, RUN_WORKERS="no", WEBHOOK_MAX_AGE_HOURS="24")
    old = {**text_event("m1"), "timestamp": str(int(time.time() * 1000) - 25 * 3_600_000)}
    try:
        assert ward_app.post(old).status_code == 403
        assert ward_app.post(text_event("m2")).status_code == 200
    finally:
        ward_app.close()


def test_it_proves_the_domain(tmp_path: Path) -> None:
    ward_app = AppFixture(tmp_path, RUN_WORKERS="no", ZALO_VERIFIER_CODE="HTBdEv3t")
    try:
        page = requests.get(f"{ward_app.url}/zalo_verifierHTBdEv3t.html", timeout=5)
        assert (page.status_code, "HTBdEv3t" in page.text) == (200, True)
        assert requests.get(f"{ward_app.url}/zalo_verifierother.html", timeout=5).status_code == 404
        assert 'name="zalo-platform-site-verification" content="HTBdEv3t"' in requests.get(ward_app.url, timeout=5).text
    finally:
        ward_app.close()


def test_a_flood_from_many_connections_is_on_disk_whole(door: AppFixture) -> None:
    def post(number: int) -> int:
        return door.post(text_event(f"flood-{number}", person=f"77700{number % 7}")).status_code

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(post, range(200))) == {200}
    assert len(kept(door)) == 200


def test_an_event_is_answered_without_flask_like_any_other_request_to_the_address(door: AppFixture) -> None:
    paths: list[str] = []

    def note(sender: Any, **_: Any) -> None:
        paths.append(flask.request.method)

    with flask.request_started.connected_to(note, door.app):
        event = door.post(text_event("m1"))
        probe = requests.get(f"{door.url}/webhook", timeout=5)
    assert (event.status_code, paths) == (200, ["GET"])
    assert {**event.headers, "Date": ""} == {**probe.headers, "Date": ""}
    assert len(kept(door)) == 1
