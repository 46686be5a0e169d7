"""`flask doctor`: what is right and what is not."""

from __future__ import annotations

from dataclasses import asdict

import click

from bot.cli.output import json_option, say_json
from bot.operations import alerting
from bot.operations.doctor import examine
from bot.runtime import Runtime

MARKS = {"ok": "✔", "warn": "!", "bad": "✘"}


def make_doctor(runtime: Runtime) -> click.Command:
    """Build the command `doctor`."""

    @click.command("doctor")
    @click.option("--alert", "is_trial", is_flag=True, help="Gửi thử một cảnh báo bằng mọi cách đã khai.")
    @json_option
    @click.pass_context
    def doctor(context: click.Context, is_trial: bool, as_json: bool) -> None:
        """Xem mọi điều cần tốt trên một trang: điều gì tốt, điều gì chưa và cách sửa. Mã thoát 1 khi có điều hỏng."""
        if is_trial:
            context.exit(_send_trial(runtime))
        findings = examine(runtime)
        if as_json:
            say_json({"findings": [asdict(finding) for finding in findings]})
        else:
            for finding in findings:
                click.echo(f"{MARKS[finding.level]} {finding.subject}: {finding.text}")
                if finding.advice:
                    click.echo(f"    → {finding.advice}")
        context.exit(1 if any(finding.level == "bad" for finding in findings) else 0)

    return doctor


def _send_trial(runtime: Runtime) -> int:
    """The exit code: 1 when a way failed, or there is none."""
    outcomes = alerting.send_trial(runtime)
    for way, is_taken in outcomes.items():
        click.echo(
            f"{MARKS['ok' if is_taken else 'bad']} {way}: {'đã nhận' if is_taken else 'không gửi được, xem nhật ký'}"
        )
    if not outcomes:
        click.echo("Chưa khai ALERT_WEBHOOK_URL hay ALERT_EMAIL_TO trong .env.")
    return 0 if outcomes and all(outcomes.values()) else 1
