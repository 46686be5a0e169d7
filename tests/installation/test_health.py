"""How the installation says how it stands: /healthz, /metrics, the clock's jobs, and a lost connection to Zalo."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import requests

import scheduler
from bot.clock import HOUR
from bot.installation.health import CLOCK_LATE_MS
from bot.store import key_values
from tests.support.app import AppFixture, wait_until


def test_it_reports_each_part_and_no_secret(ward_app: AppFixture) -> None:
    ward_app.runtime.health.beat()
    answer = requests.get(f"{ward_app.url}/healthz", timeout=5)
    assert answer.status_code == 200
    assert set(answer.json()) == {
        "status",
        "reasons",
        "database",
        "token",
        "clock",
        "queues",
        "workers",
        "webhook",
        "backup",
    }
    assert "secret" not in answer.text and "access" not in answer.text.replace("access_expired", "")


def test_a_stopped_clock_is_a_fault(own_ward_app: AppFixture) -> None:
    own_ward_app.runtime.health.started_at -= CLOCK_LATE_MS + HOUR
    key_values.put(own_ward_app.runtime.store, "clock_beat", str(own_ward_app.runtime.clock() - CLOCK_LATE_MS - 1))
    answer = requests.get(f"{own_ward_app.url}/healthz", timeout=5)
    assert (answer.status_code, answer.json()["clock"]["status"]) == (503, "stopped")
    own_ward_app.runtime.health.beat()
    assert requests.get(f"{own_ward_app.url}/healthz", timeout=5).status_code == 200


def test_a_lost_connection_is_said_holds_messages_and_is_mended_by_signing_in_again(
    own_ward_app: AppFixture, caplog: pytest.LogCaptureFixture
) -> None:
    person = own_ward_app.new_person()
    person.says("xin chào")
    own_ward_app.zalo.zalo.tokens.revoke_permission()
    with caplog.at_level(logging.WARNING):
        own_ward_app.zalo.person_says(person.id, "cảm ơn")
        wait_until(lambda: requests.get(f"{own_ward_app.url}/healthz", timeout=5).status_code == 503)
    assert requests.get(f"{own_ward_app.url}/healthz", timeout=5).json()["token"]["status"] == "lost"
    assert any("must sign in again" in record.message for record in caplog.records)
    assert own_ward_app.runtime.health.report()[1]["queues"]["outbox"]["queued"] == 1


def test_the_metrics_count_what_came_to_the_door(own_ward_app: AppFixture) -> None:
    requests.post(f"{own_ward_app.url}/webhook", data=b"{}", timeout=5)
    requests.post(f"{own_ward_app.url}/webhook", data=b'{"event_name":"follow"}', timeout=5)
    own_ward_app.new_person().says("xin chào")
    page = requests.get(f"{own_ward_app.url}/metrics", timeout=5).text
    assert 'ward_webhook_requests_total{result="probe"} 1.0' in page
    assert 'ward_webhook_requests_total{result="forged"} 1.0' in page
    assert 'ward_webhook_requests_total{result="new"}' in page
    assert 'ward_sends_total{outcome="sent"} 2.0' in page


@pytest.mark.parametrize("job", scheduler.JOBS, ids=[job.name for job in scheduler.JOBS])
def test_every_job_of_the_clock_runs(ward_app: AppFixture, job: scheduler.Job) -> None:
    job.run(ward_app.runtime)


def test_the_clock_runs_every_job_at_its_start_and_survives_one_that_fails(
    own_ward_app: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def fail(runtime: object) -> None:
        ran.append("failing")
        raise RuntimeError("the job broke")

    jobs = (scheduler.Job("failing", 60, fail), scheduler.Job("good", 60, lambda runtime: ran.append("good")))
    monkeypatch.setattr(scheduler, "JOBS", jobs)
    clock = scheduler.start_clock(own_ward_app.runtime)
    wait_until(lambda: set(ran) == {"failing", "good"})
    clock.shutdown(wait=False)


def test_old_events_and_messages_are_forgotten(own_ward_app: AppFixture) -> None:
    from bot.operations.jobs import KEEP_MS, forget_old

    person = own_ward_app.new_person()
    person.says("xin chào")
    with own_ward_app.runtime.store.write() as db:
        db.conn.execute("UPDATE inbox SET received_at = received_at - ?", [KEEP_MS + HOUR])
        db.conn.execute("UPDATE outbox SET created_at = created_at - ?", [KEEP_MS + HOUR])
    forget_old(own_ward_app.runtime)
    assert own_ward_app.runtime.helpdesk.talk(person.id) == []


def test_the_split_clock_sends_what_the_other_process_queued(tmp_path: Path) -> None:
    ward_app = AppFixture(tmp_path, RUN_WORKERS="no")
    try:
        ward_app.runtime.start_sender()
        person = ward_app.new_person()
        ward_app.zalo.person_says(person.id, "xin chào")
        wait_until(lambda: ward_app.runtime.health.report()[1]["queues"]["inbox"]["new"] == 1)
        assert ward_app.runtime.conversation.take_turn(person.id) == 1
        wait_until(lambda: sum(message["who"] == "oa" for message in person.talk()) == 2)
    finally:
        ward_app.close()
