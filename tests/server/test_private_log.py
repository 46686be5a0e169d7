"""A day of traffic, with its faults, leaves nothing personal and no secret in the log, in text and as JSON."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.lib.json_log import JsonFormatter
from bot.operations import alerting, jobs, unknown_messages
from tests.support.app import APP_SECRET, OA_SECRET, AppFixture
from tests.support.line import cut_line

NAME, PHONE, WORDS = "Nguyễn Thị Bí Mật", "0909123456", "con tôi tên Lê Văn Kín bị mất giấy khai sinh"


class Collector(logging.Handler):
    """Keeps every line of every logger as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(JsonFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[Collector]:
    collector, root = Collector(), logging.getLogger()
    level = root.level
    root.addHandler(collector)
    root.setLevel(logging.INFO)
    yield collector
    root.setLevel(level)
    root.removeHandler(collector)


def test_the_log_of_a_day_names_nobody(log: Collector, tmp_path: Path) -> None:
    ward = AppFixture(tmp_path)
    person = ward.new_person()
    with ward.zalo.zalo.lock:
        ward.zalo.zalo.get_person(person.id).name = NAME
    person.says("xin chào")
    person.says(WORDS)
    person.says(f"số của tôi là {PHONE}, gặp cán bộ")
    person.sends("image", url="https://example.vn/anh-rieng.jpg")
    faults = ward.zalo.faults
    for spoil in (
        lambda: faults.add_error(-201),
        lambda: faults.add_error(-214),
        lambda: setattr(faults, "server_errors", 1),
        lambda: setattr(faults, "drops", 1),
    ):
        spoil()
        ward.zalo.person_says(person.id, WORDS)
        ward.settle()
    with cut_line():
        jobs.sync_people(ward.runtime)
        unknown_messages.settle_unknown(ward.runtime)
    jobs.sync_people(ward.runtime)
    unknown_messages.settle_unknown(ward.runtime)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(ward.runtime.router), "route", _break)
        ward.zalo.person_says(person.id, WORDS)
        ward.settle()
    ward.post(
        {"event_name": "user_send_text", "sender": {"id": person.id}, "timestamp": "1", "message": {"text": WORDS}}
    )
    alerting.watch(ward.runtime)
    tokens = ward.runtime.tokens._store.read()
    ward.close()
    assert len(log.lines) > 5
    assert all(json.loads(line)["message"] for line in log.lines)
    text = "\n".join(log.lines)
    secrets = (APP_SECRET, OA_SECRET, tokens.access_token, tokens.refresh_token)  # type: ignore[union-attr]
    for private in (person.id, NAME, PHONE, WORDS, "Lê Văn Kín", "anh-rieng", *secrets):
        assert private not in text, next(line for line in log.lines if private in line)


def _break(*_: object, **__: object) -> None:
    raise RuntimeError("a handler failed")
