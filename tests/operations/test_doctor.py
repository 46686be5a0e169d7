"""`flask doctor` and /metrics: what is right and what is not, on one page each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import requests

from bot.installation.alerts import Alert
from bot.operations.doctor import SUBJECTS
from tests.support.app import AppFixture


def test_the_page_names_what_is_right_and_what_is_not_with_what_to_do(own_ward_app: AppFixture) -> None:
    result = own_ward_app.app.test_cli_runner().invoke(args=["doctor"])
    assert "✔ Kết nối Zalo: tốt" in result.output
    assert "! Cảnh báo: không báo ra ngoài" in result.output
    assert "→ Khai ALERT_EMAIL_TO" in result.output
    own_ward_app.runtime.tokens._store.mark_lost("refresh_token_dead")
    result = own_ward_app.app.test_cli_runner().invoke(args=["doctor"])
    assert result.exit_code == 1
    assert "✘ Kết nối Zalo: Mất kết nối với Zalo" in result.output and "Quản lý vào mục Kết nối Zalo" in result.output


def test_what_was_never_set_up_is_not_called_right(tmp_path: Path) -> None:
    ward = AppFixture(tmp_path, ZALO_OA_SECRET="", ZALO_ACCESS_TOKEN="", ZALO_REFRESH_TOKEN="")
    try:
        lines = ward.app.test_cli_runner().invoke(args=["doctor"]).output.split("\n")
    finally:
        ward.close()
    for line in (
        "✘ Kết nối Zalo: chưa kết nối lần nào",
        "! OA Secret Key: chưa khai",
        "! Tin đến: chưa nhận tin nào",
        "! Sao lưu hằng ngày: chưa có bản nào",
        "! Nơi thứ hai của bản sao lưu: chưa khai",
    ):
        assert line in lines
    assert not any("Mất kết nối" in line for line in lines)


def test_every_alert_has_its_line(own_ward_app: AppFixture) -> None:
    result = own_ward_app.app.test_cli_runner().invoke(args=["doctor", "--json"])
    subjects = {finding["subject"] for finding in json.loads(result.output)["findings"]}
    assert set(SUBJECTS) == set(Alert)
    assert {name for alert, name in SUBJECTS.items() if alert is not Alert.MACHINE_STUCK} <= subjects


def test_a_trial_without_a_way_says_so(own_ward_app: AppFixture) -> None:
    result = own_ward_app.app.test_cli_runner().invoke(args=["doctor", "--alert"])
    assert result.exit_code == 1 and "ALERT_WEBHOOK_URL" in result.output


def test_the_figures_tell_alerts_queues_and_times(own_ward_app: AppFixture) -> None:
    person = own_ward_app.new_person()
    person.says("làm khai sinh cần giấy tờ gì")
    own_ward_app.runtime.health.beat()
    page = requests.get(f"{own_ward_app.url}/metrics", timeout=10).text
    for line in (
        'ward_alert{alert="token_lost"} 0.0',
        'ward_token{level="lost"} 0.0',
        'ward_answer_seconds{quantile="0.5"}',
        "ward_send_seconds_count",
        "ward_accept_seconds_count",
        'ward_worker_age_seconds{worker="sender"}',
        'ward_disk_bytes{what="free"}',
    ):
        assert line in page, line
    assert person.id not in page


@pytest.mark.parametrize("metric", ["ward_alert", "ward_up"])
def test_a_figure_that_is_gone_is_not_shown_any_more(own_ward_app: AppFixture, metric: str) -> None:
    own_ward_app.runtime.metrics.show(metric, "text", "alert", {"token_lost": 1.0})
    own_ward_app.runtime.metrics.show(metric, "text", "alert", {})
    assert f"{metric}{{" not in own_ward_app.runtime.metrics.page().decode()
