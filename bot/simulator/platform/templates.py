"""Template messages (ZBS, formerly ZNS): by user id on the OA's host, by telephone on the business host.

Approved here: 300001 "kết quả hồ sơ" (ho_ten, ma_ho_so) and 300002 "lịch hẹn" (ho_ten, ngay_hen), both tag 1, and
300003 "chăm sóc" (ho_ten), tag 3, which is refused at night. 300009 is waiting for approval.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.simulator.call import Call, id_of, object_of, optional_text, text_of
from bot.simulator.errors import ZaloError
from bot.simulator.json_types import JsonObject
from bot.simulator.people import Person
from bot.simulator.state import SimulatedZalo
from bot.simulator.talks import SimulatedMessage, new_message_id

PHONE = re.compile(r"84\d{9}")
LONGEST_TRACKING_ID = 48
LONGEST_VALUE = 400


@dataclass(frozen=True, slots=True)
class Template:
    """One template: its text with {blanks}, its tag, and whether Zalo has approved it."""

    words: str
    blanks: tuple[str, ...]
    tag: int = 1
    approved: bool = True


TEMPLATES = {
    "300001": Template("Hồ sơ {ma_ho_so} của {ho_ten} đã có kết quả.", ("ho_ten", "ma_ho_so")),
    "300002": Template("{ho_ten} có lịch hẹn ngày {ngay_hen}.", ("ho_ten", "ngay_hen")),
    "300003": Template("Cảm ơn {ho_ten} đã dùng dịch vụ của phường.", ("ho_ten",), tag=3),
    "300009": Template("Mẫu đang chờ duyệt.", (), approved=False),
}


def send_to_user(zalo: SimulatedZalo, call: Call) -> JsonObject:
    """POST /v3.0/oa/message/template: a template message to one user id."""
    body = call.read_json(("user_id", "template_id", "template_data", "tracking_id", "mode", "sending_mode"))
    person = zalo.get_person(id_of(body, "user_id", "body"))
    words = _fill_template(zalo, body)
    get_quota = zalo.quotas.use_template()
    message = SimulatedMessage(new_message_id(), "oa", "template", zalo.clock.now_ms(), words, via="template")
    event = {"text": words, "attachments": [{"type": "template", "payload": {"text": words}}]}
    zalo.say_as_oa(person, message, "oa_send_text", event)
    return {"message_id": message.id, "msg_id": message.id, "user_id": person.id, "quota": get_quota}


def send_to_phone(zalo: SimulatedZalo, call: Call) -> JsonObject:
    """POST /message/template on the business host."""
    body = call.read_json(("phone", "template_id", "template_data", "tracking_id", "mode", "sending_mode"))
    phone = body.get("phone")
    if not isinstance(phone, str) or not PHONE.fullmatch(phone):
        raise ZaloError(-108)
    tracking_id = optional_text(body, "tracking_id", "body")
    if not 0 < len(tracking_id) <= LONGEST_TRACKING_ID:
        raise ZaloError(-132, "tracking_id")
    words = _fill_template(zalo, body)
    person = zalo.people.by_phone(phone)
    if person is None:
        raise ZaloError(-118)
    get_quota = zalo.quotas.use_template()
    message = _show_template(zalo, person, phone, words, tracking_id)
    return {"msg_id": message.id, "sent_time": str(message.at), "quota": get_quota}


def _show_template(zalo: SimulatedZalo, person: Person, phone: str, words: str, tracking_id: str) -> SimulatedMessage:
    now = zalo.clock.now_ms()
    message = SimulatedMessage(new_message_id(), "oa", "template", now, words, via="template", is_received=True)
    zalo.talks.add_message(person.id, message)
    if zalo.faults.receipts:
        zalo.emit_event(zalo.events.template_receipt(phone, message.id, tracking_id, now), person.id)
    return message


def _fill_template(zalo: SimulatedZalo, body: JsonObject) -> str:
    """The template's text with its blanks filled; raises Zalo's error for a wrong template or wrong data."""
    template = TEMPLATES.get(id_of(body, "template_id", "body"))
    if template is None:
        raise ZaloError(-109)
    if not template.approved:
        raise ZaloError(-131)
    if template.tag == 3 and zalo.clock.is_night():
        raise ZaloError(-133)
    data = object_of(body, "template_data", "body", template.blanks)
    for blank in template.blanks:
        if blank not in data:
            raise ZaloError(-1122, blank)
        if len(text_of(data, blank, "template_data")) > LONGEST_VALUE:
            raise ZaloError(-1121, blank)
    return template.words.format_map(data)


def get_status(zalo: SimulatedZalo, call: Call) -> JsonObject:
    """GET /message/status: 1 = delivered."""
    message = zalo.talks.find_message(call.query_arguments().get("message_id", ""))
    if message is None or message.via != "template":
        raise ZaloError(-107)
    return {"delivery_time": str(message.at), "status": 1, "message": "delivered"}


def get_quota(zalo: SimulatedZalo, call: Call) -> JsonObject:
    """GET /message/quota: how many template messages are left today."""
    return dict(zalo.quotas.templates_left())
