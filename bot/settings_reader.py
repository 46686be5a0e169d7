"""Reads settings by kind out of a mapping; bot.settings says which there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

T = TypeVar("T")


class SettingsError(Exception):
    """A setting is missing or wrong. The text is one Vietnamese line: the variable, what is wrong, an example."""


class Reader:
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
        """yes or no."""
        return self.parsed(name, default, {"yes": True, "no": False}.__getitem__, "chỉ nhận yes hoặc no", "yes")

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        """One of `allowed`."""
        wrong = "chỉ nhận " + " hoặc ".join(allowed)
        return self.parsed(name, default, lambda value: allowed[allowed.index(value)], wrong, allowed[0])

    def number(self, name: str, default: str, low: float, high: float) -> float:
        """A number from low to high."""

        def parse(value: str) -> float:
            number = float(value)
            if not low <= number <= high:
                raise ValueError(value)
            return number

        return self.parsed(name, default, parse, f"phải là số từ {low:g} đến {high:g}", default)

    def count(self, name: str, low: int, high: int) -> int | None:
        """A whole number from low to high, or None when it is left empty: not known."""

        def parse(value: str) -> int | None:
            if value and not low <= int(value) <= high:
                raise ValueError(value)
            return int(value) if value else None

        return self.parsed(name, "", parse, f"để trống hoặc phải là số từ {low} đến {high}", str(low))

    def url(self, name: str, default: str) -> str:
        """An https address without a trailing slash; http is taken on this machine only."""
        return self.parsed(name, default, _checked_url, "phải là địa chỉ https", "https://bot.phuong.example.vn")

    def digits(self, name: str) -> str:
        """An id of digits, or empty when missing."""
        value = self.text(name) or ""
        if value and not value.isdigit():
            raise wrong_setting(name, "phải gồm toàn chữ số", "2837645190283746519")
        return value


def wrong_setting(name: str, what: str, example: str) -> SettingsError:
    """What to raise: one line with the variable, what is wrong with it, and how it could look."""
    return SettingsError(f"{name}: {what}. Ví dụ: {name}={example}")


def _checked_url(value: str) -> str:
    parts = urlsplit(value)
    if not parts.hostname or parts.scheme not in ("http", "https"):
        raise ValueError(value)
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ValueError(value)
    return value.rstrip("/")
