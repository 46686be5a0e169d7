"""`flask ask`: prints what the bot would answer."""

from __future__ import annotations

import json
from typing import Any, TextIO

import click

from bot.cli.output import json_option, say_json
from bot.runtime import Runtime


def make_ask(runtime: Runtime) -> click.Command:
    """Make the command `ask`."""

    @click.command("ask")
    @click.argument("question", required=False)
    @click.option("--batch", type=click.File(encoding="utf-8"), help='Tệp JSONL, mỗi dòng {"id","question"}.')
    @json_option
    def command(question: str | None, batch: TextIO | None, as_json: bool) -> None:
        """Hỏi thử trợ lý: in ra câu trả lời."""
        if batch is not None:
            for number, line in enumerate(batch, 1):
                if line.strip():
                    say_json(_ask_line(runtime, line, number))
        elif question is None:
            raise click.UsageError("Thiếu câu hỏi. Ví dụ: flask --app app ask 'làm khai sinh cần gì'")
        elif as_json:
            say_json(runtime.answer_preview.answer(question))
        else:
            _print_answer(runtime.answer_preview.answer(question))

    return command


def _ask_line(runtime: Runtime, line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
        name, question = row.get("id"), row["question"]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise click.ClickException(
            f'Dòng {number} chưa đúng. Mỗi dòng cần là JSON như {{"id": "1", "question": "làm khai sinh cần gì"}}.'
        ) from None
    return runtime.answer_preview.answer(str(question), name)


def _print_answer(answer: dict[str, Any]) -> None:
    for reply in answer["replies"]:
        click.echo(f"  [tệp {reply['file']}]" if "file" in reply else reply["text"])
        for button in reply["buttons"]:
            click.echo(f"  [{button['label']}]")
        click.echo()
    meaning = f"{answer['outcome']} · {answer['intent']} · {answer['procedure'] or '–'} · {answer['section'] or '–'}"
    click.echo(f"({meaning} · {answer['confidence']:.2f})")
