"""Checks the header `X-ZEvent-Signature: mac=<hex>` of an event over the body's bytes as received.

    mac = sha256hex(app_id + raw body + timestamp + OA secret)        plain SHA-256, not HMAC

Source: docs/zalo/webhook-and-oauth.md 2; worked examples in tests/zalo/test_signature.py.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.zalo.lossless import BYTE_ORDER_MARK

_MAC = re.compile(r"\s*(?:mac\s*=\s*)?[\"']?([0-9a-f]{64})[\"']?\s*", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]{1,20}", re.ASCII)


class SignatureReason(StrEnum):
    """The result of a check; holds no secret, so it may be logged and counted."""

    GENUINE = "genuine"
    NO_SIGNATURE = "no_signature"
    NO_TIMESTAMP = "no_timestamp"
    MISMATCH = "mismatch"
    OTHER_APP = "other_app"


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """The result of a check: `form` names the signed parts ("app_id+header" …), `timestamp` the signed time in ms."""

    genuine: bool
    reason: SignatureReason
    form: str | None = None
    timestamp: int | None = None


def verify_signature(
    body: bytes,
    header: str | None,
    header_timestamp: str | None,
    *,
    app_id: str,
    oa_secrets: Sequence[str],
    oa_id: str | None = None,
    oa_id_first: bool = False,
    data: Mapping[str, Any] | None,
) -> SignatureCheck:
    """Whether Zalo signed these bytes with one of `oa_secrets` (several while one is being changed).

    `data` is the JSON object in `body` (bot.zalo.lossless), None when there is none.
    `header_timestamp` counts only when it is digits; the body's own timestamp is tried as well. `oa_id_first` also
    accepts signatures with the OA's id in place of the app's (docs/zalo/webhook-and-oauth.md 2). Digests are compared
    in constant time. A body that names another app is refused even when signed.
    """
    mac = _MAC.fullmatch(header or "")
    if mac is None:
        return SignatureCheck(False, SignatureReason.NO_SIGNATURE)
    body_app, body_timestamp = _app_and_timestamp(data)
    times = list(_candidate_timestamps(header_timestamp, body_timestamp))
    if not times:
        return SignatureCheck(False, SignatureReason.NO_TIMESTAMP)
    firsts = [("app_id", app_id), *([("oa_id", oa_id)] if oa_id_first and oa_id else [])]
    check = _match_any_body(body, mac[1].lower(), firsts, times, oa_secrets)
    if check.genuine and body_app not in (None, app_id):
        return SignatureCheck(False, SignatureReason.OTHER_APP)
    return check


def _match_any_body(
    body: bytes, mac: str, firsts: list[tuple[str, str]], times: list[tuple[str, str]], secrets: Sequence[str]
) -> SignatureCheck:
    """The check of the body, with and without a byte order mark, which a proxy may have added after signing."""
    bodies = [body, body.removeprefix(BYTE_ORDER_MARK)] if body.startswith(BYTE_ORDER_MARK) else [body]
    checks = [_match_signature(signed, mac, firsts, times, secrets) for signed in bodies]
    return next((check for check in checks if check.genuine), checks[0])


def _match_signature(
    body: bytes, mac: str, firsts: list[tuple[str, str]], times: list[tuple[str, str]], secrets: Sequence[str]
) -> SignatureCheck:
    check = SignatureCheck(False, SignatureReason.MISMATCH)
    for first_name, first in firsts:
        start = hashlib.sha256(first.encode() + body)
        for time_name, timestamp in times:
            for secret in filter(None, secrets):  # an empty secret would let anyone sign
                digest = start.copy()
                digest.update((timestamp + secret).encode())
                if hmac.compare_digest(digest.hexdigest(), mac) and not check.genuine:
                    check = SignatureCheck(True, SignatureReason.GENUINE, f"{first_name}+{time_name}", int(timestamp))
    return check


def _candidate_timestamps(header: str | None, body: str | None) -> Iterator[tuple[str, str]]:
    """Yields (source, timestamp), the header first. Only digits: the signed parts are joined without separators."""
    trimmed = (header or "").strip(" \t")
    if _DIGITS.fullmatch(trimmed):
        yield "header", trimmed
    if body is not None and body != trimmed and _DIGITS.fullmatch(body):
        yield "body", body


def _app_and_timestamp(data: Mapping[str, Any] | None) -> tuple[str | None, str | None]:
    if data is None:
        return None, None
    app, timestamp = data.get("app_id"), data.get("timestamp")
    return app if isinstance(app, str) else None, timestamp if isinstance(timestamp, str) else None
