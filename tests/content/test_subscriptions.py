"""The topics of notices as officials write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.content import Content
from bot.content.propaganda import TOPICS
from tests.content.small import copy
from tests.handlers.factories import words


def problems(tmp_path: Path, text: str) -> list[str]:
    root = copy(tmp_path)
    (root / "topics.yaml").write_text(text, encoding="utf-8")
    return [problem.message_vi for problem in Content.check(root) if problem.file == "topics.yaml"]


def test_the_ward_offers_every_topic_there_is() -> None:
    assert tuple(words().subscriptions) == TOPICS


def test_a_ward_may_offer_few_or_none(tmp_path: Path) -> None:
    root = copy(tmp_path)
    assert Content.load(root).subscriptions == {}
    (root / "topics.yaml").write_text("- {id: y-te, label: Y tế, says: [y tế]}", encoding="utf-8")
    assert list(Content.load(root).subscriptions) == ["y-te"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- {id: khac, label: Khác, says: [khác]}", "phải là một trong"),
        ("- {id: y-te, label: Y tế, says: []}", "ít nhất 1"),
        ("- {id: y-te, label: Y tế và chăm sóc sức khỏe nhân dân, says: [y tế]}", "dài quá"),
        ("- {id: y-te, label: Y tế, says: [y tế, Y TẾ]}", "hai lần"),
        ("- {id: y-te, label: A, says: [a]}\n- {id: y-te, label: B, says: [b]}", "hai lần"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, sentence: str) -> None:
    assert any(sentence in message for message in problems(tmp_path, text))
