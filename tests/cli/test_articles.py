"""`flask articles`, and what residents then find in the chat."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.support.app import AppFixture

LAN, HOA = "lan@phuong.vn", "hoa@phuong.vn"
TITLE = "PAPI ở phường mình năm nay"


@pytest.fixture
def ward_app(tmp_path: Path) -> Iterator[AppFixture]:
    fixture = AppFixture(tmp_path)
    fixture.runtime.officials.add(LAN, "Lan", "author")
    fixture.runtime.officials.add(HOA, "Hoa", "approver")
    yield fixture
    fixture.close()


@pytest.fixture
def body(tmp_path: Path) -> str:
    file = tmp_path / "bai.txt"
    file.write_text("Phường cảm ơn bà con đã **trả lời** khảo sát.", encoding="utf-8")
    return str(file)


def run(ward_app: AppFixture, *words: str) -> Result:
    return ward_app.app.test_cli_runner().invoke(args=["articles", *words])


def json_of(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.output)
    return answer


def new(ward_app: AppFixture, body: str, title: str = TITLE) -> int:
    fields = ("--summary", "Kết quả khảo sát.", "--image", "https://phuong.vn/a.jpg", "--body", body)
    return int(json_of(run(ward_app, "new", "--title", title, *fields, "--as", LAN, "--json"))["id"])


def test_an_article_goes_from_the_shell_to_zalo_and_into_the_chat(ward_app: AppFixture, body: str) -> None:
    article = new(ward_app, body)
    hidden = json_of(run(ward_app, "publish", str(article), "--as", LAN, "--json"))
    assert (hidden["state"], hidden["link"]) == ("hidden", None)
    person = ward_app.new_person()
    assert TITLE not in str(person.says("tin mới"))
    answer = json_of(run(ward_app, "publish", str(article), "--show", "--as", HOA, "--json"))
    ward_app.runtime.publishing.advance()
    assert answer["state"] == "shown"
    link = ward_app.runtime.publishing.state(article).link
    for question in ("bài về PAPI", "tin mới"):
        [card] = [item for message in person.says(question) for item in message["elements"] if item["title"] == TITLE]
        assert (card["url"], card["image_url"]) == (link, "https://phuong.vn/a.jpg")


def test_pinned_articles_come_first_in_the_chat(ward_app: AppFixture, body: str) -> None:
    first, second = new(ward_app, body, "Họp tổ dân phố"), new(ward_app, body, "Dọn vệ sinh bờ biển")
    for article in (first, second):
        run(ward_app, "publish", str(article), "--show", "--as", HOA)
    person = ward_app.new_person()
    assert titles(person.says("tin mới")) == ["Dọn vệ sinh bờ biển", "Họp tổ dân phố"]
    assert json_of(run(ward_app, "pin", str(first), "--as", LAN, "--json"))["pinned"] is True
    assert titles(person.says("tin mới")) == ["Họp tổ dân phố", "Dọn vệ sinh bờ biển"]
    run(ward_app, "unpin", str(first), "--as", LAN)
    assert titles(person.says("tin mới")) == ["Dọn vệ sinh bờ biển", "Họp tổ dân phố"]


def titles(messages: list[dict[str, Any]]) -> list[str]:
    return [item["title"] for message in messages for item in message["elements"]]


def test_people_at_the_shell_read_plain_lines(ward_app: AppFixture, body: str) -> None:
    article = new(ward_app, body)
    assert f"{article}\tBản nháp\t{TITLE}" in run(ward_app, "list").output
    result = run(ward_app, "publish", str(article), "--show", "--as", HOA)
    assert (result.exit_code, "Đã hiện trên Zalo" in result.output) == (0, True)
    assert "trả lời" in run(ward_app, "show", str(article)).output
    assert "Chưa có bài nào" in run(ward_app, "list", "không có bài này").output
    assert "Đang gỡ khỏi Zalo" in run(ward_app, "remove", str(article), "--as", LAN).output


def test_an_edit_keeps_what_was_not_named(ward_app: AppFixture, body: str) -> None:
    article = new(ward_app, body)
    run(ward_app, "edit", str(article), "--title", "Tên mới", "--as", LAN)
    answer = json_of(run(ward_app, "show", str(article), "--json"))
    assert (answer["title"], answer["summary"]) == ("Tên mới", "Kết quả khảo sát.")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("publish", "1", "--show", "--as", LAN), "không có quyền duyệt"),
        (("publish", "99", "--as", LAN), "Không có bài viết số 99"),
        (("publish", "1", "--as", "ai@do.vn"), "Không có cán bộ nào"),
        (("take", "1", "--as", LAN), "Chỉ lấy về được bài của trang tin"),
        (("new", "--title", " ", "--as", LAN), "Chưa có tên bài"),
        (("show", "99"), "Không có bài viết số 99"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(
    ward_app: AppFixture, body: str, words: tuple[str, ...], sentence: str
) -> None:
    new(ward_app, body)
    result = run(ward_app, *words)
    assert (result.exit_code, sentence in result.output) == (1, True)


def test_a_refusal_by_zalo_is_an_exit_code(ward_app: AppFixture, body: str) -> None:
    article = new(ward_app, body)
    ward_app.zalo.faults.add_error(-211, 1, "/v2.0/article/create")
    result = run(ward_app, "publish", str(article), "--as", LAN)
    assert (result.exit_code, "hạn mức đăng bài" in result.output) == (1, True)
