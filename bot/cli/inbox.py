"""`flask inbox`: people who want an official, and tickets, without a browser."""

from __future__ import annotations

import click

from bot.cli.output import clear_errors, format_moment, json_option, say_json
from bot.helpdesk.service import HelpdeskError
from bot.messaging.history import AUTHOR_LABELS
from bot.runtime import Runtime

SHELL = 0
"""Used in place of an official's number for a command run on the server."""

_AUTHOR_LABELS = AUTHOR_LABELS | {"bot": "Trợ lý"}
"""The terminal calls the program by a shorter name."""


def make_inbox(runtime: Runtime) -> click.Group:
    """Return the command group `inbox`."""
    zone = runtime.settings.timezone

    @click.group("inbox")
    def group() -> None:
        """Hộp thư: người dân chờ gặp cán bộ, và phiếu góp ý."""

    @group.command("list")
    @json_option
    def listing(as_json: bool) -> None:
        """Ai đang chờ, phiếu nào chưa xong."""
        for row in runtime.helpdesk.waiting():
            if as_json:
                say_json(
                    {
                        "person": row.person_id,
                        "name": row.name,
                        "since": row.since,
                        "window": row.window.value,
                        "code": row.code,
                        "answered": row.answered,
                    }
                )
            else:
                since = "đã trả lời" if row.answered else f"chờ từ {format_moment(row.since, zone)}"
                click.echo(f"{row.code}\t{row.person_id}\t{row.name or 'chưa rõ tên'}\t{since}")
        for ticket in runtime.helpdesk.tickets():
            if as_json:
                say_json({"ticket": ticket.code, "kind": ticket.kind, "person": ticket.person_id, "text": ticket.text})
            else:
                click.echo(f"{ticket.code}\t{format_moment(ticket.created_at, zone)}\t{ticket.text}")

    @group.command("show")
    @click.argument("person")
    @json_option
    def show(person: str, as_json: bool) -> None:
        """Cả cuộc nói chuyện với một người."""
        for line in runtime.helpdesk.talk(person):
            if as_json:
                say_json({"at": line.at, "who": line.who, "kind": line.kind, "text": line.text, "state": line.state})
            else:
                click.echo(
                    f"{format_moment(line.at, zone)}  {_AUTHOR_LABELS[line.who]}: {line.text or f'({line.kind})'}"
                )

    @group.command("answer")
    @click.argument("person")
    @click.argument("text")
    @click.option("--ticket", default="", help="Mã phiếu mà câu này trả lời; mã được nhắc trong tin.")
    @clear_errors(HelpdeskError)
    def answer(person: str, text: str, ticket: str) -> None:
        """Trả lời một người; trợ lý tiếp tục im lặng với người đó."""
        runtime.helpdesk.answer(person, text, SHELL, code=ticket.strip().upper())
        click.echo("Đã xếp gửi.")

    @group.command("give-back")
    @click.argument("person")
    @clear_errors(HelpdeskError)
    def give_back(person: str) -> None:
        """Giao lại cho trợ lý tự động."""
        runtime.helpdesk.give_back(person, SHELL, runtime.live_content.content.say("person.given_back"))
        click.echo("Đã giao lại cho trợ lý.")

    @group.command("note")
    @click.argument("person")
    @click.argument("text")
    @clear_errors(HelpdeskError)
    def note(person: str, text: str) -> None:
        """Ghi chú nội bộ về một cuộc; người dân không thấy."""
        if runtime.helpdesk.person(person) is None:
            raise HelpdeskError("Không có người này.")
        runtime.helpdesk.notes.add_note(person, text, SHELL)
        click.echo("Đã ghi.")

    @group.command("assign")
    @click.argument("person")
    @click.argument("email", required=False)
    @clear_errors(HelpdeskError)
    def assign(person: str, email: str | None) -> None:
        """Giao cuộc và phiếu của một người cho cán bộ EMAIL; bỏ trống là không ai nhận."""
        official = runtime.officials.find(email) if email else None
        if email and official is None:
            raise HelpdeskError(f"Không có cán bộ nào dùng email {email}.")
        runtime.helpdesk.assign(person, official.id if official else None, SHELL)
        click.echo(f"Đã giao cho {official.name}." if official else "Không ai nhận nữa.")

    @group.command("close")
    @click.argument("code")
    @click.option("--result", default="", help="Kết quả, một câu, gửi cho người dân.")
    @clear_errors(HelpdeskError)
    def close(code: str, result: str) -> None:
        """Đóng một phiếu hoặc một cuộc; người dân được hỏi điểm một lần."""
        runtime.helpdesk.close(code, SHELL, result)
        click.echo(f"Đã đóng {code.strip().upper()}.")

    return group
