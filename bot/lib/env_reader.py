"""Reads settings by kind out of a mapping; bot.settings says which there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

MEDIA_HOSTS = "zdn.vn zadn.vn dlfl.vn dlmd.me flchat.vn zalo.me zaloapp.com"
"""Domains where Zalo keeps what people send (docs/zalo/events.md 7)."""
NO_DOMAINS = "phải là các tên miền cách nhau bằng dấu cách"

T = TypeVar("T")


class SettingsError(Exception):
    """A setting is missing or wrong. The text is one Vietnamese line: the variable, what is wrong, an example."""


class SettingsReader:
    """Reads settings by kind out of a mapping and refuses nonsense loudly."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ

    def text(self, name: str, default: str | None = None) -> str | None:
        """The value, or what stands in the file NAME_FILE names; blank counts as missing."""
        file_name = self.environ.get(f"{name}_FILE", "").strip()
        value = self._from_file(name, file_name) if file_name else self.environ.get(name, "").strip()
        return value or default

    def _from_file(self, name: str, file_name: str) -> str:
        try:
            return Path(file_name).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise wrong_setting(
                f"{name}_FILE", f"không đọc được tệp {file_name}", "/run/secrets/zalo_app_secret"
            ) from None

    def parsed(self, name: str, default: str, parse: Callable[[str], T], wrong: str, example: str) -> T:
        """The value through `parse`; ValueError becomes the one line an official can act on."""
        value = self.text(name, default) or default
        try:
            return parse(value)
        except (ValueError, KeyError):
            raise wrong_setting(name, f"{wrong} (đang là “{value}”)", example) from None

    def flag(self, name: str, default: str) -> bool:
        """Return True for `yes`, False for `no`; raises for any other value."""
        return self.parsed(name, default, {"yes": True, "no": False}.__getitem__, "chỉ nhận yes hoặc no", "yes")

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        """Return a value that is one of `allowed`; raises for any other."""
        wrong = "chỉ nhận " + " hoặc ".join(allowed)
        return self.parsed(name, default, lambda value: allowed[allowed.index(value)], wrong, allowed[0])

    def number(self, name: str, default: str, low: float, high: float) -> float:
        """A number from low to high."""

        def parse_number(value: str) -> float:
            number = float(value)
            if not low <= number <= high:
                raise ValueError(value)
            return number

        return self.parsed(name, default, parse_number, f"phải là số từ {low:g} đến {high:g}", default)

    def count(self, name: str, low: int, high: int) -> int | None:
        """A whole number from low to high, or None when it is left empty: not known."""

        def parse_count(value: str) -> int | None:
            if value and not low <= int(value) <= high:
                raise ValueError(value)
            return int(value) if value else None

        return self.parsed(name, "", parse_count, f"để trống hoặc phải là số từ {low} đến {high}", str(low))

    def url(self, name: str, default: str) -> str:
        """An https address without a trailing slash; http is taken on this machine only."""
        return self.parsed(name, default, _parse_url, "phải là địa chỉ https", "https://bot.phuong.example.vn")

    def secret(self, name: str, least: int, example: str) -> str | None:
        """A secret of at least `least` characters; None when it is not set."""
        value = self.text(name)
        if value and len(value) < least:
            raise wrong_setting(name, f"phải dài từ {least} ký tự", example)
        return value

    def digits(self, name: str) -> str:
        """An id of digits, or empty when missing."""
        value = self.text(name) or ""
        if value and not value.isdigit():
            raise wrong_setting(name, "phải gồm toàn chữ số", "2837645190283746519")
        return value


def wrong_setting(name: str, what: str, example: str) -> SettingsError:
    """What to raise: one line with the variable, what is wrong with it, and how it could look."""
    return SettingsError(f"{name}: {what}. Ví dụ: {name}={example}")


def _parse_url(value: str) -> str:
    parts = urlsplit(value)
    if not parts.hostname or parts.scheme not in ("http", "https"):
        raise ValueError(value)
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ValueError(value)
    return value.rstrip("/")


def parse_zone(value: str) -> ZoneInfo:
    """A time zone by its name. Raises ValueError."""
    try:
        return ZoneInfo(value)
    except (KeyError, OSError):  # not among the zones; a folder of them
        raise ValueError(value) from None


def parse_folder(value: str) -> Path:
    """A folder that exists. Raises ValueError."""
    path = Path(value)
    if not path.is_dir():
        raise ValueError(value)
    return path


def split_list(value: str) -> tuple[str, ...]:
    """The parts between commas, blanks around them left out."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def parse_code_lists(value: str) -> dict[str, frozenset[str]]:
    """Lists of codes by key, as an administrator copied them: "gender=0,1,2 cities=9"."""
    pairs = (part.split("=", 1) for part in value.split())
    return {key: frozenset(filter(None, codes.split(","))) for key, codes in pairs}


def parse_domains(value: str) -> tuple[str, ...]:
    """Domains between blanks, in small letters. Raises ValueError for anything else."""
    domains = tuple(value.lower().split())
    if not all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain) for domain in domains):
        raise ValueError(value)
    return domains


def refuse_network(host: str, public_url: str) -> None:
    """The demo has a page on which anybody may write as any resident: others see it only by a setting of its own."""
    for name, value, address in (("HOST", host, host), ("PUBLIC_URL", public_url, urlsplit(public_url).hostname or "")):
        if address not in LOOPBACK and not address.startswith("127."):
            what = f"chạy thử với {name}={value} thì máy khác cũng mở được khung chat thử, nên phải cho phép riêng"
            raise wrong_setting("DEMO_ON_NETWORK", what, "yes")
