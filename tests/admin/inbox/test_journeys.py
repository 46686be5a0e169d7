"""Journeys (f) and (i) of the officials, by links and forms that stand on the pages, with the clicks they cost."""

from __future__ import annotations

import io

from PIL import Image

from tests.admin.installation import PERSON, complains, new_official, wants_an_official
from tests.admin.walking import Walk

TALK, CARD = f"/admin/inbox/{PERSON}", f"/admin/people/{PERSON}"


def test_f_answer_with_a_picture_note_assign_and_close(runtime, manager):
    """Before: 2 to answer, and a picture could not be sent at all."""
    wants_an_official(runtime)
    complains(runtime)
    out = io.BytesIO()
    Image.new("RGB", (40, 40)).save(out, "PNG")
    walk = Walk(manager, "/admin/inbox")
    walk.follow(TALK)
    walk.press(
        f"{TALK}/answer", choices=1, text="Bác xem bản đồ.", act="send", file=(io.BytesIO(out.getvalue()), "a.png")
    )
    assert walk.clicks == 3 and "Đã xếp gửi" in walk.page
    walk.press(f"{TALK}/note", note="Bác hỏi lần hai.")
    walk.press(f"{TALK}/assign", to=str(runtime.officials.find(manager.email).id))
    walk.press("/admin/tickets/PA-7K3F9/close", result="Đã thay bóng.")
    assert walk.clicks == 6 and "Kết quả: Đã thay bóng." in walk.page


def test_i_find_a_person_correct_export_and_erase(app, runtime):
    """Before: khu phố, chủ đề and the name could not be corrected; the way to a person went through the list's filters."""
    wants_an_official(runtime, name="Chị Sáu")
    walk = Walk(new_official(app, runtime, "answerer"), "/admin/")
    walk.follow("/admin/search")
    walk.search("/admin/search", q="chị sáu")
    walk.follow(CARD)
    assert walk.clicks == 3
    walk.press(f"{CARD}/correct", choices=2, name="Chị Sáu", neighbourhood="4", asked_by="counter")
    assert walk.clicks == 6 and "Khu phố 4" in walk.page and "Đã sửa theo yêu cầu" in walk.page
    assert walk.press(f"{CARD}/export").mimetype == "application/zip" and walk.clicks == 7
    walk.follow(f"{CARD}/erase")
    walk.press(f"{CARD}/erase", typed=PERSON[-4:])
    assert walk.clicks == 9 and "để chứng minh việc xóa này" in walk.page
