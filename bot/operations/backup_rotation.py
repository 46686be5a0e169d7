"""Which backups are kept: of 14 days, 8 weeks and 12 months the newest each, and everything of the last two days."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from bot.operations.backups import ENCRYPTED_ENDING, ENDING

DAYS, WEEKS, MONTHS = 14, 8, 12
EVERYTHING = timedelta(days=2)
FORMER_DATABASES = timedelta(days=30)
"""How long the database that a restore replaced is kept."""
_STAMP = "%Y%m%d-%H%M%S"


def name_pattern(stem: str, *more_endings: str) -> re.Pattern[str]:
    """What the names of an installation's backups look like; the group is the moment they were made."""
    endings = "|".join(map(re.escape, (ENDING, ENCRYPTED_ENDING, *more_endings)))
    return re.compile(rf"{re.escape(stem)}-sao-luu-(\d{{8}}-\d{{6}})(?:{endings})")


def choose_superfluous(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """The moments whose backups may go. Those ahead of now stay: the clock was set back."""
    newest_first = sorted(set(moments), reverse=True)
    keep = {moment for moment in newest_first if moment > now - EVERYTHING}
    periods: tuple[tuple[Callable[[datetime], object], int], ...] = (
        (lambda moment: moment.date(), DAYS),
        (lambda moment: moment.isocalendar()[:2], WEEKS),
        (lambda moment: (moment.year, moment.month), MONTHS),
    )
    for period_of, most in periods:
        newest_by_period: dict[object, datetime] = {}
        for moment in newest_first:
            newest_by_period.setdefault(period_of(moment), moment)
        keep |= set(sorted(newest_by_period.values(), reverse=True)[:most])
    return set(newest_first) - keep


def remove_superfluous(folder: Path, stem: str, now: datetime) -> list[Path]:
    """Remove backups of this installation that need not be kept; returns them. Raises OSError."""
    pattern = name_pattern(stem)
    files: dict[datetime, list[Path]] = {}
    for path in folder.iterdir():
        if match := pattern.fullmatch(path.name):
            files.setdefault(datetime.strptime(match[1], _STAMP).replace(tzinfo=now.tzinfo), []).append(path)
    superfluous = [path for moment in choose_superfluous(files, now) for path in files[moment]]
    for path in superfluous:
        path.unlink(missing_ok=True)
    return superfluous


def remove_former_databases(folder: Path, stem: str, now: datetime) -> None:
    """Remove databases that a restore, or giving up a lost key, replaced long ago: they hold what was erased since."""
    for path in folder.glob(f"{stem}-truoc-*"):
        if now.timestamp() - path.stat().st_mtime > FORMER_DATABASES.total_seconds():
            path.unlink(missing_ok=True)
