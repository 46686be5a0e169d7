"""`ask` in one process: how long one question takes, from text to replies, over sentences of the content itself."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

import handlers
from bot import settings
from bot.runtime import Runtime
from bot.understanding.folding import fold


def measure() -> list[str]:
    """Ask every phrase of the content, with and without accents; report the times."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        runtime = Runtime(settings.load({"DATABASE_PATH": str(Path(folder) / "ward.db")}), handlers.make_router())
        loading = time.perf_counter() - started
        phrases = [
            phrase for procedure in runtime.live_content.content.procedures.values() for phrase in procedure.says
        ]
        waits = []
        for question in [*phrases, *map(fold, phrases)]:
            started = time.perf_counter()
            runtime.answer_preview.answer(question)
            waits.append((time.perf_counter() - started) * 1000)
        runtime.close()
    return [
        f"loading content and building the index: {loading:.2f} s",
        f"questions: {len(waits)}, median {statistics.median(waits):.2f} ms   (wanted: 5 ms or less)",
        f"99th percentile {statistics.quantiles(waits, n=100)[98]:.2f} ms",
    ]
