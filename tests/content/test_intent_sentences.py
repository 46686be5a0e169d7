"""An intent brings its own sentences: checked, filled in and edited as those of sentences/, and answered by three files."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from pathlib import Path

import pytest

import handlers
from bot.content import Content
from bot.content.live import LiveContent
from bot.conversation.ask import AnswerPreview
from tests.content import small
from tests.handlers.factories import MONDAY_MORNING

WIFI = """\
intent: wifi
says:
  - mật khẩu wifi là gì
  - ở phường có wifi không
  - cho xin pass wifi
sentences:
  password: "Wifi ở {phuong} tên là {name}, {anh_chi} hỏi mật khẩu ở quầy hướng dẫn."
"""
HANDLER = '''\
"""The wifi of the counter."""

from bot.reply import Reply
from bot.router import HandlerGroup, Turn

group = HandlerGroup("wifi")


@group.intent("wifi")
def tell_password(turn: Turn) -> Reply:
    """Where the password is told."""
    return Reply(turn.say("wifi.password", name="ubnd"))
'''
IN_THE_LIST = (
    ("    tickets,\n", "    tickets,\n    wifi,\n"),
    ("    rating.group,\n", "    rating.group,\n    wifi.group,\n"),
)
PLACE = "intents/wifi.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = small.copy(tmp_path)
    (root / PLACE).write_text(WIFI, encoding="utf-8")
    return root


def problems_of(root: Path) -> list[tuple[str, int, str]]:
    problems = Content.check(root, date(2026, 11, 23))
    return [(problem.level, problem.line, problem.message_vi) for problem in problems if problem.file == PLACE]


def load_module(name: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """The Python file as the module `name` of the package of handlers."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    return module


def test_an_intent_with_its_answer_is_three_files(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "wifi.py").write_text(HANDLER, encoding="utf-8")
    ordered_list = Path(handlers.__file__).read_text(encoding="utf-8")
    for line, with_ours in IN_THE_LIST:
        assert line in ordered_list
        ordered_list = ordered_list.replace(line, with_ours, 1)
    (tmp_path / "listed.py").write_text(ordered_list, encoding="utf-8")
    monkeypatch.setattr(
        handlers, "wifi", load_module("handlers.wifi", tmp_path / "wifi.py", monkeypatch), raising=False
    )
    router = vars(load_module("handlers_with_wifi", tmp_path / "listed.py", monkeypatch))["make_router"]()
    preview = AnswerPreview(LiveContent(root, MONDAY_MORNING.date), router, lambda _: (), lambda: MONDAY_MORNING)
    answer = preview.answer("cho xin mật khẩu wifi")
    assert (answer["outcome"], answer["intent"]) == ("chat", "wifi")
    ward = Content.load(root).fill("{phuong}")
    assert [reply["text"] for reply in answer["replies"]] == [
        f"Wifi ở {ward} tên là ubnd, anh/chị hỏi mật khẩu ở quầy hướng dẫn."
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{name}", "{ten_wifi_nao_do}", "tên {ten_wifi_nao_do}"),
        ("{name}", "{name", "mở mà không đóng"),
        ("{name}", "http://a.vn", "phải bắt đầu bằng https://"),
        ("hướng dẫn.", "hướng dẫn. " + "a" * 900, "chỉ nên tới 900"),
        ('"Wifi ở', '7 # "Wifi ở', "phải là chữ"),
    ],
)
def test_its_sentences_follow_the_rules_of_all_sentences(root: Path, old: str, new: str, message: str) -> None:
    line = small.plant(root, PLACE, old, new)
    assert [(level, at) for level, at, text in problems_of(root) if message in text] == [("error", line)]


def test_a_file_of_sentences_replaces_them_and_the_check_says_so(root: Path) -> None:
    assert Content.load(root).keys("wifi") == ["password"]
    assert problems_of(root) == []
    (root / "sentences/wifi.yaml").write_text("password: Ở đây không có wifi.\n", encoding="utf-8")
    assert Content.load(root).say("wifi.password") == "Ở đây không có wifi."
    assert [(level, line) for level, line, text in problems_of(root) if "sentences/wifi.yaml:1" in text] == [
        ("warning", 7)
    ]


def test_in_a_commune_they_say_so(root: Path) -> None:
    small.plant(root, PLACE, "ở quầy", "ở quầy của phường")
    small.plant(root, "ward.yaml", "name: phường", "name: xã")
    assert "ở quầy của xã" in Content.load(root).say("wifi.password")
