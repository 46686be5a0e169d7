"""The type of parsed JSON."""

from __future__ import annotations

from typing import Any

JsonObject = dict[str, Any]
"""An object as json.loads returns it."""
