"""`flask content check`, `import` and `export`: what is wrong in content/, what the portal says, what differs from the release."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from bot.cli.composing import long_answers
from bot.cli.output import clear_errors, json_option, say_json
from bot.content import Content, ContentError, Problem
from bot.content.editing import EditError
from bot.content.importing import decide, open_changes
from bot.content.phrases import lost_phrases
from bot.content.portal import FIELDS_VI, Change, Record
from bot.runtime import Runtime
from bot.wording.exporting import export

LONGEST = 160
"""Characters of what is shown of one side of a difference."""


def make_content(runtime: Runtime) -> click.Group:
    """The group `content`."""

    @click.group("content")
    def group() -> None:
        """Nội dung trả lời: kiểm tra tệp trong content/, so với dữ liệu mới của Cổng."""

    @group.command("check")
    @json_option
    def check(as_json: bool) -> None:
        """Kiểm tra mọi tệp: lỗi phải sửa, và chỗ cán bộ còn phải điền."""
        problems = _problems(runtime)
        errors = sum(problem.level == "error" for problem in problems)
        for problem in problems:
            if as_json:
                say_json(
                    {"file": problem.file, "line": problem.line, "level": problem.level, "message": problem.message_vi}
                )
            else:
                click.echo(f"{problem.file}:{problem.line}: {'LỖI' if problem.level == 'error' else 'cần điền'}: "
                           f"{problem.message_vi}")  # fmt: skip
        if not as_json:
            click.echo(f"{errors} lỗi, {len(problems) - errors} chỗ cần cán bộ xem.")
        raise SystemExit(1 if errors else 0)

    @group.command("import")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--accept", default="", metavar="SỐ", help="Nhận các thay đổi này, ví dụ 3,5-8.")
    @click.option("--refuse", default="", metavar="SỐ", help="Bỏ qua các thay đổi này, lần sau không hiện nữa.")
    @clear_errors(ContentError, EditError)
    def import_(file: Path, accept: str, refuse: str) -> None:
        """So dữ liệu mới của Cổng (JSONL) với nội dung đang có. Không nhận thì không sửa gì."""
        root = runtime.settings.content_path
        records = list(_records(file))
        changes = open_changes(root, records)
        accepted, refused = _numbers(accept, len(changes)), _numbers(refuse, len(changes))
        if accepted & refused:
            raise click.ClickException("Một thay đổi không thể vừa nhận vừa bỏ qua.")
        if accepted or refused:
            decide(root, _of(changes, accepted), _of(changes, refused))
            click.echo(f"Đã nhận {len(accepted)}, bỏ qua {len(refused)}. Các thay đổi còn lại được đánh số lại:")
            changes = open_changes(root, records)
        _show(changes)

    @group.command("export")
    @click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
    @click.option("--settle", is_flag=True, help="Kho chung đã có các thay đổi này: từ nay coi là bản phát hành.")
    def export_(file: Path | None, settle: bool) -> None:
        """Xuất mọi tệp đã khác bản phát hành ra một tệp ZIP (kèm patch)."""
        rows = runtime.wording.differing()
        if file is None and not settle:
            raise click.UsageError("Thiếu tên tệp. Ví dụ: flask --app app content export noi-dung.zip")
        if file is not None:
            file.write_bytes(export(rows, runtime.now()))
            click.echo(f"Đã ghi {len(rows)} tệp khác bản phát hành vào {file}.")
        if settle:
            runtime.wording.settle(None)
            click.echo(f"Đã coi {len(rows)} tệp đang dùng là bản phát hành.")

    return group


def _problems(runtime: Runtime) -> list[Problem]:
    """What the files show, and, once they can be used, what only reading and answering with them shows."""
    path = runtime.settings.content_path
    problems = Content.check(path, runtime.today())
    if any(problem.level == "error" for problem in problems):
        return problems
    brain = runtime.brain()
    return sorted([*problems, *lost_phrases(path, brain.words, brain.reader), *long_answers(runtime)])


def _records(file: Path) -> Iterator[Record]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except ValueError:
                record = None
            if not isinstance(record, dict) or not isinstance(record.get("code"), str) or not record.get("name"):
                raise click.ClickException(f"{file}:{number}: dòng này không phải một thủ tục (JSON có code, name).")
            yield record


def _numbers(said: str, most: int) -> set[int]:
    """ "3,5-8" as numbers, each of which must have been shown."""
    found: set[int] = set()
    for part in filter(None, said.replace(" ", "").split(",")):
        first, _, last = part.partition("-")
        if not (first.isdecimal() and (last or first).isdecimal() and 1 <= int(first) <= int(last or first) <= most):
            raise click.ClickException(f"Không có thay đổi số «{part}» (đang có {most}).")
        found.update(range(int(first), int(last or first) + 1))
    return found


def _of(changes: Sequence[Change], numbers: set[int]) -> list[Change]:
    return [changes[number - 1] for number in sorted(numbers)]


def _show(changes: Sequence[Change]) -> None:
    for number, change in enumerate(changes, 1):
        click.echo(f"{number}. {change.code} {change.title}: {FIELDS_VI[change.field]}")
        if change.field not in ("new", "gone"):
            click.echo(f"     đang ghi: {_short(change.ours)}")
            click.echo(f"     Cổng ghi: {_short(change.theirs)}")
    new, gone = (sum(change.field == field for change in changes) for field in ("new", "gone"))
    click.echo(f"{new} thủ tục mới, {gone} không còn, {len(changes) - new - gone} chỗ khác nhau.")


def _short(text: str) -> str:
    return (text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + "…") or "(chưa ghi)"
