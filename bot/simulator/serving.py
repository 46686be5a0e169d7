"""Running a simulator alone, on the server that `flask run` starts.

Zalo's headers `access_token` and `secret_key` hold an underscore, and werkzeug's server drops such headers before an
application sees them: without this every call would end in -216.
"""

from __future__ import annotations

from typing import Any

from werkzeug.serving import WSGIRequestHandler

ZALO_HEADERS = ("access_token", "secret_key")


def keep_zalo_headers() -> None:
    """Make werkzeug's server hand Zalo's two headers to the application. Harmless when repeated."""
    usual: Any = WSGIRequestHandler.make_environ
    if getattr(usual, "keeps_zalo_headers", False):
        return

    def make_environ(self: WSGIRequestHandler) -> dict[str, Any]:
        environ: dict[str, Any] = usual(self)
        for name in ZALO_HEADERS:
            if (value := self.headers.get(name)) is not None:
                environ[f"HTTP_{name.upper()}"] = value
        return environ

    make_environ.keeps_zalo_headers = True  # type: ignore[attr-defined]
    WSGIRequestHandler.make_environ = make_environ  # type: ignore[method-assign]


def serve_alone() -> None:
    """Keep connections open, and log no line per request: the page asks twice a second."""
    WSGIRequestHandler.protocol_version = "HTTP/1.1"
    WSGIRequestHandler.log_request = lambda self, code="-", size="-": None  # type: ignore[method-assign]
