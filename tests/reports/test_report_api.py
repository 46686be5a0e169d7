"""/api/status and /api/report: what a province's page asks a ward for, and only who has the token gets."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from bot.province.overview import parse_status, parse_totals
from bot.reports.facts import report_facts
from bot.reports.gather import collect_earlier, collect_figures
from bot.reports.periods import Period
from bot.runtime import Runtime
from tests.admin.installation import make_app
from tests.reports.busy_month import SECRET_NAME, SECRET_PHONE

TOKEN = "figures-for-the-province"
OUTSIDE = {"REMOTE_ADDR": "203.0.113.9"}
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def browser(busy_month: Runtime, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setattr(busy_month, "settings", replace(busy_month.settings, metrics_token=TOKEN))
    return make_app(busy_month).test_client()


@pytest.mark.parametrize("path", ["/api/status", "/api/report"])
def test_only_the_token_opens_them_from_elsewhere(browser: FlaskClient, path: str) -> None:
    assert browser.get(path, environ_base=OUTSIDE).status_code == 404
    assert browser.get(path, environ_base=OUTSIDE, headers={"Authorization": "Bearer x"}).status_code == 404
    behind_proxy = {"X-Forwarded-For": "203.0.113.9"}
    assert browser.get(path, headers=behind_proxy).status_code == 404
    answer = browser.get(path, environ_base=OUTSIDE, headers=BEARER | behind_proxy)
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    assert SECRET_NAME not in answer.text and SECRET_PHONE not in answer.text


def test_the_report_is_that_of_the_command(browser: FlaskClient, busy_month: Runtime, november: Period) -> None:
    answer = browser.get("/api/report?period=month&year=2026&month=11", headers=BEARER).json
    figures = collect_figures(busy_month, november)
    facts = json.loads(json.dumps(report_facts(figures, collect_earlier(busy_month, figures))))
    assert answer == facts | {"ward": busy_month.live_content.content.ward.name}
    assert parse_totals(answer) == facts["totals"]


def test_without_a_period_it_is_this_month(browser: FlaskClient) -> None:
    assert browser.get("/api/report").json["period"]["name"] == "tháng 12 năm 2026"


@pytest.mark.parametrize(
    "query",
    ["period=week", "month=13", "month=0", "month=1&quarter=1", "year=x", "year=" + "9" * 400, "quarter=4&year=2027",
     "window=moon", "period=free", "year=0"],
)  # fmt: skip
def test_a_wrong_period_is_answered_with_words(browser: FlaskClient, query: str) -> None:
    answer = browser.get(f"/api/report?{query}")
    assert answer.status_code == 400 and answer.json["error"]


def test_the_status_says_how_it_stands(browser: FlaskClient) -> None:
    facts = browser.get("/api/status").json
    assert facts["mode"] == "demo" and isinstance(facts["alerts"], list)
    assert parse_status(facts).disk_free == facts["disk_free"] > 0
