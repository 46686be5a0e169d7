"""Reading one YAML file, and remembering on which line each value stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.content.field_names import called
from bot.content.problems import Report


class _Loader(yaml.CSafeLoader):
    """YAML in which only true and false are yes/no values: "off" and "no" stay the words that officials wrote."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for letter, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))

Where = tuple[str | int, ...]
"""The way to a value inside a file: keys and positions, from the outside in."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands, and what is inside it: (line of the key, place) by key or position.

    The parser's own tree says the same in ten times the room, and the officials' pages keep it of every file.
    """

    line: int
    inside: Mapping[str | int, tuple[int, Place | int]]


@dataclass(frozen=True, slots=True)
class Document:
    """A file's values, and where each of them stands; a plain value's place is its line alone."""

    file: str
    data: Any
    place: Place | int

    def line(self, where: Where = ()) -> int:
        """The line (from 1) of the value at `where`; of the nearest thing around it when it is not there."""
        place, line = self.place, 1
        for step in where:
            if isinstance(place, int):
                return place
            found = place.inside.get(step) or place.inside.get(str(step))
            if found is None:
                return place.line
            line, place = found
        return line


def read_folder(root: Path, report: Report) -> dict[str, Document]:
    """Every YAML file below `root` by its path from there; what cannot be read is reported and left out."""
    documents = {}
    for path in sorted(root.rglob("*.yaml")):
        document = _read(path, path.relative_to(root).as_posix(), report)
        if document is not None:
            documents[document.file] = document
    return documents


def _read(path: Path, file: str, report: Report) -> Document | None:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        report.error(file, 1, "không đọc được tệp; hãy lưu lại ở dạng UTF-8")
        return None
    return read_text(text, file, report)


def read_text(text: str, file: str, report: Report) -> Document | None:
    """The document a file with this text would be; None when it cannot be read, which is reported."""
    if not unicodedata.is_normalized("NFC", text):
        report.error(file, _first_decomposed(text), "dấu tiếng Việt gõ kiểu tổ hợp (NFD); hãy lưu lại ở dạng NFC")
    return _parse(text, file, report)


def _first_decomposed(text: str) -> int:
    lines = enumerate(text.splitlines(), 1)
    return next((number for number, line in lines if not unicodedata.is_normalized("NFC", line)), 1)


def _parse(text: str, file: str, report: Report) -> Document | None:
    loader: Any = _Loader(text)
    try:
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        report.error(
            file, mark.line + 1 if mark else 1, "sai cách viết YAML (xem lại thụt dòng, dấu hai chấm, ngoặc kép)"
        )
        return None
    finally:
        loader.dispose()
    return Document(file, data, 1 if node is None else _place(node, file, report))


def _place(node: yaml.Node, file: str, report: Report) -> Place | int:
    """Where everything in a node stands.

    A repeated key is reported: YAML keeps only the last of two, and an official would never learn why the first has no effect.
    """
    line = node.start_mark.line + 1
    inside: dict[str | int, tuple[int, Place | int]] = {}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name, stands = str(key.value), key.start_mark.line + 1
            if name in inside:
                report.error(file, stands, f"dòng {called(name)} bị ghi hai lần")
            found = _place(value, file, report)
            inside.setdefault(name, (stands, found))
    elif isinstance(node, yaml.SequenceNode):
        inside = {
            number: (value.start_mark.line + 1, _place(value, file, report)) for number, value in enumerate(node.value)
        }
    else:
        return line
    return Place(line, inside)
