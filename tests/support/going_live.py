"""README's "Going live in ten steps", walked with the real program against the simulator's console, and its transcript.

python -m tests.support.going_live            print the transcript
python -m tests.support.going_live --write    put it into docs/van-hanh.md
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyotp
import requests

from bot.simulator import SimulatorConfig, create_app
from tests.support.app import APP_ID, APP_SECRET, OA_ID, free_port, live_environment, wait_until
from tests.support.processes import ROOT, Product, ServedZalo, clean_environment

GUIDE = ROOT / "docs" / "van-hanh.md"
BEGIN, END = (
    "<!-- mười bước: python -m tests.support.going_live --write -->\n```text\n",
    "```\n<!-- hết mười bước -->\n",
)
SHOWN_ADDRESS = "http://localhost:8000"
OA_SECRET = "oa-secret-of-the-walk"
EMAIL, PASSWORD = "quan.ly@phuong.example.vn", "một câu rất dễ nhớ"


def _new_app_config(redirect_uri: str) -> SimulatorConfig:
    secrets = {"app_id": APP_ID, "app_secret": APP_SECRET, "oa_id": OA_ID, "oa_secret": OA_SECRET}
    return SimulatorConfig(**secrets, is_new_app=True, redirect_uri=redirect_uri)


class Walk:
    """One installation up to the first answer; `lines` is the transcript, `needs` the names README must give by step."""

    def __init__(self, folder: Path) -> None:
        self.folder, port = folder, free_port()
        self.url = f"http://localhost:{port}"
        self.lines: list[str] = []
        self.needs: dict[int, list[str]] = defaultdict(list)
        self._step = 0
        self._shown = {self.url: SHOWN_ADDRESS, OA_SECRET: "OA-SECRET-KEY", APP_SECRET: "APP-SECRET-KEY"}
        app = create_app(_new_app_config(f"{self.url}/admin/zalo/callback"))
        self.zalo = app.extensions["simulator"]
        self._served = ServedZalo(app)
        usual = live_environment(folder, port, self._served.url)
        self._environment = {name: value for name, value in usual.items() if not name.startswith("ZALO_")}
        self._environment |= {name: usual[name] for name in usual if name.endswith("_URL")}
        self._product: Product | None = None
        self._port = port

    def close(self) -> None:
        """End the program and the simulator."""
        if self._product is not None:
            self._product.stop()
        self.zalo.close()
        self._served.close()

    def walk(self) -> str:
        """All ten steps; returns the transcript."""
        for step in (
            self._server,
            self._app,
            self._sign_in_settings,
            self._proof,
            self._start,
            self._webhook,
            self._events,
            self._connect,
            self._check,
            self._phone,
        ):
            self._step += 1
            step()
        return self.transcript()

    def transcript(self) -> str:
        """The transcript, with ports, secrets and times replaced by stable text."""
        text = "\n".join(self.lines) + "\n"
        for value, name in self._shown.items():
            text = text.replace(value, name)
        return re.sub(r"\d\d:\d\d \d\d/\d\d/\d{4}", "GIỜ NGÀY", text)

    def _server(self) -> None:
        self._title("Máy chủ, tên miền, https (ở đây mọi thứ chạy trên một máy)")
        self._set(PUBLIC_URL=self.url)

    def _app(self) -> None:
        self._title("Ứng dụng trên developers.zalo.me")
        self._enter("Trạng thái: Đang hoạt động", active=True)
        self._enter("Đăng ký Official Account API", official_account_api=True)
        self._enter("Chọn các nhóm quyền", permissions=True)
        self._set(ZALO_APP_ID=APP_ID, ZALO_APP_SECRET=APP_SECRET, ZALO_OA_ID=OA_ID)

    def _sign_in_settings(self) -> None:
        self._title("Thiết lập chung: Callback URL và Code Challenge")
        output = self.run_command("zalo", "challenge", shows=False)
        verifier, challenge = re.findall(r"(?<![\w-])[\w-]{43}(?![\w-])", output)
        self._shown |= {verifier: "CODE-VERIFIER", challenge: "CODE-CHALLENGE"}
        self._tell_output(output)
        self._set(ZALO_CODE_VERIFIER=verifier)
        callback = f"{self.url}/admin/zalo/callback"
        self._enter(f"Callback URL: {callback}", callback_url=callback)
        self._enter(f"Code Challenge: {challenge}", code_challenge=challenge)

    def _proof(self) -> None:
        self._title("Mã xác thực tên miền")
        code = self._console()["verifier_code"]
        self._shown[code] = "MÃ-XÁC-MINH"
        self._set(ZALO_VERIFIER_CODE=code)

    def _start(self) -> None:
        self._title("Chạy khi chưa có ZALO_OA_SECRET, xác thực tên miền")
        self.run_program()
        proof = self._console("/domain", url=self.url)
        assert proof["verified"], proof
        self._tell(f"Zalo: Xác thực {self.url}: đã thấy tệp xác minh")
        self._tell_state()
        self.run_command("zalo", "check", code=1)

    def _webhook(self) -> None:
        self._title("Lưu Webhook, lấy OA Secret Key, khởi động lại")
        assert self._console()["oa_secret"] is None
        saved = self._console("/webhook", url=f"{self.url}/webhook")
        assert saved["saved"], saved
        self._tell(f"Zalo: Webhook URL {self.url}/webhook: gọi thử {{}} không chữ ký, nghe {saved['status']}, đã lưu")
        self._require("PUBLIC_URL/webhook", "OA Secret Key")
        secret = self._console()["oa_secret"]
        self._tell(f"Zalo: OA Secret Key: {secret}")
        self._set(ZALO_OA_SECRET=secret)
        self.run_program()
        forged = requests.post(f"{self.url}/webhook", json={"event_name": "follow"}, timeout=10)
        self._tell(f"Một sự kiện không chữ ký nay nghe {forged.status_code}")
        self._tell_state()

    def _events(self) -> None:
        self._title("Webhook Retry và các sự kiện")
        self._enter("Webhook Retry: bật", webhook_retry=True)
        self._enter("Chọn mọi sự kiện, tắt lọc cú pháp", events=True)
        self._tell(f"Zalo: nút Test gửi mẫu, nghe {self._console('/test', event='user_send_text')['status']}")

    def _connect(self) -> None:
        self._title("Cán bộ đầu tiên kết nối OA")
        output = self.run_command("official", "add", EMAIL, "--name", "Quản lý", "--role", "manager", shows=False)
        password = output.split("mật khẩu lần đầu: ")[1].split()[0]
        self._shown[password] = "MẬT-KHẨU-LẦN-ĐẦU"
        self._tell_output(output)
        with requests.Session() as browser:
            self._sign_in(browser, password)
            link = self._press(browser, "/admin/zalo/connect", "/admin/zalo/connect").headers["Location"]
            back = browser.get(f"{link}&allow=yes", timeout=10, allow_redirects=False).headers["Location"]
            assert "Đã kết nối với Zalo" in browser.get(back, timeout=20).text
        self._tell("Trang Kết nối Zalo: Kết nối với Zalo, Cho phép: “Đã kết nối với Zalo”")
        self._require("Kết nối Zalo")
        self._tell_state()

    def _check(self) -> None:
        self._title("Kiểm tra")
        self.run_command("zalo", "check", code=1)
        self.run_command("followers", "sync", shows=False)
        self._require("flask --app app content check")

    def _phone(self) -> None:
        self._title("Nhắn thử từ điện thoại")
        person = self.zalo.add_people(1)[0]
        self.zalo.person_says(person, "xin chào")
        wait_until(lambda: any(message["who"] == "oa" for message in self.zalo.talk(person)))
        self._tell("Người dân: xin chào")
        self._tell("OA đã trả lời trên điện thoại")
        self._require("/healthz", "Hôm nay", "flask --app app backup")
        self.run_command("zalo", "check")
        self._tell_state()

    # how a step is done and told

    def _title(self, words: str) -> None:
        self.lines += ["", f"Bước {self._step}. {words}"] if self.lines else [f"Bước {self._step}. {words}"]

    def _tell(self, words: str) -> None:
        self.lines.append(f"  {words}")

    def _tell_output(self, output: str) -> None:
        self.lines += [f"    {line}".rstrip() for line in output.splitlines()]

    def _require(self, *words: str) -> None:
        self.needs[self._step] += words

    def _set(self, **values: str) -> None:
        """Put settings into .env."""
        self._environment |= values
        self._require(*values)
        for name, value in values.items():
            self._tell(f".env: {name}={value}")

    def _enter(self, words: str, **fields: Any) -> None:
        """Change a setting in Zalo's console."""
        self._console("", **fields)
        self._tell(f"Zalo: {words}")
        self._require(re.split(r": (?!Đang)", words.removeprefix("Trạng thái: "))[0].split(",")[0])

    def _console(self, path: str = "", **fields: Any) -> dict[str, Any]:
        url = f"{self._served.url}/api/developer{path}"
        answer = requests.post(url, json=fields, timeout=20) if fields else requests.get(url, timeout=20)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def run_command(self, *words: str, code: int = 0, shows: bool = True) -> str:
        """Run a command as in the shell; it must end with `code`."""
        command = " ".join(f'"{word}"' if " " in word else word for word in words)
        self._tell(f"$ flask --app app {command}")
        self._require(f"flask --app app {words[0]} {words[1]}")
        result = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            env=clean_environment() | self._environment | {"PYTHONUTF8": "1"},
            timeout=120,
            check=False,
        )
        assert result.returncode == code, result.stdout + result.stderr
        if shows:
            self._tell_output(result.stdout)
        return result.stdout

    def run_program(self) -> None:
        """`python app.py`, after ending the one before."""
        if self._product is not None:
            self._product.stop()
        self._tell("$ python app.py" if self._product is None else "$ systemctl restart tro-ly-phuong")
        environment = {"ZALO_OA_SECRET": ""} | self._environment
        self._product = Product(self.folder, self._port, self._served.url, **environment)
        self._product.start()

    def lose_program(self) -> None:
        """The program ends as with its machine."""
        assert self._product is not None
        self._product.kill()
        self._product = None

    def move_data(self, database: Path) -> None:
        """From now on the data lie there."""
        self._environment["DATABASE_PATH"] = str(database)

    def _tell_state(self) -> None:
        state = requests.get(f"{self.url}/healthz", timeout=10).json()["webhook"]
        words = {"setting_up": "đang thiết lập", "ok": "ok"}[state["status"]]
        self._tell(f"/healthz: webhook {words}, bước tiếp theo: {state['next_step'] or 'không còn'}")

    def _sign_in(self, browser: requests.Session, password: str) -> None:
        fields = {"email": EMAIL, "password": password}
        assert self._press(browser, "/admin/sign-in", "/admin/sign-in", **fields).status_code == 303
        changed = {"old": password, "new": PASSWORD, "again": PASSWORD}
        assert self._press(browser, "/admin/password", "/admin/password", **changed).status_code == 303
        page = browser.get(f"{self.url}/admin/", timeout=20)
        secret = re.search(r"<code>([A-Z2-7 ]{32,})</code>", page.text)
        assert secret, "a manager sets up the second factor first"
        code = pyotp.TOTP(secret[1].replace(" ", "")).now()
        assert self._press(browser, "/admin/account/factor", "/admin/account/factor", code=code).status_code == 200

    def _press(self, browser: requests.Session, page: str, target: str, **fields: str) -> requests.Response:
        """Send a form of a page, with the token that stands in it."""
        token = re.search(r'name="csrf" value="([^"]+)"', browser.get(self.url + page, timeout=20).text)
        assert token, page
        return browser.post(
            self.url + target,
            data={"csrf": token[1], **fields},
            timeout=20,
            allow_redirects=False,
            headers={"Origin": self.url},
        )


@contextmanager
def walking(folder: Path) -> Iterator[Walk]:
    """A walk whose processes end with the block."""
    walk = Walk(folder)
    try:
        yield walk
    finally:
        walk.close()


def committed() -> str:
    """The transcript in docs/van-hanh.md."""
    return GUIDE.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]


def readme_steps() -> dict[int, str]:
    """The ten steps of README by number."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("## Going live in ten steps")[1].split("\n## ")[0]
    parts = re.split(r"^(\d+)\. ", section, flags=re.MULTILINE)[1:]
    return {int(number): " ".join(text.split()) for number, text in zip(parts[::2], parts[1::2], strict=True)}


def main() -> None:
    """Print the transcript, or write it into the guide."""
    with tempfile.TemporaryDirectory() as folder, walking(Path(folder)) as walk:
        transcript = walk.walk()
    if sys.argv[1:] == ["--write"]:
        before, rest = GUIDE.read_text(encoding="utf-8").split(BEGIN)
        GUIDE.write_text(before + BEGIN + transcript + END + rest.split(END)[1], encoding="utf-8")
    else:
        sys.stdout.write(transcript)


if __name__ == "__main__":
    main()
