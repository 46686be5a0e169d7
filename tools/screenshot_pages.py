"""Which pages are pictured, as whom, and how each is opened (tools/screenshots.py)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[1]

OpenPage = Callable[[Page], object]


def open_path(path: str) -> OpenPage:
    """A function that opens `path` in a page."""
    return lambda page: page.goto(path)


def open_link(path: str, words: str) -> OpenPage:
    """A function that opens a list and in it the first link with these words."""

    def open_page(page: Page) -> None:
        page.goto(path)
        page.locator("main a", has_text=words).first.click()
        page.wait_for_load_state()

    return open_page


def compose_broadcast(page: Page) -> None:
    """Fill in the form of a broadcast and open its preview."""
    page.goto("/admin/broadcasts/new")
    page.locator("#title").fill("Thu rác cồng kềnh sáng thứ bảy")
    page.locator("#text").fill("Chào {tên}. Sáng thứ bảy phường thu rác cồng kềnh, {tên} để trước nhà từ 6 giờ nhé.")
    saturday = date.today() + timedelta(days=7 - (date.today().weekday() + 2) % 7)
    page.locator("#send_at").fill(f"{saturday}T08:00")
    page.get_by_role("button", name="Xem trước").click()
    page.wait_for_load_state()


def open_teaching(page: Page) -> None:
    """Open the page that teaches the bot what a question means."""
    page.goto("/admin/misunderstood")
    page.get_by_role("link", name="Chọn mục khác").first.click()
    page.wait_for_load_state()


def follow_link(open_page: OpenPage, words: str) -> OpenPage:
    """A function that opens a page and in it the first link with these words."""

    def open_both(page: Page) -> None:
        open_page(page)
        page.locator("main a", has_text=words).first.click()
        page.wait_for_load_state()

    return open_both


def save_template(page: Page) -> None:
    """Save a sent broadcast as a template; the list of templates comes up."""
    open_link("/admin/broadcasts?state=sent", "Trả lại giấy tờ")(page)
    page.locator("summary", has_text="Lưu làm mẫu").click()
    page.get_by_role("button", name="Lưu mẫu").click()
    page.wait_for_load_state()


def fill_library(page: Page) -> None:
    """Put three pictures of the calendar into the library."""
    titles = {"buu-dien": "Gửi hồ sơ qua bưu điện", "cam-on": "Cảm ơn bà con", "chong-lua-dao": "Chống lừa đảo"}
    for name, title in titles.items():
        page.goto("/admin/articles/pictures")
        page.locator("#picture_title").fill(title)
        page.locator("#picture_file").set_input_files(ROOT / "content" / "pictures" / f"{name}.png")
        page.get_by_role("button", name="Cất vào kho").click()
        page.wait_for_load_state()
    page.evaluate("Promise.all([...document.images].map((one) => { one.loading = 'eager'; return one.decode(); }))")


def look_at_labels(page: Page) -> None:
    """Upload a file of labels with two followers and a name nobody has; nothing is given."""
    page.goto("/admin/people?order=name")
    names = [text.rsplit("…", 1)[0].strip() for text in page.locator("tbody a.name").all_inner_texts()[:2]]
    rows = ["Tên;Nhãn", *(f"{name};Người cao tuổi" for name in names), "Ông Không Theo Dõi;Người cao tuổi"]
    page.goto("/admin/people/labels/file")
    page.locator("#label_file").set_input_files(
        {"name": "nhan.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    )
    page.get_by_role("button", name="Xem trước").click()
    page.wait_for_load_state()


def propose_change(page: Page) -> None:
    """Change a time in the form of an entry: it waits for a second official, no file changes."""
    open_link("/admin/content?q=khai+sinh", "khai sinh")(page)
    page.locator("main a", has_text="Sửa mục này").first.click()
    page.locator("#time_text").fill("2 ngày làm việc. Nộp sau 15 giờ thì hẹn sang ngày làm việc tiếp theo.")
    page.get_by_role("button", name="Lưu, dùng ngay").first.click()
    page.wait_for_load_state()
    accept = page.locator("#accepts")
    if accept.count():
        accept.check()
        page.get_by_role("button", name="Lưu, dùng ngay").first.click()
        page.wait_for_load_state()


TALK = open_link("/admin/inbox?kind=handover", "Xem và trả lời")
PERSON = open_link("/admin/people", "Mẫu")
CONTENT = open_link("/admin/content?q=khai+sinh", "khai sinh")
SENT = open_link("/admin/broadcasts?state=sent", "Trả lại giấy tờ")

PAGES: tuple[tuple[str, str, OpenPage], ...] = (
    ("dang-nhap", "", open_path("/admin/sign-in")),
    ("trang-chu", "", open_path("/")),
    ("quyen-rieng-tu", "", open_path("/quyen-rieng-tu")),
    ("hom-nay", "manager", open_path("/admin/")),
    ("hai-buoc", "manager", open_path("/admin/account/factor")),
    ("tai-khoan", "manager", open_path("/admin/account")),
    ("hop-thu", "answerer", open_path("/admin/inbox")),
    ("tra-loi", "answerer", TALK),
    ("phieu", "answerer", open_path("/admin/inbox?tab=tickets")),
    ("da-dong", "answerer", open_path("/admin/inbox?tab=closed")),
    ("cau-mau", "answerer", open_path("/admin/canned")),
    ("ban-tin", "author", open_path("/admin/broadcasts")),
    ("tin-khan", "author", open_path("/admin/broadcasts/new?khan=1")),
    ("soan-ban-tin", "author", compose_broadcast),
    ("duyet-ban-tin", "approver", open_link("/admin/broadcasts?state=submitted", "Khám sức khỏe")),
    ("tam-dung", "approver", open_link("/admin/broadcasts?state=paused", "Dọn vệ sinh")),
    ("ket-qua", "author", SENT),
    ("tung-nguoi", "author", follow_link(SENT, "Xem từng người")),
    ("loat-tin", "author", open_link("/admin/broadcasts?state=scheduled", "Lịch tiếp dân")),
    ("mau-ban-tin", "author", save_template),
    ("kho-hinh", "author", fill_library),
    ("lich-thang", "author", open_path("/admin/broadcasts/month")),
    ("lich-tuyen-truyen", "author", open_path("/admin/broadcasts/propaganda")),
    ("zalo-cua-toi", "author", open_path("/admin/own-zalo")),
    ("nguoi-theo-doi", "manager", open_path("/admin/people")),
    ("mot-nguoi", "manager", PERSON),
    ("xoa-du-lieu", "manager", follow_link(PERSON, "Xóa dữ liệu của người này")),
    ("nhan-chu-de", "manager", open_path("/admin/people/labels")),
    ("nhan-tu-tep", "manager", look_at_labels),
    ("nhom", "manager", open_path("/admin/segments")),
    ("tao-nhom", "manager", open_path("/admin/segments/new")),
    ("bai-viet", "author", open_path("/admin/articles")),
    ("mot-bai", "author", open_link("/admin/articles", "Ba cách tra cứu")),
    ("viet-bai", "author", open_path("/admin/articles/new")),
    ("noi-dung", "editor", open_path("/admin/content")),
    ("muc-noi-dung", "editor", CONTENT),
    ("sua-noi-dung", "editor", follow_link(CONTENT, "Sửa mục này")),
    ("cho-duyet", "editor", propose_change),
    ("lan-sua", "editor", open_path("/admin/content/versions")),
    ("chua-hieu", "editor", open_path("/admin/misunderstood")),
    ("day-tro-ly", "editor", open_teaching),
    ("bao-cao", "manager", open_path("/admin/reports")),
    ("so-hoat-dong", "manager", open_path("/admin/reports/activities")),
    ("cai-dat", "manager", open_path("/admin/settings")),
    ("ket-noi", "manager", open_path("/admin/zalo/connect")),
    ("gio-lam", "manager", open_path("/admin/settings/hours")),
    ("can-bo", "manager", open_path("/admin/settings/officials")),
    ("nhat-ky", "manager", open_path("/admin/settings/audit")),
    ("sao-luu", "manager", open_path("/admin/settings/backups")),
)
ON_A_PHONE = ("hom-nay", "hop-thu", "tra-loi", "ban-tin", "soan-ban-tin", "ket-qua", "trang-chu")
