"""A small library that an official edits: the ward, its sentences, a few answers, and a runtime that answers from them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import handlers
from bot import settings
from bot.clock import Clock, system_clock
from bot.content.layers import locate
from bot.runtime import Runtime
from bot.store import unanswered
from bot.unanswered.masking import question_key

CONTENT = Path(__file__).parents[2] / "content"
FILES = (
    "ward.yaml",
    "holidays.yaml",
    "procedures/khai-sinh.yaml",
    "procedures/dang-ky-tam-tru.yaml",
    "procedures/ket-hon.yaml",
    "postal/buu-dien-la-gi.yaml",
    "other_offices/y-te.yaml",
    "life_events/sinh-con.yaml",
    "intents/greeting.yaml",
    "intents/out_of_government.yaml",
    "intents/no.yaml",
    "intents/quiz.yaml",
)
FOLDERS = ("sentences", "lexicon")
BIRTH = "procedures/khai-sinh.yaml"
HEALTH = "other_offices/y-te.yaml"


def copy(folder: Path) -> Path:
    """The files in a folder of their own; what they point to and is not there is taken out."""
    root = folder / "content"
    for file in FILES:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(locate(CONTENT, file), root / file)
    for name in FOLDERS:
        shutil.copytree(
            CONTENT / name, root / name, ignore=shutil.ignore_patterns("clarify.yaml") if name == "lexicon" else None
        )
    event = root / "life_events/sinh-con.yaml"
    there = ("1.001193", "1.004194")
    lines = event.read_text(encoding="utf-8").splitlines(keepends=True)
    listed_lines = [
        line for line in lines if not line.lstrip().startswith('- "') or any(code in line for code in there)
    ]
    event.write_text(
        "".join(listed_lines)
        .replace("    procedures:\n  - title", "  - title")
        .replace("    procedures:\ntogether", "together"),
        encoding="utf-8",
    )
    return root


@contextmanager
def installation(root: Path, folder: Path, clock: Clock = system_clock) -> Iterator[Runtime]:
    """A runtime on this content, with a database of its own in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = {"CONTENT_PATH": str(root), "DATABASE_PATH": str(folder / "ward.db")}
    runtime = Runtime(settings.load(environment), handlers.make_router(), clock=clock)
    try:
        yield runtime
    finally:
        runtime.close()


def not_understood(runtime: Runtime, *questions: str, times: int = 1) -> list[int]:
    """Questions somebody asked in vain; returns their ids."""
    for question in questions:
        for _ in range(times):
            with runtime.store.write() as db:
                unanswered.add_question(
                    db, question_key(question), question, "fallback", "fallback", "unknown", None, runtime.clock()
                )
    rows = unanswered.list_newest(runtime.store, "open", 1000)
    return [row.id for question in questions for row in rows if row.folded == question_key(question)]
