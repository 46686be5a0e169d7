"""Rules and dashboard of docs/monitoring name only figures that /metrics has; the page of them explains each."""

from __future__ import annotations

import json
import re

import pytest
import requests
import yaml

from bot.installation.alerts import Alert
from tests.rules.repository import ROOT
from tests.support.app import AppFixture

RULES, DASHBOARD = ROOT / "docs/monitoring/prometheus-rules.yml", ROOT / "docs/monitoring/grafana-dashboard.json"


@pytest.fixture(scope="module")
def figures(ward_app: AppFixture) -> set[str]:
    """Names of the figures of a running installation."""
    ward_app.new_person().says("phường làm việc mấy giờ")
    page = requests.get(f"{ward_app.url}/metrics", timeout=30).text
    return {line.split()[2] for line in page.splitlines() if line.startswith("# TYPE ward_")}


def expressions() -> list[str]:
    rules = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"][0]["rules"]
    panels = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    return [rule["expr"] for rule in rules] + [target["expr"] for panel in panels for target in panel["targets"]]


def test_rules_and_dashboard_ask_for_figures_that_exist(figures: set[str]) -> None:
    names = {name for expression in expressions() for name in re.findall(r"\bward_[a-z_]+", expression)}
    plain = {re.sub(r"_bucket$", "", name) for name in names}
    assert plain - {name.removesuffix("_created") for name in figures} == set()


def test_alerts_named_in_rules_exist() -> None:
    text = RULES.read_text(encoding="utf-8")
    listed_names = {name for names in re.findall(r'alert[=!]~"([^"]+)"', text) for name in names.split("|")}
    assert listed_names <= set(Alert)


def test_every_figure_is_explained(figures: set[str]) -> None:
    page = (ROOT / "docs/giam-sat.md").read_text(encoding="utf-8")
    assert {name for name in figures if not name.endswith("_created") and name not in page} == set()
