"""The lists of tests/questions/real: their shape, their split, no question twice, every code known.

A failure names ids only, because the unread lists are read by nobody.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.evaluate.questions import BEHAVIOURS
from tests.questions.own import today_code
from tests.support.app import live_content

REAL = Path(__file__).parent / "real"
CONTENT = Path(__file__).parents[2] / "content"
SIDES = ("learn", "choose", "unread")
FILES = sorted(path.name for path in REAL.glob("*.jsonl"))
KEYS = frozenset({"id", "question", "behaviour", "label", "codes", "also", "field", "style", "source_kind", "kind"})
KINDS = frozenset({"question", "complaint", "emergency"})
SOURCE_KINDS = frozenset({"real_reworded", "real_like"})
CODE = re.compile(r"\d\.\d{6}")
ALSO = re.compile(r"answer:\d\.\d{6}|intent:[a-z_]+|guide:[a-z_]+|guide|answer|decline|clarify|feedback|smalltalk|chat")
EMERGENCY = re.compile(r"emergency_(accident|child|disorder|drowning|fire|rescue|suicide|violence)")
WRITTEN = sorted(REAL.parent.glob("written*_learn.jsonl"))
OTHER_OFFICES = REAL / "other_offices.txt"


@cache
def read_rows(name: str) -> list[dict[str, Any]]:
    """The lines of a file of the folder `real`."""
    return [json.loads(line) for line in (REAL / name).read_text(encoding="utf-8").splitlines()]


def find_side(question: str) -> str:
    """The list a question belongs to, by its hash: see tests/questions/real/README.md."""
    rest = int(hashlib.sha256(question.encode()).hexdigest(), 16) % 10
    return "learn" if rest < 6 else "choose" if rest < 8 else "unread"


def find_faults(row: dict[str, Any]) -> list[str]:
    """What is wrong with the shape of a line."""
    emergency = row.get("emergency")
    checks = {
        "keys": row.keys() == (KEYS | {"emergency"} if row["kind"] == "emergency" else KEYS),
        "question": row["question"] == row["question"].strip() != "" and len(row["question"]) <= 4000,
        "nfc": unicodedata.is_normalized("NFC", row["question"]),
        "behaviour": row["behaviour"] in BEHAVIOURS,
        "label": has_fitting_label(row),
        "codes": all(CODE.fullmatch(code) for code in row["codes"]),
        "also": all(ALSO.fullmatch(reaction) for reaction in row["also"]),
        "kind": row["kind"] in KINDS and row["source_kind"] in SOURCE_KINDS,
        "emergency": emergency is None or EMERGENCY.fullmatch(emergency) is not None,
    }
    return [name for name, right in checks.items() if not right]


def has_fitting_label(row: dict[str, Any]) -> bool:
    """An answer is labelled with its first code, a guide with its guide, everything else with its behaviour."""
    label, behaviour = row["label"], row["behaviour"]
    if behaviour == "answer":
        return bool(row["codes"][:1] == [label])
    return bool(label.split(":")[0] == behaviour)


def normalise(question: str) -> str:
    """The words of a question without case, accents and signs."""
    letters = unicodedata.normalize("NFD", question.lower().replace("đ", "d"))
    return " ".join(re.findall(r"\w+", "".join(one for one in letters if not unicodedata.combining(one))))


@pytest.mark.parametrize("name", FILES)
def test_every_line_has_the_shape_of_the_readme(name: str) -> None:
    assert {row["id"]: faults for row in read_rows(name) if (faults := find_faults(row))} == {}


@pytest.mark.parametrize("name", FILES)
def test_every_question_lies_in_the_list_its_hash_names(name: str) -> None:
    side = Path(name).stem.split("_")[1]
    assert side in SIDES
    assert [row["id"] for row in read_rows(name) if find_side(row["question"]) != side] == []


def test_no_question_and_no_id_stands_twice() -> None:
    rows = [row for name in FILES for row in read_rows(name)]
    ids = Counter(row["id"] for row in rows)
    questions = Counter(normalise(row["question"]) for row in rows)
    assert [one for one, times in ids.items() if times > 1] == []
    assert [row["id"] for row in rows if questions[normalise(row["question"])] > 1] == []


def test_no_question_stands_in_the_older_lists() -> None:
    older = {
        normalise(row["question"])
        for path in REAL.parent.glob("*.jsonl")
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if "question" in row
    }
    rows = [row for name in FILES for row in read_rows(name)]
    assert [row["id"] for row in rows if normalise(row["question"]) in older] == []


def test_written_messages_are_learned_from_by_what_they_mean() -> None:
    rows = [json.loads(line) for path in WRITTEN for line in path.read_text(encoding="utf-8").splitlines()]
    examples = live_content().content.lexicon.examples
    assert len(rows) >= 900
    assert [row["id"] for row in rows if row["question"] not in examples.get(today_code(row["label"]), ())] == []


def test_every_code_is_known() -> None:
    known = {*OTHER_OFFICES.read_text(encoding="utf-8").split()}
    for path in (CONTENT / "catalogue.yaml", *(CONTENT / "procedures").rglob("*.yaml")):
        known.update(CODE.findall(path.read_text(encoding="utf-8")))
    assert sorted({code for name in FILES for row in read_rows(name) for code in row["codes"]} - known) == []
