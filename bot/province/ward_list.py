"""The list of wards in a YAML file: name, address, and the token that opens its figures."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import yaml

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SHORTEST_TOKEN = 20
"""As METRICS_TOKEN of a ward demands (bot.settings)."""


class WardListError(Exception):
    """The list cannot be used; the text says where and why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class WardAddress:
    """One ward: the name officials read, where it answers, and its token."""

    name: str
    url: str
    token: str = field(repr=False)


def read_ward_list(file: Path) -> tuple[WardAddress, ...]:
    """The wards of the file in its order. Raises WardListError."""
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise WardListError(f"{file}: không đọc được ({type(error).__name__})") from None
    entries = data.get("wards") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not entries:
        raise WardListError(f"{file}: cần mục wards, mỗi phường một dòng có name, url, token (hoặc token_file)")
    wards = tuple(_read_ward(file, number, entry) for number, entry in enumerate(entries, 1))
    for kind in ("name", "url"):
        values = [getattr(ward, kind) for ward in wards]
        if doubled := next((value for value in values if values.count(value) > 1), None):
            raise WardListError(f"{file}: {kind} {doubled} có hai lần")
    return wards


def _read_ward(file: Path, number: int, entry: object) -> WardAddress:
    values = {str(key): str(value).strip() for key, value in entry.items()} if isinstance(entry, dict) else {}
    where = f"{file}: phường thứ {number}"
    if not values.get("name"):
        raise WardListError(f"{where} thiếu name")
    url = values.get("url", "").rstrip("/")
    if not _is_address(url):
        raise WardListError(
            f"{where}: url phải là địa chỉ https (http chỉ cho máy này), ví dụ https://bot.phuong.example.vn"
        )
    token = _read_token(where, values.get("token_file", "")) or values.get("token", "")
    if len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable():
        raise WardListError(f"{where}: token là METRICS_TOKEN của phường, từ {SHORTEST_TOKEN} ký tự không dấu")
    return WardAddress(values["name"], url, token)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))


def _read_token(where: str, name: str) -> str:
    try:
        return Path(name).read_text(encoding="utf-8").strip() if name else ""
    except (OSError, UnicodeDecodeError):
        raise WardListError(f"{where}: không đọc được {name}") from None
