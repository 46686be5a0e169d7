"""Pictures, voice, files and places that residents send: fetched once from Zalo only, shown, exported, erased."""

from __future__ import annotations

import io
import json
import socket
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import bot.simulator
from bot.clock import DAY
from bot.lib.safe_http import Deadline
from bot.messaging import media_download
from bot.messaging.media_download import MediaDownloads, MediaRefused
from bot.operations.jobs import KEEP_MS, forget_old
from bot.store import people
from bot.zalo.incoming import parse_event
from tests.admin.installation import PERSON, complains, new_official, says

TALK = f"/admin/inbox/{PERSON}"
SAMPLES = Path(bot.simulator.__file__).parent / "samples"


class Zalo:
    """A server on this machine in place of Zalo's: files by their path, and how often each was asked for."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[int, bytes, dict[str, str]]] = {}
        self.asked: list[str] = []
        zalo = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                zalo.asked.append(self.path)
                status, body, headers = zalo.files.get(self.path, (404, b"", {}))
                self.send_response(status)
                for name, value in ({"Content-Length": str(len(body))} | headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Stay quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def keep(self, name: str, body: bytes, status: int = 200, **headers: str) -> str:
        self.files[f"/simulator/media/{name}"] = (status, body, headers)
        return f"http://127.0.0.1:{self.port}/simulator/media/{name}"


@pytest.fixture(scope="module")
def zalo() -> Iterator[Zalo]:
    server = Zalo()
    yield server
    server.server.shutdown()
    server.server.server_close()


@pytest.fixture
def environ(zalo: Zalo) -> dict[str, str]:
    zalo.asked.clear()
    return {"PORT": str(zalo.port)}


def sends(runtime: Any, *attachments: dict[str, Any], name: str = "user_send_image", **message: str) -> None:
    """A message with attachments, as Zalo hands it over."""
    now = runtime.clock()
    body = {
        "event_name": name,
        "app_id": "1",
        "sender": {"id": PERSON},
        "recipient": {"id": "2"},
        "message": {"msg_id": f"a{now}{len(attachments)}{name}", "attachments": list(attachments), **message},
        "timestamp": str(now),
    }
    raw = json.dumps(body).encode()
    runtime.inbox.record(parse_event(raw, now), raw)
    with runtime.store.write() as db:
        people.ensure_person(db, PERSON, now)
        people.note_interaction(db, PERSON, now, is_message=True)
    runtime.store.rows("UPDATE inbox SET state = 'done' RETURNING id")


def picture(url: str) -> dict[str, Any]:
    return {"type": "image", "payload": {"url": url, "thumbnail": "https://x.zdn.vn/small.jpg"}}


def look(official: Any, path: str, **headers: str) -> Any:
    """The answer, read to its end: what is sent from a file stays open until then."""
    return official.client.get(path, headers=headers, buffered=True)


def files_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir()) if folder.exists() else []


def test_a_picture_is_fetched_once_turned_right_and_shown_small_and_large(runtime, manager, zalo):
    url = zalo.keep("den.jpg", (SAMPLES / "mau.jpg").read_bytes())
    sends(runtime, picture(url), text="đèn này hư")
    assert "máy đang tải về" in manager.page(TALK)
    for _ in range(2):
        runtime.media.advance()
    assert zalo.asked == ["/simulator/media/den.jpg"]
    page = manager.page(TALK)
    assert '<img src="/admin/media/1?size=small"' in page and "đèn này hư" in page
    full, small = (look(manager, f"/admin/media/1{part}") for part in ("", "?size=small"))
    image, thumbnail = (Image.open(io.BytesIO(answer.data)) for answer in (full, small))
    assert image.size == (900, 1200) and image.getexif().get(0x0112, 1) == 1, "turned as it was held"
    assert thumbnail.size == (240, 320)
    assert full.headers["X-Content-Type-Options"] == "nosniff" and full.headers["Cache-Control"] == "no-store"
    assert full.headers["Content-Disposition"].startswith("inline") and full.mimetype == "image/jpeg"


def test_only_who_may_read_talks_sees_it_and_each_look_is_audited(app, runtime, zalo):
    sends(runtime, picture(zalo.keep("a.png", (SAMPLES / "mau.png").read_bytes())))
    runtime.media.advance()
    author, answerer = new_official(app, runtime, "author"), new_official(app, runtime, "answerer")
    assert look(author, "/admin/media/1").status_code == 403
    assert app.test_client().get("/admin/media/1").status_code == 303
    assert look(answerer, "/admin/media/1").status_code == 200
    [line] = runtime.store.rows("SELECT subject FROM audit WHERE action = 'read_talk'")
    assert line["subject"] == PERSON


def test_voice_video_files_places_cards_stickers_and_quotes_are_shown(runtime, manager, zalo):
    says(runtime, "tôi gửi đơn")
    quoted = runtime.store.row("SELECT key FROM inbox")["key"].rpartition(":")[2]
    voice = zalo.keep("v.amr", (SAMPLES / "mau.amr").read_bytes())
    sound = zalo.keep("v.m4a", b"\0\0\0\x20ftypM4A \0\0\0\0" + bytes(40))
    paper = zalo.keep("d.pdf", (SAMPLES / "mau.pdf").read_bytes())
    card = json.dumps({"phone": "84900000199", "qrCodeUrl": "https://x.zdn.vn/q"})
    sends(runtime, {"type": "audio", "payload": {"url": voice}}, name="user_send_audio")
    sends(
        runtime, {"type": "audio", "payload": {"url": sound}}, {"type": "audio", "payload": {}}, name="user_send_audio"
    )
    sends(
        runtime, {"type": "file", "payload": {"url": paper, "name": "đơn xin.pdf", "size": "9"}}, name="user_send_file"
    )
    place = {"coordinates": {"latitude": "10.927934", "longitude": "108.102117"}}
    sends(runtime, {"type": "location", "payload": place}, name="user_send_location")
    sends(runtime, {"type": "link", "payload": {"description": card}}, name="user_send_business_card")
    sends(runtime, picture(zalo.keep("s.gif", (SAMPLES / "mau.gif").read_bytes())), quote_msg_id=quoted, text="đây ạ")
    runtime.media.advance()
    runtime.media.advance()
    page = manager.page(TALK)
    for words in (
        'data-amr="/admin/media/1"',
        '<audio controls preload="none" src="/admin/media/2"',
        "đơn xin.pdf",
        "https://www.google.com/maps?q=10.927934,108.102117",
        "84900000199",
        "<q>tôi gửi đơn</q>",
    ):
        assert words in page, words
    paper_answer = look(manager, "/admin/media/3")
    assert paper_answer.headers["Content-Disposition"].startswith("attachment")
    part = look(manager, "/admin/media/2", Range="bytes=0-7")
    assert (part.status_code, part.data) == (206, b"\0\0\0\x20ftyp"), "a player jumps"


def test_a_ticket_shows_its_pictures_and_place_in_the_talk_and_in_the_list(runtime, manager, zalo):
    url = zalo.keep("den.jpg", (SAMPLES / "mau.jpg").read_bytes())
    sends(runtime, picture(url))
    complains(runtime, text=f"Đèn hẻm 45 hư\nẢnh: {url}\nVị trí: 10.9279, 108.1021")
    runtime.media.advance()
    for path in (TALK, "/admin/inbox?tab=tickets"):
        page = manager.page(path)
        assert "Đèn hẻm 45 hư" in page and "/admin/media/1?size=small" in page and "maps?q=10.9279,108.1021" in page
        assert f"Ảnh: {url}" not in page


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://x.zdn.vn/a.jpg", "host"),
        ("https://zdn.vn.evil.example/a.jpg", "host"),
        ("https://evilzdn.vn/a.jpg", "host"),
        ("https://x.zdn.vn:8443/a.jpg", "host"),
        ("https://user@x.zdn.vn/a.jpg", "host"),
        ("https://[::1/a.jpg", "host"),
        ("file:///etc/passwd", "host"),
        ("http://127.0.0.1:1/simulator/media/../../admin", "host"),
    ],
)
def test_an_address_elsewhere_is_never_asked(tmp_path, address, reason):
    downloads = MediaDownloads(("zdn.vn",), "http://127.0.0.1:1/simulator/media/")
    with pytest.raises(MediaRefused) as refusal:
        downloads.download(address, "image", "", tmp_path / "a")
    assert refusal.value.reason == reason and files_in(tmp_path) == []


def test_a_name_of_zalo_that_leads_into_our_own_network_is_never_connected_to(tmp_path, monkeypatch):
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.168.1.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inside)
    with pytest.raises(MediaRefused) as refusal:
        MediaDownloads(("zdn.vn",), "").download("https://x.zdn.vn/a.jpg", "image", "", tmp_path / "a")
    assert refusal.value.reason == "host" and files_in(tmp_path) == []


def test_what_is_too_large_too_slow_wrong_or_leads_elsewhere_is_not_kept_and_its_address_is(
    runtime, manager, zalo, monkeypatch, clock
):
    monkeypatch.setattr(media_download, "LARGEST", 100_000)
    bodies = {
        "page.jpg": (b"<html><script>alert(1)</script>", {}),
        "large.jpg": (b"\xff\xd8\xff" + bytes(200_000), {}),
        "broken.jpg": (b"\xff\xd8\xff" + bytes(50), {}),
        "short.jpg": ((SAMPLES / "mau.jpg").read_bytes(), {"Content-Length": "999999"}),
    }
    for name, (body, headers) in bodies.items():
        sends(runtime, picture(zalo.keep(name, body, **headers)), name="user_send_image")
        clock.forward(1000)
    sends(runtime, picture(zalo.keep("away.jpg", b"", 302, Location="http://169.254.169.254/latest")))
    for _ in range(2):
        runtime.media.advance()
    page = manager.page(TALK)
    assert page.count("không đúng loại") == 2 and "lớn quá 30 MB" in page and "không thuộc Zalo" in page
    assert "Máy tự thử lại sau" in page, "a line that breaks may come back"
    assert files_in(runtime.media.folder) == []
    addresses = {row["address"].rpartition("/")[2] for row in runtime.store.rows("SELECT address FROM media")}
    assert addresses == {*bodies, "away.jpg"}


def test_a_failure_that_may_pass_is_tried_again_later_and_by_hand(app, runtime, zalo, clock):
    url = zalo.keep("later.png", b"", 503)
    sends(runtime, picture(url))
    runtime.media.advance()
    runtime.media.advance()
    assert len(zalo.asked) == 1
    for _ in range(6):
        clock.forward(DAY)
        runtime.media.advance()
    manager = new_official(app, runtime, "manager")
    assert len(zalo.asked) == 6 and "Zalo chưa trả lời" in manager.page(TALK)
    zalo.keep("later.png", (SAMPLES / "mau.png").read_bytes())
    assert manager.press("/admin/media/1/again").status_code == 303
    runtime.media.advance()
    assert "/admin/media/1?size=small" in manager.page(TALK)


def test_media_go_with_the_messages_with_the_person_and_into_the_export(runtime, zalo, clock):
    folder = runtime.media.folder
    sends(runtime, picture(zalo.keep("a.png", (SAMPLES / "mau.png").read_bytes())))
    runtime.media.advance()
    assert len(files_in(folder)) == 2, "the picture and its thumbnail"
    packed = zipfile.ZipFile(io.BytesIO(runtime.person_exports.make_archive(PERSON, None, KEEP_MS)))
    assert packed.read("4-tep/1-image.png") == (SAMPLES / "mau.png").read_bytes()
    assert runtime.person_profiles.get_card(PERSON).emptied["media"] == 1
    runtime.person_profiles.erase_person(PERSON, PERSON[-4:], None)
    runtime.media.advance()
    assert files_in(folder) == [] and runtime.store.rows("SELECT * FROM media") == []
    sends(runtime, picture(zalo.keep("b.png", (SAMPLES / "mau.png").read_bytes())))
    runtime.media.advance()
    clock.forward(KEEP_MS + DAY)
    forget_old(runtime)
    runtime.media.advance()
    assert files_in(folder) == []


def test_a_download_that_ends_after_the_erasure_leaves_nothing(runtime, zalo, monkeypatch):
    sends(runtime, picture(zalo.keep("a.png", (SAMPLES / "mau.png").read_bytes())))
    opens = media_download.open_session

    def erase_meanwhile(deadline: Deadline, may_be_local: bool) -> Any:
        runtime.person_profiles.erase_person(PERSON, PERSON[-4:], None)
        return opens(deadline, may_be_local)

    monkeypatch.setattr(media_download, "open_session", erase_meanwhile)
    runtime.media.advance()
    assert files_in(runtime.media.folder) == [] and runtime.store.rows("SELECT * FROM media") == []


def test_a_file_that_vanished_is_fetched_again(runtime, manager, zalo):
    """A database restored on another machine: media are not in backups."""
    sends(runtime, picture(zalo.keep("a.png", (SAMPLES / "mau.png").read_bytes())))
    runtime.media.advance()
    for name in files_in(runtime.media.folder):
        (runtime.media.folder / name).unlink()
    assert look(manager, "/admin/media/1").status_code == 404
    runtime.media.advance()
    assert look(manager, "/admin/media/1").status_code == 200
