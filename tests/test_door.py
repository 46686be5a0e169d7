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

import pytest
import requests

from tests.town import OA_SECRET, Town, event_body, signature
from tests.zalo.test_incoming import CASES, NOBODY

NOW = "1795442948446"


def text_event(message_id: str, text: str = "xin chào", person: str = "7770000000000000001") -> dict[str, Any]:
    return {
        "event_name": "user_send_text", "sender": {"id": person}, "recipient": {"id": "2222222222222222222"},
        "message": {"msg_id": message_id, "text": text}, "timestamp": str(int(time.time() * 1000)),
    }  # fmt: skip


def kept(town: Town) -> list[sqlite3.Row]:
    return town.runtime.store.rows("SELECT name, kind, body FROM inbox ORDER BY id")


@pytest.fixture
def door(tmp_path: Path) -> Any:
    """A town whose workers sleep: what comes in stays as it came."""
    found = Town(tmp_path, RUN_WORKERS="no")
    yield found
    found.close()


def test_it_keeps_a_genuine_event_as_it_came(door: Town) -> None:
    body, headers = event_body(text_event("m1", "Làm khai sinh cần gì?"))
    assert requests.post(f"{door.url}/webhook", data=body, headers=headers, timeout=5).status_code == 200
    assert [row["body"] for row in kept(door)] == [body]


def test_it_records_a_repeat_once(door: Town) -> None:
    event = text_event("m1")
    assert [door.post(event).status_code for _ in range(3)] == [200, 200, 200]
    assert len(kept(door)) == 1


@pytest.mark.parametrize("header", [None, "", "mac=" + "0" * 64, "no signature at all"])
def test_it_refuses_a_wrong_or_missing_signature(door: Town, header: str | None) -> None:
    body, headers = event_body(text_event("m1"))
    headers.pop("X-ZEvent-Signature")
    if header is not None:
        headers["X-ZEvent-Signature"] = header
    assert requests.post(f"{door.url}/webhook", data=body, headers=headers, timeout=5).status_code == 403
    assert kept(door) == []


def test_it_refuses_a_body_changed_on_the_way(door: Town) -> None:
    body, headers = event_body(text_event("m1"))
    changed = body.replace(b"m1", b"m2")
    assert requests.post(f"{door.url}/webhook", data=changed, headers=headers, timeout=5).status_code == 403


def test_it_takes_the_timestamp_of_the_header_when_it_is_sent(door: Town) -> None:
    body, headers = event_body(text_event("m1"))
    headers |= {"X-ZEvent-Timestamp": NOW, "X-ZEvent-Signature": signature(body, NOW)}
    assert requests.post(f"{door.url}/webhook", data=body, headers=headers, timeout=5).status_code == 200


@pytest.mark.parametrize("body", [b"[1]", b'"text"', b"not json", b"7"])
def test_it_says_400_to_what_is_signed_but_no_object(door: Town, body: bytes) -> None:
    headers = {"X-ZEvent-Timestamp": NOW, "X-ZEvent-Signature": signature(body, NOW)}
    assert requests.post(f"{door.url}/webhook", data=body, headers=headers, timeout=5).status_code == 400
    assert kept(door) == []


def test_it_says_413_past_one_mebibyte(door: Town) -> None:
    answer = requests.post(f"{door.url}/webhook", data=b"x" * (1024 * 1024 + 1), timeout=5)
    assert answer.status_code == 413


def test_it_answers_probes_and_records_nothing(door: Town) -> None:
    assert requests.get(f"{door.url}/webhook", timeout=5).status_code == 200
    assert requests.post(f"{door.url}/webhook", data=b"", timeout=5).status_code == 200
    assert kept(door) == []


def test_it_says_503_and_claims_nothing_when_the_disk_refuses(door: Town) -> None:
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
    """Events of every kind that we know a shape of, and the dossier's samples where they lie beside the repository."""
    for name, data, *_ in [*CASES, *NOBODY]:
        if isinstance(data.get("timestamp"), str) and isinstance(data.get("event_name"), str):
            yield name, data
    for file in sorted((Path(__file__).parents[2] / "shared/zalo/events").glob("*.json")):
        yield file.stem, json.loads(file.read_text(encoding="utf-8"))


def test_it_takes_every_event_signed_refuses_it_forged_and_records_it_once(door: Town) -> None:
    seen: set[str] = set()
    for name, data in every_event():
        body, headers = event_body(data)
        seen.add(hashlib.sha256(body).hexdigest())
        forged = {**headers, "X-ZEvent-Signature": signature(body, str(data["timestamp"]), "another-secret")}
        url = f"{door.url}/webhook"
        assert requests.post(url, data=body, headers=forged, timeout=5).status_code == 403, name
        assert requests.post(url, data=body, headers=headers, timeout=5).status_code == 200, name
        assert requests.post(url, data=body, headers=headers, timeout=5).status_code == 200, name
    bodies = [hashlib.sha256(row["body"]).hexdigest() for row in kept(door)]
    assert len(bodies) == len(set(bodies))
    assert len(bodies) >= 40
    assert set(bodies) <= seen


def test_it_accepts_both_secrets_while_one_is_being_changed(tmp_path: Path) -> None:
    town = Town(tmp_path, RUN_WORKERS="no", ZALO_OA_SECRET=f"the-new-one,{OA_SECRET}")
    try:
        assert town.post(text_event("m1")).status_code == 200
    finally:
        town.close()


def test_it_refuses_a_stale_event_only_when_told_to(tmp_path: Path) -> None:
    town = Town(tmp_path, RUN_WORKERS="no", WEBHOOK_MAX_AGE_HOURS="24")
    old = {**text_event("m1"), "timestamp": str(int(time.time() * 1000) - 25 * 3_600_000)}
    try:
        assert town.post(old).status_code == 403
        assert town.post(text_event("m2")).status_code == 200
    finally:
        town.close()


def test_it_proves_the_domain(tmp_path: Path) -> None:
    town = Town(tmp_path, RUN_WORKERS="no", ZALO_VERIFIER_CODE="HTBdEv3t")
    try:
        page = requests.get(f"{town.url}/zalo_verifierHTBdEv3t.html", timeout=5)
        assert (page.status_code, "HTBdEv3t" in page.text) == (200, True)
        assert requests.get(f"{town.url}/zalo_verifierother.html", timeout=5).status_code == 404
        assert 'name="zalo-platform-site-verification" content="HTBdEv3t"' in requests.get(town.url, timeout=5).text
    finally:
        town.close()


def test_a_flood_from_many_connections_is_on_disk_whole(door: Town) -> None:
    def post(number: int) -> int:
        return door.post(text_event(f"flood-{number}", person=f"77700{number % 7}")).status_code

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(post, range(200))) == {200}
    assert len(kept(door)) == 200
