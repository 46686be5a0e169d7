"""Who asks to be signed in, as far as a request tells."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a sign-in comes from: address, browser in words, and the secret that only this browser has (its cookie)."""

    address: str = ""
    device: str = ""
    device_token: str = field(default="", repr=False)

    @property
    def device_hash(self) -> str:
        """What is kept of the browser's secret; empty without one."""
        return hashlib.sha256(self.device_token.encode()).hexdigest() if self.device_token else ""
