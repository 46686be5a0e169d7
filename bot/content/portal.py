"""A new crawl of the national portal beside what content/ says: what is new, gone, or different, field by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.content.library import Content
from bot.content.models import Procedure
from bot.understanding.folding import folded_words

Record = dict[str, Any]
"""One procedure as the crawl has it: code, name, methods, documents, legal_basis, decision, as_of …"""

NUMBER_OF_LAW = re.compile(r"\d[\d.]*/(?:\d{4}/)?[A-ZĐ][A-ZĐ0-9.\-]*")
_NUMBER = re.compile(r"\d+")
_KNOWN_PAPER = 0.3
"""The part of a paper's words that a paper of ours must share to be the same one in plain words."""

FIELDS_VI = {
    "new": "thủ tục mới",
    "gone": "không còn trên Cổng",
    "name": "tên",
    "decision": "quyết định công bố",
    "time": "thời gian",
    "fee": "lệ phí",
    "papers": "giấy tờ",
    "methods": "cách nộp",
    "law": "văn bản",
    "checked": "ngày lấy dữ liệu",
}
_FEES_VI = {
    "province": "HĐND tỉnh quy định",
    "amount": "có mức thu",
    "free": "miễn phí",
    "not_published": "chưa ghi",
}
_CHANNELS_VI = {"in_person": "trực tiếp", "online": "trên mạng", "post": "bưu điện"}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: a `field`, what content/ says (`ours`) and what the portal says under `code` (`theirs`).

    `file` is the procedure's file below content/, empty for a new one; `as_of` the day of the crawl; `record` the
    portal's record, empty for a procedure that is gone.
    """

    code: str
    title: str
    field: str
    ours: str
    theirs: str
    file: str
    as_of: str
    record: Record


def compare(content: Content, records: Iterable[Record]) -> list[Change]:
    """All differences, in an order that stays the same: new ones, changed ones by code, then those that are gone."""
    by_code = {str(record["code"]): record for record in records}
    rows = [record for _, record in sorted(by_code.items())]
    pairs = [(record, content.procedure(record["code"])) for record in rows]
    new = [_new(record) for record, ours in pairs if ours is None and record["code"] not in content.listed]
    changed = [change for record, ours in pairs if ours is not None for change in _changed(record, ours)]
    seen = {ours.code for _, ours in pairs if ours is not None}
    day = max((_as_of(record) for record in rows), default="")
    gone = [_gone(ours, day) for code, ours in sorted(content.procedures.items()) if code not in seen]
    return [*new, *changed, *gone]


def law_numbers(texts: Iterable[str]) -> list[str]:
    """The numbers of legal documents in texts, each once: "Luật Cư trú 68/2020/QH14" has 68/2020/QH14."""
    found = (number.rstrip(".-") for text in texts for number in NUMBER_OF_LAW.findall(text))
    return list(dict.fromkeys(found))


def _new(record: Record) -> Change:
    return Change(record["code"], record["name"], "new", "", record["name"], "", _as_of(record), record)


def _gone(ours: Procedure, day: str) -> Change:
    return Change(ours.code, ours.title, "gone", ours.name, "", ours.origin.file, day, {})


def _changed(record: Record, ours: Procedure) -> Iterator[Change]:
    found = [
        Change(record["code"], ours.title, field, mine, theirs, ours.origin.file, _as_of(record), record)
        for field, look in _LOOKS.items()
        for mine, theirs, same in (look(record, ours),)
        if theirs and not same
    ]
    yield from found
    day = _as_of(record)
    if not found and day > ours.origin.checked.isoformat():
        mine = ours.origin.checked.isoformat()
        yield Change(record["code"], ours.title, "checked", mine, day, ours.origin.file, day, record)


def _as_of(record: Record) -> str:
    """The day of the crawl, empty when the record names none."""
    said = str(record.get("as_of") or "")
    return said if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said) else ""


Look = Callable[[Record, Procedure], tuple[str, str, bool]]
"""What we say, what the portal says (empty when it says nothing), and whether that is the same."""


def _name(record: Record, ours: Procedure) -> tuple[str, str, bool]:
    theirs = " ".join(str(record.get("name") or "").split())
    had_this_code = record["code"] != ours.code
    return ours.name, theirs, had_this_code or _bare(theirs) == _bare(ours.name)


def _bare(name: str) -> str:
    return " ".join(name.casefold().rstrip(" .").removeprefix("thủ tục ").split())


def _decision(record: Record, ours: Procedure) -> tuple[str, str, bool]:
    theirs = str(record.get("decision") or "")
    return ours.decision, theirs, theirs == ours.decision


def _time(record: Record, ours: Procedure) -> tuple[str, str, bool]:
    times = [method["time"] for method in record.get("methods") or () if method.get("time")]
    said = [f"{row['value']} {(row.get('unit') or '(không ghi đơn vị)').lower()}" for row in times]
    known = set(_NUMBER.findall(ours.time))
    same = all(number in known for row in times for number in _NUMBER.findall(str(row["value"])))
    return ours.time, _joined(sorted(said)), same


def _fee(record: Record, ours: Procedure) -> tuple[str, str, bool]:
    methods = record.get("methods") or ()
    kind = _fee_kind({method.get("fee_status") for method in methods})
    sums = {fee["amount"] for method in methods for fee in method.get("fees") or () if fee.get("amount")}
    sums = sums if kind == "amount" else set()
    mine = {amount.amount for amount in ours.fee.amounts}
    same = kind == ours.fee.kind and sums <= mine
    return _fee_vi(ours.fee.kind, mine), _fee_vi(kind, sums) if methods else "", same


def _fee_kind(statuses: set[str | None]) -> str:
    """A note about the province outweighs everything: "Miễn phí" beside it is not free (data of the portal)."""
    order = (("check_note", "province"), ("amount", "amount"), ("free_per_portal", "free"))
    return next((kind for status, kind in order if status in statuses), "not_published")


def _fee_vi(kind: str, sums: set[int]) -> str:
    return ": ".join(part for part in (_FEES_VI[kind], _joined(f"{amount} đồng" for amount in sorted(sums))) if part)


def _papers(record: Record, ours: Procedure) -> tuple[str, str, bool]:
    items = [item for group in record.get("documents") or () for item in group["items"] if not item.get("note_only")]
    theirs = sorted(str(item["name"]) for item in items)  # the portal's order is chance
    mine = [paper.text for group in ours.papers for paper in group.items if not paper.note_only]
    same = len(mine) == len(theirs) and all(_is_known(name, mine) for name in theirs)
    return _counted(mine), _counted(theirs) if theirs else "", same


def _is_known(name: str, papers: list[str]) -> bool:
    words = set(folded_words(name))
    return any(len(words & set(folded_words(paper))) >= _KNOWN_PAPER * len(words) for paper in papers)


def _counted(papers: list[str]) -> str:
    return f"{len(papers)} giấy: {_joined(papers)}"


def _methods(record: Record, ours: Procedure) -> tuple[str, str, bool]:
    theirs = {method["channel"] for method in record.get("methods") or ()}
    mine = {"in_person"} if "in_person" in theirs else set()
    mine |= {"online"} if ours.online.level in ("full", "part") else set()
    mine |= {"post"} if ours.post.level == "yes" else set()
    return _channels_vi(mine), _channels_vi(theirs), mine == theirs


def _channels_vi(channels: set[str]) -> str:
    return _joined(_CHANNELS_VI.get(channel, channel) for channel in sorted(channels))


def _law(record: Record, ours: Procedure) -> tuple[str, str, bool]:
    theirs, mine = law_numbers(record.get("legal_basis") or ()), law_numbers(ours.law)
    return _joined(mine), _joined(sorted(theirs)), set(theirs) == set(mine)


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(texts))


_LOOKS: dict[str, Look] = {
    "name": _name,
    "decision": _decision,
    "time": _time,
    "fee": _fee,
    "papers": _papers,
    "methods": _methods,
    "law": _law,
}
