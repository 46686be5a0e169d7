"""The steps of `flask zalo check`, in the order of README's "Going live in ten steps": what is there, and how to mend it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import requests

from bot.clock import at_zone
from bot.installation.zalo_advice import advice_for
from bot.runtime import Runtime
from bot.settings import LOOPBACK
from bot.zalo.calls import CallFailed
from bot.zalo.tokens import Level

Step = tuple[str, bool, str]
"""(what was looked at, whether it is well, what there is or what to do)."""

ANSWER_S = 10
CONSOLE = "developers.zalo.me"


def check_steps(runtime: Runtime) -> Iterator[Step]:
    """Every step; those that need a token end with the first one that says it is missing."""
    yield _settings_step(runtime)
    if not runtime.settings.is_demo:
        yield _address_step(runtime)
        yield _challenge_step(runtime)
        yield _domain_step(runtime)
    yield _webhook_step(runtime)
    if not runtime.settings.is_demo:
        yield _secret_step(runtime)
    yield from _connection_steps(runtime)
    if not runtime.settings.is_demo:
        yield _events_step(runtime)


def _settings_step(runtime: Runtime) -> Step:
    settings = runtime.settings
    mode = "chạy thử với Zalo giả lập" if settings.is_demo else "chạy thật"
    if settings.is_setting_up and not runtime.health.is_secret_lost():
        mode += ", đang thiết lập"
    return "Khai báo", True, f"{mode}, ứng dụng {settings.app_id}, OA {settings.oa_id}"


def _address_step(runtime: Runtime) -> Step:
    url = runtime.settings.public_url
    if not runtime.settings.has_public_url:
        return "Địa chỉ", False, f"chưa khai PUBLIC_URL ({url} chỉ mở được trên máy này). Điền địa chỉ https vào .env."
    if urlsplit(url).hostname in LOOPBACK:
        return "Địa chỉ", True, f"{url} chỉ mở được trên máy này; Zalo cần địa chỉ https có tên miền"
    return "Địa chỉ", True, url


def _challenge_step(runtime: Runtime) -> Step:
    settings, challenge = runtime.settings, runtime.connect.fixed_challenge()
    page = f"Ở {CONSOLE}, mục Thiết lập chung: Callback URL là {settings.callback_url}"
    if challenge is None:
        return "Thiết lập chung", True, f"{page}; Zalo đòi Code Challenge thì chạy: flask --app app zalo challenge"
    return "Thiết lập chung", True, f"{page}, Code Challenge là {challenge}"


def _domain_step(runtime: Runtime) -> Step:
    name, code = "Tên miền", runtime.settings.verifier_code
    if code is None:
        return name, True, "chưa khai ZALO_VERIFIER_CODE; đã xác thực tên miền bằng cách khác thì bỏ qua"
    url = f"{runtime.settings.public_url}/zalo_verifier{code}.html"
    try:
        answer = requests.get(url, timeout=ANSWER_S, allow_redirects=False)
    except requests.RequestException as error:
        return name, False, f"không mở được {url} ({type(error).__name__}). Kiểm tra máy chủ và PUBLIC_URL."
    if answer.status_code != 200 or code not in answer.text:
        return name, False, f"{url} trả lời mã {answer.status_code}. Khởi động lại máy sau khi sửa ZALO_VERIFIER_CODE."
    return name, True, f"{url} mở được"


def _webhook_step(runtime: Runtime) -> Step:
    """Our own door as Zalo's console tries it: an unsigned empty object must be answered with 200."""
    url, name = f"{runtime.settings.public_url}/webhook", "Webhook"
    try:
        status = requests.post(url, json={}, timeout=ANSWER_S, allow_redirects=False).status_code
    except requests.RequestException as error:
        what = f"không gọi được {url} ({type(error).__name__})"
        return name, False, f"{what}. Kiểm tra máy đã chạy chưa, PUBLIC_URL và máy chủ trung gian."
    if status != 200:
        return (
            name,
            False,
            f"{url} trả lời mã {status}, cần 200, nếu không Zalo không lưu. Kiểm tra máy chủ trung gian.",
        )
    if urlsplit(url).hostname in LOOPBACK:
        return name, True, f"{url} trả lời; khi chạy thật hãy khai PUBLIC_URL là địa chỉ https bên ngoài"
    return name, True, f"{url} trả lời"


def _secret_step(runtime: Runtime) -> Step:
    name, url = "OA Secret Key", f"{runtime.settings.public_url}/webhook"
    if runtime.health.is_secret_lost():
        how = f"Chép lại OA Secret Key ở {CONSOLE}, mục Webhook, vào ZALO_OA_SECRET, rồi khởi động lại."
        return name, False, f"đã mất ZALO_OA_SECRET, mọi tin gửi tới đều bị từ chối để Zalo gửi lại. {how}"
    if runtime.settings.is_setting_up:
        how = f"Ở {CONSOLE}, mục Webhook, lưu {url}, chép OA Secret Key vào ZALO_OA_SECRET, rồi khởi động lại."
        return name, False, f"chưa khai ZALO_OA_SECRET, mọi tin gửi tới đều bỏ qua. {how}"
    if _running_state(runtime) in ("setting_up", "oa_secret_lost"):
        return name, False, "đã khai, nhưng máy đang chạy từ trước nên chưa dùng. Khởi động lại máy."
    return name, True, "đã khai"


def _running_state(runtime: Runtime) -> str:
    """What the running program says of its webhook; empty when it does not say."""
    try:
        facts = requests.get(f"{runtime.settings.public_url}/healthz", timeout=ANSWER_S, allow_redirects=False).json()
        return str(facts["webhook"]["status"])
    except (requests.RequestException, json.JSONDecodeError, KeyError, TypeError):
        return ""


def _connection_steps(runtime: Runtime) -> Iterator[Step]:
    token = runtime.tokens.state()
    if token.level in (Level.NONE, Level.LOST):
        url = f"{runtime.settings.public_url}/admin/zalo/connect"
        yield "Token", False, f"chưa có quyền ({token.reason}). Vào {url} để kết nối."
        return
    yield "Token", True, f"còn dùng được ({token.reason})"
    yield _call_step("OA", lambda: _read_profile(runtime))
    yield _call_step("Hạn mức", lambda: _read_quota(runtime))


def _call_step(name: str, look: Callable[[], tuple[bool, str]]) -> Step:
    try:
        return (name, *look())
    except CallFailed as failure:
        result = failure.result
        what = f"Zalo báo lỗi {result.code or result.note} ({result.outcome})."
        return name, False, f"{what} {advice_for(result.code)}".rstrip()


def _read_profile(runtime: Runtime) -> tuple[bool, str]:
    profile = runtime.zalo.oa_profile()
    if profile.oa_id and profile.oa_id != runtime.settings.oa_id:
        return False, f"token thuộc OA {profile.oa_id}, không phải ZALO_OA_ID={runtime.settings.oa_id}"
    return True, profile.name or profile.oa_id


def _read_quota(runtime: Runtime) -> tuple[bool, str]:
    lines = [f"còn {row.get('remain', '?')}/{row.get('total', '?')}" for row in runtime.zalo.quota()]
    return True, ", ".join(lines) or "Zalo không báo con số"


def _events_step(runtime: Runtime) -> Step:
    newest = runtime.health.newest_event()
    if newest is None:
        todo = "bật Webhook Retry, chọn các sự kiện, tắt lọc cú pháp"
        return (
            "Tin nhận",
            False,
            f"chưa nhận tin nào. Ở {CONSOLE}, mục Webhook: {todo}; rồi nhắn thử cho OA từ điện thoại.",
        )
    return "Tin nhận", True, f"tin gần nhất lúc {at_zone(newest, runtime.settings.timezone):%H:%M %d/%m/%Y}"
