"""The only reader of the environment: every setting is checked at start, and a wrong one is named in one line."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.settings_reader import LOOPBACK, Reader, SettingsError, wrong_setting

__all__ = ["LOOPBACK", "QuietHours", "Settings", "SettingsError", "load"]


@dataclass(frozen=True, slots=True)
class QuietHours:
    """The hours in which no broadcast leaves; `start` may lie after `end` (over midnight)."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one installation; `.env.example` explains each in a line."""

    mode: str
    app_id: str
    app_secret: str = field(repr=False)
    oa_id: str
    oa_secrets: tuple[str, ...] = field(repr=False)
    first_refresh_token: str | None = field(repr=False)
    first_access_token: str | None = field(repr=False)
    openapi_url: str
    business_url: str
    oauth_url: str
    callback_url: str
    fixed_verifier: str | None = field(repr=False)
    appsecret_proof: bool
    button_style: str
    button_text_in: str
    signature_oa_id_first: bool
    webhook_max_age_hours: int
    verifier_code: str | None
    promotion_messages: bool
    transaction_messages: bool
    database_path: Path
    host: str
    port: int
    public_url: str
    secret_key: str | None = field(repr=False)
    timezone: ZoneInfo
    articles_feed_url: str | None
    send_rate_per_second: float
    send_concurrency: int
    quiet_hours: QuietHours
    broadcasts_per_week: int
    price_consultation: int
    price_promotion: int
    price_template: int
    price_template_phone: int
    night_spread_minutes: int
    free_messages_warned: int
    promotions_per_month: int | None
    articles_per_month: int | None
    broadcast_targets: dict[str, frozenset[str]]
    run_workers: bool
    run_scheduler: bool
    content_path: Path
    log_level: str

    @property
    def is_demo(self) -> bool:
        """True when the product runs on its own simulator."""
        return self.mode == "demo"

    @property
    def local_url(self) -> str:
        """Where this process answers on this machine."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host
        return f"http://{host}:{self.port}"


def _quiet_hours(value: str) -> QuietHours:
    match = re.fullmatch(r"(\d{2}:\d{2})-(\d{2}:\d{2})", value)
    if match is None:
        raise ValueError(value)
    return QuietHours(time.fromisoformat(match[1]), time.fromisoformat(match[2]))


def _targets(value: str) -> dict[str, frozenset[str]]:
    """Zalo's audience codes an administrator copied: "gender=0,1,2 cities=9" (platform.md 12)."""
    pairs = (part.split("=", 1) for part in value.split())
    return {key: frozenset(filter(None, codes.split(","))) for key, codes in pairs}


def _zone(value: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except Exception:
        raise ValueError(value) from None


def _folder(value: str) -> Path:
    path = Path(value)
    if not path.is_dir():
        raise ValueError(value)
    return path


DEMO_IDS = {"ZALO_APP_ID": "1000000000000000001", "ZALO_OA_ID": "2000000000000000002"}
DEMO_SECRETS = {"ZALO_APP_SECRET": "demo-app-secret", "ZALO_OA_SECRET": "demo-oa-secret"}
NEEDED_IN_LIVE = ("ZALO_APP_ID", "ZALO_APP_SECRET", "ZALO_OA_ID", "ZALO_OA_SECRET")


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check every setting (from the process environment unless one is handed in).

    Raises SettingsError with one line that names the variable.
    """
    reader = Reader(os.environ if environ is None else environ)
    mode = reader.choice("WARD_MODE", "live" if reader.text("ZALO_APP_ID") else "demo", ("demo", "live"))
    if mode == "live":
        _refuse_missing(reader)
    host = reader.text("HOST", "127.0.0.1") or "127.0.0.1"
    port = int(reader.number("PORT", "8000", 1, 65535))
    local = f"http://127.0.0.1:{port}"
    zalo = {"openapi": "https://openapi.zalo.me", "business": "https://business.openapi.zalo.me"}
    zalo["oauth"] = "https://oauth.zaloapp.com"
    if mode == "demo":
        zalo = dict.fromkeys(zalo, f"{local}/simulator")
    public_url = reader.url("PUBLIC_URL", local)
    demo = mode == "demo"
    return Settings(
        mode=mode,
        app_id=reader.digits("ZALO_APP_ID") or (DEMO_IDS["ZALO_APP_ID"] if demo else ""),
        app_secret=reader.text("ZALO_APP_SECRET") or (DEMO_SECRETS["ZALO_APP_SECRET"] if demo else ""),
        oa_id=reader.digits("ZALO_OA_ID") or (DEMO_IDS["ZALO_OA_ID"] if demo else ""),
        oa_secrets=_secrets(reader.text("ZALO_OA_SECRET") or (DEMO_SECRETS["ZALO_OA_SECRET"] if demo else "")),
        first_refresh_token=reader.text("ZALO_REFRESH_TOKEN"),
        first_access_token=reader.text("ZALO_ACCESS_TOKEN"),
        openapi_url=reader.url("ZALO_OPENAPI_URL", zalo["openapi"]),
        business_url=reader.url("ZALO_BUSINESS_URL", zalo["business"]),
        oauth_url=reader.url("ZALO_OAUTH_URL", zalo["oauth"]),
        callback_url=reader.url("ZALO_CALLBACK_URL", f"{public_url}/admin/zalo/callback"),
        fixed_verifier=_verifier(reader),
        appsecret_proof=reader.flag("ZALO_APPSECRET_PROOF", "no"),
        button_style=reader.choice("ZALO_BUTTON_STYLE", "show", ("show", "hide", "text")),
        button_text_in=reader.choice("ZALO_BUTTON_TEXT_IN", "payload", ("payload", "message")),
        signature_oa_id_first=reader.flag("ZALO_SIGNATURE_OA_ID_FIRST", "no"),
        webhook_max_age_hours=_max_age(reader),
        verifier_code=_verifier_code(reader),
        promotion_messages=reader.flag("ZALO_PROMOTION_MESSAGES", "no"),
        transaction_messages=reader.flag("ZALO_TRANSACTION_MESSAGES", "no"),
        database_path=Path(reader.text("DATABASE_PATH", "data/ward.db") or "data/ward.db"),
        host=host,
        port=port,
        public_url=public_url,
        secret_key=_secret_key(reader),
        timezone=reader.parsed("TIMEZONE", "Asia/Ho_Chi_Minh", _zone, "không có múi giờ này", "Asia/Ho_Chi_Minh"),
        articles_feed_url=reader.url("ARTICLES_FEED_URL", "") if reader.text("ARTICLES_FEED_URL") else None,
        send_rate_per_second=reader.number("SEND_RATE_PER_SECOND", "5", 0.1, 10000),
        send_concurrency=int(reader.number("SEND_CONCURRENCY", "4", 1, 64)),
        quiet_hours=reader.parsed("QUIET_HOURS", "21:00-07:00", _quiet_hours, "phải có dạng giờ-giờ", "21:00-07:00"),
        broadcasts_per_week=int(reader.number("BROADCASTS_PER_PERSON_PER_WEEK", "3", 0, 50)),
        price_consultation=int(reader.number("ZALO_PRICE_CONSULTATION", "0", 0, 100_000)),
        price_promotion=int(reader.number("ZALO_PRICE_PROMOTION", "0", 0, 100_000)),
        price_template=int(reader.number("ZALO_PRICE_TEMPLATE", "0", 0, 100_000)),
        price_template_phone=int(reader.number("ZALO_PRICE_TEMPLATE_BY_PHONE", "0", 0, 100_000)),
        night_spread_minutes=int(reader.number("ZALO_NIGHT_SPREAD_MINUTES", "5", 0, 60)),
        free_messages_warned=int(reader.number("ZALO_FREE_MESSAGES_WARNING", "8", 0, 100)),
        promotions_per_month=reader.count("ZALO_PROMOTIONS_PER_PERSON_PER_MONTH", 1, 31),
        articles_per_month=reader.count("ZALO_ARTICLES_PER_MONTH", 1, 1000),
        broadcast_targets=reader.parsed(
            "ZALO_BROADCAST_TARGETS", "", _targets, "phải có dạng khóa=mã,mã khóa=mã", "gender=0,1,2 cities=9"
        ),
        run_workers=reader.flag("RUN_WORKERS", "yes"),
        run_scheduler=reader.flag("RUN_SCHEDULER", "yes"),
        content_path=reader.parsed("CONTENT_PATH", "content/", _folder, "không có thư mục này", "content/"),
        log_level=reader.choice("LOG_LEVEL", "warning", ("debug", "info", "warning", "error")),
    )


def _refuse_missing(reader: Reader) -> None:
    for name in NEEDED_IN_LIVE:
        if not reader.text(name):
            what = "thiếu, cần có khi chạy thật (WARD_MODE=live)"
            raise wrong_setting(name, what, DEMO_IDS.get(name, "giá-trị-trong-trang-ứng-dụng-Zalo"))


def _secrets(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _secret_key(reader: Reader) -> str | None:
    """None when not set: the runtime then makes one and keeps it in the database."""
    value = reader.text("SECRET_KEY")
    if value and len(value) < 32:
        raise wrong_setting("SECRET_KEY", "phải dài từ 32 ký tự", "chuỗi-ngẫu-nhiên-dài-từ-32-ký-tự")
    return value


def _verifier(reader: Reader) -> str | None:
    """The fixed PKCE verifier of the console: exactly 43 letters and digits (webhook_and_oauth.md 10.1)."""
    value = reader.text("ZALO_CODE_VERIFIER")
    if value and not re.fullmatch(r"[A-Za-z0-9]{43}", value):
        raise wrong_setting("ZALO_CODE_VERIFIER", "phải gồm đúng 43 chữ cái và chữ số", "k7Rz2Q…")
    return value


def _verifier_code(reader: Reader) -> str | None:
    value = reader.text("ZALO_VERIFIER_CODE")
    if value and not re.fullmatch(r"[A-Za-z0-9_-]{1,128}", value):
        raise wrong_setting("ZALO_VERIFIER_CODE", "chỉ gồm chữ cái, chữ số, - và _", "HTBdEv3t0nxR")
    return value


def _max_age(reader: Reader) -> int:
    """Hours; 0 is off. Zalo repeats for up to 12 h, so a limit below 24 h would lose events (webhook_and_oauth.md 2)."""
    hours = int(reader.number("WEBHOOK_MAX_AGE_HOURS", "0", 0, 720))
    if 0 < hours < 24:
        raise wrong_setting("WEBHOOK_MAX_AGE_HOURS", "phải là 0 (tắt) hoặc từ 24 trở lên", "24")
    return hours
