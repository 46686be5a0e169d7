"""The decisions of officials about differences between the portal and content/, and applying them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from zlib import crc32

import yaml

from bot.content.demand import list_most_asked
from bot.content.editing import EditError, add_entry, quote_yaml, set_value
from bot.content.laws import law_numbers
from bot.content.layers import locate, place_to_write
from bot.content.library import Content
from bot.content.portal import FIELDS_VI, PortalChange, PortalRecord, compare_with_baseline, compare_with_portal
from bot.content.portal_baseline import BASELINE, Baseline, format_baseline, read_baseline
from bot.content.portal_records import PublishedProcedure, read_published
from bot.content.portal_writing import write_field
from bot.lib.files import replace_file

DECISIONS = "import-decisions.yaml"
"""Accepted or refused by code and field, with a hash of the portal's value at that time and why it was refused."""

HEAD = "# Máy tự ghi (flask content import): cán bộ đã nhận (accepted) hay bỏ qua (refused) điều gì Cổng ghi khác.\n"
CATALOGUE = "catalogue.yaml"
LONGEST_GAP = 300
"""Characters of a line for officials."""

Decisions = dict[str, dict[str, str]]


def open_changes(root: Path, records: Iterable[PortalRecord]) -> list[PortalChange]:
    """The differences without a decision; what residents ask most first. Raises ContentError for unusable content."""
    decided, then = _read_decisions(root), read_baseline(root)
    content, rows = Content.load(root), list(records)
    changes = compare_with_baseline(content, then, rows) if then else compare_with_portal(content, rows)
    ranks = {file: rank for rank, file in enumerate(list_most_asked(root))}
    is_open = [change for change in changes if change.now or not _is_decided(change, decided)]
    return sorted(is_open, key=lambda change: ranks.get(change.file, len(ranks)))


def _is_decided(change: PortalChange, decided: Decisions) -> bool:
    decision = decided.get(change.code, {}).get(change.field, "").partition(" ")[0]
    return decision.rpartition("-")[2] == _mark_of(change)


def record_decisions(
    root: Path, accepted: Iterable[PortalChange], refused: Iterable[PortalChange], why: str = ""
) -> None:
    """Write accepted facts into their files and record every decision, with the reason `why` of a refusal.

    All or nothing. Raises EditError.
    """
    texts: dict[Path, str] = {}
    decided, then = _read_decisions(root), read_baseline(root)
    for change in accepted:
        file = change.file or CATALOGUE
        path = place_to_write(root, file)
        texts[path] = _apply_change(change, texts.get(path) or _read_if_exists(locate(root, file)))
        decided.setdefault(change.code, {})[change.field] = f"accepted-{_mark_of(change)}"
        _remember(then, change)
    for change in refused:
        reason = f" {' '.join(why.split())}" if why.strip() else ""
        decided.setdefault(change.code, {})[change.field] = f"refused-{_mark_of(change)}{reason}"
        _remember(then, change)
    texts[place_to_write(root, DECISIONS)] = HEAD + "".join(map(_format_line, sorted(decided.items())))
    _write_all(root, {path: text.encode() for path, text in texts.items()} | _baseline_file(root, then))


def text_after(root: Path, change: PortalChange) -> tuple[str, str]:
    """The file a change belongs to, and its text with the portal's value. Raises EditError."""
    file = change.file or CATALOGUE
    return file, _apply_change(change, _read_if_exists(locate(root, file)))


def settle(root: Path, records: Iterable[PortalRecord]) -> int:
    """Take a whole crawl as compared: from now on only what differs from it is shown. Returns how many records."""
    rows = {row.code: row for row in map(read_published, records)}
    replace_file(root / BASELINE, format_baseline({**read_baseline(root), **rows}.values()))
    return len(rows)


def _remember(then: Baseline, change: PortalChange) -> None:
    """From now on this field is compared with what the portal says now."""
    before, now = then.get(change.code), change.now
    if before is not None and now is not None:
        fields = {**before.fields, change.field: now.fields.get(change.field, ())}
        then[change.code] = PublishedProcedure(before.code, now.as_of, fields)
    elif before is not None and change.field == "gone":
        del then[change.code]


def _baseline_file(root: Path, then: Baseline) -> dict[Path, bytes]:
    return {root / BASELINE: format_baseline(then.values())} if then else {}


def _mark_of(change: PortalChange) -> str:
    """A short hash of the portal's value, to notice when the portal changes it again."""
    return f"{crc32(change.theirs.encode()):08x}"


def _read_decisions(root: Path) -> Decisions:
    text = _read_if_exists(locate(root, DECISIONS))
    return yaml.load(text, yaml.CSafeLoader) or {}


def _format_line(row: tuple[str, dict[str, str]]) -> str:
    code, fields = row
    rows = (f"{name}: {_format_decision(decision)}" for name, decision in sorted(fields.items()))
    return f"{quote_yaml(code)}: {{{', '.join(rows)}}}\n"


def _format_decision(decision: str) -> str:
    return quote_yaml(decision) if " " in decision else decision


def _read_if_exists(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _apply_change(change: PortalChange, text: str) -> str:
    """Apply a change to the text of its file; a value in our own words gets a line for an official (gap) instead."""
    if change.now is not None and change.difference is not None:
        return write_field(text, change.field, change.difference.removed, change.difference.added, change.now)
    apply = _FACTS.get(change.field)
    return apply(change, text) if apply else _as_gap(change, text)


def _as_gap(change: PortalChange, text: str) -> str:
    portal_text = " ".join(change.theirs.replace("{", "(").replace("}", ")").split()) or FIELDS_VI["gone"]
    portal_text = portal_text if len(portal_text) <= LONGEST_GAP else portal_text[:LONGEST_GAP].rsplit(" ", 1)[0] + "…"
    day = f" ngày {date.fromisoformat(change.as_of):%d/%m/%Y}" if change.as_of else ""
    return add_entry(text, "gaps", f"Dữ liệu Cổng{day}, {FIELDS_VI[change.field]}: {portal_text}. Cần sửa lời ở trên.")


def _add_listed(change: PortalChange, text: str) -> str:
    field = str(change.record.get("field") or change.record.get("sector") or "Khác")
    return (
        text + f"- {{code: {quote_yaml(change.code)}, name: {quote_yaml(change.theirs)}, field: {quote_yaml(field)}}}\n"
    )


def _set_law(change: PortalChange, text: str) -> str:
    """Set the portal's list of legal documents; a document that our file names in words keeps our words."""
    ours = yaml.load(text, yaml.CSafeLoader).get("law") or []
    entry_by_number = {number: entry for entry in ours for number in law_numbers([entry])}
    return set_value(
        text, "law", list(dict.fromkeys(entry_by_number.get(number, number) for number in change.theirs.split("; ")))
    )


def _set_checked(change: PortalChange, text: str) -> str:
    """Set the day of the last check; a day after the review date becomes a gap, so that the review stays due."""
    due = yaml.load(text, yaml.CSafeLoader)["review_due"].isoformat()
    return set_value(text, "checked", change.theirs) if change.theirs <= due else _as_gap(change, text)


_FACTS: dict[str, Callable[[PortalChange, str], str]] = {
    "new": _add_listed,
    "name": lambda change, text: set_value(text, "name", quote_yaml(change.theirs)),
    "decision": lambda change, text: set_value(text, "decision", quote_yaml(change.theirs)),
    "law": _set_law,
    "checked": _set_checked,
}
"""The fields that have the same form in content/ and on the portal."""


def _write_all(root: Path, files: dict[Path, bytes]) -> None:
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    for path, data in files.items():
        path.parent.mkdir(exist_ok=True)
        replace_file(path, data)
    errors = [problem for problem in Content.check(root) if problem.level == "error"]
    if errors:
        for path, old in before.items():
            if old is None:
                path.unlink()
            else:
                replace_file(path, old)
        raise EditError(f"thay đổi làm hỏng nội dung nên không ghi gì: {errors[0]}")
