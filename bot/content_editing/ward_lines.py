"""A line of the ward's particulars as an official reads it, without a key of the file."""

from __future__ import annotations

from datetime import date

from bot.content.files import YamlMapping, YamlValue

UNKNOWN = "chưa điền"
_DAYS = ("", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_PLACES = (("name", "tên"), ("address", "địa chỉ"), ("phone", "điện thoại"), ("map_url", "bản đồ"))


def describe_ward_line(key: str, value: YamlValue) -> str:
    """The value of one line in words; what is unknown is said, not left out."""
    if isinstance(value, dict):
        return _hours(value) if key == "hours" else _place(value)
    if isinstance(value, list):
        return ", ".join(_entry(entry) for entry in value) or UNKNOWN
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return UNKNOWN if value is None else str(value).strip()


def _place(value: YamlMapping) -> str:
    words = [str(value[part]) for part, _ in _PLACES if value.get(part)]
    missing = [name for part, name in _PLACES if part in value and not value[part]]
    return " · ".join(words) + (f" (chưa có {', '.join(missing)})" if missing else "")


def _hours(value: YamlMapping) -> str:
    morning, afternoon = value.get("morning") or [], value.get("afternoon") or []
    spans = [
        f"{name} {times[0]}–{times[1]}" for name, times in (("sáng", morning), ("chiều", afternoon)) if len(times) == 2
    ]
    days = [_DAYS[number] for number in value.get("days") or () if number in range(1, 8)]
    saturday = ", thêm sáng thứ Bảy" if value.get("saturday_morning") else ""
    confirmed = "lãnh đạo đã duyệt" if value.get("confirmed") else "lãnh đạo chưa duyệt giờ này"
    return f"{', '.join(spans)}; {', '.join(days)}{saturday}; {confirmed}"


def _entry(entry: YamlValue) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    old = f" (tên cũ: {', '.join(map(str, entry['old']))})" if entry.get("old") else ""
    doubt = ", chưa chắc" if entry.get("certain") is False else ""
    return f"{entry.get('name', '')}{old}{doubt}"
