"""Is this really Zalo? The header `X-ZEvent-Signature: mac=<hex>` over the body's bytes exactly as they came.

    mac = sha256hex(app_id + raw body + timestamp + OA secret)        plain SHA-256, not HMAC

Source: the dossier, webhook_and_oauth.md section 2, with its worked examples in tests/zalo/test_signature.py.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.zalo.lossless import NotAnObject, read_object

_MAC = re.compile(r"\s*(?:mac\s*=\s*)?[\"']?([0-9a-f]{64})[\"']?\s*", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]{1,20}", re.ASCII)


class Reason(StrEnum):
    """Why a request was believed or not; safe to log and to count."""

    GENUINE = "genuine"
    NO_SIGNATURE = "no_signature"
    NO_TIMESTAMP = "no_timestamp"
    MISMATCH = "mismatch"
    OTHER_APP = "other_app"


@dataclass(frozen=True, slots=True)
class Check:
    """The result: `form` names what was signed ("app_id+header" ...), `timestamp` is the signed time in ms as sent."""

    genuine: bool
    reason: Reason
    form: str | None = None
    timestamp: int | None = None


def verify(
    body: bytes,
    header: str | None,
    header_timestamp: str | None,
    *,
    app_id: str,
    oa_secrets: Sequence[str],
    oa_id: str | None = None,
    oa_id_first: bool = False,
) -> Check:
    """Whether Zalo signed these bytes with one of `oa_secrets` (several while one is being changed).

    `header_timestamp` counts only when it is digits; the body's own timestamp is tried as well. `oa_id_first` also
    accepts the form that some public code uses, with the OA's id in place of the app's. Every candidate is computed and
    compared in constant time. A body that names another app is refused even when signed.
    """
    mac = _MAC.fullmatch(header or "")
    if mac is None:
        return Check(False, Reason.NO_SIGNATURE)
    body_app, body_timestamp = _app_and_timestamp(body)
    times = list(_timestamps(header_timestamp, body_timestamp))
    if not times:
        return Check(False, Reason.NO_TIMESTAMP)
    firsts = [("app_id", app_id)]
    if oa_id_first and oa_id:
        firsts.append(("oa_id", oa_id))
    found = _match(body, mac[1].lower(), firsts, times, oa_secrets)
    if found.genuine and body_app not in (None, app_id):
        return Check(False, Reason.OTHER_APP)
    return found


def _match(
    body: bytes, mac: str, firsts: list[tuple[str, str]], times: list[tuple[str, str]], secrets: Sequence[str]
) -> Check:
    found = Check(False, Reason.MISMATCH)
    for first_name, first in firsts:
        start = hashlib.sha256(first.encode() + body)
        for time_name, timestamp in times:
            for secret in filter(None, secrets):  # an empty secret would let anyone sign
                digest = start.copy()
                digest.update((timestamp + secret).encode())
                if hmac.compare_digest(digest.hexdigest(), mac) and not found.genuine:
                    found = Check(True, Reason.GENUINE, f"{first_name}+{time_name}", int(timestamp))
    return found


def _timestamps(header: str | None, body: str | None) -> Iterator[tuple[str, str]]:
    """The candidates, header first. Only digits: the parts are joined without separators, so nothing else may pass."""
    trimmed = (header or "").strip(" \t")
    if _DIGITS.fullmatch(trimmed):
        yield "header", trimmed
    if body is not None and body != trimmed and _DIGITS.fullmatch(body):
        yield "body", body


def _app_and_timestamp(body: bytes) -> tuple[str | None, str | None]:
    try:
        data = read_object(body)
    except NotAnObject:
        return None, None
    app, timestamp = data.get("app_id"), data.get("timestamp")
    return app if isinstance(app, str) else None, timestamp if isinstance(timestamp, str) else None
