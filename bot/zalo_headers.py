"""A waitress channel for demo mode: it keeps Zalo's two headers, whose names have an underscore and would be dropped."""

from __future__ import annotations

import re

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

ZALO_HEADER = re.compile(rb"^(access_token|secret_key):[ \t]*(.*?)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)


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
