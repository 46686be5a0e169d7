"""`flask official`: roles, locks and lost phones from the shell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from click.testing import CliRunner, Result

from bot.cli.officials import make_official
from bot.runtime import Runtime
from tests.admin.installation import MovableClock, copy_words, make_runtime

LAN = "lan@phuong.vn"


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Runtime]:
    found = make_runtime(copy_words(tmp_path / "content"), tmp_path, MovableClock())
    found.officials.add(LAN, "Lan", "manager")
    yield found
    found.close()


def run(runtime: Runtime, *words: str) -> Result:
    return CliRunner().invoke(make_official(runtime), list(words))


def listed(runtime: Runtime) -> dict[str, object]:
    answer: dict[str, object] = json.loads(run(runtime, "list", "--json").output)
    return answer


def test_the_last_manager_keeps_the_role_in_the_shell_too(runtime: Runtime) -> None:
    for words in (("role", LAN, "viewer"), ("disable", LAN)):
        result = run(runtime, *words)
        assert result.exit_code == 1 and "quản lý duy nhất" in result.output
    runtime.officials.add("hai@phuong.vn", "Hai", "manager")
    assert run(runtime, "role", LAN, "answerer").exit_code == 0
    row = runtime.officials.find(LAN)
    assert row and row.roles == "answerer"


def test_a_locked_official_is_let_in_again(runtime: Runtime) -> None:
    first = runtime.officials.add("xem@phuong.vn", "Xem", "viewer")
    run(runtime, "disable", "xem@phuong.vn")
    assert runtime.officials.sign_in("xem@phuong.vn", first) is None
    assert run(runtime, "enable", "xem@phuong.vn").exit_code == 0
    assert runtime.officials.sign_in("xem@phuong.vn", first)


def test_the_factor_of_a_lost_phone_is_taken_away(runtime: Runtime) -> None:
    officials = runtime.officials
    official = officials.of_cookie(officials.sign_in(LAN, officials.reset_password(LAN)))
    assert official
    secret = officials.factor.begin(official.id)
    officials.factor.confirm(official, pyotp.TOTP(secret).at(runtime.clock() // 1000))
    assert listed(runtime)["second_factor"] is True
    assert run(runtime, "reset-factor", LAN).exit_code == 0
    assert listed(runtime)["second_factor"] is False
    assert run(runtime, "reset-factor", LAN).exit_code == 1
