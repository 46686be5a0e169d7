"""A requests adapter that calls a WSGI application of this process: no socket, and headers arrive unchanged.

Tests mount the simulator here, so that many talks need no ports and no threads.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit
from wsgiref.types import WSGIApplication

import requests
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse


class InProcess(BaseAdapter):
    """A requests adapter that hands every call to `application`, mounted under the path `prefix`."""

    def __init__(self, application: WSGIApplication, prefix: str = "") -> None:
        super().__init__()
        self._application, self._prefix = application, prefix

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Answer one prepared request. Raises ConnectionError when the application cut the answer short."""
        started: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            started.update(status=status, headers=headers)
            return None

        parts: Iterable[bytes] = self._application(self._environ(request), start_response)
        body = b"".join(parts)
        headers = dict(started["headers"])
        promised = next((int(value) for name, value in headers.items() if name.lower() == "content-length"), len(body))
        if promised > len(body):
            raise requests.ConnectionError("the answer was cut off", request=request)
        code, _, reason = started["status"].partition(" ")
        raw = HTTPResponse(io.BytesIO(body), headers, int(code), reason=reason, preload_content=False)
        response = requests.Response()
        response.status_code, response.reason, response.raw = int(code), reason, raw
        response.headers.update(headers)
        response.url, response.request = request.url or "", request
        return response

    def close(self) -> None:
        """Does nothing: there is no connection."""

    def _environ(self, request: requests.PreparedRequest) -> dict[str, Any]:
        url = urlsplit(request.url or "")
        body = request.body.encode() if isinstance(request.body, str) else request.body or b""
        environ: dict[str, Any] = {
            "REQUEST_METHOD": request.method,
            "SCRIPT_NAME": self._prefix,
            "QUERY_STRING": url.query,
            "PATH_INFO": unquote(url.path.removeprefix(self._prefix)),
            "SERVER_NAME": url.hostname,
            "SERVER_PORT": str(url.port or 80),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": url.scheme,
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            "CONTENT_LENGTH": str(len(body)),
        }
        for name, value in request.headers.items():
            key = name.upper().replace("-", "_")
            environ["CONTENT_TYPE" if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
        return environ
