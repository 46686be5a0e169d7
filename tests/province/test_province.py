"""The page of a province: its list of wards, what it shows of them, and wards that answer nonsense, slowly or not at all."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from bot.province import reading
from bot.province.overview import Overview, parse_status, parse_totals
from bot.province.page import create_app
from bot.province.reading import WardError, ask_ward
from bot.province.ward_list import WardAddress, WardListError, read_ward_list

NOW = 1_795_410_000_000
"""23/11/2026 12:00 in Vietnam."""
TOKEN = "t" * 20
WARDS = tuple(WardAddress(f"phường {name}", f"https://{name}.example.vn", TOKEN) for name in ("an", "ba", "ca"))
STATUS: dict[str, Any] = {
    "ward": "phường An", "mode": "live", "status": "ok", "alerts": [], "waiting": 1200, "newest_event_s": 90,
    "backup_age_s": 7300, "disk_free": 5_400_000_000,
}  # fmt: skip
FAILING = STATUS | {"status": "failing", "alerts": [{"alert": "x", "title": "Mất <b>kết nối</b>", "advice": "Nối lại"}]}


def ask(ward: WardAddress, path: str, query: dict[str, Any] | None = None) -> dict[str, Any]:
    """Ba fails, ca does not answer, an is well."""
    if ward.name == "phường ca":
        raise WardError("Không trả lời")
    if path == "/api/status":
        return FAILING if ward.name == "phường ba" else STATUS
    asked = 7 if ward.name == "phường an" else 1000
    return {"totals": {"asked": asked, "answered": 5, "ratings_mean": 4.5, "period": query}}


@pytest.fixture
def overview() -> Overview:
    return Overview(WARDS, lambda: NOW, ask)


@pytest.fixture
def browser(overview: Overview) -> FlaskClient:
    overview.refresh()
    return create_app(overview, lambda: NOW + 3 * 60_000).test_client()


def test_wards_in_trouble_come_first_and_what_they_say_is_no_markup(browser: FlaskClient) -> None:
    page = browser.get("/").text
    assert page.index("phường ca") < page.index("phường ba") < page.index("phường an")
    assert "Không trả lời: <b>1</b>" in page and "Tốt: <b>1</b>" in page and "Xem lúc 12:00 ngày 23/11/2026" in page
    assert "Mất &lt;b&gt;kết nối&lt;/b&gt;. " in page and "Nối lại" in page
    assert "1 phút trước" in page and "2 giờ trước" in page and "1.200" in page and "5 GB" in page
    assert TOKEN not in page
    assert "script" not in browser.get("/").headers["Content-Security-Policy"]


def test_a_ward_that_fell_silent_says_since_when(overview: Overview, browser: FlaskClient) -> None:
    overview._ask = lambda *_: (_ for _ in ()).throw(WardError("Không trả lời"))
    overview.refresh()
    assert browser.get("/").text.count("lần cuối trả lời cách đây 3 phút") == 2


def test_reports_stand_beside_each_other_and_add_up_without_means(browser: FlaskClient) -> None:
    page = browser.get("/bao-cao").text
    assert "tháng 11 năm 2026" in page and "1.007" in page and page.count("Không trả lời") == 1
    assert browser.get("/bao-cao?kind=quarter&number=3&year=2026").text.count("quý III năm 2026") == 1
    lines = browser.get("/bao-cao.csv?kind=year&year=2026").text.removeprefix("\ufeff").splitlines()
    columns = lines[0].split(";")
    sums, mean = lines[-1].split(";"), columns.index("Điểm bình quân cán bộ (thang 5)")
    assert len(lines) == 5 and sums[columns.index("Câu người dân hỏi")] == "1007"
    assert lines[1].split(";")[mean] == "4,5" and sums[mean] == ""


@pytest.mark.parametrize(
    "query", ["number=13", "year=9999", "year=x", "kind=free", "number=12&year=2026", "year=" + "9" * 99]
)
def test_a_period_that_is_none_is_said_and_this_month_shown(browser: FlaskClient, query: str) -> None:
    answer = browser.get(f"/bao-cao?{query}")
    assert answer.status_code == 400 and 'role="alert"' in answer.text and "tháng 11 năm 2026" in answer.text
    assert browser.get(f"/bao-cao.csv?{query}").status_code == 400


def test_reports_are_asked_once_in_ten_minutes(overview: Overview, browser: FlaskClient) -> None:
    names: list[str] = []
    overview._ask = lambda ward, path, query=None: names.append(ward.name) or ask(ward, path, query)
    for _ in range(3):
        browser.get("/bao-cao")
    assert sorted(names) == sorted(ward.name for ward in WARDS)


@pytest.mark.parametrize(
    "facts",
    [{}, STATUS | {"alerts": 7}, STATUS | {"alerts": [1]}, STATUS | {"waiting": "x"}, STATUS | {"disk_free": 10**30},
     STATUS | {"newest_event_s": True}, STATUS | {"alerts": [{"title": 1}]}],
)  # fmt: skip
def test_a_status_that_is_none_is_an_error_of_the_ward(facts: dict[str, Any]) -> None:
    with pytest.raises(WardError):
        parse_status(facts)


def test_figures_that_are_no_numbers_are_unknown() -> None:
    totals = parse_totals({"totals": {"asked": "7", "answered": True, "seen": 1e300, "tickets": 3}})
    assert [totals[name] for name in ("asked", "answered", "seen", "tickets")] == [None, None, None, 3]
    with pytest.raises(WardError):
        parse_totals({"totals": []})


@contextmanager
def ward_that_says(*parts: bytes, pause: float = 0) -> Iterator[WardAddress]:
    """A server that answers one call with these bytes, `pause` seconds between them."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer() -> None:
            line, _ = door.accept()
            with line, suppress(OSError):
                line.recv(4096)
                for part in parts:
                    line.sendall(part)
                    time.sleep(pause)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield WardAddress("x", f"http://127.0.0.1:{door.getsockname()[1]}", TOKEN)
        thread.join(5)


HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ((HEAD + b"<html>",), "không phải của một phường"),
        ((HEAD + b"[" * 100_000,), "không phải của một phường"),
        ((HEAD + b"[]",), "không phải của một phường"),
        ((HEAD + b'"' + b"a" * (reading.MOST_BYTES + 9) + b'"',), "không phải của một phường"),
        ((b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",), "METRICS_TOKEN"),
        ((b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 2\r\n\r\n{}",), "mã 302"),
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{",), "Trả lời|trả lời"),
        ((b"garbage\r\n\r\n",), "Không trả lời"),
    ],
)
def test_an_answer_that_is_none_is_named(parts: tuple[bytes, ...], words: str) -> None:
    with ward_that_says(*parts) as ward, pytest.raises(WardError, match=words):
        ask_ward(ward, "/api/status")


def test_a_ward_that_answers_drop_by_drop_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.3)
    drops = [HEAD, *[b" "] * 12]
    with ward_that_says(*drops, pause=0.1) as ward:
        began = time.monotonic()
        with pytest.raises(WardError):
            ask_ward(ward, "/api/status")
        assert time.monotonic() - began < 1


def test_the_list_is_read_with_tokens_in_the_file_or_in_files(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN + "\n")
    (tmp_path / "wards.yaml").write_text(
        f"wards:\n- name: phường An\n  url: https://an.example.vn/\n  token: {TOKEN}\n"
        f"- name: xã Ba\n  url: http://127.0.0.1:8002\n  token_file: {tmp_path}/token\n"
    )
    wards = read_ward_list(tmp_path / "wards.yaml")
    assert [(ward.url, ward.token) for ward in wards] == [
        ("https://an.example.vn", TOKEN),
        ("http://127.0.0.1:8002", TOKEN),
    ]
    assert TOKEN not in repr(wards)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "cần mục wards"),
        ("wards: {}", "cần mục wards"),
        ("a: [", "không đọc được"),
        ("wards: [1]", "phường thứ 1 thiếu name"),
        ("wards: [{name: A, url: 'http://a.vn', token: tttttttttttttttttttt}]", "phải là địa chỉ https"),
        ("wards: [{name: A, url: 'https://[', token: tttttttttttttttttttt}]", "phải là địa chỉ https"),
        ("wards: [{name: A, url: 'https://a.vn', token: short}]", "METRICS_TOKEN"),
        ("wards: [{name: A, url: 'https://a.vn', token_file: /nowhere}]", "không đọc được /nowhere"),
        ("wards:\n- &a {name: A, url: 'https://a.vn', token: tttttttttttttttttttt}\n- *a", "có hai lần"),
    ],
)
def test_a_list_that_is_wrong_is_said_in_a_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "wards.yaml").write_text(text)
    with pytest.raises(WardListError, match=words):
        read_ward_list(tmp_path / "wards.yaml")
