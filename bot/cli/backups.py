"""`flask backup` and `flask restore`."""

from __future__ import annotations

from pathlib import Path

import click

from bot.accounts.roles import MANAGING
from bot.broadcasts.lifecycle import BroadcastError
from bot.cli.broadcast_output import actor_of_email
from bot.cli.output import clear_errors, json_option, say_json
from bot.operations import backups, restoring
from bot.runtime import Runtime


def make_backup(runtime: Runtime) -> click.Command:
    """Build the command `backup`."""

    @click.command("backup")
    @click.argument("target", required=False, type=click.Path(path_type=Path, dir_okay=False))
    @json_option
    @clear_errors(restoring.StoreError, backups.BackupError)
    def backup(target: Path | None, as_json: bool) -> None:
        """Chép cơ sở dữ liệu và hình đã tải lên ra một tệp nén, làm được khi chương trình đang chạy."""
        path, size = backups.make_backup(runtime, target)
        if target is None:
            backups.copy_to_second_place(runtime, path)
        if as_json:
            say_json({"file": str(path), "bytes": size})
        else:
            click.echo(f"Đã sao lưu vào {path} ({size / 1_000_000:.1f} MB), đã đọc lại và kiểm tra từng phần.")

    return backup


def make_restore(runtime: Runtime) -> click.Command:
    """Build the command `restore FILE`, and `restore --confirm` for the official who has checked the data."""

    @click.command("restore")
    @click.argument("source", required=False, type=click.Path(path_type=Path, dir_okay=False))
    @click.option("--confirm", is_flag=True, help="Xác nhận đã xem lại, cho gửi tin trở lại.")
    @click.option("--without-secrets", is_flag=True, help="Bỏ các bí mật mà máy này không có khóa để mở.")
    @click.option("--passphrase", help="Mật khẩu của bản sao lưu, nếu khác BACKUP_PASSPHRASE; “-” để gõ kín.")
    @click.option("--as", "email", metavar="EMAIL", help="Quản lý xác nhận.")
    @json_option
    @clear_errors(restoring.StoreError, backups.BackupError, BroadcastError)
    def restore(
        source: Path | None,
        confirm: bool,
        without_secrets: bool,
        passphrase: str | None,
        email: str | None,
        as_json: bool,
    ) -> None:
        """Đưa một bản sao lưu trở lại. Sau đó máy không gửi gì cho tới khi có người xác nhận."""
        if confirm:
            _confirm_restore(runtime, email or "")
            if as_json:
                say_json({"restored": False})
            else:
                click.echo("Đã xác nhận. Máy gửi tin trở lại.")
            return
        if source is None:
            raise backups.BackupError(
                "Hãy ghi tên tệp sao lưu. Ví dụ: flask --app app restore data/backups/ward-sao-luu-20261123-120000.zip"
            )
        if passphrase == "-":
            passphrase = click.prompt("Mật khẩu của bản sao lưu", hide_input=True)
        result = restoring.restore_backup(runtime, source, passphrase=passphrase, without_secrets=without_secrets)
        if as_json:
            say_json({"restored": True, "kept": str(result.former_database), "pictures": result.pictures})
            return
        _print_result(result, source, runtime.pictures.folder)
        click.echo("Máy chưa gửi tin nào. Xem lại các bản tin, rồi chạy: flask --app app restore --confirm --as EMAIL")

    return restore


def _print_result(result: restoring.RestoreResult, source: Path, uploads: Path) -> None:
    if result.pictures is None:
        click.echo(f"Đã khôi phục cơ sở dữ liệu từ {source}.")
        click.echo(f"Bản này sao lưu kiểu cũ, không kèm hình đã tải lên. Hình đang có ở {uploads} vẫn giữ nguyên.")
    else:
        click.echo(f"Đã khôi phục từ {source}, cùng {result.pictures} hình đã tải lên.")
    if result.content is None:
        click.echo("Nội dung cán bộ đã sửa chưa đưa lại được vì không ghi được vào thư mục nội dung.")
    elif result.content:
        click.echo(f"Đã đưa lại {result.content} tệp nội dung cán bộ đã sửa.")
    again = result.again
    if any((again.erased, again.opted_out, again.disabled)):
        click.echo(
            f"Đã xóa lại dữ liệu của {len(again.erased)} người, dừng tin lại cho {len(again.opted_out)} người,"
            f" khóa lại {len(again.disabled)} tài khoản cán bộ."
        )
    click.echo(f"Cơ sở dữ liệu trước đó còn ở {result.former_database}.")


def _confirm_restore(runtime: Runtime, email: str) -> None:
    if not runtime.restore_guard.is_restored():
        raise backups.BackupError("Cơ sở dữ liệu này không cần xác nhận.")
    by = actor_of_email(runtime, email)
    if not by.roles & MANAGING:
        raise backups.BackupError("Chỉ quản lý được xác nhận sau khi khôi phục.")
    runtime.restore_guard.confirm(by.id)
