"""`flask evaluate`: how well a file of questions is understood."""

from __future__ import annotations

from typing import TextIO

import click

from bot.ask import ask
from bot.cli.output import clear_errors, json_option, say_json
from bot.evaluate import QuestionsError, figures_of, read_questions, report_lines, run
from bot.evaluate.report import miss
from bot.runtime import Runtime
from bot.understanding.result import Understanding


def make_evaluate(runtime: Runtime) -> click.Command:
    """The command `evaluate`."""

    @click.command("evaluate")
    @click.argument("file", type=click.File(encoding="utf-8"))
    @json_option
    @clear_errors(QuestionsError)
    def command(file: TextIO, as_json: bool) -> None:
        """Chấm trợ lý bằng một tệp câu hỏi JSONL đã có đáp án."""
        judged = run(read_questions(file, lambda code: _today_code(runtime, code)), lambda text: _read(runtime, text))
        figures = figures_of(judged)
        if as_json:
            say_json({"figures": figures.as_dict(), "misses": [miss(one) for one in judged if not one.right]})
        else:
            click.echo("\n".join(report_lines(figures, judged)))

    return command


def _read(runtime: Runtime, text: str) -> Understanding:
    """What `flask ask` reports; its replies are made too, so that the time is the whole time."""
    answer = ask(runtime, text)
    return Understanding(
        outcome=answer["outcome"],
        intent=answer["intent"],
        confidence=answer["confidence"],
        procedure=answer["procedure"],
        section=answer["section"],
        candidates=tuple(answer["candidates"]),
    )


def _today_code(runtime: Runtime, code: str) -> str:
    procedure = runtime.brain.content.procedure(code)
    return procedure.code if procedure else code
