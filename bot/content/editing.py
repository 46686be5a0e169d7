"""Changes one top-level key of a YAML file; comments, order and all other lines are preserved."""

from __future__ import annotations

import json
from collections.abc import Sequence

import yaml

from bot.content.files import YamlMapping, YamlValue


class EditError(Exception):
    """The layout of the file does not allow a safe change; the text says why, in Vietnamese."""


def set_value(text: str, key: str, value: str | Sequence[str]) -> str:
    """Set the top-level `key` in the file's text to a text or a list of texts; a new key goes last."""
    is_list = not isinstance(value, str)
    rows = [f"{key}:", *(f"  - {quote_yaml(entry)}" for entry in value)] if is_list else [f"{key}: {value}"]
    lines = text.splitlines()
    start, end = _find_block(text, key) or (len(lines), len(lines))
    changed = "\n".join([*lines[:start], *rows, *lines[end:]]) + "\n"
    _must_differ_only_in(key, text, changed)
    return changed


def set_data(text: str, key: str, value: YamlValue) -> str:
    """Set the top-level `key` in the file's text to any YAML value; None removes the key."""
    lines = text.splitlines()
    start, end = _find_block(text, key) or (len(lines), len(lines))
    rows = [] if value is None else as_yaml({key: value}).splitlines()
    changed = "\n".join([*lines[:start], *rows, *lines[end:]]) + "\n"
    _must_differ_only_in(key, text, changed)
    return changed


def set_inside(text: str, block: str, key: str, value: YamlValue) -> str:
    """Set `key` inside the top-level mapping `block` in the file's text; all other lines are preserved."""
    lines = text.splitlines()
    start, end, indent = _find_inside(text, block, key)
    rows = [" " * indent + row if row else row for row in as_yaml({key: value}).splitlines()]
    changed = "\n".join([*lines[:start], *rows, *lines[end:]]) + "\n"
    _must_differ_only_in(block, text, changed)
    if _parse_data(changed)[block] != {**_parse_data(text)[block], key: value}:
        raise EditError(f"không sửa được dòng «{key}» mà giữ nguyên các dòng khác")
    return changed


def add_rows(text: str, key: str, rows: Sequence[str]) -> str:
    """Add entries to the end of the list `key` in the file's text; existing entries are not added again."""
    there = [str(row) for row in _parse_data(text).get(key) or ()]
    new = [row for row in dict.fromkeys(rows) if row not in there]
    lines, block = text.splitlines(), _find_block(text, key)
    if not new or block is None or not lines[block[1] - 1].lstrip().startswith("- "):
        return set_data(text, key, [*there, *new]) if new else text
    last = lines[block[1] - 1]
    indent = last[: len(last) - len(last.lstrip())]
    more = [indent + line for row in new for line in as_yaml([row]).strip().splitlines()]
    changed = "\n".join([*lines[: block[1]], *more, *lines[block[1] :]]) + "\n"
    _must_differ_only_in(key, text, changed)
    return changed if _parse_data(changed).get(key) == [*there, *new] else set_data(text, key, [*there, *new])


def as_yaml(data: YamlValue) -> str:
    """A value as YAML in our files' layout: block style, unbroken lines, "|" for several lines, indented lists."""
    return str(
        yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=False)
    )


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent lists by two spaces inside their key."""
        super().increase_indent(flow, False)


def _present_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _present_text)


def add_entry(text: str, key: str, entry: str) -> str:
    """Add one entry to the list `key` in the file's text; an existing entry is not added again."""
    there = [str(row) for row in _parse_data(text).get(key) or ()]
    return text if entry in there else set_value(text, key, [*there, entry])


def quote_yaml(text: str) -> str:
    """A text as a YAML value in double quotes, escaped where needed."""
    return json.dumps(text, ensure_ascii=False)


def _find_block(text: str, key: str) -> tuple[int, int] | None:
    """The lines (from 0, end excluded) of a top-level key with its value; None when the key is missing."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if not isinstance(node, yaml.MappingNode):
        raise EditError("tệp không gồm các dòng «tên: nội dung»")
    for position, (name, _) in enumerate(node.value):
        if name.value == key:
            after = node.value[position + 1 :]
            lines = text.splitlines()
            end = after[0][0].start_mark.line if after else len(lines)
            return name.start_mark.line, _skip_remarks_before(lines, name.start_mark.line, end)
    return None


def _find_inside(text: str, block: str, key: str) -> tuple[int, int, int]:
    """The lines (from 0, end excluded) of `key` with its value inside `block`, and the column where they begin."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    rows = node.value if isinstance(node, yaml.MappingNode) else ()
    pairs = next((value.value for name, value in rows if name.value == block), ())
    for position, (name, _) in enumerate(pairs):
        if name.value == key:
            after = pairs[position + 1 :]
            _, last = _find_block(text, block) or (0, 0)
            end = after[0][0].start_mark.line if after else last
            start, column = name.start_mark.line, name.start_mark.column
            return start, _skip_remarks_before(text.splitlines(), start, end, column), column
    raise EditError(f"không thấy dòng «{key}» trong «{block}»")


def _skip_remarks_before(lines: list[str], start: int, end: int, column: int = 0) -> int:
    """The end of a block without the comments and empty lines before the next key: those belong to that key."""
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith(" " * column + "#")):
        end -= 1
    return end


def _must_differ_only_in(key: str, before: str, after: str) -> None:
    old, new = _parse_data(before), _parse_data(after)
    if {name: old[name] for name in old if name != key} != {name: new[name] for name in new if name != key}:
        raise EditError(f"không sửa được dòng «{key}» mà giữ nguyên các dòng khác")


def _parse_data(text: str) -> YamlMapping:
    data = yaml.load(text, yaml.CSafeLoader)
    if not isinstance(data, dict):
        raise EditError("tệp không gồm các dòng «tên: nội dung»")
    return data
