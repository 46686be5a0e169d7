"""What officials decided about the differences between the portal and content/, and carrying it out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from zlib import crc32

import yaml

from bot.content.editing import EditError, add_entry, quoted, set_value
from bot.content.library import Content
from bot.content.portal import FIELDS_VI, Change, Record, compare, law_numbers

DECISIONS = "import-decisions.yaml"
"""By code and field: accepted or refused, and a mark of what the portal said then."""

HEAD = "# Máy tự ghi (flask content import): cán bộ đã nhận (accepted) hay bỏ qua (refused) điều gì Cổng ghi khác.\n"
CATALOGUE = "catalogue.yaml"
LONGEST_GAP = 300
"""Characters of a line for officials."""

Decisions = dict[str, dict[str, str]]


def open_changes(root: Path, records: Iterable[Record]) -> list[Change]:
    """The differences nobody has decided about, always in the same order. Raises ContentError for unusable content."""
    decided = _decisions(root)
    return [
        change
        for change in compare(Content.load(root), records)
        if decided.get(change.code, {}).get(change.field, "").rpartition("-")[2] != _mark(change)
    ]


def decide(root: Path, accepted: Iterable[Change], refused: Iterable[Change]) -> None:
    """Write accepted facts into their files, and remember every decision. All or nothing; raises EditError."""
    texts: dict[Path, str] = {}
    decided = _decisions(root)
    for change in accepted:
        path = root / (change.file or CATALOGUE)
        texts[path] = _applied(change, texts.get(path) or _read(path))
        decided.setdefault(change.code, {})[change.field] = f"accepted-{_mark(change)}"
    for change in refused:
        decided.setdefault(change.code, {})[change.field] = f"refused-{_mark(change)}"
    texts[root / DECISIONS] = HEAD + "".join(map(_line, sorted(decided.items())))
    _write_all(root, texts)


def _mark(change: Change) -> str:
    """A short mark of what the portal says: the same as long as the portal says the same."""
    return f"{crc32(change.theirs.encode()):08x}"


def _decisions(root: Path) -> Decisions:
    text = _read(root / DECISIONS)
    return yaml.load(text, yaml.CSafeLoader) or {}


def _line(row: tuple[str, dict[str, str]]) -> str:
    code, fields = row
    return f"{quoted(code)}: {{{', '.join(f'{name}: {said}' for name, said in sorted(fields.items()))}}}\n"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _applied(change: Change, text: str) -> str:
    """The file with the fact in its place; what we say in our own words becomes a line for an official instead."""
    apply = _FACTS.get(change.field)
    return apply(change, text) if apply else _as_gap(change, text)


def _as_gap(change: Change, text: str) -> str:
    said = " ".join(change.theirs.replace("{", "(").replace("}", ")").split()) or FIELDS_VI["gone"]
    said = said if len(said) <= LONGEST_GAP else said[:LONGEST_GAP].rsplit(" ", 1)[0] + "…"
    day = f" ngày {date.fromisoformat(change.as_of):%d/%m/%Y}" if change.as_of else ""
    return add_entry(text, "gaps", f"Dữ liệu Cổng{day}, {FIELDS_VI[change.field]}: {said}. Cần sửa lời ở trên.")


def _listed(change: Change, text: str) -> str:
    field = str(change.record.get("field") or change.record.get("sector") or "Khác")
    return text + f"- {{code: {quoted(change.code)}, name: {quoted(change.theirs)}, field: {quoted(field)}}}\n"


def _law(change: Change, text: str) -> str:
    """The portal's list; where we have the document in words, our words stay."""
    ours = yaml.load(text, yaml.CSafeLoader).get("law") or []
    named = {number: entry for entry in ours for number in law_numbers([entry])}
    return set_value(
        text, "law", list(dict.fromkeys(named.get(number, number) for number in change.theirs.split("; ")))
    )


def _checked(change: Change, text: str) -> str:
    """The new day; one after the review was due would hide that the review is overdue, so it is only noted."""
    due = yaml.load(text, yaml.CSafeLoader)["review_due"].isoformat()
    return set_value(text, "checked", change.theirs) if change.theirs <= due else _as_gap(change, text)


_FACTS: dict[str, Callable[[Change, str], str]] = {
    "new": _listed,
    "name": lambda change, text: set_value(text, "name", quoted(change.theirs)),
    "decision": lambda change, text: set_value(text, "decision", quoted(change.theirs)),
    "law": _law,
    "checked": _checked,
}
"""Fields that are the same facts in content/ and on the portal."""


def _write_all(root: Path, texts: dict[Path, str]) -> None:
    before = {path: path.read_bytes() if path.exists() else None for path in texts}
    for path, text in texts.items():
        _write(path, text.encode())
    errors = [problem for problem in Content.check(root) if problem.level == "error"]
    if errors:
        for path, old in before.items():
            if old is None:
                path.unlink()
            else:
                _write(path, old)
        raise EditError(f"thay đổi làm hỏng nội dung nên không ghi gì: {errors[0]}")


def _write(path: Path, data: bytes) -> None:
    """Readers see the old file or the new one, never half of it."""
    part = path.with_suffix(".part")
    part.write_bytes(data)
    os.replace(part, path)
