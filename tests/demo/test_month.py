"""`flask demo` fills a month that every page can show; the guide speaks of buttons there are."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

import handlers
from app import create_app
from bot import settings
from bot.clock import DAY
from bot.demo.month import give_phones
from bot.helpdesk.service import InboxQuery
from bot.runtime import Runtime
from bot.store import broadcasts, outbox, people, preferences
from tests.support.app import CONTENT, live_content

HOME = Path(__file__).parents[2]
GUIDE = HOME / "docs" / "huong-dan-can-bo.md"


def make_app(folder: Path, **environ: str) -> Flask:
    environment = {
        "WARD_MODE": "demo",
        "CONTENT_PATH": str(CONTENT),
        "DATABASE_PATH": str(folder / "ward.db"),
        **environ,
    }
    return create_app(Runtime(settings.load(environment), handlers.make_router(), live_content=live_content()))


def close(app: Flask) -> None:
    if "simulator" in app.extensions:
        app.extensions["simulator"].close()
    app.extensions["ward"].close()


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=list(words))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, list[dict[str, str]]]]:
    app = make_app(tmp_path_factory.mktemp("month"))
    result = run(app, "demo", "--json")
    assert result.exit_code == 0, result.output
    yield app, [json.loads(line) for line in result.output.splitlines()]
    close(app)


def test_five_officials_sign_in_with_what_is_printed(filled: tuple[Flask, list[dict[str, str]]]) -> None:
    app, hired = filled
    runtime: Runtime = app.extensions["ward"]
    assert [one["role"] for one in hired] == ["author", "approver", "answerer", "editor", "manager"]
    for one in hired:
        official = runtime.officials.of_cookie(runtime.officials.sign_in(one["email"], one["password"]))
        assert official is not None and official.is_in


def test_the_month_holds_every_state_a_page_shows(filled: tuple[Flask, list[dict[str, str]]]) -> None:
    runtime: Runtime = filled[0].extensions["ward"]
    assert people.count(runtime.store)["known"] == 60
    assert preferences.topic_counts(runtime.store)
    states = broadcasts.count_by_state(runtime.store)
    assert {"sent", "scheduled", "submitted", "returned", "paused", "expired", "draft"} <= set(states)
    total, waiting = runtime.helpdesk.items(InboxQuery("waiting"))
    assert Counter(row.kind for row in waiting)["handover"] == 2
    assert runtime.helpdesk.items(InboxQuery("answered"))[0] == 1
    assert any(row.rating for row in runtime.helpdesk.items(InboxQuery("closed"))[1])
    assert total >= 4


def test_nothing_waits_to_be_sent_and_it_began_a_month_ago(filled: tuple[Flask, list[dict[str, str]]]) -> None:
    runtime: Runtime = filled[0].extensions["ward"]
    assert (outbox.count_by_state(runtime.store)["queued"], outbox.count_by_state(runtime.store)["unknown"]) == (0, 0)
    rows = runtime.health.report()[1]["queues"]["inbox"]
    assert rows["new"] + rows["working"] == 0
    first = people.get(runtime.store, "7301900000000000001")
    assert first is not None and runtime.clock() - 32 * DAY < first.first_seen_at < runtime.clock()


def test_the_simulated_zalo_knows_the_residents(filled: tuple[Flask, list[dict[str, str]]]) -> None:
    app = filled[0]
    simulator = app.extensions["simulator"]
    give_phones(simulator, app.extensions["ward"].store)
    known = {person["id"]: person for person in simulator.people()}
    assert known["7301900000000000001"]["name"] == "Nguyễn Văn Mẫu"
    assert sum(person["follows"] for id, person in known.items() if id.startswith("73019")) == 58


def test_a_second_month_is_refused_unless_asked_for(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    assert run(app, "demo").exit_code == 0
    result = run(app, "demo")
    assert result.exit_code == 1
    assert "--more" in result.output and len(result.output.splitlines()) == 1
    runtime: Runtime = app.extensions["ward"]
    assert run(app, "demo", "--more").exit_code == 0
    assert people.count(runtime.store)["known"] == 120
    assert len(runtime.segments.listing()) == 3 and len(runtime.helpdesk.canned.list_answers()) == 3
    close(app)


def test_a_live_installation_refuses_it_with_one_line(tmp_path: Path) -> None:
    ids = {"ZALO_APP_ID": "1", "ZALO_APP_SECRET": "a", "ZALO_OA_ID": "2", "ZALO_OA_SECRET": "b"}
    app = make_app(tmp_path, WARD_MODE="live", **ids)
    result = run(app, "demo")
    assert result.exit_code == 1
    assert "WARD_MODE=live" in result.output and len(result.output.splitlines()) == 1
    assert people.count(app.extensions["ward"].store)["known"] == 0
    close(app)


def test_every_bold_word_of_the_guide_stands_in_the_program() -> None:
    files = [
        *(HOME / "bot/admin").rglob("*.html"),
        *(HOME / "bot/admin").rglob("*.py"),
        *(HOME / "bot/broadcasts").rglob("*.py"),
    ]
    there = "\n".join(file.read_text(encoding="utf-8") for file in files).casefold()
    headings = {
        "OA",
        "Theo dõi",
        "Kết thúc.",
        "Chữ đang viết không mất.",
        "Hạn của phiếu.",
        "Hình, tin thoại, tệp.",
        "Câu mẫu.",
        "Lĩnh vực, địa điểm, nhắc hạn.",
        "Tìm.",
        "Người dân xin sửa dữ liệu.",
        "Gửi kèm.",
        "Câu chưa hiểu.",
    }
    bold = set(re.findall(r"\*\*(.+?)\*\*", GUIDE.read_text(encoding="utf-8"))) - {"đậm"} - headings
    assert len(bold) > 60
    assert not [words for words in bold if not re.search(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", there)]


def test_every_picture_of_the_guide_is_there_and_small() -> None:
    matches = re.findall(r"!\[[^\]]+\]\((pictures/[^)]+)\)", GUIDE.read_text(encoding="utf-8"))
    assert len(matches) > 8
    for name in matches:
        assert 0 < (GUIDE.parent / name).stat().st_size <= 120_000, name
    assert sum(file.stat().st_size for file in (GUIDE.parent / "pictures").glob("*.png")) <= 2_500_000
