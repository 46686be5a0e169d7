"""A procedure as the national portal publishes it, in one plain form for every form of crawl.

Two forms are read: the records with `code` and `channel` (June 2026), and those with `proc_id` and
`submission_method` (August 2026). Every field becomes lines; their order means nothing, because the portal's does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.content.laws import law_numbers

RawRecord = dict[str, Any]
"""One line of a crawl as it was read."""

COPIES = " — "
"""Stands between the name of a paper and how many originals and copies are wanted."""

FIELDS_VI = {
    "name": "tên",
    "decision": "quyết định công bố",
    "field": "lĩnh vực",
    "time": "thời gian",
    "fee": "lệ phí",
    "papers": "giấy tờ",
    "forms": "mẫu đơn",
    "methods": "cách nộp",
    "agency": "cơ quan thực hiện",
    "authority": "cơ quan có thẩm quyền",
    "coordinating": "cơ quan phối hợp",
    "address": "địa chỉ nhận hồ sơ",
    "subjects": "ai được làm",
    "conditions": "điều kiện",
    "steps": "các bước",
    "results": "kết quả",
    "law": "văn bản",
    "url": "đường dẫn",
}
"""The fields that are compared, with their names for officials."""

_CHANNELS_VI = {"in_person": "Trực tiếp", "online": "Trực tuyến", "post": "Bưu chính"}
_FEE_STATUS_VI = {"check_note": "xem ghi chú", "free_per_portal": "miễn phí", "not_published": "chưa ghi"}


@dataclass(frozen=True, slots=True)
class PublishedProcedure:
    """What the portal published about a procedure on the day `as_of` (YYYY-MM-DD, empty when unknown)."""

    code: str
    as_of: str
    fields: Mapping[str, tuple[str, ...]]

    @property
    def name(self) -> str:
        """Its name; empty when the record has none."""
        return self.fields["name"][0] if self.fields.get("name") else ""


def read_published(raw: RawRecord) -> PublishedProcedure:
    """Read a record of either form. Raises KeyError when it has no code."""
    code = str(raw["code"] if "code" in raw else raw["proc_id"])
    day = str(raw.get("as_of") or raw.get("source_updated_at") or "")[:10]
    as_of = day if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) else ""
    lines = {name: tuple(sorted(set(filter(None, map(_plain, read(raw)))))) for name, read in _READERS.items()}
    return PublishedProcedure(code, as_of, {name: rows for name, rows in lines.items() if rows})


def is_of_ward(raw: RawRecord) -> bool:
    """Whether the ward may have to do with it; true when the record does not say on which level it is done."""
    levels = str(raw.get("levels") or raw.get("agency_levels") or "xa").casefold()
    return "xa" in levels or "xã" in levels


def _plain(text: object) -> str:
    return " ".join(str(text or "").split()).strip(" ;")


def _texts(*names: str) -> Callable[[RawRecord], Iterator[str]]:
    """Reads the first field of these names that is there: a text, or a list of texts."""

    def read(raw: RawRecord) -> Iterator[str]:
        value = next((raw[name] for name in names if raw.get(name)), None)
        for row in value if isinstance(value, list) else [value]:
            yield str(row or "")

    return read


def _split_lines(*names: str) -> Callable[[RawRecord], Iterator[str]]:
    """Reads long texts, a line or clause each."""
    read_texts = _texts(*names)
    return lambda raw: (part for text in read_texts(raw) for part in re.split(r"\n+|;\s+", text))


def _channel(method: RawRecord) -> str:
    channel = str(method.get("channel") or method.get("submission_method") or "")
    return _CHANNELS_VI.get(channel, channel)


def _read_times(raw: RawRecord) -> Iterator[str]:
    for method in raw.get("methods") or ():
        period = method.get("time")
        text = f"{period['value']} {period.get('unit') or ''}" if period else method.get("processing_time_text")
        if text:
            yield f"{_channel(method)}: {str(text).lower()}"


def _read_methods(raw: RawRecord) -> Iterator[str]:
    for method in raw.get("methods") or ():
        yield _channel(method)
        if method.get("description"):
            yield f"{_channel(method)}: {method['description']}"


def _read_fees(raw: RawRecord) -> Iterator[str]:
    for method in raw.get("methods") or ():
        channel = _channel(method)
        status = _FEE_STATUS_VI.get(method.get("fee_status") or "")
        yield f"{channel}: {status}" if status else ""
        yield f"{channel}: {method['fee_note']}" if method.get("fee_note") else ""
        yield from (line for fee in method.get("fees") or () for line in _fee_lines(channel, fee))
    for fee in raw.get("fees") or ():
        yield from _fee_lines(_channel(fee), fee) if isinstance(fee, dict) else ()


def _fee_lines(channel: str, fee: RawRecord) -> Iterator[str]:
    """ "Trực tiếp: 8000 đồng", then the portal's remark; a sum of 0 says nothing of its own."""
    amount = next((fee[name] for name in ("amount", "amount_value") if fee.get(name)), 0)
    if amount:
        yield f"{channel}: {int(amount)} đồng" if isinstance(amount, int | float) else f"{channel}: {amount}"
    note = next((fee[name] for name in ("note", "amount_text") if fee.get(name)), "")
    if note:
        yield f"{channel}: {note}"


def _read_papers(raw: RawRecord) -> Iterator[str]:
    for group in raw.get("documents") or ():
        case = str(group.get("case") or "")
        yield from (_paper_line(case, item, item.get("originals"), item.get("copies")) for item in group["items"])
    for item in raw.get("checklist") or ():
        yield _paper_line(str(item.get("case_name") or ""), item, item.get("original_qty"), item.get("copy_qty"))
    yield from str(raw.get("documents_text") or "").split("\n")


def _paper_line(case: str, item: RawRecord, originals: int | None, copies: int | None) -> str:
    heading = f"[{_plain(case).strip(' :*')}] " if case.strip() else ""
    counts = [f"{count} {what}" for count, what in ((originals, "bản chính"), (copies, "bản sao")) if count]
    return heading + _plain(item["name"]) + (COPIES + ", ".join(counts) if counts else "")


def _read_forms(raw: RawRecord) -> Iterator[str]:
    for group in raw.get("documents") or ():
        for item in group["items"]:
            yield from map(str, item.get("forms") or ())
    yield from (str(file.get("file_name") or "") for file in raw.get("files") or ())


def _read_subjects(raw: RawRecord) -> Iterator[str]:
    for row in raw.get("subjects") or ():
        yield str(row.get("subject_name") if isinstance(row, dict) else row)


def _read_steps(raw: RawRecord) -> Iterator[str]:
    steps = raw.get("steps")
    for row in steps if isinstance(steps, list) else [steps]:
        yield from str((row.get("description") if isinstance(row, dict) else row) or "").split("\n")
    yield from str(raw.get("guide_text") or "").split("\n")


def _read_laws(raw: RawRecord) -> Iterable[str]:
    rows = raw.get("legal_basis") or ()
    codes = [str(row.get("doc_code") if isinstance(row, dict) else row) for row in rows]
    return law_numbers(codes) or codes


_READERS: dict[str, Callable[[RawRecord], Iterable[str]]] = {
    "name": _texts("name"),
    "decision": _texts("decision", "decision_number"),
    "field": _texts("field", "domain", "sector"),
    "time": _read_times,
    "fee": _read_fees,
    "papers": _read_papers,
    "forms": _read_forms,
    "methods": _read_methods,
    "agency": _texts("agency", "executing_agency"),
    "authority": _texts("authority", "authority_agency"),
    "coordinating": _texts("coordinating", "coordinating_agency"),
    "address": _texts("receiving_address"),
    "subjects": _read_subjects,
    "conditions": _split_lines("conditions", "requirements"),
    "steps": _read_steps,
    "results": _split_lines("results"),
    "law": _read_laws,
    "url": _texts("url", "portal_url"),
}
