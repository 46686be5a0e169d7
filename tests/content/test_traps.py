"""The known traps of the facts (missing units, "free" that is not, codes that changed, fees with an end), each held by a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import handlers
from bot import settings
from bot.content import Content
from bot.content.live import LiveContent
from bot.runtime import Runtime
from tests.content.test_dated import everything
from tests.support.app import CONTENT, live_content


@pytest.fixture(scope="module")
def content() -> Content:
    return live_content().content


def content_of(day: date) -> LiveContent:
    """The content of a day with the reader of today: building one for each day would cost most of this module's time."""
    keeper = copy(live_content())
    keeper._today, keeper._day = lambda: day, day
    keeper._snapshot = replace(keeper(), content=everything().valid_on(day))
    return keeper


@contextmanager
def on_day(folder: Path, day: str) -> Iterator[Runtime]:
    """The product on a day of its own."""
    moment = int(datetime.fromisoformat(f"{day}T05:00").replace(tzinfo=UTC).timestamp() * 1000)
    environment = {"DATABASE_PATH": str(folder / f"{day}.db"), "CONTENT_PATH": str(CONTENT)}
    keeper = content_of(date.fromisoformat(day))
    runtime = Runtime(settings.load(environment), handlers.make_router(), clock=lambda: moment, live_content=keeper)
    yield runtime
    runtime.close()


def said(runtime: Runtime, question: str) -> str:
    return "\n".join(reply["text"] for reply in runtime.answer_preview.answer(question)["replies"])


@pytest.mark.parametrize("code", ["1.004873", "2.000635", "1.004884", "1.004859", "1.000656", "1.001612"])
def test_a_fee_that_the_province_sets_or_that_has_a_figure_is_never_called_free(content: Content, code: str) -> None:
    procedure = content.procedure(code)
    assert procedure is not None
    assert procedure.fee.kind != "free"


def test_every_fee_with_a_figure_names_its_source(content: Content) -> None:
    with_figures = [procedure for procedure in content.procedures.values() if procedure.fee.amounts]
    assert len(with_figures) > 20
    assert all(procedure.fee.source for procedure in with_figures)


def test_civil_status_times_say_which_kind_of_day(content: Content) -> None:
    times = [p.time for p in content.procedures.values() if p.field_name == "Hộ tịch" and p.time and "ngày" in p.time]
    assert len(times) > 30
    assert all("ngày làm việc" in time or "hẹn" in time or "hỏi" in time or "chưa rõ" in time for time in times)


@pytest.mark.parametrize(
    ("former", "now"),
    [
        ("1.014061", "1.116410"),
        ("1.014064", "1.116410"),
        ("1.013067", "1.115970"),
        ("1.012575", "1.115970"),
        ("2.002481", "2.002854"),
        ("1.010385", "1.010386"),
    ],
)
def test_a_code_that_changed_still_finds_its_procedure(content: Content, former: str, now: str) -> None:
    procedure = content.procedure(former)
    assert procedure is not None
    assert procedure.code == now


def test_nothing_sends_a_resident_to_a_district_office() -> None:
    gone = ("ubnd huyện", "ủy ban nhân dân huyện", "ủy ban nhân dân cấp huyện", "công an huyện", "phòng tư pháp")
    for file in sorted((CONTENT / "procedures").glob("*.yaml")):
        for number, line in enumerate(
            file.read_text(encoding="utf-8").casefold().partition("\ngaps:")[0].splitlines(), 1
        ):
            assert not any(word in line for word in gone), f"{file.name}:{number}: {line.strip()}"


def test_halved_identity_card_fees_end_on_their_day(tmp_path: Path) -> None:
    with on_day(tmp_path, "2026-12-31") as runtime:
        before = said(runtime, "đổi căn cước tốn bao nhiêu tiền")
    with on_day(tmp_path, "2027-01-01") as runtime:
        after = said(runtime, "đổi căn cước tốn bao nhiêu tiền")
    assert "25.000 đồng" in before
    assert "25.000 đồng" not in after


def test_two_vietnamese_who_marry_need_no_single_status_paper_since_2026(tmp_path: Path) -> None:
    with on_day(tmp_path, "2026-11-23") as runtime:
        papers = said(runtime, "đăng ký kết hôn cần giấy tờ gì")
    assert "không phải nộp giấy xác nhận tình trạng hôn nhân" in papers


def test_a_fee_waiver_is_gone_when_its_time_is_over(tmp_path: Path) -> None:
    question = "công dân số được miễn phí gì"
    with on_day(tmp_path, "2027-02-28") as runtime:
        assert "28/02/2027" in said(runtime, question) or "28/2/2027" in said(runtime, question)
    with on_day(tmp_path, "2027-03-01") as runtime:
        assert "117/2026" not in said(runtime, question)


def test_a_partial_record_says_what_to_ask_at_the_counter(content: Content) -> None:
    partial = [procedure for procedure in content.procedures.values() if procedure.partial]
    assert len(partial) > 10
    assert all(procedure.gaps for procedure in partial)


def test_posting_papers_never_promises_what_needs_the_person(tmp_path: Path) -> None:
    with on_day(tmp_path, "2026-11-23") as runtime:
        assert "tới phường ký" in said(runtime, "đăng ký kết hôn gửi qua bưu điện được không")
