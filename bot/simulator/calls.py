"""The log of raw calls and answers; long bodies are shortened, tokens and secrets masked in the output."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl

from bot.simulator.json_types import JsonObject

KEPT = 500
SHOWN_CHARACTERS = 4000
SECRET_FIELDS = frozenset({"access_token", "refresh_token", "code", "code_verifier", "secret_key"})


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """One call and its answer. `fault` names the injected fault, "" for none."""

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

    def as_dict(self) -> JsonObject:
        """The call as plain JSON values: bodies parsed, tokens masked."""
        answer = _readable_body(self.answer)
        return {
            "number": self.number,
            "at": self.at,
            "method": self.method,
            "path": self.path,
            "query": self.query,
            "access_token": mask_secret(self.token),
            "body": _readable_body(self.body),
            "status": self.status,
            "answer": answer,
            "error": answer.get("error") if isinstance(answer, dict) else None,
            "milliseconds": round(self.milliseconds, 2),
            "fault": self.fault,
        }


class CallLog:
    """The newest calls, numbered from 1."""

    def __init__(self) -> None:
        self._calls: deque[LoggedCall] = deque(maxlen=KEPT)
        self._count = 0

    def next_number(self) -> int:
        """The number of the call being logged."""
        self._count += 1
        return self._count

    def add_call(self, call: LoggedCall) -> None:
        """Add a call; the oldest one is dropped above KEPT."""
        self._calls.append(call)

    def calls_since(self, number: int) -> list[JsonObject]:
        """Calls after `number`, oldest first."""
        return [call.as_dict() for call in tuple(self._calls) if call.number > number]

    def clear(self) -> None:
        """Remove all calls; numbering continues."""
        self._calls.clear()

    def __len__(self) -> int:
        return len(self._calls)

    def __iter__(self) -> Iterator[JsonObject]:
        return iter(self.calls_since(0))


def mask_secret(secret: str) -> str:
    """The first four characters, enough to distinguish two tokens."""
    return f"{secret[:4]}…" if secret else ""


def _readable_body(raw: bytes) -> object:
    text = raw.decode("utf-8", "replace")
    try:
        return _mask_secrets(json.loads(text))
    except ValueError:
        pairs = parse_qsl(text)
        return _mask_secrets(dict(pairs)) if pairs else text[:SHOWN_CHARACTERS]


def _mask_secrets(value: object) -> object:
    if isinstance(value, dict):
        return {
            key: mask_secret(inner) if key in SECRET_FIELDS and isinstance(inner, str) else _mask_secrets(inner)
            for key, inner in value.items()
        }
    return [_mask_secrets(inner) for inner in value] if isinstance(value, list) else value
