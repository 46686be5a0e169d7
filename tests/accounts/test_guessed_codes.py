"""Whoever has the password of an official cannot try codes of the second factor without end by typing them beside it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pyotp

from bot.accounts.caller import Caller
from bot.accounts.sign_in import WRONG_CODES_PER_ACCOUNT, TooManyTries
from bot.clock import MINUTE
from bot.runtime import Runtime
from bot.store import second_factors
from tests.admin.installation import (
    PASSWORD,
    MovableClock,
    copy_words,
    make_app,
    make_runtime,
    new_official,
    set_up_factor,
)

EMAIL = "manager@phuong.example.vn"
STRANGER = Caller("203.0.113.9", "Firefox", "a device nobody knows")


def try_in(runtime: Runtime, code: str) -> bool:
    """Whether password and code open a whole session from a strange device."""
    cookie = None
    with suppress(TooManyTries):
        cookie = runtime.officials.sign_in(EMAIL, PASSWORD, STRANGER, code)
    official = runtime.officials.of_cookie(cookie)
    return official is not None and not official.needs_code


def test_codes_beside_the_password_are_not_tried_without_end(tmp_path: Path) -> None:
    clock = MovableClock()
    runtime = make_runtime(copy_words(tmp_path / "content"), tmp_path, clock)
    set_up_factor(new_official(make_app(runtime), runtime, "manager").client, runtime)
    (official,) = [one for one in runtime.officials.everyone() if one.email == EMAIL]
    factor = second_factors.get(runtime.store, official.id)
    assert factor is not None
    totp = pyotp.TOTP(factor.secret)

    def right_code() -> str:
        clock.forward(2 * MINUTE)
        return totp.at(clock() // 1000)

    assert try_in(runtime, right_code()), "an official with the code enters"
    for _ in range(WRONG_CODES_PER_ACCOUNT.amount):
        wrong = f"{(int(right_code()) + 500_000) % 1_000_000:06}"
        assert not try_in(runtime, wrong)
    assert not try_in(runtime, right_code()), "after so many guesses none is believed here"
    runtime.close()
