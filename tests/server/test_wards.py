"""Three wards over one installation, each a process in a folder of its own as add-ward.sh lays it out, and their province."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests

from bot.province.overview import Overview
from bot.province.page import create_app
from bot.province.ward_list import read_ward_list
from tests.support.app import CONTENT, event_body, free_port, live_environment, wait_until
from tests.support.processes import ROOT, Product

NAMES = ("an-binh", "ba-dinh", "tan-lap")
TOKENS = {name: f"token-of-the-ward-{name}" for name in NAMES}
WITHOUT_ZALO = "http://127.0.0.1:9"


class Ward(Product):
    """A ward as ward@.service starts it: in its folder, with what its .env says, on the shared program."""

    def __init__(self, folder: Path, name: str) -> None:
        port = free_port()
        settings = live_environment(folder / "data", port, WITHOUT_ZALO) | {
            "DATABASE_PATH": "data/ward.db",
            "CONTENT_PATH": str(CONTENT),
            "METRICS_TOKEN": TOKENS[name],
        }
        for own in ("data", ".cache"):
            (folder / own).mkdir(mode=0o700, parents=True)
        (folder / ".env").write_text("".join(f"{key}={value}\n" for key, value in settings.items()))
        super().__init__(folder, port, WITHOUT_ZALO, program=(str(ROOT / "app.py"),), own_env_file=True)


@pytest.fixture(scope="module")
def wards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Ward]]:
    with ExitStack() as stack:
        wards = {name: stack.enter_context(Ward(tmp_path_factory.mktemp(name), name)) for name in NAMES}
        for ward in wards.values():
            ward.launch()
        for ward in wards.values():
            ward.wait_until_ready()
        yield wards


@pytest.fixture(scope="module")
def list_file(wards: dict[str, Ward], tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("province") / "wards.yaml"
    lines = [f"- {{name: {name}, url: '{ward.url}', token: {TOKENS[name]}}}\n" for name, ward in wards.items()]
    file.write_text("wards:\n" + "".join(lines))
    return file


def ask(ward: Ward, text: str) -> None:
    """A resident's question, as Zalo posts it."""
    event = {
        "event_name": "user_send_text",
        "sender": {"id": "7219000000000000001"},
        "recipient": {"id": "2222222222222222222"},
        "message": {"msg_id": text, "text": text},
        "timestamp": "1795410000000",
    }
    body, headers = event_body(event)
    assert requests.post(f"{ward.url}/webhook", data=body, headers=headers, timeout=10).status_code == 200


def test_wards_share_the_program_and_nothing_else(wards: dict[str, Ward], list_file: Path) -> None:
    ask(wards["an-binh"], "làm giấy khai sinh cần gì")
    overview = Overview(read_ward_list(list_file))
    browser = create_app(overview).test_client()

    def asked() -> list[int]:
        overview._reports.clear()
        browser.get("/bao-cao")
        (reports,) = [reports for _, reports in overview._reports.values()]
        return [int(report.totals["asked"] or 0) for report in reports]

    wait_until(lambda: asked() == [1, 0, 0], 20)
    overview.refresh()
    page = browser.get("/").text
    assert page.count("Đang hỏng: <b>3</b>") == 1, "live, and not connected to Zalo yet"
    assert page.count("kết nối lại") >= 3
    for name, ward in wards.items():
        files = {file.name for file in (ward.folder / "data").iterdir()}
        assert {"ward.db", "ward.db.key"} <= files
        foreign = {"Authorization": f"Bearer {TOKENS[name]}", "X-Forwarded-For": "203.0.113.1"}
        for other in wards.values():
            expected = 200 if other is ward else 404
            assert requests.get(f"{other.url}/api/status", headers=foreign, timeout=10).status_code == expected


def test_the_command_prints_each_ward_and_a_ward_that_is_gone_is_named(wards: dict[str, Ward], list_file: Path) -> None:
    wards["tan-lap"].kill()
    result = subprocess.run(
        [sys.executable, "-m", "bot.province", str(list_file), "--json"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    lines = result.stdout.splitlines()
    assert (result.returncode, len(lines)) == (1, 3), result.stderr
    assert "tan-lap" in lines[0] and "Không trả lời" in lines[0] and '"is_well"' in lines[1]
