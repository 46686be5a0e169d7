"""`flask ward new`: fifteen questions, then a folder with what belongs to another ward only."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import yaml

from bot.cli.output import clear_errors
from bot.content_editing.new_ward import (
    QUESTIONS,
    AnswerError,
    WardQuestion,
    parse_answer,
    parse_answers,
    refuse_taken,
    write_ward,
)
from bot.runtime import Runtime


def make_ward(runtime: Runtime) -> click.Group:
    """Make the group of commands `ward`."""

    @click.group("ward")
    def group() -> None:
        """Dùng trợ lý cho phường, xã khác."""

    @group.command("new")
    @click.argument("folder", type=click.Path(path_type=Path))
    @click.option(
        "--answers",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Tệp câu trả lời (mỗi dòng «tên: nội dung»), thay cho hỏi trên màn hình.",
    )
    @clear_errors(AnswerError)
    def new(folder: Path, answers: Path | None) -> None:
        """Hỏi mười lăm câu, rồi ghi thư mục của phường, xã. Dừng giữa chừng thì chưa ghi gì."""
        refuse_taken(folder)
        values = parse_answers(_read_answers(answers)) if answers else _ask_all()
        write_ward(folder, values, runtime.today())
        click.echo(f"Đã ghi {folder}. Đặt CONTENT_PATH={folder} trong .env, rồi chạy: flask --app app content check")

    return group


def _ask_all() -> dict[str, Any]:
    count = len(QUESTIONS)
    return {question.name: _ask(question, f"{number}/{count}") for number, question in enumerate(QUESTIONS, 1)}


def _ask(question: WardQuestion, number: str) -> Any:
    """Ask until the answer can be used."""
    while True:
        answer = click.prompt(f"{number} {question.text}", default="", show_default=False)
        try:
            return parse_answer(question, answer)
        except AnswerError as error:
            click.echo(str(error))


def _read_answers(file: Path) -> Mapping[str, object]:
    try:
        answers = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        answers = None
    if not isinstance(answers, dict):
        raise AnswerError(f"{file}: mỗi dòng phải có dạng «tên: nội dung», ví dụ: name: xã Tân Lập")
    return {str(name): answer for name, answer in answers.items()}
