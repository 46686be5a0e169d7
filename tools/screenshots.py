"""Pictures of every page, taken from the running demo: `make screenshots`. Writes docs/pictures/*.png."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, Response, ViewportSize, sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
WIDE, NARROW = (1280, 1300), (390, 1100)
"""(width, most height) of a picture in pixels."""
PHONE: ViewportSize = {"width": 390, "height": 844}
LARGEST, LARGEST_ALL = 120_000, 2_500_000
"""The largest size of one picture, and of all, in bytes."""
COLOURS = (64, 32, 16)
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

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
FAILED: list[str] = []
ON_A_PHONE = ("hom-nay", "hop-thu", "tra-loi", "ban-tin", "soan-ban-tin", "ket-qua", "trang-chu")


def main() -> None:
    """Start a demo with data, take all pictures, stop it."""
    path = next((program for program in map(shutil.which, NAMES) if program), None)
    if path is None:
        sys.exit("Thiếu Chromium: sudo apt-get install -y chromium")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_demo(Path(folder)) as (url, officials),
        sync_playwright() as player,
    ):
        browser = player.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--lang=vi"],
            env={**os.environ, "LANGUAGE": "vi"},
        )
        take_chat(browser, url)
        take_all(browser, url, officials)
        browser.close()
    total = sum(file.stat().st_size for file in PICTURES.glob("*.png"))
    sys.stdout.write(f"{len(list(PICTURES.glob('*.png')))} hình, {total / 1000:.0f} kB\n")
    if FAILED:
        sys.exit("Trang lỗi: " + ", ".join(FAILED))
    if total > LARGEST_ALL:
        sys.exit(f"Các hình nặng quá {LARGEST_ALL / 1_000_000} MB.")


@contextmanager
def running_demo(folder: Path) -> Iterator[tuple[str, dict[str, dict[str, str]]]]:
    """A running demo with a month of data: its URL, and the sign-in data of its officials by role."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "WARD_MODE": "demo",
        "DATABASE_PATH": str(folder / "ward.db"),
        "PORT": str(port),
        "LOG_LEVEL": "error",
    }
    flask = [sys.executable, "-m", "flask", "--app", "app", "demo", "--json"]
    output = subprocess.run(flask, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout
    officials = {one["role"]: one for one in map(json.loads, output.splitlines())}
    program = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield wait_for(f"http://127.0.0.1:{port}"), officials
    finally:
        program.terminate()
        program.wait(timeout=30)


def wait_for(url: str) -> str:
    """Return `url` once it answers; exit after two minutes."""
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{url}/admin/sign-in", timeout=5).close()
        except OSError:
            time.sleep(0.5)
        else:
            return url
    sys.exit("Chương trình chạy thử không trả lời.")


def take_all(browser: Browser, url: str, officials: dict[str, dict[str, str]]) -> None:
    """Take the pictures of all pages, each as the official of its role."""
    for role in dict.fromkeys(role for _, role, _ in PAGES):
        context = browser.new_context(
            base_url=url, locale="vi-VN", color_scheme="light", viewport={"width": WIDE[0], "height": 900}
        )
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("response", refuse_errors)
        if role:
            sign_in(page, officials[role])
        for name, whose, open_page in PAGES:
            if whose == role:
                take_pictures(page, name, open_page)
        context.close()


def take_chat(browser: Browser, url: str) -> None:
    """Take a picture of the chat on a phone: a question, a pressed button and its answer."""
    page = browser.new_page(base_url=url, locale="vi-VN", color_scheme="light", viewport=PHONE)
    page.goto("/simulator/")
    box = page.get_by_role("textbox").first
    box.fill("Làm giấy khai sinh cần gì?")
    box.press("Enter")
    page.get_by_role("button", name="Tốn bao nhiêu tiền").last.click(timeout=60_000)
    page.get_by_text("đúng hạn 60 ngày").last.wait_for(timeout=60_000)
    page.wait_for_timeout(1000)
    save_picture(page, "chat-390", NARROW)
    page.close()


def sign_in(page: Page, official: dict[str, str]) -> None:
    """Sign in through the form."""
    page.goto("/admin/sign-in")
    page.get_by_label("Email").fill(official["email"])
    page.get_by_label("Mật khẩu").fill(official["password"])
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("heading", name="Hôm nay", exact=True).wait_for()


def refuse_errors(response: Response) -> None:
    """Record pages that answer with an error."""
    if response.status >= 400 and response.request.is_navigation_request():
        FAILED.append(f"{response.status} {response.url}")


def take_pictures(page: Page, name: str, open_page: OpenPage) -> None:
    """Take a picture 1280 pixels wide, and one of 390 for the pages ON_A_PHONE."""
    page.set_viewport_size({"width": WIDE[0], "height": 900})
    open_page(page)
    save_picture(page, name, WIDE)
    if name in ON_A_PHONE:
        page.set_viewport_size({"width": NARROW[0], "height": 844})
        save_picture(page, f"{name}-dien-thoai", NARROW)


def save_picture(page: Page, name: str, size: tuple[int, int]) -> None:
    """Save a picture with few colours, so that it is at most LARGEST bytes."""
    page.evaluate("window.scrollTo(0, 0)")
    image = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    image = image.crop((0, 0, size[0], min(image.height, size[1])))
    for colours in COLOURS:
        data = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
        if data.tell() <= LARGEST:
            break
    (PICTURES / f"{name}.png").write_bytes(data.getvalue())


if __name__ == "__main__":
    main()
