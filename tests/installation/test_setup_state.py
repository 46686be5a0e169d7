"""Live mode before it is complete: what /healthz and the commands say is missing, and how to mend it."""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from click.testing import Result

from bot import settings
from bot.demo import welcome
from tests.messaging.test_webhook import text_event
from tests.support.app import OA_SECRET, AppFixture, free_port, live_environment

VERIFIER = "k7Rz2QmX9pLw4TgYb8NcJ6sVh3DfA1uEeKoWiB5tZx0"
CHALLENGE = "cdcHYePkx0_Rvl42JtW5BQl7jByMfpDfDz_pmpamWPY"
UNCONNECTED = {"ZALO_ACCESS_TOKEN": "", "ZALO_REFRESH_TOKEN": ""}
ADDRESS = {"PUBLIC_URL": "http://localhost:1"}
"""An address that somebody set; nothing listens there."""


@contextmanager
def town_with(folder: Path, **environment: str) -> Iterator[AppFixture]:
    """A town whose workers sleep."""
    ward_app = AppFixture(folder, RUN_WORKERS="no", **environment)
    try:
        yield ward_app
    finally:
        ward_app.close()


def run(ward_app: AppFixture, *words: str) -> Result:
    return ward_app.app.test_cli_runner().invoke(args=list(words))


def check(ward_app: AppFixture) -> dict[str, tuple[bool, str]]:
    """What `flask zalo check` says, by step."""
    lines = [json.loads(line) for line in run(ward_app, "zalo", "check", "--json").output.splitlines()]
    return {line["step"]: (line["ok"], line["text"]) for line in lines}


@pytest.mark.parametrize(
    ("environment", "status", "state"),
    [
        ({"ZALO_OA_SECRET": ""}, 200, {"status": "setting_up", "next_step": "address"}),
        ({"ZALO_OA_SECRET": "", **ADDRESS}, 200, {"status": "setting_up", "next_step": "oa_secret"}),
        ({**UNCONNECTED, **ADDRESS}, 503, {"status": "ok", "next_step": "connect"}),  # nothing can be sent yet
        (ADDRESS, 200, {"status": "ok", "next_step": "first_event"}),
    ],
)
def test_healthz_names_the_state_and_the_next_step(
    tmp_path: Path, environment: dict[str, str], status: int, state: dict[str, str]
) -> None:
    with town_with(tmp_path, **environment) as ward_app:
        ward_app.runtime.health.beat()
        answer = requests.get(f"{ward_app.url}/healthz", timeout=5)
        assert (answer.status_code, answer.json()["webhook"]) == (status, state)
        assert OA_SECRET not in answer.text and "app-secret" not in answer.text


def test_healthz_names_no_step_when_residents_can_write(tmp_path: Path) -> None:
    with town_with(tmp_path, **ADDRESS) as ward_app:
        assert ward_app.post(text_event("m1")).status_code == 200
        state = requests.get(f"{ward_app.url}/healthz", timeout=5).json()["webhook"]
        assert state == {"status": "ok", "next_step": None}


def test_the_check_says_that_the_oa_secret_is_missing_and_where_it_is_found(tmp_path: Path) -> None:
    with town_with(tmp_path, ZALO_OA_SECRET="", **UNCONNECTED) as ward_app:
        steps = check(ward_app)
        is_well, text = steps["OA Secret Key"]
        assert not is_well and "ZALO_OA_SECRET" in text and "/webhook" in text and "khởi động lại" in text
        assert "đang thiết lập" in steps["Khai báo"][1]
        assert steps["Webhook"][0], "an unsigned {} is answered with 200, so that Zalo saves the address"
        assert not steps["Token"][0] and "/admin/zalo/connect" in steps["Token"][1]
        assert not steps["Tin nhận"][0] and "Webhook Retry" in steps["Tin nhận"][1]
        assert not steps["Địa chỉ"][0] and "PUBLIC_URL" in steps["Địa chỉ"][1]
        assert run(ward_app, "zalo", "check").exit_code == 1


def test_the_check_sees_that_the_running_program_was_started_before_the_secret_was_set(tmp_path: Path) -> None:
    with (
        town_with(tmp_path / "running", ZALO_OA_SECRET="") as running,
        town_with(tmp_path / "shell", PUBLIC_URL=running.url) as shell,
    ):
        is_well, text = check(shell)["OA Secret Key"]
        assert not is_well and "Khởi động lại" in text


def test_the_check_tries_the_proof_of_the_domain(tmp_path: Path) -> None:
    with town_with(tmp_path / "running", ZALO_VERIFIER_CODE="HTBdEv3t") as running:
        assert check(running)["Tên miền"][0]
        with town_with(tmp_path / "shell", PUBLIC_URL=running.url, ZALO_VERIFIER_CODE="another") as shell:
            is_well, text = check(shell)["Tên miền"]
            assert not is_well and "404" in text and "ZALO_VERIFIER_CODE" in text


@pytest.mark.parametrize(
    ("code", "words"),
    [(-209, "Đang hoạt động"), (-212, "Official Account API"), (-223, "nhóm quyền"), (-221, "xác thực OA")],
)
def test_the_check_says_how_to_mend_what_zalo_refuses(tmp_path: Path, code: int, words: str) -> None:
    with town_with(tmp_path) as ward_app:
        ward_app.zalo.faults.add_error(code, times=9)
        for step in ("OA", "Hạn mức"):
            is_well, text = check(ward_app)[step]
            assert not is_well and str(code) in text and words in text


def test_the_challenge_of_the_verifier_in_the_settings_is_printed_and_checked(tmp_path: Path) -> None:
    with town_with(tmp_path, ZALO_CODE_VERIFIER=VERIFIER) as ward_app:
        output = run(ward_app, "zalo", "challenge").output
        assert CHALLENGE in output and VERIFIER not in output
        assert json.loads(run(ward_app, "zalo", "challenge", "--json").output) == {"challenge": CHALLENGE}
        assert CHALLENGE in check(ward_app)["Thiết lập chung"][1]


def test_without_a_verifier_a_new_one_is_made_with_its_challenge(tmp_path: Path) -> None:
    with town_with(tmp_path) as ward_app:
        answer = json.loads(run(ward_app, "zalo", "challenge", "--json").output)
        digest = hashlib.sha256(answer["verifier"].encode()).digest()
        assert answer["challenge"] == urlsafe_b64encode(digest).rstrip(b"=").decode()
        assert len(answer["verifier"]) == 43
        assert settings.load({"ZALO_CODE_VERIFIER": answer["verifier"]}).fixed_verifier == answer["verifier"]
        assert "ZALO_CODE_VERIFIER=" in run(ward_app, "zalo", "challenge").output


def test_the_start_says_that_everything_is_dropped_until_the_secret_is_set(tmp_path: Path) -> None:
    environment = live_environment(tmp_path, free_port(), "http://127.0.0.1:1")
    complete, incomplete = settings.load(environment), settings.load(environment | {"ZALO_OA_SECRET": ""})
    assert "Đang thiết lập" in welcome.welcome_text(incomplete, None) and "zalo check" in welcome.welcome_text(
        incomplete, None
    )
    assert "Đang thiết lập" not in welcome.welcome_text(complete, None)
