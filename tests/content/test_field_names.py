"""A complaint names a row of a file in words an official knows, and by its name in the file only where one mends the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.content import catalogue, directory, file_schemas, life, propaganda, quizzes, subscriptions
from bot.content.field_names import WORDS, name_field, without_names
from bot.content.problems import Problem
from bot.content.schema import NUMBER, RecordOf

FORMATS = (catalogue, directory, file_schemas, subscriptions, life, propaganda, quizzes)


def shapes_in(kind: Any) -> Iterator[RecordOf]:
    """The shape and those inside it."""
    if isinstance(kind, RecordOf):
        yield kind
        for inside in (*kind.required.values(), *kind.optional.values()):
            yield from shapes_in(inside)
    for name in ("kind", "plain", "nested"):
        if hasattr(kind, name):
            yield from shapes_in(getattr(kind, name))


@pytest.mark.parametrize("module", FORMATS)
def test_every_row_a_file_may_have_has_words(module: Any) -> None:
    shapes = [shape for value in vars(module).values() for shape in shapes_in(value)]
    assert shapes
    for shape in shapes:
        assert {*shape.required, *shape.optional} <= WORDS.keys()


def test_words_come_before_the_name_in_the_file() -> None:
    assert name_field("valid_from") == "ngày có hiệu lực («valid_from»)"
    assert name_field("fee", "valid_from") == "ngày mức tiền bắt đầu áp dụng («valid_from»)"
    assert name_field("hours", "days", 2) == "các ngày làm việc («days»), dòng 3,"
    assert name_field() == "phần này" and name_field("greeting.hello") == "«greeting.hello»"


def test_a_wrong_value_is_named_in_words() -> None:
    told: list[str] = []
    RecordOf({"amount": NUMBER, "per": NUMBER}).check(
        {"amount": "7.000"}, ("fee", "amounts", 0), lambda _, said: told.append(said)
    )
    assert told[0] == "thiếu đơn vị tính («per»)" and told[1].startswith("số tiền («amount») phải là số nguyên")


def test_who_fills_in_a_form_reads_no_names_of_the_file() -> None:
    problem = Problem("a.yaml", 1, f"{name_field('valid_to')} phải sau {name_field('valid_from')}, đang là «x»")
    assert problem.in_words == "ngày hết hiệu lực phải sau ngày có hiệu lực, đang là «x»"
    assert without_names("câu «tro» đã có") == "câu «tro» đã có"
