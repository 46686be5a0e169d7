"""Reads dates of feeds: as RSS (RFC 822) and Atom (RFC 3339) write them, and as Vietnamese sites do."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from dateutil import parser, tz

_WEEKDAY = re.compile(r"^\s*(?:thứ\s+\w+|chủ\s+nhật|t[2-7]|cn)\b[\s,.]*", re.I)
_HOUR = re.compile(r"(?<=\d)\s*(?:h|giờ)\s*(\d{2})?\b", re.I)
_SIGNED_ZONE = re.compile(r"\b(?:gmt|utc)\s*(?=[+-]\s*\d)", re.I)
"""What stands before an offset that is meant as written: by POSIX "GMT+7" would be seven hours behind."""
_BETWEEN = re.compile(r"[|()]|\s-\s")
_ISO = re.compile(r"\s*\d{4}-")
_NAMED_ZONES = {"ICT": 7 * 3600, "EST": -5 * 3600, "EDT": -4 * 3600, "PST": -8 * 3600, "PDT": -7 * 3600}
_NO_YEAR = datetime(1, 1, 1)
LONGEST = 100
"""Characters of a date; a longer text is none."""


def read_moment(text: str, zone: tzinfo) -> datetime | None:
    """The moment that `text` names, None when it names none; in `zone` when it has no zone of its own.

    Days stand before months. "Thứ Hai, 30/11/2026 16:00", "16h30 30/11/2026" and "Mon, 30 Nov 2026 16:00:00 GMT+7" are read.
    """

    def find_zone(name: str | None, offset_s: int | None) -> tzinfo:
        offset = _NAMED_ZONES.get(name or "") if offset_s is None else offset_s
        return zone if offset is None else tz.tzoffset(name, offset)

    if len(text) > LONGEST:
        return None
    plain = _HOUR.sub(lambda match: f":{match[1] or '00'}", _WEEKDAY.sub("", text))
    plain = _BETWEEN.sub(" ", _SIGNED_ZONE.sub("", plain))
    try:
        moment = parser.parse(plain, dayfirst=not _ISO.match(plain), tzinfos=find_zone, default=_NO_YEAR)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
