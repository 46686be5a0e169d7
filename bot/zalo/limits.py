"""Zalo's limits as named constants, the consultation window and the night rule. Source: docs/zalo/platform.md."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from enum import StrEnum

# Consultation messages (docs/zalo/platform.md 4)
TEXT = 2000
BUTTONS = 5
CARDS = 5
BUTTON_TITLE = 100
"""No source states it (docs/zalo/platform.md 4): our own ceiling, well below anything seen refused."""
BUTTON_PAYLOAD = 1000
"""No source states it either."""
CARD_TITLE = 100
CARD_SUBTITLE = 500

# Template messages (docs/zalo/platform.md 6)
TRACKING_ID = 48

# Uploads (docs/zalo/platform.md 7), in bytes
IMAGE_BYTES = 1_000_000
GIF_BYTES = 5_000_000
FILE_BYTES = 5_000_000

# Lists of people and conversations (docs/zalo/platform.md 8 and 10)
PEOPLE_PAGE = 50
PEOPLE_OFFSET = 10_000
"""The highest reported offset of a list; longer lists are read by periods of the last interaction."""
CHATS_PAGE = 10

# Articles (docs/zalo/platform.md 11)
ARTICLE_TITLE = 150
ARTICLE_AUTHOR = 50
ARTICLE_DESCRIPTION = 300
ARTICLE_TEXT = 10_000
ARTICLES_PAGE = 10
ARTICLES_SEARCHED_PAGES = 3
"""Pages of the newest articles that are searched for an article whose creation was cut off."""
ARTICLE_VERIFY_WAITS_S = (2, 5, 10, 30, 60)
"""Waits before each look at a new article; the last one repeats."""
ARTICLE_VERIFY_GIVE_UP_S = 15 * 60

# Rates we keep to, and the growing pauses of the whole queue after "too fast" (docs/zalo/platform.md 13)
READS_PER_SECOND = 2
RATE_PAUSES_S = (60, 120, 240, 480, 900)

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
FREE_WINDOW_MS = 48 * HOUR_MS
PAID_WINDOW_MS = 7 * 24 * HOUR_MS
WINDOW_MARGIN_MS = 10 * MINUTE_MS
"""Zalo's clock decides, so both borders are taken ten minutes early."""

VIETNAM = timezone(timedelta(hours=7))
"""Asia/Ho_Chi_Minh has no summer time; a fixed offset needs no time zone files on the machine."""
NIGHT_STARTS = time(21, 55)
NIGHT_ENDS = time(6, 5)


class Window(StrEnum):
    """Whether a consultation message to a person is free, paid or refused now."""

    FREE = "free"
    PAID = "paid"
    CLOSED = "closed"


def window(now_ms: int, last_message_ms: int | None, last_interaction_ms: int | None) -> Window:
    """The consultation window of a person, from the times (ms since 1970) of the last message and the last interaction.

    Free is only sure after a message; any interaction keeps the paid window open (docs/zalo/platform.md 3).
    """
    if last_message_ms is not None and now_ms - last_message_ms <= FREE_WINDOW_MS - WINDOW_MARGIN_MS:
        return Window.FREE
    times = [moment for moment in (last_message_ms, last_interaction_ms) if moment is not None]
    if times and now_ms - max(times) <= PAID_WINDOW_MS - WINDOW_MARGIN_MS:
        return Window.PAID
    return Window.CLOSED


def is_night(moment: datetime) -> bool:
    """Whether Zalo refuses promotion and broadcast at this (aware) time; consultation replies are never held back."""
    local = _in_vietnam(moment).time()
    return local >= NIGHT_STARTS or local < NIGHT_ENDS


def night_end(moment: datetime) -> datetime:
    """The end of the night if `moment` is at night, else `moment`; in Vietnam's time."""
    local = _in_vietnam(moment)
    if not is_night(local):
        return local
    day = local.date() + timedelta(days=1 if local.time() >= NIGHT_STARTS else 0)
    return datetime.combine(day, NIGHT_ENDS, VIETNAM)


def since_night(moment: datetime) -> timedelta:
    """Time since the end of the night of this (aware) day; negative before it."""
    local = _in_vietnam(moment)
    return local - datetime.combine(local.date(), NIGHT_ENDS, VIETNAM)


def _in_vietnam(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time without a zone cannot be placed in Vietnam's night")
    return moment.astimezone(VIETNAM)
