"""What an official at the shell sees and mends: every field, the preview, the history, one part changed, one person decided."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from bot.clock import MINUTE
from bot.operations.unknown_messages import settle_unknown
from tests.broadcasts.test_shell import APPROVER, AUTHOR, created
from tests.support.app import wait_until
from tests.support.broadcasts import BroadcastFixture


def submitted(shell: Any, *more: str) -> str:
    number = str(created(shell, *more))
    assert shell("submit", number, "--as", AUTHOR)[0] == 0
    return number


def test_an_empty_list_says_what_to_do_first(shell: Any) -> None:
    assert "broadcast create" in shell("list")[2]
    assert shell("list", "--json")[2].strip() == ""


def test_the_kind_that_was_chosen_is_said_and_why(shell: Any) -> None:
    _, lines, _ = shell("create", "--title", "T", "--text", "Mời bà con", "--as", AUTHOR, "--json")
    assert lines[0]["kind"] == "article" and "20 trên 20 người" in lines[0]["proposal"]
    assert "Nên dùng" in shell("create", "--title", "T", "--text", "Mời bà con", "--as", AUTHOR)[2]


def test_words_for_one_person_are_not_proposed_as_an_article(shell: Any) -> None:
    for more in (
        ("--text", "Chào {tên}"),
        ("--text", "X", "--link", "https://a.vn/b"),
        ("--text", "X", "--button", "Gọi|tel:115"),
    ):
        _, lines, output = shell("create", "--title", "T", *more, "--as", AUTHOR, "--json")
        assert lines[0]["kind"] == "consultation", output


def test_an_edit_changes_only_what_is_named(broadcast_ward: BroadcastFixture, shell: Any) -> None:
    number = created(shell, "--link", "https://a.vn/b", "--note", "hỏi lại chị Lan", "--at", "2027-01-05T08:00")
    code, _, output = shell("edit", str(number), "--title", "Lịch mới", "--link", "", "--as", AUTHOR)
    assert code == 0, output
    draft = broadcast_ward.room.lifecycle.draft_of(broadcast_ward.room.lifecycle.get(number))
    assert (draft.message.title, draft.message.text, draft.message.link) == ("Lịch mới", "Mai nghỉ", None)
    assert draft.message.note == "hỏi lại chị Lan" and draft.kind == "consultation" and draft.send_at


def test_an_edited_article_says_the_new_words(broadcast_ward: BroadcastFixture, shell: Any) -> None:
    words = ("create", "--title", "Tiêm chủng", "--text", "Ngày 5.", "--kind", "article", "--as", AUTHOR, "--json")
    number = str(shell(*words)[1][0]["id"])
    shell("edit", number, "--text", "Ngày 12.", "--as", AUTHOR)
    assert shell("preview", number, "--json")[1][0]["text"] == "Ngày 12."


def test_a_preview_is_what_the_phone_shows_and_sends_nothing(broadcast_ward: BroadcastFixture, shell: Any) -> None:
    number = str(created(shell, "--button", "Gọi|tel:115", "--link", "https://a.vn/b"))
    shell("edit", number, "--text", "Chào {tên}, {phường} mời họp.", "--as", AUTHOR)
    _, [output], _ = shell("preview", number, "--name", "Tư", "--json")
    assert output["text"].startswith("Chào Tư, ") and output["buttons"] == ["Xem chi tiết", "Gọi"]
    assert "[ Gọi ]" in shell("preview", number)[2]
    assert sum(broadcast_ward.got(broadcast_ward.followers).values()) == 0


def test_the_history_says_who_did_what_from_what_to_what(shell: Any) -> None:
    number = submitted(shell)
    shell("return", number, "--reason", "Sai ngày", "--as", APPROVER)
    found = [
        (line["act"], line.get("from"), line["to"], line.get("reason"))
        for line in shell("history", number, "--json")[1]
    ]
    assert found == [
        ("create", None, "draft", None),
        ("submit", "draft", "submitted", None),
        ("return", "submitted", "returned", "Sai ngày"),
    ]
    assert "Chờ duyệt → Trả lại để sửa (Sai ngày)" in shell("history", number)[2]


def test_a_forecast_says_what_keeps_it_from_being_submitted(shell: Any) -> None:
    number = str(created(shell, "--topic", "bóng đá"))
    _, [output], _ = shell("forecast", number, "--json")
    assert output["problems"] == ["Không có chủ đề “bóng đá”."] and output["audience"] == "Mọi người theo dõi"
    assert "Lưu ý: Không có chủ đề" in shell("forecast", number)[2]


def test_watching_ends_with_the_broadcast(broadcast_ward: BroadcastFixture, shell: Any) -> None:
    number = submitted(shell)
    assert shell("watch", number)[0] == 1, "nothing to watch before the approval"
    shell("approve", number, "--as", APPROVER)
    works = threading.Thread(target=broadcast_ward.runs, args=[int(number)])
    works.start()
    code, lines, _ = shell("watch", number, "--json")
    works.join()
    assert (code, lines[-1]["state"]) == (0, "sent")


def test_watching_one_that_stands_still_says_so(shell: Any) -> None:
    number = submitted(shell, "--at", "2027-01-05T08:00")
    shell("approve", number, "--as", APPROVER)
    shell("pause", number, "--as", AUTHOR)
    code, _, output = shell("watch", number)
    assert code == 1 and "Tạm dừng" in output


def test_one_of_unknown_fate_is_listed_and_decided_by_an_approver(broadcast_ward: BroadcastFixture, shell: Any) -> None:
    broadcast_ward.zalo.faults.add_error(
        -200, times=1, path="/v3.0/oa/message/cs"
    )  # neither an echo nor the record settles it
    number = submitted(shell)
    shell("approve", number, "--as", APPROVER)
    broadcast_ward.runs(int(number))
    broadcast_ward.ward_app.settle()
    wait_until(lambda: broadcast_ward.counts(int(number)).get("unknown") == 1)
    broadcast_ward.forward(11 * MINUTE)
    settle_unknown(broadcast_ward.runtime)
    _, [_, person], _ = shell("show", number, "--only", "unknown", "--json")
    assert person["outcome"] == "unknown"
    code, _, output = shell("resend", number, person["person"], "--as", AUTHOR)
    assert code == 1 and "không được phép" in output
    assert shell("resend", number, person["person"], "--as", APPROVER)[0] == 0
    wait_until(lambda: not broadcast_ward.counts(int(number)).get("unknown"))
    assert shell("resend", number, person["person"], "--as", APPROVER)[0] == 1
    assert shell("resend", number, "123", "--as", APPROVER)[0] == 1


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59", "01/12/2026", "2026-02-30T08:00"])
def test_an_impossible_moment_is_one_clear_line(shell: Any, moment: str) -> None:
    code, _, output = shell("create", "--title", "T", "--kind", "consultation", "--at", moment, "--as", AUTHOR)
    assert code == 1 and moment in output
