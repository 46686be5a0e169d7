"""How well questions are understood: the product against plain methods over the same content, in one run."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import handlers
from benchmarks.server import ROOT
from bot import settings
from bot.evaluate import Question, compare_methods, make_baselines, read_questions
from bot.runtime import Runtime
from bot.understanding.result import NOTHING

FILES = {
    "dev": ROOT / "data/questions_dev.jsonl",
    "own, seen": ROOT / "tests/questions/seen.jsonl",
    "own, fresh": ROOT / "tests/questions/fresh.jsonl",
    "own, aside": ROOT / "tests/questions/aside.jsonl",
    "own, unseen": ROOT / "tests/questions/unseen.jsonl",
    **{f"real, {file.stem}": file for file in sorted((ROOT / "tests/questions/real").glob("*.jsonl"))},
}
"""Files of questions; dev is not part of the repository and is skipped where it is missing."""


def measure() -> list[str]:
    """For each file of questions a table of all methods and the calibration of the product."""
    with tempfile.TemporaryDirectory() as folder:
        runtime = Runtime(settings.load({"DATABASE_PATH": str(Path(folder) / "ward.db")}), handlers.make_router())
        try:
            return list(_report_lines(runtime))
        finally:
            runtime.close()


def _report_lines(runtime: Runtime) -> Iterator[str]:
    if not find_spec("sklearn"):
        yield "TF-IDF + LinearSVC is left out: scikit-learn is not installed (it is no dependency of the product)."
    reader = runtime.live_content().reader
    others = make_baselines(runtime.live_content.content.knowledge().targets)
    for name, file in FILES.items():
        if file.exists():
            questions = _read_file(runtime, file)
            yield from compare_methods(name, questions, lambda text: (reader.read_all(text) or [NOTHING])[0], others)


def _read_file(runtime: Runtime, file: Path) -> list[Question]:
    content = runtime.live_content.content
    with file.open(encoding="utf-8") as lines:
        return read_questions(lines, lambda code: procedure.code if (procedure := content.procedure(code)) else code)
