"""An official is told by the first way that works: open page, push, Zalo, mail."""

from __future__ import annotations

import email
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from email import policy

import pytest

from bot.clock import DAY, MINUTE
from bot.lib.mail import Mail, MailError
from tests.admin.installation import wants_an_official


class MailServer(socketserver.ThreadingTCPServer):
    """A mail server that takes everything (RFC 5321) and keeps it. `extensions` are what it offers."""

    allow_reuse_address = daemon_threads = True
    extensions: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.mails: list[str] = []
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].upper()
            if verb == "DATA":
                self._say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.mails.append(b"".join(lines).decode())
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def environ(mail_server: MailServer) -> dict[str, str]:
    port = str(mail_server.server_address[1])
    return {
        "WARD_MODE": "live",
        "ZALO_APP_ID": "1111111111111111111",
        "ZALO_APP_SECRET": "s",
        "ZALO_OA_ID": "2222222222222222222",
        "ZALO_OA_SECRET": "s",
        "PUBLIC_URL": "https://bot.phuong.example.vn",
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": port,
        "SMTP_FROM": "tro-ly@phuong.example.vn",
    }


def queued(runtime, person_id):
    rows = runtime.store.rows("SELECT reply FROM outbox WHERE person_id = ?", [person_id])
    return [row["reply"] for row in rows]


def test_zalo_comes_before_mail_while_its_window_is_open(desk, runtime, mail_server):
    desk.links_zalo("answerer", "88001")
    wants_an_official(runtime)
    assert [desk.look(), desk.look()] == [1, 0]
    [message] = queued(runtime, "88001")
    assert (
        "Có người dân đang chờ cán bộ trả lời." in message
        and "https://bot.phuong.example.vn/admin/notices/1" in message
    )
    assert mail_server.mails == []


def test_mail_is_for_when_nothing_else_works(desk, runtime, clock, mail_server):
    desk.links_zalo("answerer", "88001")
    clock.forward(9 * DAY)  # the window of the official's own Zalo is closed; Wednesday
    wants_an_official(runtime)
    desk.look()
    assert desk.told() == [("answerer", "waiting", "concern", "email")]
    [mail] = mail_server.mails
    assert "To: answerer@phuong.example.vn" in mail and "From: tro-ly@phuong.example.vn" in mail
    assert "Chị Sáu" not in mail and "Message-ID: <" in mail


def test_ways_that_were_not_chosen_are_not_taken(desk, runtime, mail_server):
    desk.links_zalo("answerer", "88001")
    runtime.notices.choose(desk.id_of("answerer"), replace(runtime.notices.choices_of(1), ways=("email",)))
    wants_an_official(runtime)
    desk.look()
    assert queued(runtime, "88001") == [] and len(mail_server.mails) == 1


def test_an_open_page_is_enough(desk, runtime, clock, mail_server):
    desk.opens_a_page("answerer")
    wants_an_official(runtime)
    desk.look()
    assert desk.told() == [("answerer", "waiting", "concern", "screen")] and mail_server.mails == []
    clock.forward(2 * MINUTE)
    assert not runtime.notices.ways._has_page_open(desk.id_of("answerer"))


def test_an_editor_reads_the_list_of_what_is_due_in_the_message(desk, runtime, monkeypatch, mail_server):
    runtime.officials.add("sua@phuong.example.vn", "Lê Thị Sửa", "editor")
    official_id = runtime.officials.find("sua@phuong.example.vn").id
    monkeypatch.setattr("bot.operations.notice_matters.list_notices", lambda _: [(official_id, "Hai mục tới hạn: …")])
    assert [desk.look(), desk.look()] == [1, 0]
    assert "Hai mục tới hạn" in _decoded(mail_server.mails[0])
    assert "To: sua@phuong.example.vn" in mail_server.mails[0] and len(mail_server.mails) == 1


def test_a_trial_reaches_the_official_and_nobody_else(desk, runtime, mail_server):
    desk.opens_a_page("answerer")
    assert runtime.notices.tell_now(desk.id_of("answerer")).way == "email"
    assert "Đây là thông báo thử." in _decoded(mail_server.mails[0])
    assert desk.told() == []


def _decoded(mail):
    return email.message_from_string(mail, policy=policy.default).get_content()


def test_a_password_is_never_sent_over_an_open_line(mail_server):
    host, port = mail_server.server_address
    with pytest.raises(MailError):
        Mail(host, port, "user", "secret", "a@b.vn").send("c@d.vn", "x", "y")
    assert mail_server.mails == []


def test_a_server_that_is_away_is_an_error_without_an_address(mail_server):
    host, port = mail_server.server_address
    mail_server.shutdown()
    mail_server.server_close()
    with pytest.raises(MailError) as error:
        Mail(host, port, "", "", "a@b.vn").send("c@d.vn", "x", "y")
    assert "c@d.vn" not in str(error.value)
