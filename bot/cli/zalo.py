"""`flask zalo check`: does the connection to Zalo work, step by step, and what to do where it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import click
import requests

from bot.cli.output import json_option, say_json
from bot.runtime import Runtime
from bot.settings import LOOPBACK
from bot.zalo.calls import CallFailed
from bot.zalo.tokens import Level

Step = tuple[str, bool, str]
"""(what was looked at, whether it is well, what was found or what to do)."""


def make_zalo(runtime: Runtime) -> click.Group:
    """The group `zalo`."""

    @click.group("zalo")
    def group() -> None:
        """Kết nối với Zalo."""

    @group.command("check")
    @json_option
    def check(as_json: bool) -> None:
        """Thử từng bước: khai báo, token, OA, hạn mức, webhook."""
        well = True
        for name, ok, text in _steps(runtime):
            well = well and ok
            if as_json:
                say_json({"step": name, "ok": ok, "text": text})
            else:
                click.echo(f"{'✔' if ok else '✘'} {name}: {text}")
        raise SystemExit(0 if well else 1)

    return group


def _steps(runtime: Runtime) -> Iterator[Step]:
    settings = runtime.settings
    mode = "chạy thử với Zalo giả lập" if settings.is_demo else "chạy thật"
    yield "Khai báo", True, f"{mode}, ứng dụng {settings.app_id}, OA {settings.oa_id}"
    token = runtime.keeper.state()
    if token.level in (Level.NONE, Level.LOST):
        yield (
            "Token",
            False,
            f"chưa có quyền ({token.reason}). Vào {settings.public_url}/admin/zalo/connect để kết nối.",
        )
        return
    yield "Token", True, f"còn dùng được ({token.reason})"
    yield _called("OA", lambda: _profile(runtime))
    yield _called("Hạn mức", lambda: _quota(runtime))
    yield _webhook(runtime)


def _called(name: str, look: Callable[[], tuple[bool, str]]) -> Step:
    try:
        return (name, *look())
    except CallFailed as failure:
        return name, False, f"Zalo báo lỗi {failure.result.code or failure.result.note} ({failure.result.outcome})"


def _profile(runtime: Runtime) -> tuple[bool, str]:
    profile = runtime.zalo.oa_profile()
    if profile.oa_id and profile.oa_id != runtime.settings.oa_id:
        return False, f"token thuộc OA {profile.oa_id}, không phải ZALO_OA_ID={runtime.settings.oa_id}"
    return True, profile.name or profile.oa_id


def _quota(runtime: Runtime) -> tuple[bool, str]:
    lines = [f"còn {row.get('remain', '?')}/{row.get('total', '?')}" for row in runtime.zalo.quota()]
    return True, ", ".join(lines) or "Zalo không báo con số"


def _webhook(runtime: Runtime) -> Step:
    """Our own door as the outside sees it: an empty request must be answered with 200."""
    url = f"{runtime.settings.public_url}/webhook"
    name = "Webhook"
    try:
        status = requests.post(url, data=b"", timeout=10, allow_redirects=False).status_code
    except requests.RequestException as error:
        return name, False, f"không gọi được {url} ({type(error).__name__}). Kiểm tra PUBLIC_URL và máy chủ."
    if status != 200:
        return name, False, f"{url} trả lời mã {status}, cần 200. Kiểm tra máy chủ trung gian."
    if urlsplit(url).hostname in LOOPBACK:
        return name, True, f"{url} trả lời; khi chạy thật hãy khai PUBLIC_URL là địa chỉ https bên ngoài"
    return name, True, f"{url} trả lời"
