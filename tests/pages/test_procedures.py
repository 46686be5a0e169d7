"""The public pages of procedures: read on a phone, printed, found by search engines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from flask.testing import FlaskClient

from bot.content.form_files import list_form_files
from bot.content.procedure_details import Benefit, BenefitAmount, CommonQuestion, FilingDeadline, Form, SpecialCase
from bot.content.validity import Validity
from bot.runtime import Runtime
from tests.admin.installation import MovableClock, make_app, make_runtime

CONTENT = Path(__file__).parents[2] / "content"
BIRTH, PERMIT, COPY, MARRIAGE, STAY = "1.001193", "1.004222", "2.000635", "1.000894", "1.004194"
LIVE = {
    "WARD_MODE": "live",
    "PUBLIC_URL": "https://phuong.example",
    "ZALO_APP_ID": "4318",
    "ZALO_OA_ID": "4319",
    "ZALO_APP_SECRET": "app-secret",
    "ZALO_OA_SECRET": "oa-secret",
}


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    made = make_runtime(CONTENT, tmp_path_factory.mktemp("live"), MovableClock(), **LIVE)
    yield made
    made.close()


@pytest.fixture(scope="module")
def browser(runtime: Runtime) -> FlaskClient:
    return make_app(runtime).test_client()


@pytest.fixture
def change_birth(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Replaces fields of the birth registration for one test."""

    def change(**fields: Any) -> None:
        snapshot = runtime.live_content()
        procedures = dict(snapshot.content.procedures)
        procedures[BIRTH] = replace(procedures[BIRTH], **fields)
        content = replace(snapshot.content, procedures=procedures, form_files=frozenset({"to-khai.docx"}))
        monkeypatch.setattr(runtime.live_content, "_snapshot", replace(snapshot, content=content))

    return change


def test_the_page_has_the_papers_to_tick_off_and_everything_else(browser: FlaskClient) -> None:
    response = browser.get(f"/thu-tuc/{BIRTH}")
    page = response.text
    assert response.status_code == 200 and "<script src" not in page
    for part in ("checklist", "Giấy chứng sinh", "Mấy ngày xong", "Chi phí", "Nơi nộp", "Qua bưu điện", "Văn bản"):
        assert part in page
    assert "phường chưa cập nhật" in page, "what the ward has not filled in is not made up"
    assert "Nguồn: " in page and "/qr.svg" in page and f"dich-vu-cong-truc-tuyen/{BIRTH}/nop-ho-so" in page


def test_details_are_shown_with_the_amounts_of_today(browser: FlaskClient, change_birth: Any) -> None:
    amounts = (
        BenefitAmount("Người từ đủ 75 tuổi", 540000, "tháng", law="Nghị định 335/2026/NĐ-CP"),
        BenefitAmount("Mức cũ", 500000, validity=Validity(None, date(2026, 6, 30))),
    )
    change_birth(
        deadline=FilingDeadline("Trong 60 ngày từ ngày bé sinh.", "Quá hạn vẫn làm được."),
        benefit=Benefit("", amounts),
        cases=(SpecialCase("Bé bị bỏ rơi", "Cần biên bản."),),
        questions=(CommonQuestion(("khai sinh trễ có bị phạt không",), "Không bị phạt."),),
        form=(Form("Tờ khai <b>", decree="Thông tư 04/2020/TT-BTP", file="to-khai.docx"),),
    )
    page = browser.get(f"/thu-tuc/{BIRTH}").text
    assert "Trong 60 ngày từ ngày bé sinh. Quá hạn vẫn làm được." in page
    assert "540.000 đồng/tháng" in page and "500.000" not in page
    assert "<b>Bé bị bỏ rơi:</b> Cần biên bản." in page and "Khai sinh trễ có bị phạt không?" in page
    assert 'href="https://phuong.example/bieu-mau/to-khai.docx"' in page and "Tờ khai &lt;b&gt;" in page
    assert "đối chiếu với bản ở quầy" in page
    assert json.loads(_data_of(page))["subjectOf"]["mainEntity"][0]["acceptedAnswer"]["text"] == "Không bị phạt."


def test_a_form_without_its_file_is_named_without_a_link(browser: FlaskClient, change_birth: Any) -> None:
    change_birth(form=(Form("Tờ khai", file="khong-co.docx"),))
    page = browser.get(f"/thu-tuc/{BIRTH}").text
    assert "Tờ khai" in page and "khong-co.docx" not in page


def test_a_form_is_handed_out_as_a_file_and_nothing_else_is(
    browser: FlaskClient, runtime: Runtime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms/to-khai.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "ward.yaml").write_text("a: 1", encoding="utf-8")
    monkeypatch.setattr(runtime, "settings", replace(runtime.settings, content_path=tmp_path))
    snapshot = runtime.live_content()
    content = replace(snapshot.content, form_files=list_form_files(tmp_path))
    monkeypatch.setattr(runtime.live_content, "_snapshot", replace(snapshot, content=content))
    with browser.get("/bieu-mau/to-khai.docx") as response:
        assert response.data == b"PK\x03\x04" and "attachment" in response.headers["Content-Disposition"]
    for name in ("..%2fward.yaml", "khong-co.docx", "to-khai.doc"):
        assert browser.get(f"/bieu-mau/{name}").status_code == 404


def test_filing_by_post_stands_on_one_page_with_what_the_ward_has_not_filled_in(browser: FlaskClient) -> None:
    page = browser.get(f"/thu-tuc/{COPY}/gui-buu-dien").text
    for part in ("1. Xếp giấy tờ", "3. Ghi ngoài phong bì", "phường chưa cập nhật", "8.000 đồng", "Mã vận đơn"):
        assert part in page
    assert "không phải tới nơi" in page
    assert f'href="/thu-tuc/{COPY}/gui-buu-dien"' in browser.get(f"/thu-tuc/{COPY}").text


def test_who_must_come_to_sign_is_told_so(browser: FlaskClient) -> None:
    page = browser.get(f"/thu-tuc/{MARRIAGE}/gui-buu-dien").text
    assert "vẫn phải tới ký" in page and "không phải tới nơi" not in page


def test_what_is_not_taken_by_post_has_no_page_about_it(browser: FlaskClient) -> None:
    assert browser.get(f"/thu-tuc/{STAY}/gui-buu-dien").status_code == 404


def _data_of(page: str) -> str:
    match = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert match
    return match[1]


def test_search_engines_read_what_it_is(browser: FlaskClient) -> None:
    page = browser.get(f"/thu-tuc/{BIRTH}").text
    assert "<title>Đăng ký khai sinh – " in page and '<meta name="description" content="Đăng ký khai sinh' in page
    data = json.loads(_data_of(page))
    assert (data["@type"], data["identifier"]) == ("GovernmentService", BIRTH)
    assert data["url"] == f"https://phuong.example/thu-tuc/{BIRTH}"


def test_a_former_code_leads_to_the_new_one(browser: FlaskClient, runtime: Runtime) -> None:
    new = next(one for one in runtime.live_content.content.procedures.values() if one.former_codes)
    response = browser.get(f"/thu-tuc/{new.former_codes[0]}")
    assert (response.status_code, response.location) == (301, f"/thu-tuc/{new.code}")


def test_what_is_known_by_name_only_leads_to_the_portal_and_is_not_indexed(
    browser: FlaskClient, runtime: Runtime
) -> None:
    code = next(iter(runtime.live_content.content.listed))
    page = browser.get(f"/thu-tuc/{code}").text
    assert f"https://dichvucong.gov.vn/dich-vu-cong-truc-tuyen/{code}" in page and 'content="noindex"' in page


@pytest.mark.parametrize("path", ["/thu-tuc/9.999999", "/thu-tuc/..%2fward.yaml", "/thu-tuc/<script>"])
def test_an_unknown_code_is_not_found(browser: FlaskClient, path: str) -> None:
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize("query", ["khai sinh cho bé", "khai sinh", BIRTH, "lam giay khai sinh cho con"])
def test_the_list_finds_by_words_by_code_and_as_people_say_it(browser: FlaskClient, query: str) -> None:
    page = browser.get("/thu-tuc", query_string={"q": query}).text
    assert f'href="/thu-tuc/{BIRTH}"' in page


def test_the_list_without_a_query_has_every_procedure_by_field(browser: FlaskClient, runtime: Runtime) -> None:
    page = browser.get("/thu-tuc").text
    assert all(f'href="/thu-tuc/{code}"' in page for code in runtime.live_content.content.procedures)


def test_a_query_is_shown_as_text(browser: FlaskClient) -> None:
    page = browser.get("/thu-tuc", query_string={"q": '"><script>alert(1)</script>' + "a" * 5000}).text
    assert "<script>alert" not in page and "a" * 101 not in page


def test_the_sitemap_names_every_procedure_with_the_day_of_comparing(browser: FlaskClient, runtime: Runtime) -> None:
    response = browser.get("/sitemap.xml")
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    rows = Xml.fromstring(response.text).findall("s:url", spaces)
    days = {row.findtext("s:loc", "", spaces): row.findtext("s:lastmod", "", spaces) for row in rows}
    checked = runtime.live_content.content.procedures[BIRTH].origin.checked
    assert days[f"https://phuong.example/thu-tuc/{BIRTH}"] == (f"{checked:%Y-%m-%d}" if checked else "")
    assert len(days) == len(runtime.live_content.content.procedures) + 3


def test_robots_may_read_public_pages_of_a_ward_at_work_only(
    browser: FlaskClient, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = browser.get("/robots.txt").text
    assert "Disallow: /admin/\n" in text and "Sitemap: https://phuong.example/sitemap.xml" in text
    monkeypatch.setattr(runtime, "settings", replace(runtime.settings, mode="demo"))
    assert browser.get("/robots.txt").text.endswith("Disallow: /\n")


def test_an_unchanged_page_is_not_sent_again(browser: FlaskClient) -> None:
    path = f"/thu-tuc/{PERMIT}"
    tag = browser.get(path).headers["ETag"]
    assert browser.get(path, headers={"If-None-Match": tag}).status_code == 304
