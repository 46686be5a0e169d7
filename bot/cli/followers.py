"""`flask followers`: taking over who follows, labels, and named segments."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from bot.cli.output import clear_errors, json_option, say_json
from bot.cli.segments import as_option, in_words, make_segments, writer
from bot.lib.numbers import format_number
from bot.people.audience import AudienceError
from bot.people.sync import Progress, SyncError
from bot.people.tags import TagError
from bot.runtime import Runtime


def make_followers(runtime: Runtime) -> click.Group:
    """Return the command group `followers`."""

    @click.group("followers")
    def group() -> None:
        """Người theo dõi OA."""

    @group.command("sync")
    @json_option
    @clear_errors(SyncError)
    def sync(as_json: bool) -> None:
        """Lấy danh sách người theo dõi từ Zalo; bị ngắt thì lần sau làm tiếp."""
        progress = _sync_followers(runtime, as_json)
        if as_json:
            say_json(
                {
                    "seen": progress.listed,
                    "new": progress.new,
                    "expected": progress.expected,
                    "missing": progress.missing,
                    "whole": progress.missing is not None,
                }
            )
        else:
            click.echo(_describe_progress(progress))

    @group.command("count")
    @click.option("--audience", "name", default="all", help="Tên nhóm; bỏ trống là mọi người theo dõi.")
    @click.option("--sample", type=click.IntRange(0, 50), default=0, help="Kèm tên của vài người, để xem có đúng nhóm.")
    @json_option
    @clear_errors(AudienceError)
    def count(name: str, sample: int, as_json: bool) -> None:
        """Hiện có bao nhiêu người trong một nhóm."""
        audience = runtime.segments.audience_of(name)
        preview = runtime.segments.preview(audience, sample)
        if as_json:
            say_json(
                {
                    "audience": name,
                    "rule": audience.as_dict(),
                    "count": preview.size,
                    "sample": [{"person": person, "name": called} for person, called in preview.sample],
                }
            )
            return
        click.echo(f"{in_words(runtime, audience)}: {format_number(preview.size)} người.")
        for person, called in preview.sample:
            click.echo(f"  {person}\t{called or 'chưa rõ tên'}")

    _add_labels(group, runtime)
    group.add_command(make_segments(runtime))
    return group


def _add_labels(group: click.Group, runtime: Runtime) -> None:
    """Add the commands `tag`, `untag` and `tags`."""

    @group.command("tag")
    @click.argument("tag")
    @click.argument("person_ids", nargs=-1, required=True)
    @as_option
    @clear_errors(TagError)
    def tag(tag: str, person_ids: tuple[str, ...], email: str) -> None:
        """Gắn nhãn cho người theo dõi (theo mã)."""
        changed = runtime.labels.give(person_ids, tag, writer(runtime, email))
        click.echo(f"Đã gắn nhãn “{tag}” cho {changed} người; máy tự báo sang Zalo.")

    @group.command("untag")
    @click.argument("tag")
    @click.argument("person_ids", nargs=-1, required=True)
    @as_option
    @clear_errors(TagError)
    def untag(tag: str, person_ids: tuple[str, ...], email: str) -> None:
        """Gỡ nhãn."""
        changed = runtime.labels.take(person_ids, tag, writer(runtime, email))
        click.echo(f"Đã gỡ nhãn “{tag}” của {changed} người; máy tự báo sang Zalo.")

    @group.command("tags")
    @json_option
    def tags(as_json: bool) -> None:
        """Các nhãn, và nhãn nào Zalo không nhận."""
        counts, refused = runtime.labels.counts(), runtime.labels.refused()
        if as_json:
            say_json(
                {
                    "tags": [{"tag": tag, "people": people} for tag, people in counts],
                    "refused": [
                        {"person": row.person_id, "tag": row.tag, "code": row.code, "reason": row.reason}
                        for row in refused
                    ],
                }
            )
            return
        if not counts:
            click.echo("Chưa có nhãn nào. Gắn bằng: followers tag NHÃN MÃ_NGƯỜI --as EMAIL.")
        for tag, people in counts:
            click.echo(f"{tag}\t{format_number(people)} người")
        for row in refused:
            click.echo(f"Zalo không nhận: {row.tag}\t{row.person_id}\t{row.reason}")


def _sync_followers(runtime: Runtime, is_quiet: bool) -> Progress:
    """Read the whole list with a progress bar. Raises SyncError."""
    runtime.people_sync.begin()
    with click.progressbar(length=1, label="Đang lấy danh sách", hidden=is_quiet) as bar:
        return runtime.people_sync.run_to_end(None if is_quiet else partial(_show_progress, bar))


def _show_progress(bar: Any, progress: Progress) -> None:
    """Move the bar; a person in the list and the details of a person are one step each."""
    total = max(progress.expected, progress.listed)
    bar.length = max(1, total + progress.waiting)
    bar.label = (
        "Đang lấy danh sách" if progress.is_listing else f"Đang lấy tên, còn {format_number(progress.waiting)} người"
    )
    bar.update(progress.listed - bar.pos)


def _describe_progress(progress: Progress) -> str:
    sentence = (
        f"Zalo báo {format_number(progress.listed)} người theo dõi, trong đó {format_number(progress.new)} người mới."
    )
    if progress.missing is None:
        return (
            f"{sentence} Danh sách chưa trọn (Zalo nói có {format_number(progress.expected)} người)"
            " nên không ai bị coi là đã bỏ theo dõi."
        )
    return (
        f"{sentence} {format_number(progress.missing)} người không còn trong danh sách."
        if progress.missing
        else sentence
    )
