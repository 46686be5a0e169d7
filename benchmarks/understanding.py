"""How well questions are understood: the product against plain methods over the same content, in one run."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import handlers
from benchmarks.baselines import Read, baselines
from benchmarks.server import ROOT
from bot import settings
from bot.evaluate import Figures, Question, figures_of, read_questions, run
from bot.evaluate.report import percent
from bot.runtime import Runtime
from bot.understanding.result import NOTHING

FILES = {
    "dev": ROOT.parent / "shared/data/questions_dev.jsonl",
    "own, seen": ROOT / "tests/questions/seen.jsonl",
    "own, fresh": ROOT / "tests/questions/fresh.jsonl",
    "own, aside": ROOT / "tests/questions/aside.jsonl",
    "own, unseen": ROOT / "tests/questions/unseen.jsonl",
}
"""Files of questions; dev lies beside the repository and is left out where it is not there."""
PRODUCT = "this product"
COLUMNS = "| method | first | first three | wrong | behaviour | decline | clarify | noisy/original | median/p99 ms |"


def measure() -> list[str]:
    """A table a file of questions, then the calibration of the product."""
    with tempfile.TemporaryDirectory() as folder:
        runtime = Runtime(settings.load({"DATABASE_PATH": str(Path(folder) / "ward.db")}), handlers.TOPICS)
        try:
            return list(_lines(runtime))
        finally:
            runtime.close()


def _lines(runtime: Runtime) -> Iterator[str]:
    if not find_spec("sklearn"):
        yield "TF-IDF + LinearSVC is left out: scikit-learn is not installed (it is no dependency of the product)."
    reader = runtime.brain().reader
    methods: dict[str, Read] = {PRODUCT: lambda text: (reader.read_all(text) or [NOTHING])[0]}
    methods |= baselines(runtime.brain.content.knowledge().targets)
    for name, file in FILES.items():
        if file.exists():
            yield from _table(name, _questions(runtime, file), methods)


def _questions(runtime: Runtime, file: Path) -> list[Question]:
    content = runtime.brain.content
    with file.open(encoding="utf-8") as lines:
        return read_questions(lines, lambda code: found.code if (found := content.procedure(code)) else code)


def _table(name: str, questions: list[Question], methods: dict[str, Read]) -> Iterator[str]:
    figures = {method: figures_of(run(questions, read)) for method, read in methods.items()}
    yield ""
    yield f"### {name}: {len(questions)} questions"
    yield COLUMNS
    yield "|---" * COLUMNS.count(" | ") + "|---|"
    yield from (_row(method, found) for method, found in figures.items())
    yield _against_best(figures)
    ours = figures[PRODUCT]
    bins = (f"{one.low:.2f}–{one.high:.2f}: {percent(one.right)} of {one.count}" for one in ours.calibration)
    yield f"confidence of answers → right: {'; '.join(bins)}; ≥ 0.80: {percent(ours.sure_right)} of {ours.sure_count}"


def _row(method: str, found: Figures) -> str:
    shares = [found.first, found.first_three, found.wrong_stated, found.behaviour]
    shares += [found.behaviours.get(name, (0, None))[1] for name in ("decline", "clarify")]
    cells = [percent(share) for share in shares]
    cells += [f"{percent(found.noisy)} / {percent(found.noisy_originals)}"]
    return f"| {method} | {' | '.join(cells)} | {found.median_ms:.2f} / {found.p99_ms:.2f} |"


def _against_best(figures: dict[str, Figures]) -> str:
    wrong = {method: 1 - (found.behaviour or 0.0) for method, found in figures.items()}
    best = min((method for method in wrong if method != PRODUCT), key=wrong.__getitem__)
    ratio = wrong[PRODUCT] / wrong[best] if wrong[best] else float("inf")
    return f"errors against the best plain method ({best}): {ratio:.2f}   (wanted: 0.50 or less)"
