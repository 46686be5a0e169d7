"""What the portal published when it was last compared: the file content/portal-compared.jsonl.gz, written by imports.

A sentence of the portal may be kept as a mark only ("#" and its checksum): a change is noticed all the same.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from zlib import crc32

from bot.content.layers import locate
from bot.content.portal_records import COPIES, PublishedProcedure

BASELINE = "portal-compared.jsonl.gz"
SHORT = 60
"""Characters up to which a line is a fact (a figure, an office, a number) and is kept as it is."""

PROSE = ("steps", "conditions")
"""Fields that are sentences whatever their length."""

BY_WAY = ("time", "fee", "methods")
"""Fields with lines for each way of filing: “Trực tiếp: …”."""

Baseline = dict[str, PublishedProcedure]


def read_baseline(root: Path) -> Baseline:
    """The records last compared, by code; empty when nothing was ever compared."""
    path = locate(root, BASELINE)
    if not path.exists():
        return {}
    rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]
    return {row["code"]: PublishedProcedure(row["code"], row["as_of"], _as_lines(row["fields"])) for row in rows}


def format_baseline(records: Iterable[PublishedProcedure]) -> bytes:
    """The file for these records; the same records make the same file."""
    rows = sorted(records, key=lambda record: record.code)
    text = "".join(
        json.dumps({"code": row.code, "as_of": row.as_of, "fields": row.fields}, ensure_ascii=False) + "\n"
        for row in rows
    )
    return gzip.compress(text.encode(), mtime=0)


def mark_of(line: str, field: str) -> str:
    """The line, or the mark of a long one; the way of filing and how many copies are wanted stay readable."""
    name, dash, copies = line.rpartition(COPIES) if COPIES in line else (line, "", "")
    way, colon, text = name.partition(": ") if field in BY_WAY and ": " in name else ("", "", name)
    is_fact = len(name) <= SHORT and field not in PROSE
    return line if is_fact or text.startswith("#") else f"{way}{colon}#{crc32(text.encode()):08x}{dash}{copies}"


def seal(record: PublishedProcedure) -> PublishedProcedure:
    """The record with marks in place of its sentences."""
    return PublishedProcedure(
        record.code,
        record.as_of,
        {field: tuple(mark_of(line, field) for line in rows) for field, rows in record.fields.items()},
    )


def _as_lines(fields: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(rows) for name, rows in fields.items()}
