"""Give the messages of the lists to learn from to what they do: `python -m benchmarks.acts`.

The lists are tests/questions/real/*_learn.jsonl (real people), tests/questions/acts_learn.jsonl and cries.jsonl (written as
they write). Writes content/lexicon/acts.yaml, from which bot.understanding.act_shares learns cries for help, complaints,
proposals and praise. Messages that name a procedure are left out: they are learned from by their target (told.yaml).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.server import ROOT
from benchmarks.told import LEFT_OUT
from bot.understanding.act_classifier import OTHER

LISTS = ROOT / "tests/questions"
ACTS = ROOT / "content/lexicon/acts.yaml"

_HEAD = """# Tin bà con, xếp theo việc tin đó làm: kêu cứu (theo loại), phản ánh, góp ý, khen, còn lại (other). Máy chỉ học từ đây.
# Chép từ tests/questions (real/*_learn.jsonl, acts_learn.jsonl, cries.jsonl) bằng `python -m benchmarks.acts`; đừng sửa tay.
"""


def act_of(row: dict[str, Any]) -> str:
    """What a message of a list does."""
    if "act" in row:
        return row["act"] or OTHER
    if row.get("emergency"):
        return f"emergency_{row['about']}" if row["emergency"] is True else str(row["emergency"])
    if row.get("behaviour") == "feedback":
        return next((kind for kind in ("praise", "proposal") if kind in row["style"]), "complaint")
    return OTHER


def read_messages() -> Iterator[tuple[str, str]]:
    """The messages of all lists to learn from, each with its act."""
    files = [*sorted(LISTS.glob("real/*_learn.jsonl")), LISTS / "acts_learn.jsonl", LISTS / "cries.jsonl"]
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            is_told = row.get("kind") == "question" and row["behaviour"] == "answer"
            if not is_told and row["id"] not in LEFT_OUT:
                yield act_of(row), " ".join(row["question"].split())


def write_acts(file: Path) -> None:
    """Write the messages as YAML, sorted."""
    messages: dict[str, set[str]] = {}
    for act, text in read_messages():
        messages.setdefault(act, set()).add(text)
    lines = []
    for act in sorted(messages):
        lines.append(f"{act}:")
        lines += [f"  - {json.dumps(text, ensure_ascii=False)}" for text in sorted(messages[act])]
    file.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_acts(ACTS)
