"""Bodies as Zalo wants them, and what is refused before anything is sent."""

from __future__ import annotations

import unicodedata

import pytest

from bot.reply import Button, Card, Reply
from bot.zalo import bodies
from bot.zalo.outgoing import Refused, TooLong, consultation_body
from bot.zalo.shapes import MessageShape

PERSON = "1234567890123456"
TO = {"user_id": PERSON}
MENU = Reply(
    "Ông/bà cần việc gì?",
    (
        Button("Tra hồ sơ", say="#tra_ho_so", words="Tôi muốn tra hồ sơ"),
        Button("Trang của phường", url="https://example.vn"),
        Button("Gọi", phone="0900 000 000"),
        Button("Hỏi khác", say="#khac"),
    ),
)


def test_a_text():
    assert consultation_body(PERSON, Reply("Đã xong.")) == {"recipient": TO, "message": {"text": "Đã xong."}}


def test_a_text_is_sent_and_measured_in_nfc():
    decomposed = unicodedata.normalize("NFD", "ệ" * 2000)
    assert consultation_body(PERSON, Reply(decomposed))["message"]["text"] == "ệ" * 2000


def test_buttons():
    message = consultation_body(PERSON, MENU)["message"]
    assert message["text"] == MENU.text
    assert message["attachment"]["payload"] == {
        "buttons": [
            {"type": "oa.query.show", "title": "Tra hồ sơ", "payload": "Tôi muốn tra hồ sơ"},
            {"type": "oa.open.url", "title": "Trang của phường", "payload": {"url": "https://example.vn"}},
            {"type": "oa.open.phone", "title": "Gọi", "payload": {"phone_code": "84900000000"}},
            {"type": "oa.query.show", "title": "Hỏi khác", "payload": "Hỏi khác"},
        ]
    }


def test_the_text_may_stand_in_the_payload():
    message = consultation_body(PERSON, MENU, shape=MessageShape.PAYLOAD)["message"]
    payload = message["attachment"]["payload"]
    assert (payload["template_type"], payload["text"]) == ("button", MENU.text)
    assert "text" not in message


def test_a_pressed_button_may_stay_hidden():
    payload = consultation_body(PERSON, MENU, query="hide")["message"]["attachment"]["payload"]
    assert [button["type"] for button in payload["buttons"]][::3] == ["oa.query.hide"] * 2


def test_buttons_as_numbered_text():
    assert consultation_body(PERSON, MENU, shape=MessageShape.PLAIN)["message"] == {
        "text": "Ông/bà cần việc gì?\n1. Tra hồ sơ\n• Trang của phường: https://example.vn\n"
        "• Gọi: 0900 000 000\n2. Hỏi khác"
    }


def test_plain_text_keeps_the_words_where_the_buttons_find_no_room():
    buttons = tuple(Button(f"Nút {number}", say=f"#nut_{number}") for number in range(3))
    text = consultation_body(PERSON, Reply("a" * 1988, buttons), shape=MessageShape.PLAIN)["message"]["text"]
    assert text == "a" * 1988 + "\n1. Nút 0"


CARDS = (Card("Lịch tiêm", "Ngày 5, 12", "https://example.vn/a", "https://example.vn/a.jpg"), Card("Tin khác"))


def test_cards():
    message = consultation_body(PERSON, Reply("Tin mới", cards=CARDS, buttons=MENU.buttons[:1]))["message"]
    assert message["text"] == "Tin mới"
    assert message["attachment"]["payload"] == {
        "template_type": "list",
        "elements": [
            {
                "title": "Lịch tiêm",
                "subtitle": "Ngày 5, 12",
                "image_url": "https://example.vn/a.jpg",
                "default_action": {"type": "oa.open.url", "url": "https://example.vn/a"},
            },
            {"title": "Tin khác"},
        ],
        "buttons": [{"type": "oa.query.show", "title": "Tra hồ sơ", "payload": "Tôi muốn tra hồ sơ"}],
    }


def test_cards_as_plain_text():
    text = consultation_body(PERSON, Reply(cards=CARDS), shape=MessageShape.PLAIN)["message"]["text"]
    assert text == "• Lịch tiêm\nNgày 5, 12\nhttps://example.vn/a\n• Tin khác"


@pytest.mark.parametrize(
    ("reply", "element"),
    [
        (
            Reply("Cho phường xin số\nĐể gọi lại.", asks_contact=True),
            {"title": "Cho phường xin số", "subtitle": "Để gọi lại."},
        ),
        (
            Reply("x", cards=(Card("Xin số", image="https://example.vn/a.png"),), asks_contact=True),
            {"title": "Xin số", "image_url": "https://example.vn/a.png"},
        ),
    ],
)
def test_asking_for_particulars(reply, element):
    payload = consultation_body(PERSON, reply)["message"]["attachment"]["payload"]
    assert payload == {"template_type": "request_user_info", "elements": [element]}


@pytest.mark.parametrize(
    ("dialled", "code"),
    [("0900.000.000", "84900000000"), ("+84 900 000 000", "84900000000"), ("113", "113"), ("1900 9095", "19009095")],
)
def test_telephone_numbers(dialled, code):
    body = consultation_body(PERSON, Reply("x", (Button("Gọi", phone=dialled),)))
    assert body["message"]["attachment"]["payload"]["buttons"][0]["payload"] == {"phone_code": code}


@pytest.mark.parametrize(
    ("reply", "limit"),
    [
        (Reply("a" * 2001), "text"),
        (Reply("x", tuple(Button(str(n), say="#a") for n in range(6))), "buttons"),
        (Reply("x", cards=tuple(Card(str(n)) for n in range(6))), "cards"),
        (Reply("x", (Button("a" * 101, say="#a"),)), "button title"),
        (Reply("x", (Button("a", say="a" * 1001),)), "button payload"),
        (Reply("x", cards=(Card("a" * 101),)), "card title"),
        (Reply("x", cards=(Card("a", "b" * 501),)), "card subtitle"),
    ],
)
def test_it_names_the_limit_that_is_broken(reply, limit):
    with pytest.raises(TooLong) as caught:
        consultation_body(PERSON, reply)
    assert caught.value.limit == limit
    assert caught.value.size == caught.value.most + 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply(" "),
        Reply("", (Button("a", say="#a"),)),
        Reply("x", (Button("", say="#a"),)),
        Reply("x", (Button("a"),)),
        Reply("x", (Button("a", say=""),)),
        Reply("x", (Button("a", say="#a", url="https://a.vn"),)),
        Reply("x", (Button("a", url="javascript:alert(1)"),)),
        Reply("x", (Button("a", url="https://a b"),)),
        Reply("x", (Button("a", phone="gọi ngay"),)),
        Reply("x", cards=(Card("a", image="http://example.vn/a.jpg"),)),
        Reply("", asks_contact=True),
    ],
)
def test_it_refuses_what_zalo_would(reply):
    with pytest.raises(Refused):
        consultation_body(PERSON, reply)


def test_it_refuses_to_write_to_nobody():
    with pytest.raises(Refused, match="recipient"):
        consultation_body("", Reply("x"))


def test_a_file():
    assert bodies.file(PERSON, "T")["message"] == {"attachment": {"type": "file", "payload": {"token": "T"}}}


def test_a_promotion():
    body = bodies.promotion(PERSON, "Tiêm chủng", ["Từ 7 giờ 30."])
    assert body["message"]["attachment"]["payload"] == {
        "template_type": "promotion",
        "language": "VI",
        "elements": [
            {"type": "header", "content": "Tiêm chủng"},
            {"type": "text", "align": "left", "content": "Từ 7 giờ 30."},
        ],
    }


def test_a_promotion_with_a_button():
    body = bodies.promotion(PERSON, "Hồ sơ", ["Đã có."], buttons=(Button("Xem", url="https://a.vn"),))
    payload = body["message"]["attachment"]["payload"]
    assert payload["buttons"] == [{"type": "oa.open.url", "title": "Xem", "payload": {"url": "https://a.vn"}}]


def test_templates():
    assert bodies.template_for_person(PERSON, "466986", {"ho_ten": "A"}) == {
        "user_id": PERSON,
        "template_id": "466986",
        "template_data": {"ho_ten": "A"},
    }
    assert bodies.template_for_phone("0901 234 567", "466986", {"ho_ten": "A"}, "hs-1") == {
        "phone": "84901234567",
        "template_id": "466986",
        "template_data": {"ho_ten": "A"},
        "tracking_id": "hs-1",
    }


@pytest.mark.parametrize(
    ("phone", "data", "tracking"),
    [("12", {}, "a"), ("84901234567", {"họ": "A"}, "a"), ("84901234567", {}, ""), ("84901234567", {}, "a" * 49)],
)
def test_a_template_that_zalo_would_refuse(phone, data, tracking):
    with pytest.raises(Refused):
        bodies.template_for_phone(phone, "1", data, tracking)


def test_a_broadcast_to_a_narrowed_audience():
    body = bodies.broadcast("ART", {"ages": ["2", "3"], "cities": []})
    assert body["recipient"] == {"target": {"ages": "2,3"}}
    assert body["message"]["attachment"]["payload"]["elements"] == [{"media_type": "article", "attachment_id": "ART"}]


def test_a_broadcast_to_everyone_must_be_said():
    assert bodies.broadcast("ART", {}, everyone=True)["recipient"] == {"target": {}}


@pytest.mark.parametrize(
    ("article", "target", "everyone"),
    [
        ("ART", {}, False),
        ("ART", {"ages": []}, False),
        ("ART", {"age": ["2"]}, False),
        ("ART", {"ages": ["2"]}, True),
        ("", {}, True),
    ],
)
def test_a_broadcast_that_could_reach_the_wrong_people(article, target, everyone):
    with pytest.raises(Refused):
        bodies.broadcast(article, target, everyone=everyone)
