"""Compares a new crawl of the national portal with the last one, and with content/ where there was none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.content import portal_records
from bot.content.laws import law_numbers
from bot.content.library import Content
from bot.content.models import Procedure
from bot.content.portal_differences import FieldDifference, list_differences
from bot.content.portal_records import PublishedProcedure, is_of_ward, read_published
from bot.understanding.folding import folded_words

PortalRecord = dict[str, Any]
"""One procedure in the crawl: code, name, methods, documents, legal_basis, decision, as_of …"""

_NUMBER = re.compile(r"\d+")
_KNOWN_PAPER = 0.3
"""The least part of a paper's words that our plain wording of the same paper shares."""

FIELDS_VI = {
    "new": "thủ tục mới",
    "gone": "không còn trên Cổng",
    **portal_records.FIELDS_VI,
    "checked": "ngày lấy dữ liệu",
}
_FEES_VI = {"province": "HĐND tỉnh quy định", "amount": "có mức thu", "free": "miễn phí", "not_published": "chưa ghi"}
_CHANNELS_VI = {"in_person": "trực tiếp", "online": "trên mạng", "post": "bưu điện"}


@dataclass(frozen=True, slots=True)
class PortalChange:
    """One difference: a `field`, its value in content/ (`ours`) and in the portal (`theirs`) for the procedure `code`.

    `file` is the procedure's file below content/, empty for a new one; `as_of` the day of the crawl; `record` the
    portal's record, empty for a procedure that was removed.
    """

    code: str
    title: str
    field: str
    ours: str
    theirs: str
    file: str
    as_of: str
    record: PortalRecord
    now: PublishedProcedure | None = None
    difference: FieldDifference | None = None


def compare_with_baseline(
    content: Content, then: Mapping[str, PublishedProcedure], records: Iterable[PortalRecord]
) -> list[PortalChange]:
    """The portal now against the portal when it was last compared, by code; for codes never compared, against ours.

    Procedures are new when neither our files nor the earlier crawl have them, and gone when this crawl lacks them; a
    crawl with less than half of the earlier procedures is a part of the portal and says nothing about the others.
    """
    by_code = {record_code(record): record for record in records}
    changes = [change for _, row in sorted(by_code.items()) for change in _compare_record(content, then, row)]
    missing = [code for code in sorted(then.keys() - by_code.keys()) if content.procedure(code)]
    removals = [_make_gone(ours, "") for code in missing for ours in (content.procedure(code),) if ours]
    return [*changes, *(removals if 2 * len(by_code) >= len(then) else [])]


def record_code(record: PortalRecord) -> str:
    """The code of a procedure in either form of crawl."""
    return str(record["code"] if "code" in record else record["proc_id"])


def _compare_record(
    content: Content, then: Mapping[str, PublishedProcedure], record: PortalRecord
) -> Iterator[PortalChange]:
    code = record_code(record)
    ours, before = content.procedure(code), then.get(code)
    if ours is None:
        is_known = before is not None or code in content.listed or code in content.other_levels
        if not is_known and is_of_ward(record):
            yield _make_new({**record, "code": code})
    elif before is None:
        yield from _list_changes(_in_first_form(record, code), ours)
    else:
        yield from _list_published(before, read_published(record), record, ours)


def _in_first_form(record: PortalRecord, code: str) -> PortalRecord:
    """A record of the second form with the facts that are compared with our own words."""
    if "code" in record:
        return record
    now = read_published(record)
    facts = {"legal_basis": list(now.fields.get("law", ())), "decision": "".join(now.fields.get("decision", ()))}
    return {"code": code, "name": now.name, "as_of": now.as_of, **facts}


def _list_published(
    before: PublishedProcedure, now: PublishedProcedure, record: PortalRecord, ours: Procedure
) -> Iterator[PortalChange]:
    for one in list_differences(before, now):
        then_text, now_text = (
            _join_texts(rows) for rows in (before.fields.get(one.field, ()), now.fields.get(one.field, ()))
        )
        file, day = ours.origin.file, now.as_of
        yield PortalChange(now.code, ours.title, one.field, then_text, now_text, file, day, record, now, one)


def compare_with_portal(content: Content, records: Iterable[PortalRecord]) -> list[PortalChange]:
    """The portal against our own words, where nothing was compared before: new, changed by code, then removed."""
    by_code = {str(record["code"]): record for record in records}
    rows = [record for _, record in sorted(by_code.items())]
    pairs = [(record, content.procedure(record["code"])) for record in rows]
    new = [_make_new(record) for record, ours in pairs if ours is None and record["code"] not in content.listed]
    changed = [change for record, ours in pairs if ours is not None for change in _list_changes(record, ours)]
    current_codes = {ours.code for _, ours in pairs if ours is not None}
    day = max((_as_of(record) for record in rows), default="")
    removals = [_make_gone(ours, day) for code, ours in sorted(content.procedures.items()) if code not in current_codes]
    return [*new, *changed, *removals]


def _make_new(record: PortalRecord) -> PortalChange:
    return PortalChange(record["code"], record["name"], "new", "", record["name"], "", _as_of(record), record)


def _make_gone(ours: Procedure, day: str) -> PortalChange:
    return PortalChange(ours.code, ours.title, "gone", ours.name, "", ours.origin.file, day, {})


def _list_changes(record: PortalRecord, ours: Procedure) -> Iterator[PortalChange]:
    differences = [
        PortalChange(record["code"], ours.title, field, mine, theirs, ours.origin.file, _as_of(record), record)
        for field, look in _COMPARISONS.items()
        for mine, theirs, same in (look(record, ours),)
        if theirs and not same
    ]
    yield from differences
    day = _as_of(record)
    mine = ours.origin.checked.isoformat() if ours.origin.checked else ""
    if not differences and day > mine:
        yield PortalChange(record["code"], ours.title, "checked", mine, day, ours.origin.file, day, record)


def _as_of(record: PortalRecord) -> str:
    """The day of the crawl (YYYY-MM-DD); empty when the record has none."""
    day = str(record.get("as_of") or "")
    return day if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) else ""


Comparison = Callable[[PortalRecord, Procedure], tuple[str, str, bool]]
"""Our value, the portal's value (empty when it has none), and whether they mean the same."""


def _compare_name(record: PortalRecord, ours: Procedure) -> tuple[str, str, bool]:
    theirs = " ".join(str(record.get("name") or "").split())
    had_this_code = record["code"] != ours.code
    return ours.name, theirs, had_this_code or _plain_name(theirs) == _plain_name(ours.name)


def _plain_name(name: str) -> str:
    return " ".join(name.casefold().rstrip(" .").removeprefix("thủ tục ").split())


def _compare_decision(record: PortalRecord, ours: Procedure) -> tuple[str, str, bool]:
    theirs = str(record.get("decision") or "")
    return ours.decision, theirs, theirs == ours.decision


def _compare_time(record: PortalRecord, ours: Procedure) -> tuple[str, str, bool]:
    times = [method["time"] for method in record.get("methods") or () if method.get("time")]
    periods = [f"{row['value']} {(row.get('unit') or '(không ghi đơn vị)').lower()}" for row in times]
    numbers = set(_NUMBER.findall(ours.time))
    same = all(number in numbers for row in times for number in _NUMBER.findall(str(row["value"])))
    return ours.time, _join_texts(sorted(periods)), same


def _compare_fee(record: PortalRecord, ours: Procedure) -> tuple[str, str, bool]:
    methods = record.get("methods") or ()
    kind = _fee_kind({method.get("fee_status") for method in methods})
    sums = {fee["amount"] for method in methods for fee in method.get("fees") or () if fee.get("amount")}
    sums = sums if kind == "amount" else set()
    mine = {amount.amount for amount in ours.fee.amounts}
    same = kind == ours.fee.kind and sums <= mine
    return _fee_vi(ours.fee.kind, mine), _fee_vi(kind, sums) if methods else "", same


def _fee_kind(statuses: set[str | None]) -> str:
    """The kind of fee. A note about the province takes precedence: "Miễn phí" beside it does not mean free."""
    order = (("check_note", "province"), ("amount", "amount"), ("free_per_portal", "free"))
    return next((kind for status, kind in order if status in statuses), "not_published")


def _fee_vi(kind: str, sums: set[int]) -> str:
    return ": ".join(
        part for part in (_FEES_VI[kind], _join_texts(f"{amount} đồng" for amount in sorted(sums))) if part
    )


def _compare_papers(record: PortalRecord, ours: Procedure) -> tuple[str, str, bool]:
    items = [item for group in record.get("documents") or () for item in group["items"] if not item.get("note_only")]
    theirs = sorted(str(item["name"]) for item in items)  # the portal's order is chance
    mine = [paper.text for group in ours.papers for paper in group.items if not paper.note_only]
    same = len(mine) == len(theirs) and all(_is_known(name, mine) for name in theirs)
    return _count_papers(mine), _count_papers(theirs) if theirs else "", same


def _is_known(name: str, papers: list[str]) -> bool:
    words = set(folded_words(name))
    return any(len(words & set(folded_words(paper))) >= _KNOWN_PAPER * len(words) for paper in papers)


def _count_papers(papers: list[str]) -> str:
    return f"{len(papers)} giấy: {_join_texts(papers)}"


def _compare_methods(record: PortalRecord, ours: Procedure) -> tuple[str, str, bool]:
    theirs = {method["channel"] for method in record.get("methods") or ()}
    mine = {"in_person"} if "in_person" in theirs else set()
    mine |= {"online"} if ours.online.level in ("full", "part") else set()
    mine |= {"post"} if ours.post.level == "yes" else set()
    return _channels_vi(mine), _channels_vi(theirs), mine == theirs


def _channels_vi(channels: set[str]) -> str:
    return _join_texts(_CHANNELS_VI.get(channel, channel) for channel in sorted(channels))


def _compare_law(record: PortalRecord, ours: Procedure) -> tuple[str, str, bool]:
    theirs, mine = law_numbers(record.get("legal_basis") or ()), law_numbers(ours.law)
    return _join_texts(mine), _join_texts(sorted(theirs)), set(theirs) == set(mine)


def _join_texts(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(texts))


_COMPARISONS: dict[str, Comparison] = {
    "name": _compare_name,
    "decision": _compare_decision,
    "time": _compare_time,
    "fee": _compare_fee,
    "papers": _compare_papers,
    "methods": _compare_methods,
    "law": _compare_law,
}
