"""`flask report`: figures on the terminal, in JSON, as files; clear errors."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from docx import Document
from flask import Flask
from openpyxl import load_workbook

from bot.cli import register_commands
from bot.reports.gather import collect_figures
from bot.reports.periods import Period
from bot.runtime import Runtime

Run = Callable[..., Result]


@pytest.fixture
def run(busy_month: Runtime) -> Run:
    """Runs `flask report …`."""
    app = Flask("ward", static_folder=None)
    register_commands(app, busy_month)
    return lambda *words: app.test_cli_runner().invoke(args=["report", *words])


def test_it_tells_this_month_when_nothing_is_asked(run: Run) -> None:
    result = run()
    assert result.exit_code == 0
    assert "Báo cáo tháng 12 năm 2026, số liệu từ ngày 01/12/2026 đến ngày 31/12/2026." in result.output


def test_it_tells_the_figures_in_groups_with_what_changed(run: Run) -> None:
    result = run("--period", "month", "--month", "11")
    assert "\nBản tin Zalo\n  Bản tin đã gửi: 3 (+2 so với tháng 10 năm 2026)\n" in result.output
    assert "  Chờ câu trả lời đầu tiên (phút, mức giữa): 12 phút" in result.output
    assert (
        "Tin, bài trên trang thông tin điện tử: chưa biết (hỏi người phụ trách trang thông tin điện tử)"
        in result.output
    )


def test_its_json_holds_the_same_figures(run: Run, busy_month: Runtime, november: Period) -> None:
    facts = json.loads(run("--period", "month", "--month", "11", "--year", "2026", "--json").output)
    assert facts["totals"] == collect_figures(busy_month, november).totals()
    assert facts["before"]["reached"] == 3
    assert facts["period"] == {
        "kind": "month",
        "name": "tháng 11 năm 2026",
        "from": "2026-11-01",
        "to": "2026-11-30",
        "window": "calendar",
        "over": True,
    }
    assert [(one["kind"], one["people"], one["more"]) for one in facts["activities"]] == [
        ("meeting", 60, True),
        ("meeting", 40, False),
        ("loudspeaker", None, False),
    ]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        (["--quarter", "3"], "2026-07-01", "2026-09-30"),
        (["--period", "half"], "2026-01-01", "2026-06-30"),
        (["--period", "nine", "--year", "2025"], "2025-01-01", "2025-09-30"),
        (["--year", "2025"], "2025-01-01", "2025-12-31"),
        (["--month", "11", "--window", "decree"], "2026-10-15", "2026-11-14"),
        (["--from", "2026-11-02", "--to", "15/11/2026"], "2026-11-02", "2026-11-15"),
    ],
)
def test_it_takes_the_period_that_was_asked_for(run: Run, words: list[str], first: str, last: str) -> None:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    period = json.loads(result.output)["period"]
    assert (period["from"], period["to"]) == (first, last)


def test_it_writes_both_files(run: Run, tmp_path: Path) -> None:
    word, excel = tmp_path / "bc.docx", tmp_path / "bc.xlsx"
    result = run("--month", "11", "--word", str(word), "--excel", str(excel), "--json")
    assert json.loads(result.output)["files"] == [str(word), str(excel)]
    assert any(paragraph.text == "BÁO CÁO" for paragraph in Document(str(word)).paragraphs)
    assert load_workbook(excel)["Tổng hợp"]["C1"].value == "Tháng 11 năm 2026"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["--from", "2026-11-01"], 2, "đi cùng nhau"),
        (["--from", "2026-11-01", "--to", "2026-11-30", "--month", "11"], 2, "không dùng chung"),
        (["--period", "year", "--month", "11"], 2, "--month"),
        (["--period", "week"], 2, "week"),
        (["--month", "13"], 2, "13"),
        (["--from", "2026-11-30", "--to", "2026-11-01"], 1, "đứng trước"),
        (["--month", "11", "--year", "2027"], 1, "chưa bắt đầu"),
        (["--month", "11", "--word", "/nowhere/at/all/bc.docx"], 1, "Không ghi được tệp"),
    ],
)
def test_it_says_what_is_wrong_and_how_it_ended(run: Run, words: list[str], code: int, sentence: str) -> None:
    result = run(*words)
    assert (result.exit_code, sentence in result.output) == (code, True), result.output
    assert "Traceback" not in result.output
