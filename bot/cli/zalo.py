"""`flask zalo check`: does the connection to Zalo work, step by step; `flask zalo challenge`: what its console asks for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import click

from bot.cli.output import json_option, say_json
from bot.operations.zalo_check import Step, check_steps
from bot.operations.zalo_check_button import button_step
from bot.runtime import Runtime


def make_zalo(runtime: Runtime) -> click.Group:
    """Build the command group `zalo`."""

    @click.group("zalo")
    def group() -> None:
        """Kết nối với Zalo."""

    @group.command("check")
    @json_option
    @click.option("--to", metavar="EMAIL|official", help="Gửi thử một tin có nút tới Zalo của cán bộ này (đã nối).")
    def check(as_json: bool, to: str | None) -> None:
        """Thử từng bước: khai báo, địa chỉ, webhook, khóa, token, OA, hạn mức, tin nhận; có --to thì thử cả nút bấm."""
        well = True
        for name, ok, text in chain(check_steps(runtime), _button_steps(runtime, to)):
            well = well and ok
            if as_json:
                say_json({"step": name, "ok": ok, "text": text})
            else:
                click.echo(f"{'✔' if ok else '✘'} {name}: {text}")
        raise SystemExit(0 if well else 1)

    @group.command("challenge")
    @json_option
    def challenge(as_json: bool) -> None:
        """In Code Challenge để điền vào trang Zalo (mục Thiết lập chung)."""
        value, verifier = runtime.connect.fixed_challenge(), None
        if value is None:
            verifier, value = runtime.connect.new_challenge()
        if as_json:
            say_json({"challenge": value} | ({"verifier": verifier} if verifier else {}))
            return
        if verifier:
            click.echo(f"Ghi dòng này vào .env:\n  ZALO_CODE_VERIFIER={verifier}")
        click.echo(f"Điền vào ô Code Challenge ở mục Thiết lập chung:\n  {value}")

    return group


def _button_steps(runtime: Runtime, to: str | None) -> Iterator[Step]:
    if to is not None:
        yield button_step(runtime, to)
