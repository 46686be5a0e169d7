"""A resident who asks for a form gets the file itself; where Zalo does not take it, its address or the counter."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.clock import DAY, system_clock
from bot.messaging.file_sender import KEY
from bot.store import key_values
from tests.support.app import CONTENT, AppFixture

SITE = "https://phuong.example.vn"
UPLOAD, CS = "/v2.0/oa/upload/file", "/v3.0/oa/message/cs"
FORM = "to-khai-dang-ky-khai-sinh.docx"
ASKED = "cho xin tờ khai đăng ký khai sinh"
ADDRESS = f"{SITE}/bieu-mau/{FORM}"


class Days:
    """The product's time, which a test moves on by days."""

    def __init__(self) -> None:
        self.ahead = 0

    def __call__(self) -> int:
        return system_clock() + self.ahead * DAY


@pytest.fixture
def ward_app(tmp_path: Path) -> Iterator[AppFixture]:
    """A town with a public page and its own copy of the forms."""
    shutil.copytree(CONTENT / "forms", tmp_path / "content" / "forms")
    fixture = AppFixture(tmp_path, PUBLIC_URL=SITE, CONTENT_PATH=str(tmp_path / "content"))
    yield fixture
    fixture.close()


def uploads(ward_app: AppFixture) -> int:
    return sum(call["path"] == UPLOAD for call in ward_app.zalo.calls)


def file_calls(ward_app: AppFixture) -> int:
    """How often a message with a file was handed to Zalo."""
    bodies = [call["body"]["message"] for call in ward_app.zalo.calls if call["path"] == CS]
    return sum(body.get("attachment", {}).get("type") == "file" for body in bodies)


def files(sentence: list[dict[str, Any]]) -> list[str]:
    return [message["payload"]["name"] for message in sentence if message["kind"] == "file"]


def ask(ward_app: AppFixture, question: str = ASKED) -> list[dict[str, Any]]:
    return ward_app.new_person().says(question)


def test_asked_for_a_form_the_bot_sends_words_and_then_the_file(ward_app: AppFixture) -> None:
    words, file = ask(ward_app)[-2:]
    assert "Tệp Word" in words["text"] and "đối chiếu với bản ở quầy" in words["text"]
    assert "04/2024/TT-BTP" in words["text"] and ADDRESS not in words["text"]
    assert file["kind"] == "file"
    assert file["payload"]["name"] == FORM
    assert int(file["payload"]["size"]) == (CONTENT / "forms" / FORM).stat().st_size
    assert ward_app.runtime.failed_items.newest(50) == ([], [])


def test_the_button_brings_the_file_too(ward_app: AppFixture) -> None:
    resident = ward_app.new_person()
    resident.says("Làm giấy khai sinh cần gì?")
    assert files(resident.presses("Mẫu đơn")) == [FORM]


def test_a_procedure_with_more_forms_sends_each(ward_app: AppFixture) -> None:
    answer = ask(ward_app, "#mau_don 1.000689")
    assert files(answer) == ["to-khai-dang-ky-khai-sinh.docx", "to-khai-nhan-cha-me-con.docx"]


def test_the_next_person_gets_the_same_upload(ward_app: AppFixture) -> None:
    assert files(ask(ward_app)) == files(ask(ward_app)) == [FORM]
    assert (uploads(ward_app), file_calls(ward_app)) == (1, 2)


def test_after_six_days_the_file_is_uploaded_again(tmp_path: Path) -> None:
    days = Days()
    ward_app = AppFixture(tmp_path, clock=days)
    try:
        ask(ward_app)
        days.ahead = 5
        ask(ward_app)
        assert uploads(ward_app) == 1
        days.ahead = 6
        assert files(ask(ward_app)) == [FORM]
        assert uploads(ward_app) == 2
    finally:
        ward_app.close()


def test_an_upload_that_zalo_forgot_is_made_again_at_once(ward_app: AppFixture) -> None:
    ask(ward_app)
    store = ward_app.runtime.store
    answer = json.loads(key_values.get(store, KEY) or "")
    key_values.put(store, KEY, json.dumps({mark: {**one, "token": "gone"} for mark, one in answer.items()}))
    resident = ward_app.new_person()
    assert files(resident.says(ASKED)) == [FORM]
    assert uploads(ward_app) == 2
    assert files(ask(ward_app)) == [FORM]
    assert uploads(ward_app) == 2


def test_what_an_official_uploads_goes_out_instead(ward_app: AppFixture) -> None:
    ask(ward_app)
    own = (CONTENT / "forms" / "giay-uy-quyen.docx").read_bytes()
    ward_app.runtime.form_uploads.keep(FORM, own, 1)
    file = ask(ward_app)[-1]
    assert int(file["payload"]["size"]) == len(own)
    assert uploads(ward_app) == 2


@pytest.mark.parametrize("code", [-201, -210, -233, -200])
def test_a_refused_upload_brings_the_address(ward_app: AppFixture, code: int) -> None:
    ward_app.zalo.faults.add_error(code, path=UPLOAD)
    resident = ward_app.new_person()
    messages = resident.says(ASKED)
    assert files(messages) == []
    assert messages[-1]["text"].endswith(ADDRESS)
    assert files(resident.says(ASKED)) == [FORM], "the next time it is tried again"
    assert ward_app.runtime.failed_items.newest(50) == ([], [])


@pytest.mark.parametrize("code", [-201, -233, -200])
def test_a_refused_or_uncertain_file_brings_the_address(ward_app: AppFixture, code: int) -> None:
    ward_app.zalo.faults.refuse_shape("file", code)
    answer = ask(ward_app)
    assert files(answer) == []
    assert ADDRESS in answer[-1]["text"]
    assert ward_app.runtime.failed_items.newest(50) == ([], [])


def test_a_file_that_may_have_arrived_is_not_sent_twice(ward_app: AppFixture) -> None:
    ward_app.zalo.faults.refuse_shape("file", -200)
    ask(ward_app)
    assert file_calls(ward_app) == 1


def test_a_file_taken_away_brings_the_address(ward_app: AppFixture, tmp_path: Path) -> None:
    (tmp_path / "content" / "forms" / FORM).unlink()
    answer = ask(ward_app)
    assert files(answer) == [] and FORM in answer[-1]["text"]
    assert uploads(ward_app) == 0


def test_without_a_public_page_the_counter_is_named(own_ward_app: AppFixture) -> None:
    own_ward_app.zalo.faults.refuse_shape("file", -233)
    last = ask(own_ward_app)[-1]["text"]
    assert "Zalo chưa chuyển được tệp" in last and "xin mẫu tại" in last
    assert "/bieu-mau/" not in last


def test_the_file_counts_as_seen_and_stands_in_the_talk_of_the_desk(ward_app: AppFixture) -> None:
    resident = ward_app.new_person()
    resident.says(ASKED)
    ward_app.zalo.phones.look(resident.id)
    ward_app.settle()
    states = "SELECT state, reply FROM outbox WHERE person_id = ? ORDER BY id DESC"
    row = ward_app.runtime.store.rows(states, (resident.id,))[0]
    assert row["state"] == "seen" and json.loads(row["reply"])["file"] == FORM
    page = ward_app.runtime.helpdesk.page(resident.id, 20)
    assert [line.text for line in page.lines if line.kind == "file"] == [FORM]


def test_the_desk_reads_what_was_said_in_place_of_a_refused_file(ward_app: AppFixture) -> None:
    ward_app.zalo.faults.refuse_shape("file", -233)
    resident = ward_app.new_person()
    resident.says(ASKED)
    last = ward_app.runtime.helpdesk.talk(resident.id)[-1]
    assert last.kind == "text" and last.text.endswith(ADDRESS)


def test_ask_shows_the_file_that_goes_along(ward_app: AppFixture) -> None:
    answer = ward_app.runtime.answer_preview.answer(ASKED)
    assert answer["replies"][-1]["file"] == FORM
    assert answer["replies"][-1]["text"] == ""
