"""What `content check` finds beyond the shape of files: wording, dates, links, lost phrases, long answers."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from bot.cli.content import make_content
from bot.content import Content
from bot.content.phrases import lost_phrases
from bot.understanding.reader import Reader
from bot.understanding.result import Understanding
from handlers import make_router
from tests.content import small

TODAY = date(2026, 11, 23)
BIRTH, STAY, POST = "procedures/khai-sinh.yaml", "procedures/dang-ky-tam-tru.yaml", "postal/buu-dien-la-gi.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = small.copy(tmp_path)
    (root / "lexicon/plain-words.yaml").write_text("xuất trình: đưa cho xem\n", encoding="utf-8")
    return root


def said(root: Path, file: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.message_vi) for problem in Content.check(root, TODAY) if problem.file == file]


def test_a_bureaucratic_word_is_named_with_a_plain_one(root: Path) -> None:
    line = small.plant(root, POST, "{Anh_chi} có thể nhờ", "Xuất trình giấy. {Anh_chi} có thể nhờ")
    found = [(at, message) for at, message in said(root, POST) if "từ hành chính" in message]
    assert found == [(line - 1, "từ hành chính «xuất trình»; dễ hiểu hơn: đưa cho xem")]


def test_in_brackets_or_in_an_official_name_it_may_stand(root: Path) -> None:
    small.plant(root, POST, "{Anh_chi} có thể nhờ", "Đưa giấy cho xem (xuất trình). {Anh_chi} có thể nhờ")
    small.plant(root, BIRTH, "\nname: ", "\nname: Xuất trình ")
    assert not [message for file in (POST, BIRTH) for _, message in said(root, file) if "từ hành chính" in message]


def test_an_amount_without_the_day_it_begins_is_named(root: Path) -> None:
    small.plant(root, STAY, "  valid_from:", "  valid_to:")
    assert any("chưa ghi áp dụng từ ngày nào" in message for _, message in said(root, STAY))
    assert not any("chưa ghi áp dụng" in message for _, message in said(small.copy(root / "again"), STAY))


def test_an_open_link_inside_a_text_is_refused(root: Path) -> None:
    small.plant(root, POST, "{Anh_chi} có thể nhờ", "Xem http://a.vn. {Anh_chi} có thể nhờ")
    assert any("https://" in message for _, message in said(root, POST))


def test_names_without_a_file_are_counted_and_superfluous_ones_named(root: Path) -> None:
    rows = ('"9.000001"', '"1.001193"')
    text = "".join(f"- {{code: {code}, name: Tên {number}, field: A}}\n" for number, code in enumerate(rows))
    (root / "catalogue.yaml").write_text(text, encoding="utf-8")
    assert said(root, "catalogue.yaml") == [
        (1, "1 thủ tục mới chỉ có tên, chưa có tệp trong procedures/"),
        (2, "mã 1.001193 đã có tệp riêng, bỏ dòng này được"),
    ]


class Forgetful(Reader):
    """Takes everything for a stay."""

    def read(self, text: str, previous: Any = None) -> Understanding:
        return Understanding("answer", "procedure", 0.9, "1.004194")


def test_a_phrase_that_its_own_procedure_does_not_win_is_named_with_its_line(root: Path) -> None:
    content = Content.load(root)
    assert lost_phrases(root, content, Reader(content.knowledge())) == []
    lost = [problem for problem in lost_phrases(root, content, Forgetful(content.knowledge())) if problem.file == BIRTH]
    assert len(lost) == len(content.procedures["1.001193"].says)
    assert lost[0].message_vi.endswith("lại được hiểu là: Đăng ký tạm trú") and lost[0].level == "warning"


def check(root: Path) -> Result:
    """The command on a folder of content."""
    content = Content.load(Path(small.CONTENT))
    small_one = Content.load(root)
    words = Content(**{**vars(small_one), "sentences": content.sentences})
    live_content = SimpleNamespace(content=words, reader=Reader(words.knowledge()))
    runtime: Any = SimpleNamespace(
        settings=SimpleNamespace(content_path=root),
        today=lambda: TODAY,
        live_content=lambda: live_content,
        clock=lambda: 0,
        now=lambda: datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        router=make_router(),
    )
    return CliRunner().invoke(make_content(runtime), ["check"])


def test_the_command_names_an_answer_that_is_too_long_for_a_bubble(root: Path) -> None:
    assert "câu trả lời (who)" not in check(root).output
    small.plant(root, BIRTH, "\nwho: ", "\nwho: " + "Một câu dài. " * 80)
    result = check(root)
    assert result.exit_code == 0 and f"{BIRTH}:1: cần điền: câu trả lời (who) có đoạn" in result.output
