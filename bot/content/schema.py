"""Schemas of content files: each kind of value checks itself and reports problems with their line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from bot.content.field_names import name_field
from bot.content.files import Where, YamlValue

Complain = Callable[[Where, str], None]
"""Reports a problem: takes the path to a value and a message in Vietnamese."""


class ValueKind(Protocol):
    """A kind of value that a schema consists of."""

    def check(self, value: YamlValue, where: Where, complain: Complain) -> None:
        """Complain when `value` is not of this kind."""
        ...


@dataclass(frozen=True, slots=True)
class Simple:
    """A single value of a Python type; `hint` tells an official how to write it."""

    type: type
    hint: str
    may_be_null: bool = False

    def check(self, value: YamlValue, where: Where, complain: Complain) -> None:
        """Complain about another type, or about an empty text."""
        if value is None and self.may_be_null:
            return
        if type(value) is not self.type:
            complain(where, f"{name_field(*where)} {self.hint}")
        elif value == "":
            complain(where, f"{name_field(*where)} đang để trống")


TEXT = Simple(str, "phải là chữ; nếu chỉ có số hay giờ, hãy đặt trong ngoặc kép")
NULLABLE_TEXT = Simple(str, "phải là chữ trong ngoặc kép, hoặc để null", may_be_null=True)
NUMBER = Simple(int, "phải là số nguyên, không dấu chấm, không chữ «đồng»")
DAY = Simple(date, "phải là ngày dạng 2026-06-10, không đặt trong ngoặc kép")
NULLABLE_DAY = Simple(date, "phải là ngày dạng 2026-06-10, hoặc để null", may_be_null=True)
FLAG = Simple(bool, "phải là true hoặc false")


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few allowed words."""

    words: tuple[str, ...]

    def check(self, value: YamlValue, where: Where, complain: Complain) -> None:
        """Complain about any other word."""
        if value not in self.words or not isinstance(value, str):
            complain(where, f"{name_field(*where)} phải là một trong: {', '.join(self.words)}")


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one kind of value, of at least `least` and at most `most` entries."""

    kind: ValueKind
    least: int = 0
    most: int = 10_000

    def check(self, value: YamlValue, where: Where, complain: Complain) -> None:
        """Complain about a value that is no list, about its length, and about each entry."""
        if not isinstance(value, list):
            complain(where, f"{name_field(*where)} phải là danh sách, mỗi dòng bắt đầu bằng dấu gạch ngang")
            return
        if not self.least <= len(value) <= self.most:
            limit = f"ít nhất {self.least}" if len(value) < self.least else f"nhiều nhất {self.most}"
            complain(where, f"{name_field(*where)} cần {limit} dòng, đang có {len(value)}")
        for position, entry in enumerate(value):
            self.kind.check(entry, (*where, position), complain)


@dataclass(frozen=True, slots=True)
class Either:
    """A value of one of two kinds: `nested` when it is a list or a mapping, else `plain`."""

    plain: ValueKind
    nested: ValueKind

    def check(self, value: YamlValue, where: Where, complain: Complain) -> None:
        """Complain as the kind that was probably intended."""
        (self.nested if isinstance(value, list | dict) else self.plain).check(value, where, complain)


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping with any keys, each with the same kind of value."""

    kind: ValueKind

    def check(self, value: YamlValue, where: Where, complain: Complain) -> None:
        """Complain about a value that is no mapping, about keys that are no text, and about each value."""
        if not isinstance(value, dict):
            complain(where, "phần này phải gồm các dòng «tên: nội dung»")
            return
        for key, entry in value.items():
            if not isinstance(key, str):
                complain((*where, str(key)), f"tên «{key}» phải đặt trong ngoặc kép")
            self.kind.check(entry, (*where, str(key)), complain)


@dataclass(frozen=True, slots=True)
class RecordOf:
    """A mapping with defined keys; the required ones must exist."""

    required: Mapping[str, ValueKind]
    optional: Mapping[str, ValueKind] = field(default_factory=dict)

    def check(self, value: YamlValue, where: Where, complain: Complain) -> None:
        """Complain about missing and unknown names, and about each value."""
        if not isinstance(value, dict):
            complain(where, "phần này phải gồm các dòng «tên: nội dung»")
            return
        for name in self.required.keys() - value.keys():
            complain(where, f"thiếu {name_field(*where, name)}")
        for name, entry in value.items():
            kind = self.required.get(name) or self.optional.get(name)
            if kind is None:
                complain((*where, str(name)), f"không có mục nào tên «{name}»; xem docs/noi-dung.md")
            else:
                kind.check(entry, (*where, name), complain)
