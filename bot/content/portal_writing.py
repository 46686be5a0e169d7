"""Writes what the portal now says into the fields of a procedure's file, with the source and its day."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import yaml

from bot.content.editing import add_entry, set_data, set_value
from bot.content.files import YamlMapping, YamlValue
from bot.content.laws import law_numbers
from bot.content.portal_baseline import mark_of
from bot.content.portal_records import COPIES, FIELDS_VI, PublishedProcedure
from bot.lib.numbers import format_number
from bot.understanding.folding import folded_words

NEXT_REVIEW = timedelta(days=180)
KNOWN_LINE = 0.3
"""The least part of the portal's words that our plain wording of the same line shares."""

Part = tuple[str, YamlValue]
"""A top-level key of the file and its new value."""

Lines = Sequence[str]

_PERIOD = re.compile(r"(\d+)\s+(ngày làm việc|ngày|giờ làm việc|giờ|tháng|năm)")
_MONEY = re.compile(r"(\d+) đồng")
_BY_CHANNEL = {"Trực tiếp": "Nộp trực tiếp", "Trực tuyến": "Nộp trên mạng", "Bưu chính": "Gửi bưu điện"}
_OFFICES = (("công an", "cong_an_xa"), ("quân sự", "quan_su_xa"), ("bảo hiểm xã hội", "bao_hiem_xa_hoi"))


def write_field(text: str, field: str, removed: Lines, added: Lines, now: PublishedProcedure) -> str:
    """The file's text with the new value of `field`, the portal as its source and the day of the record."""
    data: YamlMapping = yaml.load(text, yaml.CSafeLoader)
    for key, value in _WRITERS[field](data, removed, added, now):
        text = set_data(text, key, value)
    if field in ("papers", "steps") and any(
        line.startswith("#") for line in removed if not _has_successor(line, added)
    ):
        gap = f"Cổng đã bỏ hoặc đổi một dòng trong phần {FIELDS_VI[field]}, máy không còn giữ lời cũ; xem lại phần này"
        text = add_entry(text, "gaps", gap)
    return _write_source(text, data, now)


def _has_successor(line: str, added: Lines) -> bool:
    """Whether the same paper is still there, with other copies."""
    return any(mark_of(_name_of(line), "papers") == mark_of(_name_of(new), "papers") for new in added)


def _write_source(text: str, data: YamlMapping, now: PublishedProcedure) -> str:
    """Name the portal and the day of its record; a day before the last check changes nothing."""
    if not now.as_of or (data.get("checked") and data["checked"].isoformat() > now.as_of):
        return text
    day = date.fromisoformat(now.as_of)
    name = f"Cổng Dịch vụ công quốc gia, mã {now.code}, bản {day:%d/%m/%Y}"
    before = data["source"]["name"]
    name = re.sub(r"Cổng Dịch vụ công quốc gia, mã [^;]*", name, before, count=1) if "Cổng Dịch vụ" in before else name
    text = set_data(text, "source", {**data["source"], "name": name})
    text = set_value(text, "checked", now.as_of)
    return set_value(text, "review_due", (day + NEXT_REVIEW).isoformat()) if data["review_due"] <= day else text


def _set_text(key: str, field: str) -> Callable[..., list[Part]]:
    def write(data: YamlMapping, removed: Lines, added: Lines, now: PublishedProcedure) -> list[Part]:
        return [(key, _as_sentences(now.fields.get(field, ())))]

    return write


def _as_sentences(lines: Lines) -> str:
    return "; ".join(line.rstrip(".") for line in lines) + "." if lines else ""


def _write_name(key: str) -> Callable[..., list[Part]]:
    def write(data: YamlMapping, removed: Lines, added: Lines, now: PublishedProcedure) -> list[Part]:
        return [(key, now.fields[key][0])] if now.fields.get(key) else []

    return write


def _write_time(data: YamlMapping, removed: Lines, added: Lines, now: PublishedProcedure) -> list[Part]:
    """The new period in place of the old one in our words; where ours are others, the portal's in plain words."""
    ours = (data.get("time") or {}).get("text", "")
    old, new = (
        list(dict.fromkeys(match[0] for line in rows for match in _PERIOD.finditer(line))) for rows in (removed, added)
    )
    if len(old) == len(new) == 1 and re.search(rf"\b{old[0]}\b", ours):
        return [("time", {"text": re.sub(rf"\b{old[0]}\b(?: làm việc)?", new[0], ours)})]
    if not added:
        return []
    periods: dict[str, list[str]] = {}
    for line in now.fields.get("time", ()):
        channel, _, period = line.partition(": ")
        periods.setdefault(period, []).append(_BY_CHANNEL.get(channel, channel))
    rows = [period if len(periods) == 1 else f"{' hoặc '.join(ways)}: {period}" for period, ways in periods.items()]
    return [("time", {"text": _capitalize(_as_sentences(rows))})] if rows else [("time", None)]


def _write_fee(data: YamlMapping, removed: Lines, added: Lines, now: PublishedProcedure) -> list[Part]:
    """New sums in the place of old ones; sums for what had none; else the portal's kind of fee."""
    fee: YamlMapping = data["fee"]
    source = f"Cổng Dịch vụ công quốc gia, mã {now.code}"
    if fee["kind"] == "amount" and (_list_sums(removed) or _list_sums(added)):
        merged = _merge_sums(fee, _list_sums(removed), _list_sums(added))
        if merged["amounts"]:
            return [("fee", {**merged, "source": merged.get("source") or source})]
    lines = now.fields.get("fee", ())
    if _list_sums(lines):
        amounts = [{"label": label, "amount": amount} for label, amount in dict.fromkeys(_list_sums(lines))]
        return [("fee", {"kind": "amount", "amounts": amounts, "source": source})]
    is_local = any("hội đồng" in line.casefold() or line.endswith("xem ghi chú") for line in lines)
    is_free = any(line.endswith("miễn phí") for line in lines)
    return [("fee", {"kind": "province" if is_local else "free" if is_free else "not_published", "source": source})]


def _list_sums(lines: Lines) -> list[tuple[str, int]]:
    """The sums in lines, each with the way of filing it is for."""
    rows = [
        (line.partition(": ")[0], match) for line in lines for match in (_MONEY.fullmatch(line.partition(": ")[2]),)
    ]
    return [(_BY_CHANNEL.get(channel, channel), int(match[1])) for channel, match in rows if match]


def _merge_sums(fee: YamlMapping, old: list[tuple[str, int]], new: list[tuple[str, int]]) -> YamlMapping:
    """Our fee with each changed sum in the place of the old one of the same way; other sums go and come."""
    amounts, text = [dict(row) for row in fee["amounts"]], str(fee.get("text", ""))
    rest = list(new)
    for way, before in old:
        successor = next((row for row in rest if row[0] == way), None)
        mine = next((row for row in amounts if row["amount"] == before), None)
        if mine is not None and successor is not None:
            mine["amount"] = successor[1]
            text = text.replace(_as_money(before), _as_money(successor[1]))
            rest.remove(successor)
        elif mine is not None:
            amounts.remove(mine)
    amounts += [{"label": way, "amount": amount} for way, amount in rest]
    return {**fee, "amounts": amounts, **({"text": text} if text else {})}


def _as_money(amount: int) -> str:
    return f"{format_number(amount)} đồng"


def _write_papers(data: YamlMapping, removed: Lines, added: Lines, now: PublishedProcedure) -> list[Part]:
    """Papers added at the end of their case, removed papers out, and the copies of those that stay."""
    old_marks, new_marks = ({mark_of(_name_of(line), "papers") for line in rows} for rows in (removed, added))
    groups = [{**group, "items": list(group["items"])} for group in data.get("papers", ())] or [
        {"case": None, "items": []}
    ]
    for line in removed:
        if mark_of(_name_of(line), "papers") not in new_marks:
            _drop_paper(groups, _name_of(line))
    for line in added:
        _put_paper(groups, line, is_known=mark_of(_name_of(line), "papers") in old_marks)
    return [("papers", [group for group in groups if group["items"]] or None)]


def _drop_paper(groups: list[YamlMapping], name: str) -> None:
    place = _find_paper(groups, name)
    if place is not None:
        place[0]["items"].remove(place[1])


def _put_paper(groups: list[YamlMapping], line: str, *, is_known: bool) -> None:
    name, copies = _name_of(line), line.rpartition(COPIES)[2] if COPIES in line else ""
    place = _find_paper(groups, name) if is_known else None
    if place is None:
        row = {"text": re.sub(r"^\[[^\]]*\] ", "", name)}
        groups[-1]["items"].append({**row, **({"copies": copies} if copies else {})})
    elif copies:
        place[1]["copies"] = copies


def _find_paper(groups: list[YamlMapping], name: str) -> tuple[YamlMapping, YamlMapping] | None:
    """Our wording of a paper of the portal with its group; None when no wording shares enough words."""
    words = set(folded_words(re.sub(r"^\[[^\]]*\] ", "", name)))
    rows = [(group, item) for group in groups for item in group["items"] if not item.get("note_only")]
    best = max(rows, key=lambda row: len(words & set(folded_words(row[1]["text"]))), default=None)
    enough = best is not None and len(words & set(folded_words(best[1]["text"]))) >= max(1, KNOWN_LINE * len(words))
    return best if enough else None


def _name_of(line: str) -> str:
    return line.rpartition(COPIES)[0] or line


def _write_forms(data: YamlMapping, removed: Lines, added: Lines, now: PublishedProcedure) -> list[Part]:
    forms = [form for form in data.get("form", ()) if form["name"] not in removed]
    return [("form", [*forms, *({"name": name} for name in added)] or None)]


def _write_methods(data: YamlMapping, removed: Lines, added: Lines, now: PublishedProcedure) -> list[Part]:
    parts: list[Part] = []
    for key, channel, yes in (("online", "Trực tuyến", "part"), ("post", "Bưu chính", "yes")):
        part = data.get(key) or {"level": "unknown"}
        if channel in added and part["level"] in ("no", "unknown"):
            parts.append((key, {"level": yes}))
        elif channel in removed:
            parts.append((key, {"level": "no"}))
    return parts


def _write_place(data: YamlMapping, removed: Lines, added: Lines, now: PublishedProcedure) -> list[Part]:
    """Who does it and where; the portal's names replace ours, and our office follows the agency."""
    rows = [line for key in ("address", "agency", "authority") for line in now.fields.get(key, ())]
    names = list({line.casefold().rstrip("."): line for line in rows}.values())
    place = _as_sentences(names)
    return [("where", place), ("office", _office_of(" ".join(names).casefold()))] if place else []


def _office_of(agency: str) -> str:
    of_commune = any(word in agency for word in ("xã", "phường", "khu vực", "cơ sở"))
    office = next((office for word, office in _OFFICES if word in agency), "ubnd_xa")
    return office if of_commune or office == "bao_hiem_xa_hoi" else "khac"


def _write_lines(key: str, most: int) -> Callable[..., list[Part]]:
    """Writes a list: our wording of removed lines goes out, added lines come last, at most `most` in all."""

    def write(data: YamlMapping, removed: Lines, added: Lines, now: PublishedProcedure) -> list[Part]:
        rows = [row for row in data.get(key, ()) if not any(_says_the_same(row, line) for line in removed)]
        return [(key, [*rows[: max(0, most - len(added))], *added][:most] or None)]

    return write


def _says_the_same(ours: str, theirs: str) -> bool:
    words = set(folded_words(theirs))
    return len(words & set(folded_words(ours))) >= max(1, KNOWN_LINE * len(words))


def _write_who(data: YamlMapping, removed: Lines, added: Lines, now: PublishedProcedure) -> list[Part]:
    """Who may apply, in the portal's words: a new condition is added, a changed one replaces ours."""
    ours = "" if removed else str(data.get("who", "")).strip()
    rows = now.fields.get("conditions") or now.fields.get("subjects", ()) if removed else added
    text = " ".join(part for part in (ours, _as_sentences(rows)) if part)
    return [("who", text or None)]


def _write_law(data: YamlMapping, removed: Lines, added: Lines, now: PublishedProcedure) -> list[Part]:
    """Our words for legal texts that stay; added ones by number."""
    removed_numbers = set(removed)
    rows = [row for row in data.get("law", ()) if not removed_numbers & set(law_numbers([row]))]
    numbers = set(law_numbers(rows))
    return [("law", [*rows, *(number for number in added if number not in numbers)] or None)]


def _write_nothing(data: YamlMapping, removed: Lines, added: Lines, now: PublishedProcedure) -> list[Part]:
    """What has no field of its own in our file: only source and day are written."""
    return []


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]


_WRITERS: dict[str, Callable[[YamlMapping, Lines, Lines, PublishedProcedure], list[Part]]] = {
    "name": _write_name("name"),
    "decision": _write_name("decision"),
    "field": _write_name("field"),
    "time": _write_time,
    "fee": _write_fee,
    "papers": _write_papers,
    "forms": _write_forms,
    "methods": _write_methods,
    "agency": _write_place,
    "authority": _write_place,
    "address": _write_place,
    "coordinating": _write_nothing,
    "subjects": _write_who,
    "conditions": _write_who,
    "steps": _write_lines("steps", 8),
    "results": _set_text("result", "results"),
    "law": _write_law,
    "url": _write_nothing,
}
