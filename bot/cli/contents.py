"""`flask content check`: what is wrong or missing in content/, by file and line."""

from __future__ import annotations

import click

from bot.cli.output import json_option, say_json
from bot.content import Content
from bot.runtime import Runtime


def make_content(runtime: Runtime) -> click.Group:
    """The group `content`."""

    @click.group("content")
    def group() -> None:
        """Nội dung trả lời: kiểm tra tệp trong content/."""

    @group.command("check")
    @json_option
    def check(as_json: bool) -> None:
        """Kiểm tra mọi tệp: lỗi phải sửa, và chỗ cán bộ còn phải điền."""
        problems = Content.check(runtime.settings.content_path, runtime.today())
        errors = sum(problem.level == "error" for problem in problems)
        for problem in problems:
            if as_json:
                say_json({"file": problem.file, "line": problem.line, "level": problem.level, "message": problem.message_vi})
            else:
                click.echo(f"{problem.file}:{problem.line}: {'LỖI' if problem.level == 'error' else 'cần điền'}: "
                           f"{problem.message_vi}")  # fmt: skip
        if not as_json:
            click.echo(f"{errors} lỗi, {len(problems) - errors} chỗ cần cán bộ xem.")
        raise SystemExit(1 if errors else 0)

    return group
