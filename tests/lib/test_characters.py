"""What XML cannot hold never enters the database, and whatever is in it, Word, Excel and RSS files can be opened."""

from __future__ import annotations

import io
import json
from datetime import UTC, date
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from docx import Document
from flask import Flask
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.articles.entries import read_feed
from bot.cli import register_commands
from bot.pages import announcements
from bot.reports import periods
from bot.reports.files import excel_file, word_file
from bot.reports.gather import collect_earlier, collect_figures, list_question_days
from bot.runtime import Runtime
from bot.store import activities, articles
from bot.store.articles import FeedArticle
from bot.zalo.http import Http
from bot.zalo.incoming import parse_event
from tests.admin.installation import NOON, MovableClock, make_app, new_official
from tests.reports.busy_month import broadcast, new_runtime
from tests.support.in_process import InProcess

UNWRITABLE = "".join(map(chr, (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)))
"""C0 controls but tab and line breaks, and the two characters at the end of the first plane."""
DIRTY = f"Nhà văn hóa{UNWRITABLE} khu phố 2 😀"
CLEAN = "Nhà văn hóa khu phố 2 😀"
NOVEMBER = periods.regular_period("month", 2026, 11)


@pytest.fixture
def runtime(tmp_path: Path):
    runtime = new_runtime(tmp_path, MovableClock())
    yield runtime
    runtime.close()


def test_a_feed_enters_clean() -> None:
    body = (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><item><guid>1\ufffe</guid>'
        "<title>Nhà &#2;văn&#7; hóa\ufffe</title><link>https://phuong.example.vn/a</link>"
        "<description>Tóm &amp;#2;tắt \uffff&#27;</description></item></channel></rss>"
    )
    entries = read_feed(body.encode("utf-8", "surrogatepass"), NOON, UTC)
    assert entries
    assert [(one.guid, one.title, one.summary, one.body.strip()) for one in entries] == [
        ("1", "Nhà văn hóa", "Tóm tắt", "Tóm tắt")
    ]


def test_an_event_enters_clean() -> None:
    body = {"event_name": "user_send_text", "sender": {"id": "1"}, "message": {"msg_id": "2", "text": DIRTY}}
    for is_ascii in (True, False):
        assert parse_event(json.dumps(body, ensure_ascii=is_ascii).encode(), NOON).text == CLEAN
    card = json.dumps({"phone": f"09{UNWRITABLE}12", "caption": DIRTY})
    link = {"type": "link", "payload": {"description": card}}
    body["message"] = {"msg_id": "2", "attachments": [link]}
    assert parse_event(json.dumps(body).encode(), NOON).attachment["phone"] == "0912"


def test_a_name_from_zalo_enters_clean() -> None:
    zalo = Flask("zalo")
    zalo.add_url_rule("/", view_func=lambda: {"data": {"display_name": DIRTY, "half": "a\ud83d"}})
    answer = Http(mount=InProcess(zalo.wsgi_app)).call("GET", "http://127.0.0.1:1/")
    assert answer.data == {"data": {"display_name": CLEAN, "half": "a"}}


def test_an_argument_of_the_shell_enters_clean(runtime: Runtime) -> None:
    app = Flask("ward")
    register_commands(app, runtime)
    words = ["official", "add", "lan@phuong.example.vn", "--name", f"{DIRTY}\udce1", "--role", "author"]
    result = app.test_cli_runner().invoke(args=words)
    assert result.exit_code == 0, result.output
    assert [row.name for row in runtime.officials.everyone()] == [CLEAN]


def reports_of(runtime: Runtime) -> tuple[bytes, bytes]:
    figures = collect_figures(runtime, NOVEMBER)
    topics = {topic.id: topic.label for topic in runtime.live_content.content.subscriptions.values()}
    earlier = collect_earlier(runtime, figures)
    return (
        word_file(figures, earlier, runtime.live_content.content.ward, topics, 2026),
        excel_file(figures, earlier, topics, list_question_days(runtime, NOVEMBER)),
    )


@pytest.mark.parametrize("character", ["\x02", "\x07", "\x1b", "\ufffe", "\uffff"])
def test_the_report_of_a_ward_that_holds_such_a_character_already_can_be_downloaded(
    app_of_november: Flask, character: str
) -> None:
    runtime, official = app_of_november.extensions["runtime"], app_of_november.extensions["official"]
    writes_down(runtime, f"Nhà văn hóa{character} khu phố 2")
    for kind in ("word", "excel"):
        answer = official.client.get(f"/admin/reports/{kind}?p=month-2026-11")
        assert answer.status_code == 200, kind
        assert "officedocument" in answer.mimetype


@pytest.fixture
def app_of_november(runtime: Runtime) -> Flask:
    app = make_app(runtime)
    app.extensions["runtime"], app.extensions["official"] = runtime, new_official(app, runtime, "author")
    return app


def writes_down(runtime: Runtime, text: str) -> None:
    """A place, a note, a title and an article as an older version of the program let them in."""
    with runtime.store.write() as db:
        facts = activities.ActivityFacts("2026-11-05", "meeting", text, 1, 5, 0, text)
        activities.insert(db, facts, None, NOON)
        articles.save(db, FeedArticle(f"g{text}"[:400], text, text, None, None, NOON), NOON)
    broadcast(runtime, date(2026, 11, 3), {("seen", None): 2}, title=text)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(DIRTY)
@example("=1+1")
@example("_x0002_")
@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=200))
def test_word_excel_and_rss_open_after_any_text(runtime: Runtime, text: str) -> None:
    writes_down(runtime, text)
    word, excel = reports_of(runtime)
    assert Document(io.BytesIO(word)).paragraphs
    assert len(load_workbook(io.BytesIO(excel)).sheetnames) > 1
    assert Xml.fromstring(announcements.build_feed(runtime)).tag == "rss"
    with runtime.store.write() as db:
        for table in ("activities", "articles", "deliveries", "broadcasts"):
            db.conn.execute(f"DELETE FROM {table}")


def test_titles_in_the_report_lose_nothing_but_what_cannot_be_written(runtime: Runtime) -> None:
    writes_down(runtime, DIRTY)
    word, _ = reports_of(runtime)
    cells = {cell.text for table in Document(io.BytesIO(word)).tables for row in table.rows for cell in row.cells}
    assert any(CLEAN in text for text in cells)
