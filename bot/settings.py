"""The only reader of the environment: every setting is checked at start, and a wrong one is named in one line."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.lib.env_reader import (
    LOOPBACK,
    MEDIA_HOSTS,
    NO_DOMAINS,
    SettingsError,
    SettingsReader,
    parse_code_lists,
    parse_domains,
    parse_folder,
    parse_zone,
    refuse_network,
    split_list,
    wrong_setting,
)
from bot.lib.quiet_hours import QuietHours, parse_quiet_hours

__all__ = ["LOOPBACK", "QuietHours", "Settings", "SettingsError", "load"]


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one installation; `.env.example` explains each in a line."""

    mode: str
    is_mode_given: bool
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
    media_hosts: tuple[str, ...]
    webhook_max_age_hours: int
    verifier_code: str | None
    promotion_messages: bool
    transaction_messages: bool
    """Without effect: nothing sends messages of this kind. Kept because the setting is part of the contract."""
    database_path: Path
    host: str
    port: int
    public_url: str
    trusted_proxies: int
    secret_key: str | None = field(repr=False)
    former_secret_key: str | None = field(repr=False)
    backup_at: time | None
    """When the daily backup is made; None is never."""
    backup_folder: Path
    backup_copy_folder: Path | None
    backup_passphrase: str | None = field(repr=False)
    metrics_token: str | None = field(repr=False)
    timezone: ZoneInfo
    articles_feed_url: str | None
    articles_page_selector: str | None
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
    ticket_working_days: int
    shows_settled_tickets: bool
    promotions_per_month: int | None
    articles_per_month: int | None
    broadcast_targets: dict[str, frozenset[str]]
    smtp_host: str | None
    smtp_port: int
    smtp_user: str
    smtp_password: str = field(repr=False)
    smtp_from: str
    run_workers: bool
    run_scheduler: bool
    content_path: Path
    log_level: str
    log_format: str
    alert_webhook_url: str | None
    alert_emails: tuple[str, ...]
    alert_silent_hours: float
    health_ping_url: str | None

    @property
    def is_demo(self) -> bool:
        """True when the product runs on its own simulator."""
        return self.mode == "demo"

    @property
    def site(self) -> str:
        """The address of the public pages for links in the chat; empty while nobody outside reaches them."""
        return self.public_url if self.is_demo or self.has_public_url else ""

    @property
    def has_public_url(self) -> bool:
        """False while PUBLIC_URL is not set: then nobody outside knows an address of this installation."""
        return self.public_url != f"http://127.0.0.1:{self.port}"

    @property
    def is_https(self) -> bool:
        """Whether browsers reach the pages over https, by a proxy in front."""
        return self.public_url.startswith("https://")

    @property
    def is_setting_up(self) -> bool:
        """True in live mode while the OA Secret Key is not known yet.

        Zalo shows that key only after the webhook address was saved, and saves the address only when a program answers
        there. Until then nothing that comes in can be believed, so all of it is dropped.
        """
        return not self.is_demo and not self.oa_secrets

    @property
    def local_url(self) -> str:
        """Where this process answers on this machine."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host
        return f"http://{host}:{self.port}"


def _parse_daily(value: str) -> time | None:
    return None if value == "off" else time.fromisoformat(value)


DEMO_APP_ID, DEMO_OA_ID = "1000000000000000001", "2000000000000000002"
DATABASES = {"demo": Path("data/demo.db"), "live": Path("data/ward.db")}
"""Where the data of each mode lie unless DATABASE_PATH says otherwise."""
NEEDED_IN_LIVE = ("ZALO_APP_ID", "ZALO_APP_SECRET", "ZALO_OA_ID")
"""ZALO_OA_SECRET is not among them: see Settings.is_setting_up."""


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check every setting (from the process environment unless one is handed in).

    The demo uses nothing that names the real Zalo, though it stands in the settings: its ids are fixed, its secrets are
    its installation's own (bot.installation.mode). Raises SettingsError with one line that names the variable.
    """
    reader = SettingsReader(os.environ if environ is None else environ)
    mode = reader.choice("WARD_MODE", "live" if reader.text("ZALO_APP_ID") else "demo", ("demo", "live"))
    demo = mode == "demo"
    own = SettingsReader({}) if demo else reader
    if not demo:
        _refuse_missing(reader)
    host = reader.text("HOST", "127.0.0.1") or "127.0.0.1"
    port = int(reader.number("PORT", "8000", 1, 65535))
    local = f"http://127.0.0.1:{port}"
    zalo = {"openapi": "https://openapi.zalo.me", "business": "https://business.openapi.zalo.me"}
    zalo["oauth"] = "https://oauth.zaloapp.com"
    if demo:
        zalo = dict.fromkeys(zalo, f"{local}/simulator")
    database_path = Path(reader.text("DATABASE_PATH") or DATABASES[mode])
    public_url = reader.url("PUBLIC_URL", local)
    if demo and not reader.flag("DEMO_ON_NETWORK", "no"):
        refuse_network(host, public_url)
    return Settings(
        mode=mode,
        is_mode_given=bool(reader.text("WARD_MODE") or reader.text("ZALO_APP_ID")),
        app_id=own.digits("ZALO_APP_ID") or DEMO_APP_ID,
        app_secret=own.text("ZALO_APP_SECRET") or "",
        oa_id=own.digits("ZALO_OA_ID") or DEMO_OA_ID,
        oa_secrets=split_list(own.text("ZALO_OA_SECRET") or ""),
        first_refresh_token=own.text("ZALO_REFRESH_TOKEN"),
        first_access_token=own.text("ZALO_ACCESS_TOKEN"),
        openapi_url=own.url("ZALO_OPENAPI_URL", zalo["openapi"]),
        business_url=own.url("ZALO_BUSINESS_URL", zalo["business"]),
        oauth_url=own.url("ZALO_OAUTH_URL", zalo["oauth"]),
        callback_url=own.url("ZALO_CALLBACK_URL", f"{public_url}/admin/zalo/callback"),
        fixed_verifier=_read_verifier(reader),
        appsecret_proof=reader.flag("ZALO_APPSECRET_PROOF", "no"),
        button_style=reader.choice("ZALO_BUTTON_STYLE", "show", ("show", "hide", "text")),
        button_text_in=reader.choice("ZALO_BUTTON_TEXT_IN", "message", ("message", "payload")),
        signature_oa_id_first=reader.flag("ZALO_SIGNATURE_OA_ID_FIRST", "no"),
        media_hosts=reader.parsed("ZALO_MEDIA_HOSTS", MEDIA_HOSTS, parse_domains, NO_DOMAINS, MEDIA_HOSTS),
        webhook_max_age_hours=_read_max_age(reader),
        verifier_code=_read_verifier_code(reader),
        promotion_messages=reader.flag("ZALO_PROMOTION_MESSAGES", "no"),
        transaction_messages=reader.flag("ZALO_TRANSACTION_MESSAGES", "no"),
        database_path=database_path,
        host=host,
        port=port,
        public_url=public_url,
        trusted_proxies=int(reader.number("TRUSTED_PROXIES", "0", 0, 10)),
        secret_key=reader.secret("SECRET_KEY", 32, "chuỗi-ngẫu-nhiên-dài-từ-32-ký-tự"),
        former_secret_key=reader.text("SECRET_KEY_FORMER"),
        backup_at=reader.parsed("BACKUP_AT", "02:30", _parse_daily, "phải có dạng giờ:phút hoặc off", "02:30"),
        backup_folder=Path(reader.text("BACKUP_PATH") or database_path.parent / "backups"),
        backup_copy_folder=Path(copies) if (copies := reader.text("BACKUP_COPY_PATH")) else None,
        backup_passphrase=reader.secret("BACKUP_PASSPHRASE", 12, "bốn từ nào đó dễ nhớ"),
        metrics_token=reader.secret("METRICS_TOKEN", 20, "chuỗi-ngẫu-nhiên-từ-20-ký-tự"),
        timezone=reader.parsed("TIMEZONE", "Asia/Ho_Chi_Minh", parse_zone, "không có múi giờ này", "Asia/Ho_Chi_Minh"),
        articles_feed_url=reader.url("ARTICLES_FEED_URL", "") if reader.text("ARTICLES_FEED_URL") else None,
        articles_page_selector=reader.text("ARTICLES_PAGE_SELECTOR") or None,
        send_rate_per_second=reader.number("SEND_RATE_PER_SECOND", "5", 0.1, 10000),
        send_concurrency=int(reader.number("SEND_CONCURRENCY", "4", 1, 64)),
        quiet_hours=reader.parsed(
            "QUIET_HOURS", "21:00-07:00", parse_quiet_hours, "phải có dạng giờ-giờ", "21:00-07:00"
        ),
        broadcasts_per_week=int(reader.number("BROADCASTS_PER_PERSON_PER_WEEK", "3", 0, 50)),
        price_consultation=int(reader.number("ZALO_PRICE_CONSULTATION", "0", 0, 100_000)),
        price_promotion=int(reader.number("ZALO_PRICE_PROMOTION", "0", 0, 100_000)),
        price_template=int(reader.number("ZALO_PRICE_TEMPLATE", "0", 0, 100_000)),
        price_template_phone=int(reader.number("ZALO_PRICE_TEMPLATE_BY_PHONE", "0", 0, 100_000)),
        night_spread_minutes=int(reader.number("ZALO_NIGHT_SPREAD_MINUTES", "5", 0, 60)),
        free_messages_warned=int(reader.number("ZALO_FREE_MESSAGES_WARNING", "8", 0, 100)),
        shows_settled_tickets=reader.flag("PUBLIC_SETTLED_TICKETS", "no"),
        ticket_working_days=int(reader.number("TICKET_WORKING_DAYS", "5", 1, 60)),
        promotions_per_month=reader.count("ZALO_PROMOTIONS_PER_PERSON_PER_MONTH", 1, 31),
        articles_per_month=reader.count("ZALO_ARTICLES_PER_MONTH", 1, 1000),
        broadcast_targets=reader.parsed(
            "ZALO_BROADCAST_TARGETS", "", parse_code_lists, "phải có dạng khóa=mã,mã khóa=mã", "gender=0,1,2 cities=9"
        ),
        smtp_host=own.text("SMTP_HOST"),
        smtp_port=int(reader.number("SMTP_PORT", "587", 1, 65535)),
        smtp_user=own.text("SMTP_USER") or "",
        smtp_password=own.text("SMTP_PASSWORD") or "",
        smtp_from=_read_sender(own),
        run_workers=reader.flag("RUN_WORKERS", "yes"),
        run_scheduler=reader.flag("RUN_SCHEDULER", "yes"),
        content_path=reader.parsed("CONTENT_PATH", "content/", parse_folder, "không có thư mục này", "content/"),
        log_level=reader.choice("LOG_LEVEL", "warning", ("debug", "info", "warning", "error")),
        log_format=reader.choice("LOG_FORMAT", "text", ("text", "json")),
        alert_webhook_url=reader.url("ALERT_WEBHOOK_URL", "") if reader.text("ALERT_WEBHOOK_URL") else None,
        alert_emails=_read_alert_emails(own),
        alert_silent_hours=reader.number("ALERT_SILENT_HOURS", "4", 0, 100),
        health_ping_url=reader.url("HEALTH_PING_URL", "") if reader.text("HEALTH_PING_URL") else None,
    )


def _refuse_missing(reader: SettingsReader) -> None:
    for name in NEEDED_IN_LIVE:
        if not reader.text(name):
            what = "thiếu, cần có khi chạy thật (WARD_MODE=live)"
            example = {"ZALO_APP_ID": DEMO_APP_ID, "ZALO_OA_ID": DEMO_OA_ID}
            raise wrong_setting(name, what, example.get(name, "giá-trị-trong-trang-ứng-dụng-Zalo"))


def _read_sender(reader: SettingsReader) -> str:
    """The address mails come from; it must be there when a mail server is set."""
    value = reader.text("SMTP_FROM") or ""
    if value and not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
        raise wrong_setting("SMTP_FROM", "phải là một địa chỉ thư", "tro-ly@phuong.example.vn")
    if reader.text("SMTP_HOST") and not value:
        raise wrong_setting("SMTP_FROM", "chưa có, mà SMTP_HOST đã khai", "tro-ly@phuong.example.vn")
    return value


def _read_alert_emails(reader: SettingsReader) -> tuple[str, ...]:
    """Who gets alerts by e-mail. Without a mail server nobody would: refused."""
    addresses = split_list(reader.text("ALERT_EMAIL_TO") or "")
    if addresses and not reader.text("SMTP_HOST"):
        raise wrong_setting("SMTP_HOST", "thiếu, cần có để gửi cảnh báo tới ALERT_EMAIL_TO", "smtp.phuong.example.vn")
    return addresses


def _read_verifier(reader: SettingsReader) -> str | None:
    """The fixed PKCE verifier of the console: exactly 43 letters and digits (docs/zalo/webhook-and-oauth.md 10.1)."""
    value = reader.text("ZALO_CODE_VERIFIER")
    if value and not re.fullmatch(r"[A-Za-z0-9]{43}", value):
        raise wrong_setting("ZALO_CODE_VERIFIER", "phải gồm đúng 43 chữ cái và chữ số", "k7Rz2Q…")
    return value


def _read_verifier_code(reader: SettingsReader) -> str | None:
    value = reader.text("ZALO_VERIFIER_CODE")
    if value and not re.fullmatch(r"[A-Za-z0-9_-]{1,128}", value):
        raise wrong_setting("ZALO_VERIFIER_CODE", "chỉ gồm chữ cái, chữ số, - và _", "HTBdEv3t0nxR")
    return value


def _read_max_age(reader: SettingsReader) -> int:
    """Hours; 0 is off. Zalo repeats for up to 12 h: below 24 h events are lost (docs/zalo/webhook-and-oauth.md 2)."""
    hours = int(reader.number("WEBHOOK_MAX_AGE_HOURS", "0", 0, 720))
    if 0 < hours < 24:
        raise wrong_setting("WEBHOOK_MAX_AGE_HOURS", "phải là 0 (tắt) hoặc từ 24 trở lên", "24")
    return hours
