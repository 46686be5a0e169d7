"""`flask content check`, `import`, `export`: problems of content/, changes of the portal, changes since the release."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from textwrap import indent

import click

from bot.cli.measure_answers import find_long_answers
from bot.cli.output import clear_errors, json_option, say_json
from bot.content import Content, ContentError, Problem
from bot.content.demand import list_most_asked
from bot.content.editing import EditError
from bot.content.importing import open_changes, record_decisions, settle
from bot.content.law_citations import check_laws_of
from bot.content.layers import list_files, list_layers, list_overlays, show_layer, show_place
from bot.content.phrases import lost_phrases
from bot.content.portal import FIELDS_VI, PortalChange, PortalRecord
from bot.content.portal_differences import describe_difference
from bot.content_editing.exporting import export_zip
from bot.runtime import Runtime

LONGEST = 160
"""The most characters that are printed of one side of a difference."""


def make_content(runtime: Runtime) -> click.Group:
    """Make the group of commands `content`."""

    @click.group("content")
    def group() -> None:
        """Nội dung trả lời: kiểm tra tệp trong content/, so với dữ liệu mới của Cổng."""

    @group.command("check")
    @json_option
    def check(as_json: bool) -> None:
        """Kiểm tra mọi tệp: lỗi phải sửa, và chỗ cán bộ còn phải điền."""
        root = runtime.settings.content_path
        problems = _rank(_list_problems(runtime), list_most_asked(root))
        errors = sum(problem.level == "error" for problem in problems)
        for problem in problems:
            if as_json:
                say_json(
                    {"file": problem.file, "line": problem.line, "level": problem.level, "message": problem.message_vi}
                )
            else:
                place = show_place(root, problem.file)
                level = "LỖI" if problem.level == "error" else "cần điền"
                click.echo(f"{place}:{problem.line}: {level}: {problem.message_vi}")
        if not as_json:
            _print_layers(root)
            click.echo(f"{errors} lỗi, {len(problems) - errors} chỗ cần cán bộ xem.")
        raise SystemExit(1 if errors else 0)

    @group.command("import")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--accept", default="", metavar="SỐ", help="Nhận các thay đổi này, ví dụ 3,5-8.")
    @click.option("--refuse", default="", metavar="SỐ", help="Bỏ qua các thay đổi này, lần sau không hiện nữa.")
    @click.option("--why", default="", metavar="LÝ DO", help="Vì sao bỏ qua; ghi lại cùng quyết định.")
    @click.option("--settle", "is_settled", is_flag=True, help="Coi cả tệp này là đã so xong, dùng làm mốc lần sau.")
    @clear_errors(ContentError, EditError)
    def import_(file: Path, accept: str, refuse: str, why: str, is_settled: bool) -> None:
        """So dữ liệu mới của Cổng (JSONL) với bản của Cổng lần trước. Không nhận thì không sửa gì."""
        root = runtime.settings.content_path
        records = list(_read_records(file))
        changes = open_changes(root, records)
        accepted, refused = _parse_numbers(accept, len(changes)), _parse_numbers(refuse, len(changes))
        if accepted & refused:
            raise click.ClickException("Một thay đổi không thể vừa nhận vừa bỏ qua.")
        if accepted or refused:
            record_decisions(root, _select(changes, accepted), _select(changes, refused), why)
            click.echo(f"Đã nhận {len(accepted)}, bỏ qua {len(refused)}. Các thay đổi còn lại được đánh số lại:")
            changes = open_changes(root, records)
        if is_settled:
            click.echo(f"Đã coi {settle(root, records)} thủ tục trong tệp là đã so xong.")
            changes = open_changes(root, records)
        _print_changes(changes)

    @group.command("export")
    @click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
    @click.option("--settle", is_flag=True, help="Kho chung đã có các thay đổi này: từ nay coi là bản phát hành.")
    def export_(file: Path | None, settle: bool) -> None:
        """Xuất mọi tệp đã khác bản phát hành ra một tệp ZIP (kèm patch)."""
        rows = runtime.content_editing.list_differing()
        if file is None and not settle:
            raise click.UsageError("Thiếu tên tệp. Ví dụ: flask --app app content export noi-dung.zip")
        if file is not None:
            file.write_bytes(export_zip(rows, runtime.now(), runtime.settings.content_path))
            click.echo(f"Đã ghi {len(rows)} tệp khác bản phát hành vào {file}.")
        if settle:
            runtime.content_editing.mark_as_released(None)
            click.echo(f"Đã coi {len(rows)} tệp đang dùng là bản phát hành.")

    return group


def _list_problems(runtime: Runtime) -> list[Problem]:
    """The problems of the files and, when they have no errors, those found by reading and answering with them."""
    path = runtime.settings.content_path
    problems = Content.check(path, runtime.today())
    if any(problem.level == "error" for problem in problems):
        return problems
    snapshot = runtime.live_content()
    laws = check_laws_of(path, runtime.today())
    return [*problems, *laws, *lost_phrases(path, snapshot.content, snapshot.reader), *find_long_answers(runtime)]


def _print_layers(root: Path) -> None:
    """Which folders content is read from, and which files replace one of a lower layer."""
    if len(list_layers(root)) == 1:
        return
    counts = Counter(show_layer(root, path) for path in list_files(root).values())
    names = [show_layer(root, layer) for layer in list_layers(root)]
    click.echo("Các lớp, lớp sau thắng: " + "; ".join(f"{name} ({counts[name]} tệp)" for name in names))
    for overlay in list_overlays(root):
        click.echo(f"  {show_layer(root, overlay.path)} thay bản dưới: {overlay.file}")


def _rank(problems: Iterable[Problem], most_asked: Sequence[str]) -> list[Problem]:
    """Errors first, then what concerns the procedures residents ask most, then the rest by file and line."""
    ranks = {file: rank for rank, file in enumerate(most_asked)}
    last = len(ranks)
    return sorted(problems, key=lambda problem: (problem.level, ranks.get(problem.file, last), problem))


def _read_records(file: Path) -> Iterator[PortalRecord]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except ValueError:
                record = None
            if not _is_procedure(record):
                raise click.ClickException(f"{file}:{number}: dòng này không phải một thủ tục (JSON có code, name).")
            yield record


def _is_procedure(record: object) -> bool:
    """Whether a line has the code and the name of a procedure, in either form of crawl."""
    return (
        isinstance(record, dict)
        and isinstance(record.get("code", record.get("proc_id")), str)
        and bool(record.get("name"))
    )


def _parse_numbers(text: str, most: int) -> set[int]:
    """Parse "3,5-8"; each number must be from 1 to `most`. Raises ClickException."""
    numbers: set[int] = set()
    for part in filter(None, text.replace(" ", "").split(",")):
        first, _, last = part.partition("-")
        if not (first.isdecimal() and (last or first).isdecimal() and 1 <= int(first) <= int(last or first) <= most):
            raise click.ClickException(f"Không có thay đổi số «{part}» (đang có {most}).")
        numbers.update(range(int(first), int(last or first) + 1))
    return numbers


def _select(changes: Sequence[PortalChange], numbers: set[int]) -> list[PortalChange]:
    return [changes[number - 1] for number in sorted(numbers)]


def _print_changes(changes: Sequence[PortalChange]) -> None:
    for number, change in enumerate(changes, 1):
        click.echo(f"{number}. {change.code} {change.title}: {FIELDS_VI[change.field]}")
        if change.difference is not None:
            click.echo(indent(describe_difference(change.difference), "     "))
        elif change.field not in ("new", "gone"):
            click.echo(f"     đang ghi: {_shorten(change.ours)}")
            click.echo(f"     Cổng ghi: {_shorten(change.theirs)}")
    new, removed = (sum(change.field == field for change in changes) for field in ("new", "gone"))
    click.echo(f"{new} thủ tục mới, {removed} không còn, {len(changes) - new - removed} chỗ khác nhau.")


def _shorten(text: str) -> str:
    return (text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + "…") or "(chưa ghi)"
