"""Give the messages of the lists to learn from to their targets: `python -m benchmarks.told`.

The lists are tests/questions/real/*_learn.jsonl (real people) and tests/questions/written*_learn.jsonl (written as they
write, for procedures, other offices, guides and vague wishes of which hardly anybody spoke there).

Writes content/lexicon/told.yaml, from which the classifier and the similarity learn; then learn the weights anew with
`python -m benchmarks.fitting`. Answers and written messages name their target. For guides and other offices a list of
real people has only a label, for vague wishes sensible procedures: the message goes to the target that is clearly the
likeliest among those that fit, else to none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.server import ROOT
from bot.content import Content
from bot.evaluate.behaviour import GUIDE_INTENTS
from bot.understanding.knowledge import Target
from bot.understanding.reader import Reader

LISTS = ROOT / "tests/questions/real"
WRITTEN = sorted((ROOT / "tests/questions").glob("written*_learn.jsonl"))
TOLD = ROOT / "content/lexicon/told.yaml"
LEFT_OUT = frozenset({"p3-4a6babf7b4"})
"""Ids of messages that name an office there is no more: content names none (tests/content/test_facts.py)."""
LEAST, CLEARLY = 0.02, 1.5
"""The least likelihood of the likeliest target, and how many times likelier than the next one it must be."""
_HEAD = """# Tin bà con kể thật (lời viết lại, tên và số đã thay), xếp theo việc, chủ đề. Máy chỉ học từ đây, không hiện ra đâu.
# Chép từ tests/questions/real/*_learn.jsonl và written*_learn.jsonl bằng `python -m benchmarks.told`; đừng sửa tay.
"""


def target_of(row: dict[str, Any], content: Content, targets: dict[str, Target], reader: Reader) -> str | None:
    """The id of the target a line of a list means; None when its label leaves it open."""
    if row["label"] in targets:
        return str(row["label"])
    if row["behaviour"] == "answer":
        codes = (procedure.code if (procedure := content.procedure(code)) else code for code in row["codes"])
        return next((code for code in codes if code in targets), None)
    if row.get("emergency"):
        return str(row["emergency"])
    if row["behaviour"] == "feedback":
        return next((kind for kind in ("praise", "proposal") if kind in row["style"]), "complaint")
    return _likeliest(row["question"], _fitting(row, targets.values()), reader)


def _fitting(row: dict[str, Any], targets: Iterable[Target]) -> list[Target]:
    if row["behaviour"] == "decline":
        return [target for target in targets if target.kind == "decline"]
    if row["behaviour"] == "clarify":
        return [one for one in targets if one.kind == "clarify" and not {*row["codes"]}.isdisjoint(one.choices)]
    if row["behaviour"] != "guide":
        return []
    intents = GUIDE_INTENTS.get(row["label"])
    if intents is None:
        return [target for target in targets if target.kind == "guide"]
    return [target for target in targets if target.kind in ("guide", "chat") and target.intent in intents]


def _likeliest(text: str, fitting: list[Target], reader: Reader) -> str | None:
    likelihood = reader.likelihood_by_target(text)
    ranked = sorted(((likelihood(target), target.id) for target in fitting), reverse=True)
    if not ranked or ranked[0][0] < LEAST:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] > CLEARLY * ranked[1][0] else None


def assign_messages(content: Content, reader: Reader) -> dict[str, list[str]]:
    """The messages of all lists to learn from, by the id of their target."""
    targets = {target.id: target for target in content.knowledge().targets}
    result: dict[str, list[str]] = {}
    for file in (*sorted(LISTS.glob("*_learn.jsonl")), *WRITTEN):
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            owner = target_of(row, content, targets, reader)
            if owner in targets and row["id"] not in LEFT_OUT:
                result.setdefault(owner, []).append(" ".join(row["question"].split()))
    return result


def write_messages(messages: dict[str, list[str]], file: Path) -> None:
    """Write the messages as YAML, sorted."""
    lines = []
    for owner in sorted(messages):
        lines.append(f"{json.dumps(owner)}:")
        lines += [f"  - {json.dumps(text, ensure_ascii=False)}" for text in sorted(set(messages[owner]))]
    file.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    CONTENT = Content.load(ROOT / "content").valid_on(date.today())
    write_messages(assign_messages(CONTENT, Reader(CONTENT.knowledge())), TOLD)
