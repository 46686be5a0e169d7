"""`flask inbox`: everything the officials' inbox does, without a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from bot.helpdesk.service import InboxQuery
from tests.cli.test_cli import run
from tests.support.app import AppFixture


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppFixture]:
    fixture = AppFixture(tmp_path_factory.mktemp("shell"))
    yield fixture
    fixture.close()


def test_a_talk_is_assigned_noted_answered_closed_and_rated(shop: AppFixture) -> None:
    desk, resident = shop.runtime.helpdesk, shop.new_person()
    resident.says("gặp cán bộ")
    shop.runtime.officials.add("hoa@phuong.example.vn", "Chị Hoa", "answerer")
    assert "Đã giao cho Chị Hoa." in run(shop, "inbox", "assign", resident.id, "hoa@phuong.example.vn").output
    assert "Đã ghi." in run(shop, "inbox", "note", resident.id, "hẹn chiều nay").output
    assert run(shop, "inbox", "answer", resident.id, "Bác ra quầy 3 ạ.").exit_code == 0
    assert [message["text"] for message in resident.hears()] == ["Bác ra quầy 3 ạ."]
    [row] = [json.loads(line) for line in run(shop, "inbox", "list", "--json").output.splitlines()]
    assert (row["person"], row["answered"]) == (resident.id, True)
    assert f"Đã đóng {row['code']}." in run(shop, "inbox", "close", row["code"]).output
    assert "mấy điểm" in resident.hears()[-1]["text"]
    assert "đã chấm 4 điểm" in resident.says("4")[-1]["text"]
    assert "Phường đã ghi lời" in resident.says("chị cán bộ chỉ dẫn tận tình lắm")[-1]["text"]
    found = desk.finished(resident.id)[0]
    assert (found.rating, found.rating_words) == (4, "chị cán bộ chỉ dẫn tận tình lắm")
    assert desk.items(InboxQuery("closed"))[1][0].official == "Chị Hoa"


def test_a_ticket_is_answered_by_its_code_and_closed_with_its_result(shop: AppFixture) -> None:
    resident = shop.new_person()
    resident.says("tôi muốn phản ánh đèn đường hẻm 45 hư cả tuần nay")
    resident.presses("Gửi cho cán bộ")
    [ticket] = shop.runtime.helpdesk.tickets()
    run(shop, "inbox", "answer", resident.id, "Mai có người tới sửa.", "--ticket", ticket.code.lower())
    assert resident.hears()[-1]["text"] == f"Về phiếu {ticket.code}: Mai có người tới sửa."
    run(shop, "inbox", "close", ticket.code, "--result", "Đã thay bóng đèn.")
    assert "Đã thay bóng đèn." in resident.hears()[-1]["text"]
    resident.presses("5 điểm")
    assert shop.runtime.helpdesk.ticket(ticket.code).rating == 5


@pytest.mark.parametrize(
    "words",
    [
        ("assign", "1", "ai@phuong.example.vn"),
        ("assign", "1"),
        ("note", "1", "chữ"),
        ("close", "PA-XXXXX"),
        ("answer", "1", "chào"),
    ],
)
def test_what_cannot_be_done_is_one_line(shop: AppFixture, words: tuple[str, ...]) -> None:
    result = run(shop, "inbox", *words)
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
