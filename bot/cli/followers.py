"""`flask followers`: taking over who follows, labels, and named segments."""

from __future__ import annotations

import time
from typing import Any

import click

from bot.audiences import AudienceError
from bot.cli.output import clear_errors, json_option, say_json
from bot.cli.segments import as_option, in_words, make_segments, number, writer
from bot.people import Progress
from bot.runtime import Runtime
from bot.tagging import TagError
from bot.zalo.calls import CallFailed
from bot.zalo.errors import Outcome


def make_followers(runtime: Runtime) -> click.Group:
    """The group `followers`."""

    @click.group("followers")
    def group() -> None:
        """Người theo dõi OA."""

    @group.command("sync")
    @json_option
    @clear_errors(CallFailed)
    def sync(as_json: bool) -> None:
        """Lấy danh sách người theo dõi từ Zalo; bị ngắt thì lần sau làm tiếp."""
        progress = _take_over(runtime, as_json)
        if as_json:
            say_json({"seen": progress.seen, "new": progress.new, "expected": progress.expected,
                      "missing": progress.missing, "whole": progress.missing is not None})  # fmt: skip
        else:
            click.echo(_told(progress))

    @group.command("count")
    @click.option("--audience", "name", default="all", help="Tên nhóm; bỏ trống là mọi người theo dõi.")
    @click.option("--sample", type=click.IntRange(0, 50), default=0, help="Kèm tên của vài người, để xem có đúng nhóm.")
    @json_option
    @clear_errors(AudienceError)
    def count(name: str, sample: int, as_json: bool) -> None:
        """Hiện có bao nhiêu người trong một nhóm."""
        audience = runtime.segments.audience_of(name)
        found = runtime.segments.preview(audience, sample)
        if as_json:
            say_json({"audience": name, "rule": audience.as_dict(), "count": found.size,
                      "sample": [{"person": person, "name": called} for person, called in found.sample]})  # fmt: skip
            return
        click.echo(f"{in_words(runtime, audience)}: {number(found.size)} người.")
        for person, called in found.sample:
            click.echo(f"  {person}\t{called or 'chưa rõ tên'}")

    _add_labels(group, runtime)
    group.add_command(make_segments(runtime))
    return group


def _add_labels(group: click.Group, runtime: Runtime) -> None:
    """`tag`, `untag`, `tags`."""

    @group.command("tag")
    @click.argument("tag")
    @click.argument("person_ids", nargs=-1, required=True)
    @as_option
    @clear_errors(TagError)
    def tag(tag: str, person_ids: tuple[str, ...], email: str) -> None:
        """Gắn nhãn cho người theo dõi (theo mã)."""
        changed = runtime.tagging.give(person_ids, tag, writer(runtime, email))
        click.echo(f"Đã gắn nhãn “{tag}” cho {changed} người; máy tự báo sang Zalo.")

    @group.command("untag")
    @click.argument("tag")
    @click.argument("person_ids", nargs=-1, required=True)
    @as_option
    @clear_errors(TagError)
    def untag(tag: str, person_ids: tuple[str, ...], email: str) -> None:
        """Gỡ nhãn."""
        changed = runtime.tagging.take(person_ids, tag, writer(runtime, email))
        click.echo(f"Đã gỡ nhãn “{tag}” của {changed} người; máy tự báo sang Zalo.")

    @group.command("tags")
    @json_option
    def tags(as_json: bool) -> None:
        """Các nhãn, và nhãn nào Zalo không nhận."""
        counts, refused = runtime.tagging.counts(), runtime.tagging.refused()
        if as_json:
            say_json({"tags": [{"tag": tag, "people": people} for tag, people in counts],
                      "refused": [{"person": row.person_id, "tag": row.tag, "code": row.code, "reason": row.reason}
                                  for row in refused]})  # fmt: skip
            return
        if not counts:
            click.echo("Chưa có nhãn nào. Gắn bằng: followers tag NHÃN MÃ_NGƯỜI --as EMAIL.")
        for tag, people in counts:
            click.echo(f"{tag}\t{number(people)} người")
        for row in refused:
            click.echo(f"Zalo không nhận: {row.tag}\t{row.person_id}\t{row.reason}")


def _take_over(runtime: Runtime, is_quiet: bool) -> Progress:
    """Read on until nothing is left, waiting when the platform wants a pause. Raises CallFailed."""
    sync = runtime.followers
    sync.begin()
    with click.progressbar(length=1, label="Đang lấy danh sách", hidden=is_quiet) as bar:

        def show(progress: Progress) -> None:
            _show(bar, progress)

        while True:
            try:
                if sync.run(show=None if is_quiet else show):
                    return sync.progress()
            except CallFailed as failure:
                if failure.result.outcome is not Outcome.RATE_LIMITED:
                    raise
            time.sleep(max(0, sync.rests_until() - runtime.clock()) / 1000)


def _show(bar: Any, progress: Progress) -> None:
    """Pages of the list and details are steps alike."""
    known = max(progress.expected, progress.seen)
    bar.length = max(1, known + progress.waiting)
    bar.label = "Đang lấy danh sách" if progress.is_listing else f"Đang lấy tên, còn {number(progress.waiting)} người"
    bar.update(progress.seen - bar.pos)


def _told(progress: Progress) -> str:
    told = f"Zalo báo {number(progress.seen)} người theo dõi, trong đó {number(progress.new)} người mới."
    if progress.missing is None:
        return (
            f"{told} Danh sách chưa trọn (Zalo nói có {number(progress.expected)} người)"
            " nên không ai bị coi là đã bỏ theo dõi."
        )
    return f"{told} {number(progress.missing)} người không còn trong danh sách." if progress.missing else told
