"""`flask backup` and `flask restore`."""

from __future__ import annotations

from pathlib import Path

import click

from bot import backups
from bot.broadcasts.service import BroadcastError
from bot.cli.broadcasts_said import actor
from bot.cli.output import clear_errors, json_option, say_json
from bot.runtime import Runtime
from bot.store import StoreError


def make_backup(runtime: Runtime) -> click.Command:
    """The command `backup`."""

    @click.command("backup")
    @click.argument("target", required=False, type=click.Path(path_type=Path, dir_okay=False))
    @json_option
    @clear_errors(StoreError, backups.BackupError)
    def backup(target: Path | None, as_json: bool) -> None:
        """Chép cơ sở dữ liệu và hình đã tải lên ra một tệp nén, làm được khi chương trình đang chạy."""
        path, size = backups.make(runtime, target)
        if as_json:
            say_json({"file": str(path), "bytes": size})
        else:
            click.echo(f"Đã sao lưu vào {path} ({size / 1_000_000:.1f} MB).")

    return backup


def make_restore(runtime: Runtime) -> click.Command:
    """`restore FILE`, and `restore --confirm` once an official has looked."""

    @click.command("restore")
    @click.argument("source", required=False, type=click.Path(path_type=Path, dir_okay=False))
    @click.option("--confirm", is_flag=True, help="Xác nhận đã xem lại, cho gửi tin trở lại.")
    @click.option("--as", "email", metavar="EMAIL", help="Quản lý xác nhận.")
    @json_option
    @clear_errors(StoreError, backups.BackupError, BroadcastError)
    def restore(source: Path | None, confirm: bool, email: str | None, as_json: bool) -> None:
        """Đưa một bản sao lưu trở lại. Sau đó máy không gửi gì cho tới khi có người xác nhận."""
        if confirm:
            _confirm(runtime, email or "")
            if as_json:
                say_json({"restored": False})
            else:
                click.echo("Đã xác nhận. Máy gửi tin trở lại.")
            return
        if source is None:
            raise backups.BackupError(
                "Hãy ghi tên tệp sao lưu. Ví dụ: flask --app app restore data/ward-sao-luu-20261123-120000.zip"
            )
        done = backups.bring_back(runtime, source)
        if as_json:
            say_json({"restored": True, "kept": str(done.kept), "pictures": done.pictures})
            return
        _tell(done, source, runtime.pictures.folder)
        click.echo("Máy chưa gửi tin nào. Xem lại các bản tin, rồi chạy: flask --app app restore --confirm --as EMAIL")

    return restore


def _tell(done: backups.Restored, source: Path, uploads: Path) -> None:
    if done.pictures is None:
        click.echo(f"Đã khôi phục cơ sở dữ liệu từ {source}.")
        click.echo(f"Bản này sao lưu kiểu cũ, không kèm hình đã tải lên. Hình đang có ở {uploads} vẫn giữ nguyên.")
    else:
        click.echo(f"Đã khôi phục từ {source}, cùng {done.pictures} hình đã tải lên.")
    click.echo(f"Cơ sở dữ liệu trước đó còn ở {done.kept}.")


def _confirm(runtime: Runtime, email: str) -> None:
    if not runtime.lineage.is_restored():
        raise backups.BackupError("Cơ sở dữ liệu này không cần xác nhận.")
    by = actor(runtime, email)
    if by.role != "manager":
        raise backups.BackupError("Chỉ quản lý được xác nhận sau khi khôi phục.")
    runtime.lineage.confirm(by.id)
