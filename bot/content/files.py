"""Reading one YAML file, and remembering on which line each value stands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

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
class Document:
    """A file's values, and its syntax tree for line numbers."""

    file: str
    data: Any
    node: yaml.Node | None

    def line(self, where: Where = ()) -> int:
        """The line (from 1) of the value at `where`; of the nearest thing around it when it is not there."""
        node, line = self.node, 1
        for step in where:
            if node is not None:
                line = node.start_mark.line + 1
            found = _child(node, step)
            if found is None:
                return line
            key, node = found
            line = key.start_mark.line + 1
        return line


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


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
    _report_repeated_keys(node, file, report)
    return Document(file, data, node)


def _report_repeated_keys(node: yaml.Node | None, file: str, report: Report) -> None:
    """YAML keeps only the last of two equal keys; an official would never learn why the first has no effect."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                report.error(file, key.start_mark.line + 1, f"dòng «{key.value}» bị ghi hai lần")
            seen.add(str(key.value))
            _report_repeated_keys(value, file, report)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _report_repeated_keys(value, file, report)
