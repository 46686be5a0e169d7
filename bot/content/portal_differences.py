"""The portal then and the portal now, field by field: which lines went, which came, and the words that differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.content.portal_baseline import mark_of
from bot.content.portal_records import COPIES, FIELDS_VI, PublishedProcedure

_SAME_LINE = 0.5
"""The least part of equal words that makes two lines versions of one line."""

_LONGEST_LINE = 300
"""Words of a line that are compared with those of others; longer lines are paired by their order."""


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """The lines of a `field` that are gone from the portal (`removed`) and that are new (`added`)."""

    field: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words in a difference: `kind` is same, removed or added."""

    kind: str
    text: str


def list_differences(then: PublishedProcedure, now: PublishedProcedure) -> list[FieldDifference]:
    """The fields that differ, in their usual order; a line kept as a mark equals the line it was made from."""
    return [difference for field in FIELDS_VI if (difference := _compare_field(then, now, field)) is not None]


def _compare_field(then: PublishedProcedure, now: PublishedProcedure, field: str) -> FieldDifference | None:
    old, new = _lines(then, now, field), _lines(now, then, field)
    old_marks, new_marks = ({mark_of(line, field) for line in rows} for rows in (old, new))
    removed = tuple(line for line in old if mark_of(line, field) not in new_marks)
    added = tuple(line for line in new if mark_of(line, field) not in old_marks)
    return FieldDifference(field, removed, added) if removed or added else None


def _lines(record: PublishedProcedure, other: PublishedProcedure, field: str) -> tuple[str, ...]:
    """The lines of a field; periods and sums of a way of filing that the other record lacks belong to that change."""
    rows, ways = record.fields.get(field, ()), other.fields.get("methods")
    if field not in ("time", "fee") or ways is None:
        return rows
    return tuple(line for line in rows if line.partition(": ")[0] in ways)


def pair_lines(removed: Sequence[str], added: Sequence[str]) -> list[tuple[str, str]]:
    """Each removed line with the added line it became, "" where there is none; then the lines that are new."""
    rest = list(added)
    pairs = []
    for line in removed:
        successor = max(rest, key=lambda candidate: _likeness(line, candidate), default="")
        if successor and _likeness(line, successor) >= _SAME_LINE:
            rest.remove(successor)
            pairs.append((line, successor))
        else:
            pairs.append((line, ""))
    return [*pairs, *(("", line) for line in rest)]


def _likeness(old: str, new: str) -> float:
    """How much of the words two lines share; 1 for a paper of which only the copies changed."""
    if COPIES in old + new and _is_same_paper(old, new):
        return 1.0
    return _match(old.split()[:_LONGEST_LINE], new.split()[:_LONGEST_LINE]).quick_ratio()


def _is_same_paper(old: str, new: str) -> bool:
    return mark_of(_name_of(old), "papers") == mark_of(_name_of(new), "papers")


def _name_of(line: str) -> str:
    return line.rpartition(COPIES)[0] or line


def diff_words(old: str, new: str) -> list[Words]:
    """The words of two versions of a line, as runs that stayed, went and came."""
    before, after = old.split(), new.split()
    return list(_runs(before, after)) if old and new else [Words("removed" if old else "added", old or new)]


def _runs(before: list[str], after: list[str]) -> Iterator[Words]:
    for kind, start, end, from_, to in _match(before, after).get_opcodes():
        if kind == "equal":
            yield Words("same", " ".join(before[start:end]))
            continue
        if start < end:
            yield Words("removed", " ".join(before[start:end]))
        if from_ < to:
            yield Words("added", " ".join(after[from_:to]))


def _match(before: list[str], after: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, before, after, autojunk=False)


def describe_difference(difference: FieldDifference) -> str:
    """The difference in one text: [-words that went-] {+words that came+}."""
    signs = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "\n".join(" ".join(signs[run.kind].format(run.text) for run in line) for line in list_lines(difference))


def list_lines(difference: FieldDifference) -> list[list[Words]]:
    """The difference line by line, each as runs of words."""
    pairs = pair_lines(difference.removed, difference.added)
    return [diff_words(_readable(old, new), new) for old, new in pairs]


def _readable(old: str, new: str) -> str:
    """An old line of which only the mark was kept: the words of the new one when it is the same paper, else none."""
    mark, dash, copies = old.partition(COPIES)
    way, colon, text = mark.partition(": ") if ": #" in mark else ("", "", mark)
    if not text.startswith("#"):
        return old
    return f"{way}{colon}{_name_of(new) if new and dash else '(một dòng cũ)'}{dash}{copies}"
