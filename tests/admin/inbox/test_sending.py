"""What officials send beside words: pictures, papers, forms, a procedure's card, a link button, ready answers by code."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from tests.admin.installation import OfficialAtWork, new_official
from tests.support.app import AppFixture, Resident

SITE = "https://phuong.example.vn"
FORM = "to-khai-dang-ky-khai-sinh.docx"
PDF = b"%PDF-1.4\n" + bytes(2000)


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppFixture]:
    app = AppFixture(tmp_path_factory.mktemp("town"), PUBLIC_URL=SITE)
    yield app
    app.close()


@pytest.fixture(scope="module")
def answerer(product: AppFixture) -> OfficialAtWork:
    return new_official(product.app, product.runtime, "answerer")


@pytest.fixture
def resident(product: AppFixture) -> Resident:
    person = product.new_person()
    person.says("chào phường")
    return person


def answer(answerer: OfficialAtWork, resident: Resident, **fields: Any) -> Any:
    """Press Gửi, as the page's own form does."""
    page = answerer.page(f"/admin/inbox/{resident.id}")
    assert 'enctype="multipart/form-data"' in page
    return answerer.press(f"/admin/inbox/{resident.id}/answer", act="send", **fields)


def photo(side: int = 3000) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((side, side // 2), 60).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def test_a_large_picture_and_a_paper_reach_the_resident_behind_the_words(product, answerer, resident):
    response = answer(answerer, resident, text="Bản đồ đây ạ.", file=(io.BytesIO(photo()), "bản đồ.jpg"))
    assert response.status_code == 303
    words, picture = resident.hears()
    assert words["text"] == "Bản đồ đây ạ." and picture["kind"] == "image"
    assert answer(answerer, resident, text="", file=(io.BytesIO(PDF), "Giấy hẹn số 5.pdf")).status_code == 303
    [paper] = resident.hears()
    assert (paper["kind"], paper["payload"]["name"]) == ("file", "Giay-hen-so-5.pdf")
    page = answerer.page(f"/admin/inbox/{resident.id}")
    assert "Giấy hẹn số 5.pdf" in page and page.count("size=small") == 1
    number = re.search(r"/admin/media/(\d+)\?size=small", page)
    assert number
    small = answerer.client.get(f"/admin/media/{number[1]}", buffered=True)
    assert len(small.data) <= 1_000_000, "Zalo takes no more"


def test_the_file_of_an_official_goes_with_the_person(product, answerer, resident):
    answer(answerer, resident, text="", file=(io.BytesIO(PDF), "a.pdf"))
    resident.hears()
    before = {file.name for file in product.runtime.media.folder.glob("*")}
    product.runtime.person_profiles.erase_person(resident.id, resident.id[-4:], None)
    product.runtime.media.advance()
    assert len({file.name for file in product.runtime.media.folder.glob("*")}) == len(before) - 1


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"file": (b"MZ" + bytes(10), "a.exe")}, "Zalo chỉ nhận hình JPG, PNG và tệp PDF"),
        ({"file": (b"<html>", "a.pdf")}, "Zalo chỉ nhận hình JPG, PNG và tệp PDF"),
        ({"file": (b"%PDF-" + bytes(5_100_000), "to.pdf")}, "Tệp lớn 5,1 MB"),
        ({"file": (b"\xff\xd8\xff" + bytes(50), "hong.jpg")}, "cần chọn lại"),
        ({"enclosed": "Tờ khai: không có"}, "Không có tờ khai hay thủ tục nào tên"),
        ({"button_label": "Xem"}, "Nút cần cả chữ trên nút lẫn địa chỉ"),
        ({"button_label": "Xem", "button_url": "javascript:alert(1)"}, "phải bắt đầu bằng https://"),
        ({"text": "", "button_label": "Xem", "button_url": "https://a.vn"}, "Nút cần một câu đứng trên nó"),
        ({"text": ""}, "Chưa có nội dung trả lời"),
        ({"text": "/khong-co"}, "Không có câu mẫu mã /khong-co"),
    ],
)
def test_what_zalo_would_refuse_is_said_before_sending_and_loses_no_word(answerer, resident, fields, reason):
    form = {"text": "Dạ phường gửi ạ."} | fields
    if file := form.pop("file", None):
        form["file"] = (io.BytesIO(file[0]), file[1])
    response = answer(answerer, resident, **form)
    assert response.status_code == 422 and reason in response.text
    assert f"\n{form['text']}</textarea>" in response.text
    assert all(f'value="{form[name]}"' in response.text for name in ("button_label", "button_url") if name in form)
    assert resident.hears() == []


def test_a_form_is_two_choices_and_a_press_away(product, answerer, resident):
    """Journey (f) of the officials: open the talk, choose the form, send; at most four clicks, without scripts."""

    resident.says("cho tôi gặp cán bộ")
    page = answerer.page("/admin/inbox")
    clicks = 1
    assert f"/admin/inbox/{resident.id}" in page, "1: Xem và trả lời"
    page = answerer.page(f"/admin/inbox/{resident.id}")
    choice = next(name for name in re.findall(r'<option value="(Tờ khai: [^"]+)"', page) if "khai sinh" in name)
    clicks += 2
    assert 'name="enclosed" list="gui-kem"' in page, "2 and 3: the field, a line of its list"
    response = answer(answerer, resident, text="", enclosed=choice)
    clicks += 1
    assert response.status_code == 303 and clicks <= 4
    [form] = [message for message in resident.hears() if message["kind"] == "file"]
    assert form["payload"]["name"].endswith(".docx")
    assert "Đã xếp gửi câu trả lời" in answerer.page(response.location)


def test_a_card_of_a_procedure_and_a_button_lead_to_their_pages(answerer, resident):
    page = answerer.page(f"/admin/inbox/{resident.id}")
    choice = next(name for name in re.findall(r'<option value="(Thủ tục: [^"]+)"', page) if "khai sinh" in name)
    fields = {"button_label": "Đặt lịch", "button_url": "https://phuong.example.vn/lich"}
    assert answer(answerer, resident, text="Bác xem ở đây.", enclosed=choice, **fields).status_code == 303
    words, card = resident.hears()
    assert words["buttons"][0]["payload"]["url"] == fields["button_url"]
    assert card["elements"][0]["url"].startswith(f"{SITE}/thu-tuc/")
    page = answerer.page(f"/admin/inbox/{resident.id}")
    assert "Nút: Đặt lịch" in page and choice.removeprefix("Thủ tục: ") in page.split('id="loi-noi"')[1]


def test_a_ready_answer_comes_by_its_code_with_what_goes_along(product, answerer, resident):
    page = answerer.page(f"/admin/inbox/{resident.id}")
    choice = next(name for name in re.findall(r'<option value="(Tờ khai: [^"]+)"', page) if "khai sinh" in name)
    fields = {"title": "Khai sinh", "text": "Dạ {tên}, tờ khai đây ạ.", "code": "/KS", "enclosed": choice}
    assert answerer.press("/admin/canned", **fields).status_code == 303
    assert "/ks" in answerer.page("/admin/canned")
    response = answer(answerer, resident, text=" /ks ")
    assert "tờ khai đây ạ.</textarea>" in response.text and f'value="{choice}"' in response.text
    assert resident.hears() == [], "read first, then sent"
    again = answerer.press("/admin/canned", title="Khác", text="x", code="ks")
    assert again.status_code == 422 and "mã /ks" in again.text
    wrong = answerer.press("/admin/canned", title="Khác", text="x", code="a b", enclosed="Tờ khai: gì đó")
    assert wrong.status_code == 422 and 'value="a b"' in wrong.text


def test_after_seven_days_nothing_is_queued(product, answerer, resident):
    with product.runtime.store.write() as db:
        db.conn.execute("UPDATE people SET last_message_at = 1, last_interaction_at = 1 WHERE id = ?", [resident.id])
    files = set(product.runtime.media.folder.glob("*"))
    response = answer(answerer, resident, text="", file=(io.BytesIO(PDF), "a.pdf"))
    assert response.status_code == 422 and "Đã quá 7 ngày" in response.text
    assert set(product.runtime.media.folder.glob("*")) == files
