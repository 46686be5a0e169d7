"""What every public page shows: who the ward is, and the figures of the privacy notice."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.clock import DAY, HOUR
from bot.content.blanks import capitalize_first
from bot.operations.jobs import KEEP_MS
from bot.runtime import Runtime
from bot.turn import HANDOVER_MS

NOTICE_DATE = date(2026, 11, 30)
"""When the words of the privacy notice were last changed."""


def page_facts(runtime: Runtime) -> dict[str, Any]:
    """The values that the layout and the notices need."""
    ward = runtime.live_content.content.ward
    return {
        "ward": ward,
        "ward_name": capitalize_first(ward.name),
        "called": capitalize_first(ward.called),
        "settings": runtime.settings,
        "kept_days": KEEP_MS // DAY,
        "silent_hours": HANDOVER_MS // HOUR,
        "notice_date": f"{NOTICE_DATE:%d/%m/%Y}",
    }
