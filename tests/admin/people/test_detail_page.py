"""One person's card: what it shows, broadcasts stopped at their wish, their data as a file, and erased with proof."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from bot.clock import HOUR
from bot.store import audit, tags
from bot.zalo.incoming import parse_event
from tests.admin.broadcast_office import Office
from tests.admin.followers import known
from tests.admin.installation import PERSON, complains, new_official, says, wants_an_official

CARD = f"/admin/people/{PERSON}"
SECRET = "nhà tôi ở hẻm 45"


@pytest.fixture
def sau(runtime):
    """Chị Sáu has said, asked, chosen and been labelled everything one can."""
    says(runtime, SECRET, name="Chị Sáu")
    runtime.helpdesk.answer(PERSON, "Dạ chị chờ chút", None)
    with runtime.store.write() as db:
        db.conn.execute("UPDATE outbox SET state = 'sent'")
        db.conn.execute("UPDATE people SET topics = ',dat-dai,', neighbourhood = 'Khu phố 3' WHERE id = ?", [PERSON])
    complains(runtime, "PA-7K3F9", "Đèn đường hư")
    runtime.helpdesk.close("PA-7K3F9", None, "Đã thay đèn")
    with runtime.store.write() as db:
        db.conn.execute("UPDATE outbox SET state = 'sent'")
        db.conn.execute("UPDATE tickets SET rating = 4, rating_words = 'nhanh' WHERE code = 'PA-7K3F9'")
    runtime.helpdesk.notes.add_note(PERSON, "nhớ gọi lại", None)
    runtime.labels.give([PERSON], "tổ trưởng", None)
    return runtime


def test_the_card_says_who_it_is_and_what_happened(sau, manager):
    page = manager.page(CARD)
    for words in (
        "Chị Sáu",
        "thường không tính phí",
        "Khu phố 3",
        "tổ trưởng",
        "PA-7K3F9",
        "4 trên 5",
        "nhanh",
        f"/admin/inbox/{PERSON}",
        "đang nhận",
        "chưa, máy nói ở lần nhắn tới",
    ):
        assert words in page, words
    assert SECRET not in page


def test_a_broadcast_it_got_is_in_the_card(app, runtime, manager):
    office = Office(app, runtime)
    (first,) = office.followers("Bà Tư")
    broadcast_id = office.begun()
    with runtime.store.write() as db:
        db.conn.execute("UPDATE deliveries SET state = 'seen', sent_at = ?", [runtime.clock()])
    page = manager.page(f"/admin/people/{first}")
    assert f"/admin/broadcasts/{broadcast_id}" in page and "Lịch tiêm chủng" in page


def test_somebody_unknown_has_no_card(manager):
    for path in ("/admin/people/1", "/admin/people/1/erase", "/admin/people/1/erased/1"):
        assert manager.client.get(path).status_code == 404
    for path in ("broadcasts", "export", "erase"):
        assert manager.press(f"/admin/people/1/{path}", typed="1").status_code in (404, 422)


@pytest.mark.parametrize("role", ["viewer", "author", "approver", "editor"])
def test_a_card_is_only_for_who_answers(app, sau, role):
    official = new_official(app, sau, role)
    assert official.client.get(CARD).status_code == 403
    assert official.press(f"{CARD}/erase", typed=PERSON[-4:]).status_code == 403
    assert official.press(f"{CARD}/export").status_code == 403


def test_broadcasts_stop_and_come_again_at_their_wish(sau, manager):
    response = manager.press(f"{CARD}/broadcasts", wanted="no")
    assert "Từ nay người này không nhận bản tin nữa." in manager.page(response.location)
    assert "Cho nhận lại bản tin" in manager.page(CARD)
    manager.press(f"{CARD}/broadcasts", wanted="no")
    manager.press(f"{CARD}/broadcasts", wanted="yes")
    acts = [row.action for row in audit.of_subject(sau.store, PERSON) if "broadcasts" in row.action]
    assert acts == ["stop_broadcasts", "allow_broadcasts"]


def test_a_label_is_given_and_taken_on_the_card(sau, manager):
    for act in ("take", "give"):
        response = manager.press("/admin/people/labels", person=PERSON, act=act, tag_name="tổ trưởng", back="person")
        assert response.location.startswith(CARD)
    assert sau.labels.of_person(PERSON) == ["tổ trưởng"]


def test_the_file_holds_everything_and_a_sheet_that_explains_it(sau, manager):
    response = manager.press(f"{CARD}/export")
    name = f"du-lieu-ca-nhan-{PERSON[-4:]}-2026-11-23.zip"
    assert response.mimetype == "application/zip" and name in response.headers["Content-Disposition"]
    archive = zipfile.ZipFile(io.BytesIO(response.data))
    cover, talk, rows = (archive.read(name).decode("utf-8-sig") for name in sorted(archive.namelist()))
    assert "Tên trên Zalo: Chị Sáu" in cover and "91/2025/QH15" in cover and "90 ngày" in cover and PERSON in cover
    assert "nhãn phường gắn: 1;" in cover and "phiếu và cuộc gặp cán bộ: " in cover
    assert (
        f"[23/11/2026 12:00] Người dân: {SECRET}" in talk and "Cán bộ: Dạ chị chờ chút" in talk
    ) or "Trợ lý (máy): Dạ" in talk
    facts = json.loads(rows)
    assert facts["person"][0]["neighbourhood"] == "Khu phố 3" and "folded" not in facts["person"][0]
    assert facts["person"][0]["first_seen_at"] == "23/11/2026 12:00"
    assert {row["code"] for row in facts["tickets"]} >= {"PA-7K3F9"} and facts["notes"][0]["text"] == "nhớ gọi lại"
    assert audit.of_subject(sau.store, PERSON)[-1].action == "export_person"


def test_the_file_holds_nobody_else(sau, manager):
    says(sau, "tôi là người khác", "7219000000000000999", "Anh Bảy")
    packed = zipfile.ZipFile(io.BytesIO(manager.press(f"{CARD}/export").data))
    whole = "".join(packed.read(name).decode() for name in packed.namelist())
    assert SECRET in whole and "người khác" not in whole and "Anh Bảy" not in whole


def test_erasing_says_before_what_goes_and_what_stays(sau, manager):
    page = manager.page(f"{CARD}/erase")
    for words in (
        "1 tên trên Zalo",
        "1 tin nhắn và thao tác",
        "1 ghi chú của cán bộ",
        "1 nhãn, kể cả ở Zalo",
        "2 khu phố và chủ đề đã chọn",
        "Việc ngừng nhận bản tin, nếu có",
        "không lấy lại được",
    ):
        assert words in page, words


@pytest.mark.parametrize("typed", ["", "0000", "XÓA", PERSON])
def test_a_wrong_number_erases_nothing_and_is_kept(sau, manager, typed):
    response = manager.press(f"{CARD}/erase", typed=typed)
    assert response.status_code == 422 and "Chưa xóa gì" in response.text and f'value="{typed}"' in response.text
    assert sau.helpdesk.person(PERSON).name == "Chị Sáu"


def kept(store):
    """All that stands in the tables about the person; the identity of an event is Zalo's, in these tests it holds the text."""
    tables = {
        "people": "id",
        "outbox": "person_id",
        "tickets": "person_id",
        "talk_notes": "person_id",
        "person_tags": "person_id",
        "audit": "subject",
    }
    queries = [f"SELECT * FROM {table} WHERE {column} = ?" for table, column in tables.items()]
    queries.append("SELECT body, error FROM inbox WHERE person_id = ?")
    return "\n".join(str(tuple(row)) for query in queries for row in store.rows(query, [PERSON]))


def test_erasing_empties_everything_and_proves_it(sau, manager):
    with sau.store.write() as db:
        db.conn.execute("UPDATE people SET opted_out_at = 5 WHERE id = ?", [PERSON])
    response = manager.press(f"{CARD}/erase", typed=PERSON[-4:])
    assert response.status_code == 303
    proof = manager.page(response.location)
    line = audit.of_subject(sau.store, PERSON)[-1]
    assert line.action == "erase_person" and line.name == "Cán bộ manager"
    for words in (
        f"<b>{line.id}</b>",
        "23/11/2026 12:00",
        "Cán bộ manager",
        PERSON,
        "1 tên trên Zalo",
        "Không còn dữ liệu nào ở các mục trên",
    ):
        assert words in proof, words
    assert sau.helpdesk.person(PERSON).opted_out_at == 5
    assert sau.store.row("SELECT folded FROM people WHERE id = ?", [PERSON])["folded"] is None
    everything = kept(sau.store)
    for words in ("Sáu", SECRET, "chờ chút", "Đèn đường", "thay đèn", "nhanh", "gọi lại", "tổ trưởng", "Khu phố 3"):
        assert words not in everything, words
    assert [row.is_given for row in tags.due(sau.store, sau.clock(), 9)] == [0], "Zalo is told"
    assert f"Giấy xác nhận số {line.id}" in manager.page(CARD)


def test_the_proof_tells_when_the_person_wrote_again(sau, clock, manager):
    location = manager.press(f"{CARD}/erase", typed=f"…{PERSON[-4:]}").location
    clock.forward(HOUR)
    says(sau, "chào lại")
    assert "Có dữ liệu mới từ sau lúc xóa: 1 tin nhắn" in manager.page(location)


def test_an_open_ticket_stays_and_that_is_said(sau, manager):
    complains(sau, "PA-9K3F9", "Cống nghẹt")
    page = manager.page(manager.press(f"{CARD}/erase", typed=PERSON[-4:]).location)
    assert "1 phiếu chưa giải quyết" in page
    assert sau.helpdesk.ticket("PA-9K3F9").text == "Cống nghẹt"


def test_another_line_of_the_audit_proves_nothing(sau, manager):
    other = known(sau, 77, "Bà Tư")
    line = audit.of_subject(sau.store, PERSON)[0].id
    number = manager.press(f"{CARD}/erase", typed=PERSON[-4:]).location.rsplit("/", 1)[1]
    assert manager.client.get(f"{CARD}/erased/{line}").status_code == 404
    assert manager.client.get(f"/admin/people/{other}/erased/{number}").status_code == 404


def test_a_talk_in_hand_is_on_the_card(runtime, manager):
    wants_an_official(runtime)
    assert "gặp cán bộ" in manager.page(CARD) and "đang chờ" in manager.page(CARD)


def test_what_zalo_reports_of_the_erasing_itself_is_no_new_data(sau, clock, manager):
    location = manager.press(f"{CARD}/erase", typed=PERSON[-4:]).location
    clock.forward(HOUR)
    reports = {
        "remove_user_from_tag": {"oa_id": "2", "tag": {"user_ids": [PERSON], "name": "hội viên"}},
        "user_seen_message": {"sender": {"id": "2"}, "recipient": {"id": PERSON}, "message": {"msg_ids": ["m1"]}},
        "user_received_message": {"sender": {"id": "2"}, "recipient": {"id": PERSON}, "message": {"msg_id": "m1"}},
    }
    for name, about in reports.items():
        raw = json.dumps({"event_name": name, "app_id": "1", "timestamp": str(sau.clock()), **about}).encode()
        sau.inbox.record(parse_event(raw, sau.clock()), raw)
    assert len(sau.store.rows("SELECT 1 FROM inbox WHERE person_id = ? AND body IS NOT NULL", [PERSON])) >= 2
    assert "Không còn dữ liệu nào ở các mục trên" in manager.page(location)
