"""Probes of Zalo's console, which test whether a webhook address answers: an empty body or empty JSON.

It comes without a signature when the address is saved and when "Kiểm tra" is pressed; only a 200 saves the address
(docs/zalo/webhook-and-oauth.md 1).
"""

from __future__ import annotations

from bot.zalo.lossless import BYTE_ORDER_MARK

_BLANKS = b" \t\r\n"
_NOTHING = frozenset({b"", b"{}", b"[]", b"null"})


def is_probe(body: bytes) -> bool:
    """Whether a body is empty: blanks, `{}`, `[]` or `null`, with or without a byte order mark."""
    return body.removeprefix(BYTE_ORDER_MARK).translate(None, _BLANKS) in _NOTHING
