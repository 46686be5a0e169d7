"""A pressed button puts a sentence into the chat, and the sentence leads back to that button at any time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.admin.inbox.talk_lines import make_bubbles
from bot.broadcasts.lifecycle import BroadcastDraft
from bot.broadcasts.message import Message
from bot.clock import HOUR
from bot.messaging.button_presses import word_buttons
from bot.reply import Button, Reply
from tests.support.app import AppFixture, Resident, live_content
from tests.support.broadcasts import BroadcastFixture

ASKED = "Làm giấy khai sinh cần gì?"
FEE = "Tốn bao nhiêu tiền"
FEE_WORDS = "Đăng ký khai sinh: lệ phí bao nhiêu?"


@pytest.fixture
def broadcast_ward(tmp_path: Path) -> Iterator[BroadcastFixture]:
    fixture = BroadcastFixture(tmp_path, followers=3)
    yield fixture
    fixture.close()


def own_words(resident: Resident) -> str:
    """The newest message in the person's own bubbles."""
    return str([message for message in resident.talk() if message["who"] == "person"][-1]["text"])


def heard(ward_app: AppFixture, resident: Resident) -> list[str]:
    """What is kept of the person's own messages."""
    return [line.text for line in ward_app.runtime.helpdesk.talk(resident.id) if line.who == "person"]


def payloads(messages: list[dict[str, Any]]) -> list[str]:
    """What the buttons of these messages would put into the chat."""
    return [
        button["payload"]
        for message in messages
        for button in message.get("buttons") or ()
        if button["type"].startswith("oa.query")
    ]


def press(resident: Resident, message: dict[str, Any], label: str) -> list[dict[str, Any]]:
    """Press a button of a certain message, however old."""
    labels = [button["title"] for button in message["buttons"]]
    resident.ward_app.zalo.press(resident.id, message["message_id"], labels.index(label))
    return resident.hears()


def test_a_press_reads_like_a_persons_words(ward_app: AppFixture) -> None:
    resident = ward_app.new_person()
    resident.says(ASKED)
    messages = resident.presses(FEE)
    assert own_words(resident) == FEE_WORDS
    assert "lệ phí" in messages[-1]["text"].casefold()


def test_no_button_of_a_talk_shows_a_command(ward_app: AppFixture) -> None:
    resident = ward_app.new_person()
    said = []
    for text in ("chào", ASKED, "Xem các mục", "giấy tờ", "dữ liệu của tôi", "chọn chủ đề", "chơi đố vui", "góp ý"):
        said += resident.says(text)
    commands = payloads(said)
    assert len(commands) > 20
    assert not [words for words in commands if "#" in words or "_" in words]


def test_hidden_buttons_carry_the_same_words(tmp_path: Path) -> None:
    ward_app = AppFixture(tmp_path, ZALO_BUTTON_STYLE="hide")
    try:
        resident = ward_app.new_person()
        messages = resident.says(ASKED)
        assert FEE_WORDS in payloads(messages)
        assert "lệ phí" in resident.presses(FEE)[-1]["text"].casefold()
    finally:
        ward_app.close()


def test_an_old_button_is_that_button_days_later_whatever_was_talked_about_since(
    broadcast_ward: BroadcastFixture,
) -> None:
    resident = broadcast_ward.ward_app.new_person()
    birth = resident.says(ASKED)[-1]
    resident.says("Đăng ký kết hôn cần giấy tờ gì?")
    expected = press(resident, birth, FEE)[-1]["text"]
    broadcast_ward.forward(80 * HOUR)
    assert press(resident, birth, FEE)[-1]["text"] == expected
    assert own_words(resident) == FEE_WORDS


def test_a_button_is_known_after_the_state_of_the_talk_is_gone(own_ward_app: AppFixture) -> None:
    resident = own_ward_app.new_person()
    resident.says(ASKED)
    expected = resident.presses(FEE)[-1]["text"]
    with own_ward_app.runtime.store.write() as db:
        db.conn.execute("UPDATE people SET state = NULL")
    assert resident.presses(FEE)[-1]["text"] == expected


def test_words_a_person_was_sent_still_count_after_the_sentence_was_changed(own_ward_app: AppFixture) -> None:
    resident = own_ward_app.new_person()
    resident.says(ASKED)
    expected = resident.presses(FEE)[-1]["text"]
    with own_ward_app.runtime.store.write() as db:
        for row in own_ward_app.runtime.store.rows(
            "SELECT id, reply FROM outbox WHERE reply LIKE '%lệ phí bao nhiêu?%'"
        ):
            changed = row["reply"].replace(FEE_WORDS, "Khai sinh cho bé thì tốn kém ra sao")
            db.conn.execute("UPDATE outbox SET reply = ? WHERE id = ?", [changed, row["id"]])
    assert resident.says("Khai sinh cho bé  thì tốn kém ra sao ")[-1]["text"] == expected


@pytest.mark.parametrize("text", ["Tốn bao nhiêu tiền #le_phi 1.001193", "#le_phi 1.001193"])
def test_buttons_sent_before_and_typed_commands_still_work(ward_app: AppFixture, text: str) -> None:
    resident = ward_app.new_person()
    resident.says(ASKED)
    expected = resident.presses(FEE)[-1]["text"]
    assert resident.says(text)[-1]["text"] == expected


def test_buttons_with_consequences_are_exact_and_in_clear_words(own_ward_app: AppFixture) -> None:
    resident = own_ward_app.new_person()
    resident.says("xóa dữ liệu của tôi")
    messages = resident.presses("Xóa hết")
    assert own_words(resident) == "Tôi đồng ý xóa hết dữ liệu của tôi"
    assert messages
    assert not heard(own_ward_app, resident)


def test_words_of_a_button_nobody_was_sent_are_only_words(own_ward_app: AppFixture) -> None:
    resident = own_ward_app.new_person()
    resident.says("chào")
    resident.says("Tôi đồng ý xóa hết dữ liệu của tôi")
    assert heard(own_ward_app, resident)


def test_points_for_officials_name_what_they_are_for(own_ward_app: AppFixture) -> None:
    resident = own_ward_app.new_person()
    resident.says("gặp cán bộ")
    own_ward_app.runtime.helpdesk.answer(resident.id, "Mời anh/chị ghé quầy số 2.", None)
    code = own_ward_app.runtime.helpdesk.in_hand(resident.id)[0].code
    own_ward_app.runtime.helpdesk.close(code, None, "Đã xong.")
    resident.hears()
    resident.presses("4 điểm")
    assert own_words(resident) == f"Tôi chấm cán bộ 4 điểm, mã {code}"
    assert own_ward_app.runtime.helpdesk.finished(resident.id)[0].rating == 4


def test_a_button_of_a_broadcast_is_counted_for_that_broadcast(broadcast_ward: BroadcastFixture) -> None:
    person = Resident(broadcast_ward.ward_app, broadcast_ward.followers[0])
    ids = []
    for title, say in (("Khai sinh", "đăng ký khai sinh cần gì"), ("Kết hôn", "đăng ký kết hôn cần gì")):
        message = Message(title, text="Phường mời anh/chị.", buttons=(Button("Hỏi thêm", say=say),))
        ids.append(broadcast_ward.approved(BroadcastDraft("consultation", message)))
        broadcast_ward.runs(ids[-1])
    older = next(message for message in person.hears() if message["buttons"])
    assert "khai sinh" in press(person, older, "Hỏi thêm")[-1]["text"].casefold()
    assert own_words(person) == "Khai sinh: Hỏi thêm"
    clicks = broadcast_ward.runtime.store.rows("SELECT broadcast_id FROM clicks WHERE kind = 'press'")
    assert [row["broadcast_id"] for row in clicks] == [ids[0]]


def test_the_desk_shows_words_and_that_a_button_was_pressed(own_ward_app: AppFixture) -> None:
    resident = own_ward_app.new_person()
    resident.says(ASKED)
    resident.presses(FEE)
    desk, content = own_ward_app.runtime.helpdesk, own_ward_app.runtime.live_content.content
    [lines, pressed] = [line for line in make_bubbles(content, desk.talk(resident.id)) if line.who == "person"]
    assert (lines.text, lines.label) == (ASKED, "")
    assert (pressed.text, pressed.label) == (FEE_WORDS, "Bấm nút")
    assert desk.last_words(resident.id) == ASKED


def test_every_command_with_an_argument_has_words_of_its_own() -> None:
    content = live_content().content
    sections = (
        "thu_tuc",
        "giay_to",
        "le_phi",
        "thoi_gian",
        "noi_nop",
        "truc_tuyen",
        "buu_dien",
        "mau_don",
        "can_cu",
        "ai_lam",
        "ket_qua",
        "cac_buoc",
    )
    says = [f"#{name} {code}" for code in (*content.procedures, *content.listed) for name in sections]
    says += [f"#huong_dan {name}" for name in content.guides] + [f"#viec_doi {name}" for name in content.life_events]
    says += [f"#do_vui {name}" for name in content.quizzes] + [f"#doi_chu_de {name}" for name in content.subscriptions]
    says += [f"#danh_gia {points}" for points in range(1, 6)]
    [reply] = word_buttons([Reply("Chọn ạ", tuple(Button("Nút", say=say) for say in says))], content)
    words = [button.words for button in reply.buttons]
    assert all(text and "#" not in text and "{" not in text and len(text) <= 1000 for text in words)
    assert len(set(words)) == len(words)


def test_a_command_without_a_sentence_says_its_label() -> None:
    [reply] = word_buttons(
        [Reply("Chọn ạ", (Button("Xem các mục", say="#menu"), Button("Hỏi", say="giờ làm việc")))],
        live_content().content,
    )
    assert [button.words for button in reply.buttons] == ["Xem các mục", None]
    assert json.dumps(Reply("a", (Button("Hỏi", say="b"),)).as_dict()) == (
        '{"text": "a", "buttons": [{"label": "H\\u1ecfi", "say": "b"}]}'
    )
