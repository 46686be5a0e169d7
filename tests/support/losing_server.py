"""After the ten steps: a backup, a server that is lost with its disk, another one at another path, by commands of the guide only.

python -m tests.support.losing_server --write   put the transcript into docs/van-hanh.md
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import requests

from tests.support.app import wait_until
from tests.support.going_live import EMAIL, GUIDE, Walk, walking

BEGIN, END = (
    "<!-- mất máy chủ: python -m tests.support.losing_server --write -->\n```text\n",
    "```\n<!-- hết mất máy chủ -->\n",
)
QUIET_S = 3
"""Longer than an answer takes: what has not come by then is held."""


class Loss:
    """Continues a walk whose program answers; `transcript` is what happened."""

    def __init__(self, walk: Walk, folder: Path) -> None:
        self._walk, self._folder = walk, folder
        self._safe = folder / "noi-thu-hai"
        self._person = walk.zalo.add_people(1)[0]

    def walk(self) -> str:
        """Everything from the backup to the first answer of the new server; returns the transcript."""
        walk = self._walk
        walk.lines.clear()
        self._back_up()
        self._lose()
        self._bring_back()
        self._rest()
        self._confirm()
        text = walk.transcript().replace(str(self._safe), "/mnt/noi-thu-hai").replace(str(self._folder), "/srv")
        text = re.sub(r"truoc-khoi-phuc-[\d-]+", "truoc-khoi-phuc-NGÀY-GIỜ", text)
        return re.sub(r"\(\d+\.\d MB\)", "(… MB)", text)

    def _back_up(self) -> None:
        self._title("Sao lưu ra nơi thứ hai, cất riêng .env và tệp khóa")
        self._safe.mkdir()
        self._walk.run_command("backup", str(self._safe / "ward.zip"))
        shutil.copy(self._old_database().with_name("ward.db.key"), self._safe)
        self._tell(f"$ cp data/ward.db.key .env {self._safe}/")
        self._ask("xin chào")
        self._tell("Người dân hỏi sau lúc sao lưu, OA đã trả lời")

    def _lose(self) -> None:
        self._title("Máy chủ hỏng, mất cả ổ đĩa")
        self._walk.lose_program()
        shutil.rmtree(self._walk.folder)
        self._walk.folder.mkdir()  # for the log of the program
        self._walk.zalo.person_says(self._person, "làm khai sinh cần gì")
        self._tell("Người dân hỏi, không ai trả lời; Zalo giữ lại để gửi lại")

    def _bring_back(self) -> None:
        self._title("Máy khác, thư mục khác: cài như đầu trang, đặt lại .env và tệp khóa, khôi phục")
        data = self._folder / "may-moi" / "data"
        data.mkdir(parents=True)
        shutil.copy(self._safe / "ward.db.key", data)
        self._walk.move_data(data / "ward.db")
        self._tell(f"$ cp {self._safe}/ward.db.key {data}/")
        self._walk.run_command("restore", str(self._safe / "ward.zip"))

    def _rest(self) -> None:
        self._title("Chạy lại: chưa ai nhận được gì")
        self._walk.run_program()
        before = self._count_answers()
        self._walk.zalo.person_says(self._person, "giờ làm việc")
        wait_until(lambda: self._health()["queues"]["outbox"]["queued"] > 0)
        assert not self._walk.zalo.wait_idle(QUIET_S) or self._count_answers() == before
        assert self._count_answers() == before, "a restored copy sends nothing"
        health = self._health()
        self._tell(f"/healthz: {health['status']}, lý do: {', '.join(health['reasons'])}")
        self._tell("Người dân hỏi: 0 tin gửi đi, câu trả lời được giữ lại")
        self._walk.run_command("restore", "--confirm", "--as", "nguoi-la@phuong.example.vn", code=1)
        self._tell("Không phải quản lý: bị từ chối")

    def _confirm(self) -> None:
        self._title("Quản lý đã xem lại, xác nhận")
        before = self._count_answers()
        self._walk.run_command("restore", "--confirm", "--as", EMAIL)
        wait_until(lambda: self._count_answers() > before)
        wait_until(lambda: self._health()["status"] == "ok")
        self._tell("Người dân nhận được câu trả lời đang giữ")
        self._tell("/healthz: ok")

    def _ask(self, text: str) -> None:
        before = self._count_answers()
        self._walk.zalo.person_says(self._person, text)
        wait_until(lambda: self._count_answers() > before)

    def _count_answers(self) -> int:
        return sum(message["who"] == "oa" for message in self._walk.zalo.talk(self._person))

    def _health(self) -> dict[str, Any]:
        health: dict[str, Any] = requests.get(f"{self._walk.url}/healthz", timeout=10).json()
        return health

    def _old_database(self) -> Path:
        return self._walk.folder / "ward.db"

    def _title(self, words: str) -> None:
        self._walk.lines += ["", words] if self._walk.lines else [words]

    def _tell(self, words: str) -> None:
        self._walk.lines.append(f"  {words}")


def committed() -> str:
    """The transcript in docs/van-hanh.md."""
    return GUIDE.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]


def main() -> None:
    """Print the transcript, or write it into the guide."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "old"
        home.mkdir()
        with walking(home) as walk:
            walk.walk()
            transcript = Loss(walk, Path(folder)).walk()
    if sys.argv[1:] == ["--write"]:
        before, rest = GUIDE.read_text(encoding="utf-8").split(BEGIN)
        GUIDE.write_text(before + BEGIN + transcript + END + rest.split(END)[1], encoding="utf-8")
    else:
        sys.stdout.write(transcript)


if __name__ == "__main__":
    main()
