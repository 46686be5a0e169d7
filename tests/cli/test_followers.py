"""`flask followers`: what it prints, in plain words and in JSON, and how it fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import Result

from tests.support.app import AppFixture

WRITER, VIEWER = "hoa@phuong.vn", "xem@phuong.vn"
RULE = '{"neighbourhoods": ["Khu phố 3"]}'


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppFixture]:
    fixture = AppFixture(tmp_path_factory.mktemp("followers"))
    fixture.runtime.people_sync._pause = 0
    fixture.runtime.officials.add(WRITER, "Hoa", "author")
    fixture.runtime.officials.add(VIEWER, "Xem", "viewer")
    fixture.zalo.add_people(60)
    fixture.runtime.people_sync.begin()
    fixture.runtime.people_sync.run()
    yield fixture
    fixture.close()


def run(ward_app: AppFixture, *words: str) -> Result:
    return ward_app.app.test_cli_runner().invoke(args=["followers", *words])


def told(ward_app: AppFixture, *words: str) -> list[dict[str, Any]]:
    """The JSON lines of a command that went well."""
    result = run(ward_app, *words, "--json")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_sync_says_what_it_found_and_json_says_nothing_else(shop: AppFixture) -> None:
    shop.zalo.add_people(60)
    [first] = told(shop, "sync")
    assert first == {"seen": first["expected"], "new": 60, "expected": first["expected"], "missing": 0, "whole": True}
    assert first["expected"] > 120
    result = run(shop, "sync")
    assert f"Zalo báo {first['seen']} người theo dõi, trong đó 0 người mới." in result.output


def test_sync_waits_when_zalo_wants_a_pause(shop: AppFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []

    def rest(seconds: float) -> None:
        pauses.append(seconds)
        shop.runtime.people_sync._clock = lambda: shop.runtime.clock() + 3_600_000

    monkeypatch.setattr("bot.people.sync.time.sleep", rest)
    monkeypatch.setattr(shop.runtime.people_sync, "_clock", shop.runtime.clock)
    shop.zalo.faults.add_error(-32)
    assert told(shop, "sync")[0]["whole"] and 50 < pauses[0] <= 60


def test_sync_ends_with_one_line_when_zalo_says_no(shop: AppFixture) -> None:
    shop.zalo.faults.add_error(-223, times=1)
    result = run(shop, "sync", "--json")
    assert result.exit_code == 1 and "getlist" in result.output and "Traceback" not in result.output
    with shop.runtime.store.write() as db:
        db.conn.execute("UPDATE people_sync SET rest_until = 0")


def test_count_says_how_many_there_are(shop: AppFixture) -> None:
    [everybody] = told(shop, "count")
    assert everybody["count"] > 60 and everybody["rule"] == {}
    assert "Mọi người theo dõi" in run(shop, "count").output
    assert run(shop, "count", "--audience", "Không có").exit_code == 1


def test_segments_are_added_listed_changed_renamed_and_removed(shop: AppFixture) -> None:
    [added] = told(shop, "segments", "add", "Khu 3", RULE, "--as", WRITER)
    assert added["rule"] == json.loads(RULE)
    assert told(shop, "segments", "list") == [added | {"count": 0}]
    assert run(shop, "segments", "rename", "khu 3", "Khu ba", "--as", WRITER).exit_code == 0
    assert run(shop, "segments", "change", "Khu ba", '{"topics": ["y-te"]}', "--as", WRITER).exit_code == 0
    assert "Khu ba" in (lines := run(shop, "segments", "list").output) and "quan tâm chủ đề y tế" in lines
    assert told(shop, "count", "--audience", "Khu ba")[0]["count"] > 60
    assert run(shop, "segments", "remove", "Khu ba", "--as", WRITER).exit_code == 0
    assert run(shop, "segments", "list").output == ""


@pytest.mark.parametrize(
    ("rule", "email", "why"),
    [
        ("{", WRITER, "JSON"),
        ('{"tag": ["x"]}', WRITER, "mục lạ"),
        ('{"topics": ["dat"]}', WRITER, "Không có chủ đề"),
        (RULE, VIEWER, "không có quyền"),
        (RULE, "ai@do.vn", "Không có cán bộ"),
    ],
)
def test_a_wrong_segment_is_explained(shop: AppFixture, rule: str, email: str, why: str) -> None:
    result = run(shop, "segments", "add", "Sai", rule, "--as", email)
    assert (result.exit_code, why in result.output) == (1, True)


def test_labels_are_given_listed_and_taken(shop: AppFixture) -> None:
    [person] = shop.zalo.add_people(1)
    told(shop, "sync")
    assert "1 người" in run(shop, "tag", "tổ trưởng", person, "--as", WRITER).output
    assert told(shop, "tags") == [{"tags": [{"tag": "tổ trưởng", "people": 1}], "refused": []}]
    assert run(shop, "untag", "tổ trưởng", person, "--as", WRITER).exit_code == 0
    assert run(shop, "tags").output.startswith("Chưa có nhãn nào.")
    assert run(shop, "tag", "x", "7000", "--as", WRITER).exit_code == 1
