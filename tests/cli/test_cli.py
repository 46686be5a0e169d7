"""Commands: what they print, in plain words and in JSON, and how they fail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result

from tests.support.app import AppFixture


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppFixture]:
    """A town for commands."""
    fixture = AppFixture(tmp_path_factory.mktemp("shell"))
    yield fixture
    fixture.close()


def run(ward_app: AppFixture, *words: str) -> Result:
    return ward_app.app.test_cli_runner().invoke(args=list(words))


def test_ask_prints_the_answer_for_people(shop: AppFixture) -> None:
    result = run(shop, "ask", "làm khai sinh cần gì")
    assert result.exit_code == 0
    assert "Giấy chứng sinh" in result.output
    assert "1.001193" in result.output


def test_ask_reads_a_batch_and_prints_a_line_each(shop: AppFixture, tmp_path: Path) -> None:
    questions = [{"id": "a", "question": "làm khai sinh cần gì"}, {"id": "b", "question": "xin chào"}]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, questions)) + "\n\n", encoding="utf-8")
    lines = [json.loads(line) for line in run(shop, "ask", "--batch", str(file)).output.splitlines()]
    assert [(line["id"], line["outcome"]) for line in lines] == [("a", "answer"), ("b", "chat")]


@pytest.mark.parametrize("line", ["no json", '{"id": 1}', "[1]"])
def test_ask_names_the_wrong_line_of_a_batch(shop: AppFixture, tmp_path: Path, line: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(line, encoding="utf-8")
    result = run(shop, "ask", "--batch", str(file))
    assert (result.exit_code, "Dòng 1" in result.output) == (1, True)


def test_ask_leaves_no_trace(shop: AppFixture) -> None:
    run(shop, "ask", "tôi muốn gặp cán bộ")
    assert shop.runtime.helpdesk.waiting() == []


def test_content_check_is_without_errors_and_lists_what_an_official_must_fill_in(shop: AppFixture) -> None:
    result = run(shop, "content", "check")
    assert result.exit_code == 0
    assert "ward.yaml:" in result.output
    assert "0 lỗi" in result.output


def test_zalo_check_goes_step_by_step(shop: AppFixture) -> None:
    steps = [json.loads(line) for line in run(shop, "zalo", "check", "--json").output.splitlines()]
    assert {step["step"]: step["ok"] for step in steps} == {
        "Khai báo": True,
        "Địa chỉ": False,
        "Thiết lập chung": True,
        "Tên miền": True,
        "Webhook": True,
        "OA Secret Key": True,
        "Token": True,
        "OA": True,
        "Hạn mức": True,
        "Tin nhận": False,
    }


def test_zalo_check_says_what_to_do_when_the_oa_is_not_connected(tmp_path: Path) -> None:
    ward_app = AppFixture(tmp_path, ZALO_ACCESS_TOKEN="", ZALO_REFRESH_TOKEN="")
    try:
        result = run(ward_app, "zalo", "check")
        assert (result.exit_code, "/admin/zalo/connect" in result.output) == (1, True)
    finally:
        ward_app.close()


def test_followers_sync_takes_over_who_follows(shop: AppFixture) -> None:
    shop.zalo.add_people(3)
    first = json.loads(run(shop, "followers", "sync", "--json").output)
    again = json.loads(run(shop, "followers", "sync", "--json").output)
    assert first["seen"] == again["seen"] >= 3
    assert (first["new"] >= 3, again["new"]) == (True, 0)


def test_articles_sync_says_what_is_missing(shop: AppFixture) -> None:
    result = run(shop, "articles", "sync")
    assert (result.exit_code, "ARTICLES_FEED_URL" in result.output) == (1, True)


def test_officials_are_added_listed_reset_and_disabled(shop: AppFixture) -> None:
    added = json.loads(
        run(shop, "official", "add", "lan@phuong.vn", "--name", "Lan", "--role", "answerer", "--json").output
    )
    assert shop.runtime.officials.sign_in("lan@phuong.vn", added["password"])
    assert "lan@phuong.vn" in run(shop, "official", "list").output
    reset = json.loads(run(shop, "official", "reset-password", "lan@phuong.vn", "--json").output)
    assert shop.runtime.officials.sign_in("lan@phuong.vn", added["password"]) is None
    assert run(shop, "official", "disable", "lan@phuong.vn").exit_code == 0
    assert shop.runtime.officials.sign_in("lan@phuong.vn", reset["password"]) is None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("add", "lan", "--name", "Lan", "--role", "viewer"), "không phải địa chỉ email"),
        (("add", "a@b.vn", "--name", " ", "--role", "viewer"), "Thiếu tên"),
        (("disable", "ai@do.vn"), "Không có cán bộ nào"),
    ],
)
def test_a_wrong_official_is_explained(shop: AppFixture, words: tuple[str, ...], sentence: str) -> None:
    result = run(shop, "official", *words)
    assert (result.exit_code, sentence in result.output) == (1, True)


def test_an_official_answers_from_the_shell(shop: AppFixture) -> None:
    person = shop.new_person()
    person.says("cho tôi gặp cán bộ")
    assert person.id in run(shop, "inbox", "list").output
    assert run(shop, "inbox", "answer", person.id, "Chào bà, phường nghe đây ạ.").exit_code == 0
    assert [message["text"] for message in person.hears()] == ["Chào bà, phường nghe đây ạ."]
    assert "Cán bộ: Chào bà" in run(shop, "inbox", "show", person.id).output
    assert run(shop, "inbox", "give-back", person.id).exit_code == 0
    person.hears()
    assert person.says("cảm ơn")


def test_the_shell_refuses_an_answer_nobody_can_get(shop: AppFixture) -> None:
    result = run(shop, "inbox", "answer", "7770000000000000000", "Chào")
    assert (result.exit_code, "Không có người này" in result.output) == (1, True)
    assert run(shop, "inbox", "close", "PA-00000").exit_code == 1
