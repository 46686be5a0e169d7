"""Injected faults: slowness, broken answers, errors. They last until used up or cleared."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass

from bot.simulator.errors import MESSAGES, ZaloError
from bot.simulator.json_types import JsonObject

CLOSED_TO_ALL = ("/v3.0/", "/v2.0/", "/message/")
"""Paths that a fault without its own path applies to: all OA and template calls, not OAuth."""

SHAPES = ("message", "payload", "list", "file")
"""Shapes of a message that can be refused: buttons with the words in `message.text`, buttons with the words in
`payload.text`, a list of cards, an uploaded file."""

OAUTH_PATH = "/v4/oa/access_token"


@dataclass(slots=True)
class ChosenError:
    """Answer `code` to the next `times` calls whose path begins with `path` ("" = any OA or template call)."""

    code: int
    times: int = 1
    path: str = ""

    def applies_to(self, path: str) -> bool:
        """Whether the error applies to a call of this path."""
        if self.path:
            return path.startswith(self.path)
        if self.code <= -14000:
            return path == OAUTH_PATH
        return path.startswith(CLOSED_TO_ALL)


class Faults:
    """The active faults as plain attributes; `take_*` use one of them up."""

    def __init__(self, rate_per_second: int | None = None) -> None:
        self._usual_rate = rate_per_second
        self.clear()

    def clear(self) -> None:
        """Remove all faults, so that every call is answered normally."""
        self.slow_ms = 0
        self.server_errors = 0
        self.drops = 0
        self.quota_used_up = False
        self.receipts = True
        self.repeat = 1
        self.rate_per_second = self._usual_rate
        self.errors: list[ChosenError] = []
        self.refused_shapes: dict[str, int] = {}
        self._recent: deque[int] = deque()

    def add_error(self, code: int, times: int = 1, path: str = "") -> None:
        """Let the next `times` calls fail with `code`; ValueError for an unknown code."""
        if code not in MESSAGES:
            raise ValueError(f"unknown error number {code}")
        self.errors.append(ChosenError(code, times, path))

    def refuse_shape(self, shape: str, code: int) -> None:
        """Answer `code` to every consultation message of this shape; 0 accepts it again. ValueError if unknown."""
        if shape not in SHAPES or (code and code not in MESSAGES):
            raise ValueError(f"unknown shape {shape} or error number {code}")
        self.refused_shapes.pop(shape, None)
        if code:
            self.refused_shapes[shape] = code

    def check_shape(self, shape: str) -> None:
        """Raise the error set for this shape, if any."""
        if shape in self.refused_shapes:
            raise ZaloError(self.refused_shapes[shape])

    def take_server_error(self, path: str) -> bool:
        """Whether this call gets an HTTP 500 and is not carried out."""
        if self.server_errors <= 0 or not path.startswith(CLOSED_TO_ALL):
            return False
        self.server_errors -= 1
        return True

    def take_drop(self, path: str) -> bool:
        """Whether this call is carried out but its answer is cut off."""
        if self.drops <= 0 or not path.startswith(CLOSED_TO_ALL):
            return False
        self.drops -= 1
        return True

    def raise_chosen_error(self, path: str) -> None:
        """Raise the error set for this call, if any."""
        for error in self.errors:
            if error.applies_to(path):
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

    def as_dict(self) -> JsonObject:
        """The faults as plain JSON values."""
        return {
            "slow_ms": self.slow_ms,
            "server_errors": self.server_errors,
            "drops": self.drops,
            "quota_used_up": self.quota_used_up,
            "receipts": self.receipts,
            "repeat": self.repeat,
            "rate_per_second": self.rate_per_second,
            "errors": [asdict(error) for error in self.errors],
            **{f"refuse_{shape}": self.refused_shapes.get(shape, 0) for shape in SHAPES},
        }
