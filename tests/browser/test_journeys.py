"""Journeys of officials recounted on a wide screen and a phone: how many clicks each takes, beside what it took before."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from bot.people.audience import Audience
from tests.browser.demo_app import DemoApp
from tests.browser.hands import Mouse, assert_usable
from tests.browser.names import Name
from tests.support.app import wait_until

WIDTHS = (1366, 390)


class Clicks(Mouse):
    """A mouse that counts; words that are typed cost nothing."""

    count = 0

    def press(self, name: Name, *, stays: bool = False) -> None:
        self.count += 1
        super().press(name, stays=stays)

    def pick(self, name: Name, option: str) -> None:
        self.count += 1
        super().pick(name, option)

    def unfold(self, name: str) -> None:
        self.count += 1
        super().unfold(name)

    def fits(self) -> None:
        """The open page is no wider than the screen."""
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not self.page.evaluate(wide), self.page.url


@pytest.fixture(scope="module")
def ward_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoApp]:
    fixture = DemoApp(tmp_path_factory.mktemp("journeys"), SEND_RATE_PER_SECOND="50")
    phones = fixture.residents(3)
    fixture.runtime.labels.give(phones, "Tổ trưởng", None)
    fixture.runtime.segments.add("Các tổ trưởng", Audience(tags=("Tổ trưởng",)), None)
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(out, "PNG")
    fixture.runtime.pictures.keep(out.getvalue(), None, "Trạm y tế")
    yield fixture
    fixture.close()


def official(ward_app: DemoApp, browser: Browser, role: str, width: int) -> Clicks:
    hands = Clicks(ward_app.official(browser, role, width=width).new_page())
    hands.page.goto("/admin/")
    return hands


def write(hands: Clicks, title: str) -> None:
    hands.press(re.compile("^Bản tin"))
    hands.press("Soạn bản tin")
    hands.write("Tiêu đề", title)
    hands.write("Nội dung", "Chào {tên}, mai tiêm chủng ở trạm y tế.")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_post_with_picture_link_button_and_group_is_submitted(
    ward_app: DemoApp, browser: Browser, width: int
) -> None:
    """Journey a: 20 clicks before."""
    hands = official(ward_app, browser, "author", width)
    write(hands, f"Lịch tiêm {width}")
    hands.unfold("Chọn từ kho hình")
    hands.press("Trạm y tế")
    hands.write("Đường dẫn", "https://phuong.example.vn/tiem")
    hands.unfold("Nút bấm")
    hands.page.locator("#b1_label").fill("Hỏi lịch")
    hands.page.locator("#b1_value").fill("lịch tiêm chủng")
    hands.pick("Nhóm đã lưu", "Các tổ trưởng")
    hands.press("Xem trước")
    phone = hands.page.get_by_label("Bản tin như trên điện thoại")
    expect(phone).to_contain_text("Xem chi tiết")
    expect(phone.locator("img")).to_be_visible()
    hands.fits()
    hands.press("Gửi duyệt")
    expect(hands.page.get_by_text("Đã gửi duyệt.")).to_be_visible()
    assert hands.count == 8
    hands.page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_post_comes_back_with_a_comment_and_is_approved(ward_app: DemoApp, browser: Browser, width: int) -> None:
    """Journey b: 7 clicks before, without a word of what changed."""
    author, approver = (official(ward_app, browser, role, width) for role in ("author", "approver"))
    write(author, f"Trả lại {width}")
    author.press("Gửi duyệt")
    approver.page.goto("/admin/")
    author.count = 0
    approver.press(re.compile(f"^Xem để duyệt.*Trả lại {width}"))
    approver.write("Cần sửa gì, hoặc vì sao không duyệt", "Ghi thêm giờ")
    approver.press("Trả lại để sửa")
    author.page.goto("/admin/")
    author.press(re.compile(f"^Sửa.*Trả lại {width}"))
    author.press("Sửa tiếp")
    author.write("Nội dung", "Chào {tên}, 8 giờ mai tiêm chủng ở trạm y tế.")
    author.press("Gửi duyệt")
    approver.page.goto("/admin/")
    approver.press(re.compile(f"^Xem để duyệt.*Trả lại {width}"))
    expect(approver.page.locator("ins", has_text="8 giờ").first).to_be_attached()
    expect(approver.page.get_by_text("Ghi thêm giờ").first).to_be_visible()
    approver.fits()
    approver.press("Duyệt")
    expect(approver.page.get_by_text("Đã duyệt.").first).to_be_visible()
    assert author.count + approver.count == 7
    for hands in (author, approver):
        hands.page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_one_run_of_a_series_is_left_out(ward_app: DemoApp, browser: Browser, width: int) -> None:
    """Journey c: 5 clicks before, and the whole series was approved anew."""
    author, approver = (official(ward_app, browser, role, width) for role in ("author", "approver"))
    write(author, f"Loạt tin {width}")
    author.pick("Lặp lại", "Hằng ngày")
    author.press("Gửi duyệt")
    address = author.page.url.split("?")[0]
    approver.page.goto(address)
    approver.press("Duyệt")
    author.page.goto(address)
    author.count = approver.count = 0
    author.unfold("Bỏ hoặc dời một kỳ")
    author.write("Vì sao", "Mất điện cả ngày")
    author.press("Đề nghị bỏ kỳ này")
    approver.page.goto("/admin/")
    approver.press(re.compile(f"^Xem để duyệt.*Loạt tin {width}"))
    approver.press("Duyệt việc đổi này")
    expect(approver.page.get_by_text("Đã đổi lịch của kỳ đó")).to_be_visible()
    approver.fits()
    assert author.count + approver.count == 4
    for hands in (author, approver):
        hands.page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_template_is_saved_and_a_new_post_begins_from_it(ward_app: DemoApp, browser: Browser, width: int) -> None:
    hands = official(ward_app, browser, "author", width)
    write(hands, f"Mẫu tiêm {width}")
    hands.press("Lưu nháp")
    hands.count = 0
    hands.unfold("Lưu làm mẫu")
    hands.press("Lưu mẫu")
    expect(hands.page.get_by_text("Đã lưu làm mẫu.")).to_be_visible()
    hands.press(re.compile(f"^Soạn từ mẫu này.*Mẫu tiêm {width}$"))
    expect(hands.page.get_by_role("textbox", name="Tiêu đề")).to_have_value(f"Mẫu tiêm {width}")
    hands.fits()
    assert hands.count == 3
    hands.page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_group_is_made_of_a_label_and_labels_come_from_a_file(
    ward_app: DemoApp, browser: Browser, width: int
) -> None:
    """Journey i: a group took 3 clicks before, and labels of many came by a shell command only."""
    hands = official(ward_app, browser, "manager", width)
    hands.page.goto("/admin/people/labels")
    hands.press("Tạo nhóm từ Tổ trưởng")
    hands.write("Tên nhóm", f"Nhóm {width}")
    hands.press("Lưu nhóm")
    expect(hands.page.get_by_text("Đã lưu nhóm.")).to_be_visible()
    assert hands.count == 2
    name = next(person["name"] for person in ward_app.zalo.people() if not person["anonymous"])
    hands.page.goto("/admin/people/labels")
    hands.press("Gắn nhãn từ tệp")
    file = {"name": "nhan.csv", "mimeType": "text/csv", "buffer": f"Tên;Nhãn\n{name};Hội {width}\nAi đó;X".encode()}
    hands.page.get_by_label("Tệp Excel (.xlsx) hoặc .csv").set_input_files([file])  # type: ignore[list-item]
    hands.press("Xem trước")
    expect(hands.page.get_by_text("Dòng 3: Không có người theo dõi nào là “Ai đó”")).to_be_visible()
    hands.fits()
    hands.press("Gắn nhãn cho 1 người")
    expect(hands.page.get_by_text("Đã gắn nhãn.")).to_be_visible()
    assert hands.count == 5
    hands.page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_backup_is_made_and_stands_in_the_audit(ward_app: DemoApp, browser: Browser, width: int) -> None:
    """Journey k: 1 click beside the way there."""
    hands = official(ward_app, browser, "manager", width)
    hands.press("Cài đặt")
    hands.press("Sao lưu")
    hands.press("Sao lưu ngay")
    expect(hands.page.get_by_text("Đã sao lưu.")).to_be_visible()
    hands.press("Nhật ký")
    expect(hands.page.locator("tbody")).to_contain_text("sao lưu")
    hands.fits()
    assert hands.count == 4
    hands.page.context.close()


def test_the_newest_pages_can_be_used_by_everybody(ward_app: DemoApp, browser: Browser) -> None:
    """Templates, labels from a file, pictures, the urgent kind, groups left out and meant, a reminder, proposals."""
    runtime, page = ward_app.runtime, ward_app.official(browser, "manager").new_page()
    for address in (
        "/admin/broadcasts/templates",
        "/admin/people/labels/file",
        "/admin/articles/pictures",
        "/admin/broadcasts/new?khan=1",
        f"/admin/broadcasts/new?template={next((row.id for row in runtime.broadcasts.templates.list_all()), 0)}",
        "/admin/content/proposals",
        "/admin/broadcasts/waiting",
    ):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((part) => part.open = true)")
        assert_usable(page, address)
    page.goto("/admin/people/labels/file")
    page.get_by_label("Tệp Excel (.xlsx) hoặc .csv").set_input_files(
        [{"name": "a.csv", "mimeType": "text/csv", "buffer": "Tên;Nhãn\nNguyễn Thị Hoa;Mới\nAi;X".encode()}]
    )
    page.get_by_role("button", name="Xem trước").click()
    assert_usable(page, "the look at a file of labels")
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_an_article_is_shown_and_becomes_a_post(ward_app: DemoApp, browser: Browser, width: int) -> None:
    """Journey e: 10 clicks before."""
    author, approver = (official(ward_app, browser, role, width) for role in ("author", "approver"))
    author.press(re.compile("^Bài viết"))
    author.press("Viết bài mới")
    author.write("Tên bài", f"Lịch tiêm chủng {width}")
    author.write("Tóm tắt", "Tiêm tại trạm y tế, sáng thứ Bảy.")
    author.write("Địa chỉ ảnh bìa", "https://phuong.example.vn/bia.jpg")
    author.write("Nội dung", "Kính mời **bà con**.")
    author.press("Lưu nháp")
    expect(author.page.get_by_text("Đã lưu bài nháp.")).to_be_visible()
    author.fits()
    address = author.page.url.split("?")[0]
    approver.page.goto(address)
    approver.press("Duyệt và cho hiện trên Zalo")
    publishing, article_id = ward_app.runtime.publishing, int(address.rsplit("/", 1)[1])
    wait_until(lambda: getattr(publishing.state(article_id), "state", "") == "shown", 60)
    author.page.goto(address)
    author.press("Làm bản tin từ bài này")
    author.press("Gửi duyệt")
    expect(author.page.get_by_text("Đã gửi duyệt.")).to_be_visible()
    approver.page.goto(author.page.url.split("?")[0])
    approver.count += 1
    approver.tick(re.compile("^Tôi biết bài này tới mọi người"))
    approver.press("Duyệt")
    expect(approver.page.get_by_text("Đã duyệt. Tới giờ máy tự gửi.")).to_be_visible()
    assert author.count + approver.count == 8
    for hands in (author, approver):
        hands.page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_report_of_the_month_is_taken_home(ward_app: DemoApp, browser: Browser, width: int) -> None:
    """Journey j: 3 clicks before."""
    hands = official(ward_app, browser, "manager", width)
    hands.press("Báo cáo")
    hands.fits()
    with hands.page.expect_download() as download:
        hands.press("Tải báo cáo Word", stays=True)
    assert download.value.suggested_filename.endswith(".docx")
    assert hands.count == 2
    hands.page.context.close()
