"""Zalo's limits as named constants, the consultation window and the night rule. Source: the dossier, platform.md."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from enum import StrEnum

# Consultation messages (section 4)
TEXT = 2000
BUTTONS = 5
CARDS = 5
BUTTON_TITLE = 100
"""Not stated in the dossier: our own ceiling, well below anything seen refused."""
BUTTON_PAYLOAD = 1000
"""Not stated in the dossier either."""
CARD_TITLE = 100
CARD_SUBTITLE = 500

# Template messages (section 6)
TRACKING_ID = 48

# Uploads (section 7), in bytes; how long an upload's id is safe to use (Zalo forgets it after 7 days)
IMAGE_BYTES = 1_000_000
GIF_BYTES = 5_000_000
FILE_BYTES = 5_000_000
UPLOAD_FRESH_DAYS = 6

# Lists of people and conversations (sections 8 and 10)
PEOPLE_PAGE = 50
PEOPLE_OFFSET = 10_000
"""Reported as the farthest a list can be paged; beyond it the list is narrowed by the period of the last interaction."""
CHATS_PAGE = 10

# Articles (section 11)
ARTICLE_TITLE = 150
ARTICLE_AUTHOR = 50
ARTICLE_DESCRIPTION = 300
ARTICLE_TEXT = 10_000
ARTICLES_PAGE = 10
ARTICLES_SEARCHED_PAGES = 3
"""Of the newest ones are looked through for an article whose answer was cut off."""
ARTICLE_VERIFY_WAITS_S = (2, 5, 10, 30, 60)
"""Waits before each look at a new article; the last one repeats."""
ARTICLE_VERIFY_GIVE_UP_S = 15 * 60

# Rates we keep to, and the growing pauses of the whole queue after "too fast" (section 13)
SENDS_PER_SECOND = 5
READS_PER_SECOND = 2
UPLOADS_PER_SECOND = 1
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
    """What a consultation message to a person costs now: nothing, money, or it is refused."""

    FREE = "free"
    PAID = "paid"
    CLOSED = "closed"


def window(now_ms: int, last_message_ms: int | None, last_interaction_ms: int | None) -> Window:
    """The consultation window of a person, from the times (ms since 1970) of the last message and the last interaction.

    Free is only sure after a message; any interaction keeps the paid window open (platform.md section 3).
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
    """When sending may begin again if `moment` is at night; `moment` itself by day. In Vietnam's time."""
    local = _in_vietnam(moment)
    if not is_night(local):
        return local
    day = local.date() + timedelta(days=1 if local.time() >= NIGHT_STARTS else 0)
    return datetime.combine(day, NIGHT_ENDS, VIETNAM)


def since_night(moment: datetime) -> timedelta:
    """How long the night of this (aware) day has been over; below zero while it is not."""
    local = _in_vietnam(moment)
    return local - datetime.combine(local.date(), NIGHT_ENDS, VIETNAM)


def _in_vietnam(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time without a zone cannot be placed in Vietnam's night")
    return moment.astimezone(VIETNAM)
