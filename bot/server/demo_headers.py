"""A waitress channel for demo mode that keeps Zalo's two headers; waitress drops names with an underscore."""

from __future__ import annotations

import re

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

from bot.zalo.headers import ACCESS_TOKEN_HEADER, APP_SECRET_HEADER

ZALO_HEADER = re.compile(
    rf"^({ACCESS_TOKEN_HEADER}|{APP_SECRET_HEADER}):[ \t]*(.*?)[ \t]*\r?$".encode(), re.IGNORECASE | re.MULTILINE
)


class ZaloHeaderParser(HTTPRequestParser):  # type: ignore[misc]
    """Reads requests as waitress does, and `access_token` and `secret_key` besides."""

    def parse_header(self, header_plus: bytes) -> None:
        """Parse one request's head."""
        super().parse_header(header_plus)
        for name, value in ZALO_HEADER.findall(header_plus):
            self.headers[name.decode().upper()] = value.decode("latin-1")


class ZaloHeaderChannel(HTTPChannel):  # type: ignore[misc]
    """A connection whose requests may carry Zalo's headers."""

    parser_class = ZaloHeaderParser
