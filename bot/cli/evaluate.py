"""`flask evaluate`: measures how well the questions of a file are understood."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from bot.cli.output import clear_errors, json_option, say_json
from bot.evaluate import (
    Question,
    QuestionsError,
    compare_methods,
    figures_of,
    judge_questions,
    make_baselines,
    read_questions,
    report_lines,
)
from bot.evaluate.report import miss_as_dict
from bot.runtime import Runtime
from bot.understanding.result import Understanding

MEASURED_ONLY = ("unread", "unseen", "aside")
"""Files with such a name are for measuring: whoever reads their misses spoils them, so misses are never printed."""


def make_evaluate(runtime: Runtime) -> click.Command:
    """Make the command `evaluate`."""

    @click.command("evaluate")
    @click.argument("files", type=click.Path(exists=True, dir_okay=False, path_type=Path), nargs=-1, required=True)
    @click.option("--compare", is_flag=True, help="Bảng Markdown so với BM25, rapidfuzz, TF-IDF + LinearSVC.")
    @json_option
    @clear_errors(QuestionsError)
    def command(files: Sequence[Path], compare: bool, as_json: bool) -> None:
        """Chấm trợ lý bằng các tệp câu hỏi JSONL đã có đáp án (tệp để dành: chỉ in bảng, không in câu sai)."""
        others = make_baselines(runtime.live_content.content.knowledge().targets) if compare else {}
        for file in files:
            questions = _read_file(runtime, file)
            if compare:
                lines = compare_methods(file.stem, questions, lambda text: _understand(runtime, text), others)
                click.echo("\n".join(lines))
            else:
                _report(runtime, file, questions, as_json)

    return command


def _read_file(runtime: Runtime, file: Path) -> list[Question]:
    with file.open(encoding="utf-8") as lines:
        return read_questions(lines, lambda code: _current_code(runtime, code))


def _report(runtime: Runtime, file: Path, questions: Sequence[Question], as_json: bool) -> None:
    judged = judge_questions(questions, lambda text: _understand(runtime, text))
    figures = figures_of(judged)
    misses = [] if any(name in file.stem for name in MEASURED_ONLY) else [one for one in judged if not one.accepted]
    if as_json:
        say_json({"file": file.name, "figures": figures.as_dict(), "misses": [miss_as_dict(one) for one in misses]})
    else:
        click.echo("\n".join((file.name, *report_lines(figures, misses))))


def _understand(runtime: Runtime, text: str) -> Understanding:
    """The understanding that `flask ask` reports; replies are made too, so that the time is that of a whole answer."""
    answer = runtime.answer_preview.answer(text)
    return Understanding(
        outcome=answer["outcome"],
        intent=answer["intent"],
        confidence=answer["confidence"],
        procedure=answer["procedure"],
        section=answer["section"],
        candidates=tuple(answer["candidates"]),
    )


def _current_code(runtime: Runtime, code: str) -> str:
    procedure = runtime.live_content.content.procedure(code)
    return procedure.code if procedure else code
