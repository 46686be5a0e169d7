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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, Response, ViewportSize, sync_playwright

from tools.screenshot_pages import ON_A_PHONE, PAGES, ROOT, OpenPage

PICTURES = ROOT / "docs" / "pictures"
WIDE, NARROW = (1280, 1300), (390, 1100)
"""(width, most height) of a picture in pixels."""
PHONE: ViewportSize = {"width": 390, "height": 844}
LARGEST, LARGEST_ALL = 120_000, 2_500_000
"""The largest size of one picture, and of all, in bytes."""
COLOURS = (64, 32, 16)
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

FAILED: list[str] = []


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
