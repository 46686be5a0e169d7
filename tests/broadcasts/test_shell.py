"""The whole life of a broadcast from the shell."""

from __future__ import annotations

from typing import Any

from tests.support.broadcasts import BroadcastFixture

AUTHOR, APPROVER = "soan@phuong.example.vn", "duyet@phuong.example.vn"


def created(shell: Any, *more: str) -> int:
    words = ("create", "--title", "Lịch", "--text", "Mai nghỉ", "--kind", "consultation", "--audience", "all")
    code, lines, output = shell(*words, *more, "--as", AUTHOR, "--json")
    assert code == 0, output
    assert lines[0]["state"] == "draft"
    return int(lines[0]["id"])


def test_it_goes_from_draft_to_sent(broadcast_ward: BroadcastFixture, shell: Any) -> None:
    number = str(created(shell))
    assert shell("submit", number, "--as", AUTHOR, "--json")[1][0]["state"] == "submitted"
    code, lines, _ = shell("forecast", number, "--as", AUTHOR, "--json")
    assert (code, lines[0]["total"], lines[0]["reach"]) == (0, 20, 20)
    assert shell("approve", number, "--as", APPROVER, "--json")[1][0]["state"] == "scheduled"
    broadcast_ward.runs(int(number))
    broadcast_ward.ward_app.settle()
    output = shell("show", number, "--json")[1][0]
    assert output["state"] == "sent"
    assert sum(output["counts"].values()) == output["total"] == 20


def test_one_cannot_approve_the_own(shell: Any) -> None:
    number = str(created(shell))
    shell("submit", number, "--as", AUTHOR)
    code, _, output = shell("approve", number, "--as", AUTHOR, "--json")
    assert code == 1
    assert "không được phép duyệt" in output


def test_returning_rejecting_and_listing(shell: Any) -> None:
    number = str(created(shell))
    shell("submit", number, "--as", AUTHOR)
    assert shell("return", number, "--as", APPROVER, "--json")[1][0]["state"] == "returned"
    shell("submit", number, "--as", AUTHOR)
    assert shell("reject", number, "--reason", "Sai ngày", "--as", APPROVER, "--json")[1][0]["reason"] == "Sai ngày"
    assert [row["id"] for row in shell("list", "--state", "rejected", "--json")[1]] == [int(number)]


def test_a_wrong_repeat_or_audience_is_one_clear_line(shell: Any) -> None:
    base = ("create", "--title", "T", "--text", "X", "--kind", "consultation", "--as", AUTHOR)
    for more, words in (
        (("--repeat", "mỗi tuần"), "lịch lặp"),
        (("--audience", "khu phố 99"), "khu phố 99"),
        (("--at", "mai"), "mai"),
    ):
        code, _, output = shell(*base, *more)
        assert code == 1 and words in output
        assert "Traceback" not in output


def test_an_unknown_official_may_do_nothing(shell: Any) -> None:
    number = str(created(shell))
    code, _, output = shell("submit", number, "--as", "ai@do.vn")
    assert code == 1 and "ai@do.vn" in output


def test_an_article_is_made_of_the_words_when_none_is_named(broadcast_ward: BroadcastFixture, shell: Any) -> None:
    code, lines, output = shell(
        "create",
        "--title",
        "Tiêm chủng",
        "--text",
        "Trạm y tế mở cửa ngày 5.",
        "--kind",
        "article",
        "--audience",
        "all",
        "--as",
        AUTHOR,
        "--json",
    )
    assert code == 0, output
    assert shell("submit", str(lines[0]["id"]), "--as", AUTHOR, "--json")[1][0]["state"] == "submitted"


def test_without_a_kind_the_one_that_reaches_most_is_taken(broadcast_ward: BroadcastFixture, shell: Any) -> None:
    code, lines, output = shell("create", "--title", "T", "--text", "X", "--as", AUTHOR, "--json")
    assert code == 0, output
    assert lines[0]["kind"] == "article"
