"""Fits national content to the ward: entries about the sea only by the sea, and places by their names in phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.content.blanks import BLANK, EVERY_OLD_NAME, place_names
from bot.content.files import Document, YamlMapping, YamlValue

ENTRIES = ("procedure", "guide", "decline", "intent", "life_event", "quiz")
CLARIFY = "lexicon/clarify.yaml"
CLEAR_WORDS = "sentences/clear_words.yaml"
COMMUNE = "xã"
_WARD_WORD = re.compile(
    r"(?P<before>\{|(?:xã|thị trấn)(?:, |/| hoặc | hay ))?\b(?P<word>[Pp]hường)\b"
    r"(?P<after>\}|(?:, |/| hoặc | hay )(?:xã|thị trấn|đặc khu)| [A-ZĐ])?"
)
_SEA = re.compile(r"tàu cá|trên biển|(?:khu vực|vùng|lấn|cảng|tàu) biển|hàng hải|cảng cá", re.IGNORECASE)
_BY_NAME = ("catalogue", "other_levels")

_FIXED = ("says", "not_when", "asks", "say", "url", "id", "code", "file", "name")
"""Fields that are read by the program, or are official names."""

FIELDS = ("says", "not_when", "gaps", "office")
"""Fields that are read without a talk, so that nothing fills them in later."""


Documents = dict[str, list[Document]]


def localize(documents: Documents) -> Documents:
    """The documents by kind as they are for the ward among them; unchanged without a ward."""
    if not documents["ward"]:
        return documents
    ward = documents["ward"][0].data
    names, is_coastal = place_names(ward), ward.get("coastal", True)
    if not is_coastal:
        documents = _leave_sea_out(documents)
    localized = documents | {kind: [_fill_fields(document, names) for document in documents[kind]] for kind in ENTRIES}
    if ward["name"].startswith(COMMUNE):
        localized |= {kind: [_reword(document) for document in localized[kind]] for kind in (*ENTRIES, "sentences")}
    return localized


def _reword(document: Document) -> Document:
    """The document of a commune: “xã” where texts say “phường” alone, not in “xã, phường” and not before a name."""
    return document if document.file == CLEAR_WORDS else replace(document, data=_reword_value(document.data))


def _reword_value(value: YamlValue) -> YamlValue:
    if isinstance(value, str):
        return _WARD_WORD.sub(_as_commune, value)
    if isinstance(value, dict):
        return {key: row if _is_fixed(str(key)) else _reword_value(row) for key, row in value.items()}
    return [_reword_value(row) for row in value] if isinstance(value, list) else value


def _is_fixed(key: str) -> bool:
    return key in _FIXED or key.startswith("prefix_") or key.endswith("_words")


def _as_commune(match: re.Match[str]) -> str:
    if match["before"] or match["after"]:
        return match[0]
    return "Xã" if match["word"][0] == "P" else COMMUNE


def _leave_sea_out(documents: Documents) -> Documents:
    """Without the entries about the sea, and without them among the choices of questions asked back."""
    coastal_codes = {row.data["code"] for row in documents["procedure"] if _is_coastal(row)}
    inland = {kind: [document for document in documents[kind] if not _is_coastal(document)] for kind in ENTRIES}
    name_lists = {kind: [replace(row, data=_without_sea(row.data)) for row in documents[kind]] for kind in _BY_NAME}
    lexicon = [_without_choices(document, coastal_codes) for document in documents["lexicon"]]
    return documents | inland | name_lists | {"lexicon": lexicon}


def _without_sea(rows: list[YamlMapping]) -> list[YamlMapping]:
    """Rows of procedures known by name, without those about the sea; one a row, or one a line of “procedures”."""
    inland = (row for row in rows if not _SEA.search(row.get("name", "")))
    return [row if "name" in row else {**row, "procedures": _inland_lines(row["procedures"])} for row in inland]


def _inland_lines(lines: str) -> str:
    return "\n".join(line for line in lines.splitlines() if not _SEA.search(line))


def _is_coastal(document: Document) -> bool:
    return document.data.get("coastal") is True


def _without_choices(document: Document, coastal_codes: set[str]) -> Document:
    if document.file != CLARIFY:
        return document
    rows = [
        {**row, "choices": [one for one in row["choices"] if one["code"] not in coastal_codes]} for row in document.data
    ]
    return replace(document, data=[row for row in rows if len(row["choices"]) > 1])


def _fill_fields(document: Document, names: Mapping[str, str]) -> Document:
    data: YamlMapping = document.data
    changed = {name: _fill(data[name], names) for name in FIELDS if _has_blank(data.get(name, ()))}
    return replace(document, data={**data, **changed}) if changed else document


def _has_blank(value: YamlValue) -> bool:
    return any("{" in text for text in ([value] if isinstance(value, str) else value))


def _repeat_for_old_names(lines: list[str], old_names: list[str]) -> Iterator[str]:
    blank = f"{{{EVERY_OLD_NAME}}}"
    for line in lines:
        yield from (line.replace(blank, name) for name in old_names) if blank in line else (line,)


def _fill(value: YamlValue, names: Mapping[str, str]) -> YamlValue:
    """A text with the names of places; of a list, lines with a name that this ward has not are left out, as are repeats."""
    if isinstance(value, str):
        return BLANK.sub(lambda match: names.get(match[1], match[0]), value)
    rows: dict[str, str] = {}
    for line in _repeat_for_old_names(value, names[EVERY_OLD_NAME].splitlines()):
        if all(names.get(blank, blank) for blank in BLANK.findall(line)):
            filled = _fill(line, names)
            rows.setdefault(filled.casefold(), filled)
    return list(rows.values())
