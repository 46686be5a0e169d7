"""Reads YAML files and records the line of each value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.content.field_names import name_field
from bot.content.layers import list_files
from bot.content.problems import Report


class _Loader(yaml.CSafeLoader):
    """A YAML loader in which only true and false are booleans: "off" and "no" remain text."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for letter, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))

LARGEST_TEXT = 512 * 1024
"""Characters of one file; the longest of ours has a tenth."""
MOST_NESTED, MOST_NODES = 20, 50_000
"""Levels and values of one file. The C parser recurses: a text with 26,000 brackets would end the whole process."""

MOST_ALIASES = 20
"""Repetitions ("*name") of one file; a repetition inside what is repeated would multiply itself."""

YamlValue = Any
"""A value of a YAML file: a text, number, date, list or mapping; the schemas check which, the type checker does not."""

YamlMapping = dict[str, YamlValue]

Where = tuple[str | int, ...]
"""The path to a value inside a file: keys and positions, outermost first."""


@dataclass(frozen=True, slots=True)
class Place:
    """The line of a value, and (line of the key, place) of the values inside it by key or position.

    The parser's own tree would need ten times the memory, and the officials' pages keep one of every file.
    """

    line: int
    inside: Mapping[str | int, tuple[int, Place | int]]


@dataclass(frozen=True, slots=True)
class Document:
    """The values of a file with their places; the place of a plain value is only its line."""

    file: str
    data: YamlValue
    place: Place | int

    def line(self, where: Where = ()) -> int:
        """The line (from 1) of the value at `where`; the line of its nearest parent when it does not exist."""
        place, line = self.place, 1
        for step in where:
            if isinstance(place, int):
                return place
            inner = place.inside.get(step) or place.inside.get(str(step))
            if inner is None:
                return place.line
            line, place = inner
        return line


def read_folder(root: Path, report: Report) -> dict[str, Document]:
    """Every YAML file in use below `root` by its path; files that cannot be parsed are reported and left out."""
    documents = {}
    for file, path in list_files(root).items():
        document = _read_file(path, file, report)
        if document is not None:
            documents[document.file] = document
    return documents


def _read_file(path: Path, file: str, report: Report) -> Document | None:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        report.error(file, 1, "không đọc được tệp; hãy lưu lại ở dạng UTF-8")
        return None
    return read_text(text, file, report)


def read_text(text: str, file: str, report: Report) -> Document | None:
    """Parse the text of a file; None when it cannot be parsed, which is reported."""
    if not unicodedata.is_normalized("NFC", text):
        report.error(file, _first_decomposed(text), "dấu tiếng Việt gõ kiểu tổ hợp (NFD); hãy lưu lại ở dạng NFC")
    return _parse_text(text, file, report)


def _first_decomposed(text: str) -> int:
    lines = enumerate(text.splitlines(), 1)
    return next((number for number, line in lines if not unicodedata.is_normalized("NFC", line)), 1)


def _parse_text(text: str, file: str, report: Report) -> Document | None:
    try:
        _refuse_hostile(text)
        node, data = _load(text)
    except _Refused as refusal:
        report.error(file, refusal.line, str(refusal))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        report.error(
            file, mark.line + 1 if mark else 1, "sai cách viết YAML (xem lại thụt dòng, dấu hai chấm, ngoặc kép)"
        )
    except (ValueError, OverflowError) as error:
        report.error(file, _line_of_value(text, error), f"ngày hoặc số không có thật ({error})")
    else:
        return Document(file, data, 1 if node is None else _build_place(node, file, report))
    return None


class _Refused(Exception):
    """What no content file needs and a hostile one would use; the text says so in Vietnamese."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def _refuse_hostile(text: str) -> None:
    """Raise _Refused for a text that is too long, too deep or multiplies itself. Reads events: linear, without recursion."""
    if len(text) > LARGEST_TEXT:
        raise _Refused(1, f"tệp dài hơn {LARGEST_TEXT // 1024} nghìn ký tự")
    open_anchors: list[bool] = []
    aliases = 0
    events: Iterator[Any] = yaml.parse(text, Loader=yaml.CLoader)
    for number, event in enumerate(events):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.CollectionStartEvent):
            open_anchors.append(event.anchor is not None)
        elif isinstance(event, yaml.CollectionEndEvent):
            open_anchors.pop()
        aliases += isinstance(event, yaml.AliasEvent)
        if len(open_anchors) > MOST_NESTED or number > 2 * MOST_NODES:
            raise _Refused(line, "lồng nhau quá sâu hoặc quá nhiều giá trị")
        if isinstance(event, yaml.AliasEvent) and (aliases > MOST_ALIASES or any(open_anchors)):
            raise _Refused(line, "dấu * của YAML nhắc lại chính nó hoặc quá nhiều lần")


def _load(text: str) -> tuple[yaml.Node | None, YamlValue]:
    loader: Any = _Loader(text)
    try:
        node = loader.get_single_node()
        return node, loader.construct_document(node) if node is not None else None
    finally:
        loader.dispose()


def _line_of_value(text: str, error: Exception) -> int:
    """The line of the first value that cannot be built: the loader's own error does not name it."""
    for token in yaml.scan(text, Loader=yaml.CLoader):
        if isinstance(token, yaml.ScalarToken) and token.plain:
            try:
                _load(token.value)
            except type(error):
                return int(token.start_mark.line) + 1
            except yaml.YAMLError:
                continue
    return 1


def _build_place(node: yaml.Node, file: str, report: Report) -> Place | int:
    """The places of a node and of everything inside it.

    A repeated key is reported, because YAML would silently keep only the last of two.
    """
    line = node.start_mark.line + 1
    inside: dict[str | int, tuple[int, Place | int]] = {}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name, stands = str(key.value), key.start_mark.line + 1
            if name in inside:
                report.error(file, stands, f"dòng {name_field(name)} bị ghi hai lần")
            inner_place = _build_place(value, file, report)
            inside.setdefault(name, (stands, inner_place))
    elif isinstance(node, yaml.SequenceNode):
        inside = {
            number: (value.start_mark.line + 1, _build_place(value, file, report))
            for number, value in enumerate(node.value)
        }
    else:
        return line
    return Place(line, inside)
