"""Faults that somebody asked for: slowness, broken answers, chosen errors. They last until used up or cleared."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass
from typing import Any

from .errors import MESSAGES, ZaloError

CLOSED_TO_ALL = ("/v3.0/", "/v2.0/", "/message/")
"""Where a fault without a path of its own strikes: every OA and template call, not OAuth."""

OAUTH_PATH = "/v4/oa/access_token"


@dataclass(slots=True)
class ChosenError:
    """Answer `code` to the next `times` calls whose path begins with `path` ("" = any OA or template call)."""

    code: int
    times: int = 1
    path: str = ""

    def strikes(self, path: str) -> bool:
        """Whether this call is meant."""
        if self.path:
            return path.startswith(self.path)
        if self.code <= -14000:
            return path == OAUTH_PATH
        return path.startswith(CLOSED_TO_ALL)


class Faults:
    """What is broken just now. Plain attributes; `take_*` use one stroke up."""

    def __init__(self, rate_per_second: int | None = None) -> None:
        self._usual_rate = rate_per_second
        self.clear()

    def clear(self) -> None:
        """Everything works again."""
        self.slow_ms = 0
        self.server_errors = 0
        self.drops = 0
        self.quota_used_up = False
        self.receipts = True
        self.repeat = 1
        self.rate_per_second = self._usual_rate
        self.errors: list[ChosenError] = []
        self._recent: deque[int] = deque()

    def add_error(self, code: int, times: int = 1, path: str = "") -> None:
        """Let the next `times` calls fail with `code`; ValueError for a number this Zalo does not know."""
        if code not in MESSAGES:
            raise ValueError(f"unknown error number {code}")
        self.errors.append(ChosenError(code, times, path))

    def take_server_error(self, path: str) -> bool:
        """Whether this call gets an HTTP 500 and is not carried out."""
        if self.server_errors <= 0 or not path.startswith(CLOSED_TO_ALL):
            return False
        self.server_errors -= 1
        return True

    def take_drop(self, path: str) -> bool:
        """Whether this call is carried out, but its answer never arrives whole."""
        if self.drops <= 0 or not path.startswith(CLOSED_TO_ALL):
            return False
        self.drops -= 1
        return True

    def raise_chosen_error(self, path: str) -> None:
        """Raise the error that somebody chose for this call, if any."""
        for error in self.errors:
            if error.strikes(path):
                error.times -= 1
                if error.times <= 0:
                    self.errors.remove(error)
                raise ZaloError(error.code)

    def check_rate(self, now_ms: int) -> None:
        """Raise -32 when more calls came within this second than `rate_per_second` allows."""
        if not self.rate_per_second:
            return
        while self._recent and self._recent[0] <= now_ms - 1000:
            self._recent.popleft()
        if len(self._recent) >= self.rate_per_second:
            raise ZaloError(-32)
        self._recent.append(now_ms)

    def as_dict(self) -> dict[str, Any]:
        """The faults as plain JSON values."""
        return {
            "slow_ms": self.slow_ms, "server_errors": self.server_errors, "drops": self.drops,
            "quota_used_up": self.quota_used_up, "receipts": self.receipts, "repeat": self.repeat,
            "rate_per_second": self.rate_per_second, "errors": [asdict(error) for error in self.errors],
        }  # fmt: skip
