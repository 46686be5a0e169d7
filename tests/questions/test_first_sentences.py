"""Yes/no, deadline and amount questions: the first sentence answers, in nine of ten whose content has the answer."""

from __future__ import annotations

import json
import re
from pathlib import Path

from bot.understanding.reader import Reader
from tests.handlers.factories import ask, words

ROWS = [
    json.loads(line)
    for line in Path(__file__).with_name("first_sentences.jsonl").read_text(encoding="utf-8").splitlines()
]
SENTENCE = re.compile(r"(?<=[.;:])\s")


def first_answer(reader: Reader, question: str) -> str:
    """The first two pieces of the first bubble: "Điều kiện:" and a title count as no piece of their own."""
    text = ask(question, reader.read_all(question)[0]).replies[0].text
    return " ".join(SENTENCE.split(text)[:2])


def test_the_first_sentence_answers_what_was_asked() -> None:
    reader = Reader(words().knowledge())
    missed = [row["question"] for row in ROWS if not re.search(row["first"], first_answer(reader, row["question"]))]
    assert len(ROWS) >= 60
    assert len(missed) <= len(ROWS) // 10, missed
