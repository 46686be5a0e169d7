"""People and articles in a real browser: somebody erased with proof, an article that becomes a broadcast; once without scripts."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bot.article_checks import Writing
from bot.officials import ROLES
from tests.browser.demo_town import DemoTown
from tests.town import wait_until

SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoTown]:
    found = DemoTown(tmp_path_factory.mktemp("demo"))
    yield found
    found.close()


def id_end(person_id: str) -> str:
    return person_id[-4:]


def open_card(page: Page, person_id: str) -> None:
    page.goto("/admin/people")
    page.get_by_label("Tên, hoặc số cuối của mã").fill(id_end(person_id))
    page.get_by_role("button", name="Lọc").click()
    page.locator(f"a[href$='/people/{person_id}']").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_somebody_is_found_gets_a_copy_and_is_erased_with_proof(
    town: DemoTown, browser: Browser, scripts: bool
) -> None:
    person_id = town.residents(2)[0 if scripts else 1]
    page = town.official(browser, "manager", java_script_enabled=scripts).new_page()
    open_card(page, person_id)
    page.get_by_label("Gắn thêm nhãn").fill("hội viên")
    page.get_by_role("button", name="Gắn", exact=True).click()
    expect(page.get_by_text("Đã gắn nhãn.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải bản sao dữ liệu").click()
    with zipfile.ZipFile(download.value.path()) as packed:
        assert "chào phường" in packed.read("2-cuoc-tro-chuyen.txt").decode()
    page.get_by_role("link", name="Xóa dữ liệu của người này").click()
    expect(page.get_by_text("1 nhãn, kể cả ở Zalo")).to_be_visible()
    page.get_by_label(re.compile("Gõ 4 số cuối")).fill("12")
    page.get_by_role("button", name="Xóa dữ liệu").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa xóa gì")
    page.get_by_label(re.compile("Gõ 4 số cuối")).fill(id_end(person_id))
    page.get_by_role("button", name="Xóa dữ liệu").click()
    expect(page.get_by_role("heading", name="Xác nhận đã xóa dữ liệu cá nhân")).to_be_visible()
    expect(page.get_by_text("Không còn dữ liệu nào ở các mục trên")).to_be_visible()
    assert town.runtime.desk.talk(person_id) == []
    wait_until(lambda: town.runtime.people_list.waiting_labels() == 0, 30)


def test_an_article_is_written_shown_by_another_and_becomes_a_broadcast(town: DemoTown, browser: Browser) -> None:
    town.residents(2)
    writing = town.official(browser, "author").new_page()
    writing.goto("/admin/articles")
    writing.get_by_role("link", name="Viết bài mới").click()
    writing.get_by_label("Tên bài").fill("Lịch tiêm chủng tháng 12")
    writing.get_by_label("Tóm tắt").fill("Tiêm tại trạm y tế, sáng thứ Bảy.")
    writing.get_by_label("Địa chỉ ảnh bìa").fill("https://phuong.example.vn/bia.jpg")
    writing.get_by_label("Nội dung").fill("Kính mời **bà con**.\n\n- Sáng thứ Bảy")
    writing.get_by_role("button", name="Xem trước").click()
    expect(writing.locator("#xem-truoc li")).to_have_text("Sáng thứ Bảy")
    writing.get_by_role("button", name="Lưu nháp").last.click()
    expect(writing.get_by_text("Đã lưu bài nháp.")).to_be_visible()
    address = writing.url.split("?")[0]
    article_id = int(address.rsplit("/", 1)[1])
    showing = town.official(browser, "approver").new_page()
    showing.goto(address)
    showing.get_by_role("button", name="Duyệt và cho hiện trên Zalo").click()
    wait_until(lambda: getattr(town.runtime.publishing.state(article_id), "state", "") == "shown", 60)
    writing.goto(address)
    expect(writing.get_by_text("Đã hiện trên Zalo")).to_be_visible()
    writing.get_by_role("button", name="Ghim lên đầu tin mới").click()
    expect(writing.get_by_text("Đã ghim")).to_be_visible()
    assert town.runtime.news("")[0].title == "Lịch tiêm chủng tháng 12"
    writing.get_by_role("link", name="Làm bản tin từ bài này").click()
    expect(writing.get_by_role("textbox", name="Tiêu đề")).to_have_value("Lịch tiêm chủng tháng 12")
    writing.get_by_role("button", name="Gửi duyệt").last.click()
    expect(writing.get_by_text("Đã gửi duyệt.")).to_be_visible()
    showing.goto(writing.url.split("?")[0])
    showing.get_by_label("Tôi biết bài này tới mọi người").check()
    showing.get_by_role("button", name="Duyệt", exact=True).click()
    # When it leaves is the hour's affair: Zalo takes no article broadcast at night.
    expect(showing.get_by_text("Đã duyệt. Tới giờ máy tự gửi.")).to_be_visible()


def addresses(town: DemoTown) -> list[str]:
    """Every page of these rooms, with something on it."""
    runtime, person_id = town.runtime, town.residents(2)[0]
    runtime.tagging.give([person_id], "tổ trưởng khu phố", None)
    by = type("By", (), {"id": 1, "role": ROLES[-1]})()
    body = "Kính mời **bà con** tới [trang phường](https://phuong.example.vn).\n\n- Sáng\n- Chiều\n\n![Bản đồ](https://phuong.example.vn/b.png)"
    article_id = runtime.publishing.create(
        Writing("Một bài viết", "Phường", "Tóm tắt bài", runtime.publishing.cover, body), by
    )
    person, article = f"/admin/people/{person_id}", f"/admin/articles/{article_id}"
    return [
        "/admin/people", "/admin/people?q=khong+co+ai", "/admin/people/labels", "/admin/segments", "/admin/segments/new",
        person, f"{person}/erase", "/admin/articles", article, f"{article}/edit", f"{article}/remove",
        "/admin/articles/new",
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_can_be_used_by_everybody(town: DemoTown, browser: Browser, scheme: str, width: int) -> None:
    page = town.official(browser, "manager", width=width, color_scheme=scheme).new_page()
    for address in addresses(town):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((part) => part.open = true)")
        found = [rule["id"] for rule in Axe().run(page).response["violations"] if rule["impact"] in SERIOUS]
        assert found == [], address
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, f"{address} scrolls sideways"
