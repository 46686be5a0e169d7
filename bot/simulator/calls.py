"""The raw calls and their answers, to look at: kept in short, tokens and secrets masked when they are shown."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

KEPT = 500
SHOWN_CHARACTERS = 4000
SECRET_FIELDS = frozenset({"access_token", "refresh_token", "code", "code_verifier", "secret_key"})


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """One call as it came and what was answered. `fault` names what was broken on purpose."""

    number: int
    at: int
    method: str
    path: str
    query: str
    token: str
    body: bytes
    status: int
    answer: bytes
    milliseconds: float
    fault: str

    def as_dict(self) -> dict[str, Any]:
        """The call for eyes: JSON read, tokens masked."""
        answer = _readable(self.answer)
        return {
            "number": self.number, "at": self.at, "method": self.method, "path": self.path, "query": self.query,
            "access_token": mask(self.token), "body": _readable(self.body), "status": self.status, "answer": answer,
            "error": answer.get("error") if isinstance(answer, dict) else None,
            "milliseconds": round(self.milliseconds, 2), "fault": self.fault,
        }  # fmt: skip


class CallLog:
    """The newest calls, numbered from 1."""

    def __init__(self) -> None:
        self._calls: deque[LoggedCall] = deque(maxlen=KEPT)
        self._count = 0

    def next_number(self) -> int:
        """The number of the call being logged."""
        self._count += 1
        return self._count

    def add(self, call: LoggedCall) -> None:
        """Keep a call."""
        self._calls.append(call)

    def since(self, number: int) -> list[dict[str, Any]]:
        """Calls after `number`, oldest first."""
        return [call.as_dict() for call in tuple(self._calls) if call.number > number]

    def clear(self) -> None:
        """Forget the calls; numbers go on."""
        self._calls.clear()

    def __len__(self) -> int:
        return len(self._calls)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.since(0))


def mask(secret: str) -> str:
    """The first four characters, so that two tokens can be told apart, and no more."""
    return f"{secret[:4]}…" if secret else ""


def _readable(raw: bytes) -> Any:
    text = raw.decode("utf-8", "replace")
    try:
        return _masked(json.loads(text))
    except ValueError:
        pairs = parse_qsl(text)
        return _masked(dict(pairs)) if pairs else text[:SHOWN_CHARACTERS]


def _masked(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: mask(inner) if key in SECRET_FIELDS and isinstance(inner, str) else _masked(inner)
            for key, inner in value.items()
        }
    return [_masked(inner) for inner in value] if isinstance(value, list) else value
