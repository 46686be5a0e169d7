"""Why a command of the demo is refused."""

from __future__ import annotations

from bot.settings import Settings


class DemoError(Exception):
    """Why the demo's data cannot be filled in or removed: one Vietnamese line."""


def refuse_live(settings: Settings, consequence: str) -> None:
    """Raises DemoError in a live installation; `consequence` says what is therefore not done."""
    if not settings.is_demo:
        raise DemoError(f"Đây là máy chạy thật (WARD_MODE=live) nên {consequence}. Chỉ dùng lệnh này khi chạy thử.")
