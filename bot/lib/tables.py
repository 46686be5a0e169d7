"""A small table somebody uploads, .xlsx or .csv, as rows of text. Raises TableError, in Vietnamese, for what cannot be read."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterable

MOST_ROWS = 5_000
MOST_COLUMNS = 50
LARGEST_UNPACKED = 100 * 1024 * 1024
EXACT_DIGITS = 15
"""Excel keeps no more digits of a number: a longer one has been rounded."""
ROUNDED = "\0rounded"
"""Stands for a number that Excel rounded."""

EMPTY = "Tệp không có dòng nào."
UNREADABLE = "Không đọc được tệp này. Hãy lưu lại bằng Excel dạng .xlsx, hoặc .csv."
TOO_LONG = f"Tệp dài quá: nhiều nhất {MOST_ROWS:,} dòng.".replace(",", ".")


class TableError(Exception):
    """Why a file cannot be read and what to do; one Vietnamese sentence."""


def read_table(data: bytes) -> list[list[str]]:
    """The rows of the first sheet, or of the text, as they stand in the file; blank rows are empty lists. Raises TableError."""
    rows = _read_workbook(data) if data.startswith(b"PK") else _read_text(data)
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise TableError(EMPTY)
    return rows


def _read_workbook(data: bytes) -> list[list[str]]:
    from openpyxl import load_workbook  # takes a tenth of a second: only when a file is read

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise TableError(TOO_LONG)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what the file claims of its size need not be so
            return _take(sheet.iter_rows(values_only=True))
        finally:
            book.close()
    except TableError:
        raise
    except Exception as error:  # a damaged workbook raises whatever its readers stumble upon
        raise TableError(UNREADABLE) from error


def _read_text(data: bytes) -> list[list[str]]:
    text = _decode(data)
    head = text.partition("\n")[0]
    delimiter = max(";\t,", key=head.count)
    try:
        return _take(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise TableError(UNREADABLE) from error


def _decode(data: bytes) -> str:
    """As Excel and editors of Vietnam write text: UTF-8, UTF-16 with its mark, or Windows-1258."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise TableError(UNREADABLE)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1258", "replace")


def _take(rows: Iterable[Iterable[object]]) -> list[list[str]]:
    taken_rows: list[list[str]] = []
    for row in rows:
        if len(taken_rows) > MOST_ROWS:
            raise TableError(TOO_LONG)
        taken_rows.append([_text(cell) for _, cell in zip(range(MOST_COLUMNS), row, strict=False)])
    return taken_rows


def _text(cell: object) -> str:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if abs(cell) >= 10**EXACT_DIGITS:
            return ROUNDED
        return str(int(cell)) if float(cell).is_integer() else str(cell)
    return " ".join(unicodedata.normalize("NFC", str(cell)).split()) if cell is not None else ""
