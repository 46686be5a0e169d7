"""Links of procedures open the procedure's own page on the national portal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.content import Content
from tests.content import small
from tests.content.asking import live_content

BIRTH = "procedures/khai-sinh.yaml"
PAGE = "https://dichvucong.gov.vn/dich-vu-cong-truc-tuyen/1.001193"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small.copy(tmp_path)


def told(root: Path, level: str) -> list[str]:
    problems = Content.check(root, date(2026, 11, 30))
    return [problem.message_vi for problem in problems if problem.file == BIRTH and problem.level == level]


FAULTS = {
    "front page": (f"url: {PAGE}\n", "url: https://dichvucong.gov.vn\n"),
    "page of another procedure": (
        f"url: {PAGE}\n",
        "url: https://dichvucong.gov.vn/dich-vu-cong-truc-tuyen/1.004194\n",
    ),
    "reading page to file": (f"url: {PAGE}/nop-ho-so\n", f"url: {PAGE}\n"),
    "another site without a reason": (f"url: {PAGE}\n", "url: https://example.vn/thu-tuc/5\n"),
    "front page with a reason": (f"url: {PAGE}\n", "url: https://example.vn/\n  why: Trang tỉnh\n"),
}


@pytest.mark.parametrize(("old", "new"), FAULTS.values(), ids=FAULTS)
def test_a_link_that_opens_something_else_is_refused(root: Path, old: str, new: str) -> None:
    small.plant(root, BIRTH, old, new)
    assert any("phải mở đúng trang của thủ tục" in message for message in told(root, "error"))


def test_a_page_of_another_site_is_fine_with_its_reason(root: Path) -> None:
    small.plant(root, BIRTH, f"url: {PAGE}\n", "url: https://example.vn/thu-tuc/5\n  why: Cổng chưa có trang này.\n")
    assert told(root, "error") == []


def test_a_procedure_done_online_without_its_page_is_a_warning(root: Path) -> None:
    small.plant(root, BIRTH, f"  url: {PAGE}/nop-ho-so\n", "")
    assert "chưa có đường dẫn nộp qua mạng («url»)" in told(root, "warning")


def test_every_procedure_has_a_page_and_every_online_one_a_page_to_file() -> None:
    procedures = live_content().content.procedures.values()
    assert not [one.origin.file for one in procedures if not one.origin.url]
    assert not [one.origin.file for one in procedures if one.online.level in ("full", "part") and not one.online.url]


def test_a_variant_may_open_the_page_of_the_procedure_it_belongs_to(root: Path) -> None:
    small.plant(root, BIRTH, f"url: {PAGE}\n", "url: https://dichvucong.gov.vn/dich-vu-cong-truc-tuyen/1.004194\n")
    small.plant(
        root, BIRTH, "office: ubnd_xa\n", 'office: ubnd_xa\nvariant_of: "1.004194"\nvariant_words: [khai sinh]\n'
    )
    assert not [message for message in told(root, "error") if "phải mở đúng trang" in message]
