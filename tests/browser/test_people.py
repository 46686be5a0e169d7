"""People and articles in a real browser: somebody erased with proof, an article that becomes a broadcast; once without scripts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from bot.articles.validation import ArticleDraft
from tests.browser.demo_app import DemoApp
from tests.browser.hands import ALL_WAYS, Keys, Mouse, Way, assert_usable, ways
from tests.support.app import wait_until


@pytest.fixture(scope="module")
def ward_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoApp]:
    fixture = DemoApp(tmp_path_factory.mktemp("demo"))
    yield fixture
    fixture.close()


def at_work(ward_app: DemoApp, browser: Browser, role: str, way: Way) -> Mouse | Keys:
    """An official of this role, who goes this way."""
    return way.take(ward_app.official(browser, role, java_script_enabled=way.scripts).new_page())


@ways()
def test_somebody_is_found_gets_a_copy_and_is_erased_with_proof(ward_app: DemoApp, browser: Browser, way: Way) -> None:
    person_id = ward_app.residents(3)[ALL_WAYS.index(way)]
    hands = at_work(ward_app, browser, "manager", way)
    page, end = hands.page, person_id[-4:]
    page.goto("/admin/people")
    hands.write("Tên, hoặc số cuối của mã", end)
    hands.press("Lọc")
    hands.press(re.compile(f"…{end}$"))
    hands.write("Gắn thêm nhãn", "hội viên")
    hands.press("Gắn")
    expect(page.get_by_text("Đã gắn nhãn.")).to_be_visible()
    with page.expect_download() as download:
        hands.press(re.compile("^Tải bản sao dữ liệu"), stays=True)
    with zipfile.ZipFile(download.value.path()) as packed:
        assert "chào phường" in packed.read("2-cuoc-tro-chuyen.txt").decode()
    hands.press(re.compile("^Xóa dữ liệu của người này"))
    expect(page.get_by_text("1 nhãn, kể cả ở Zalo")).to_be_visible()
    hands.write(re.compile("^Gõ 4 số cuối"), "12")
    hands.press("Xóa dữ liệu")
    expect(page.get_by_role("alert")).to_contain_text("Chưa xóa gì")
    hands.write(re.compile("^Gõ 4 số cuối"), end)
    hands.press("Xóa dữ liệu")
    expect(page.get_by_role("heading", name="Xác nhận đã xóa dữ liệu cá nhân")).to_be_visible()
    expect(page.get_by_text("Không còn dữ liệu nào ở các mục trên")).to_be_visible()
    assert ward_app.runtime.helpdesk.talk(person_id) == []
    wait_until(lambda: ward_app.runtime.people_directory.waiting_labels() == 0, 30)


@ways()
def test_an_article_is_written_shown_by_another_and_becomes_a_broadcast(
    ward_app: DemoApp, browser: Browser, way: Way
) -> None:
    ward_app.residents(2)
    writing, showing = (at_work(ward_app, browser, role, way) for role in ("author", "approver"))
    title, page = f"Lịch tiêm chủng {way.name}", writing.page
    page.goto("/admin/articles")
    writing.press("Viết bài mới")
    writing.write("Tên bài", title)
    writing.write("Tóm tắt", "Tiêm tại trạm y tế, sáng thứ Bảy.")
    writing.write("Địa chỉ ảnh bìa", "https://phuong.example.vn/bia.jpg")
    writing.write("Nội dung", "Kính mời **bà con**.\n\n- Sáng thứ Bảy")
    writing.press("Xem trước")
    expect(page.locator("#xem-truoc li")).to_have_text("Sáng thứ Bảy")
    writing.press("Lưu nháp")
    expect(page.get_by_text("Đã lưu bài nháp.")).to_be_visible()
    address = page.url.split("?")[0]
    article_id = int(address.rsplit("/", 1)[1])
    showing.page.goto(address)
    showing.press("Duyệt và cho hiện trên Zalo")
    wait_until(lambda: getattr(ward_app.runtime.publishing.state(article_id), "state", "") == "shown", 60)
    page.goto(address)
    expect(page.get_by_text("Đã hiện trên Zalo")).to_be_visible()
    writing.press("Ghim lên đầu tin mới")
    expect(page.get_by_text("Đã ghim")).to_be_visible()
    assert ward_app.runtime.news("")[0].title == title
    writing.press("Làm bản tin từ bài này")
    expect(page.get_by_role("textbox", name="Tiêu đề")).to_have_value(title)
    writing.press("Gửi duyệt")
    expect(page.get_by_text("Đã gửi duyệt.")).to_be_visible()
    showing.page.goto(page.url.split("?")[0])
    showing.tick(re.compile("^Tôi biết bài này tới mọi người"))
    showing.press("Duyệt")
    # When it leaves is the hour's affair: Zalo takes no article broadcast at night.
    expect(showing.page.get_by_text("Đã duyệt. Tới giờ máy tự gửi.")).to_be_visible()


def addresses(ward_app: DemoApp) -> list[str]:
    """Every page of these rooms, with something on it."""
    runtime, person_id = ward_app.runtime, ward_app.residents(4)[3]
    runtime.labels.give([person_id], "tổ trưởng khu phố", None)
    by = type("By", (), {"id": 1, "roles": frozenset({"manager"})})()
    body = "Kính mời **bà con** tới [trang phường](https://phuong.example.vn).\n\n- Sáng\n- Chiều\n\n![Bản đồ](https://phuong.example.vn/b.png)"
    article_id = runtime.publishing.create(
        ArticleDraft("Một bài viết", "Phường", "Tóm tắt bài", runtime.publishing.cover, body), by
    )
    person, article = f"/admin/people/{person_id}", f"/admin/articles/{article_id}"
    return [
        "/admin/people",
        "/admin/people?q=khong+co+ai",
        "/admin/people/labels",
        "/admin/segments",
        "/admin/segments/new",
        person,
        f"{person}/erase",
        "/admin/articles",
        article,
        f"{article}/edit",
        f"{article}/remove",
        "/admin/articles/new",
    ]


def test_every_page_can_be_used_by_everybody(ward_app: DemoApp, browser: Browser) -> None:
    page = ward_app.official(browser, "manager").new_page()
    for address in addresses(ward_app):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((part) => part.open = true)")
        assert_usable(page, address)
