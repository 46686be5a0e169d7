"""Content in effect: taken over without a restart, kept for the next start, never replaced by a broken change."""

from __future__ import annotations

import gc
import shutil
import weakref
from datetime import date
from pathlib import Path

import pytest

from bot.content import Content, ContentError, snapshot_cache
from bot.content.live import LiveContent
from tests.support.app import CONTENT

TODAY = date(2026, 11, 23)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small content of our own: the sentences, and one procedure."""
    folder = tmp_path / "content"
    shutil.copytree(
        CONTENT,
        folder,
        ignore=shutil.ignore_patterns(
            "procedures",
            "clarify.yaml",
            "life_events",
            "quizzes",
            "other_offices",
            "reform",
            "catalogue.yaml",
            "other_levels.yaml",
            "told.yaml",
            "english",
            "portal-compared.jsonl.gz",
        ),
    )
    (folder / "procedures").mkdir()
    shutil.copy(CONTENT / "procedures/khai-sinh.yaml", folder / "procedures")
    return folder


def change(content: Path, before: str, after: str) -> None:
    file = content / "procedures/khai-sinh.yaml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_a_changed_file_is_in_effect_without_a_restart(content: Path) -> None:
    keeper = LiveContent(content, lambda: TODAY)
    change(content, "title: Đăng ký khai sinh", "title: Khai sinh cho bé")
    assert keeper.refresh()
    procedure = keeper.content.procedure("1.001193")
    assert procedure is not None and procedure.title == "Khai sinh cho bé"
    assert not keeper.refresh()


def test_a_content_that_was_replaced_is_given_back(content: Path) -> None:
    keeper = LiveContent(content, lambda: TODAY)
    parts: list[weakref.ref[object]] = []
    for number in range(2):
        keeper().reader.read_all("làm khai sinh và nhập hộ khẩu cho con cần giấy gì, ở đâu?")
        parts += [weakref.ref(keeper().reader), weakref.ref(keeper.content), weakref.ref(keeper().clear)]
        change(content, "title: ", f"title: Bản {number} ")
        assert keeper.refresh()
    gc.collect()
    assert [part() for part in parts] == [None] * len(parts)


def test_a_broken_change_leaves_the_old_content_in_effect(content: Path) -> None:
    keeper = LiveContent(content, lambda: TODAY)
    change(content, "title:", "titel:")
    assert not keeper.refresh()
    procedure = keeper.content.procedure("1.001193")
    assert procedure is not None and procedure.title == "Đăng ký khai sinh"
    change(content, "titel: Đăng ký khai sinh", "title: Khai sinh cho bé")
    assert keeper.refresh()


def test_the_next_start_takes_the_kept_brain_only_if_nothing_changed(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "brain"
    LiveContent(content, lambda: TODAY, cache)
    loads: list[Path] = []
    load = Content.load
    monkeypatch.setattr(Content, "load", lambda path: (loads.append(path), load(path))[1])
    assert LiveContent(content, lambda: TODAY, cache)().reader.read("làm giấy khai sinh").procedure == "1.001193"
    assert loads == []
    change(content, "title: Đăng ký khai sinh", "title: Khai sinh cho bé")
    LiveContent(content, lambda: TODAY, cache)
    LiveContent(content, lambda: date(2027, 1, 1), cache)
    assert len(loads) == 2


def test_a_start_with_a_typo_in_the_content_answers_from_the_last_good_one(content: Path, tmp_path: Path) -> None:
    cache = tmp_path / "brain"
    LiveContent(content, lambda: TODAY, cache)
    change(content, "title: Đăng ký khai sinh", "titel: Đăng ký khai sinh")
    started = LiveContent(content, lambda: TODAY, cache)
    assert started.has_errors
    assert started().reader.read("làm giấy khai sinh").procedure == "1.001193"
    change(content, "titel: Đăng ký khai sinh", "title: Đăng ký khai sinh")
    assert started.refresh() and not started.has_errors
    change(content, "title: Đăng ký khai sinh", "titel: Đăng ký khai sinh")
    with pytest.raises(ContentError):  # nothing kept: it cannot start
        LiveContent(content, lambda: TODAY, tmp_path / "nothing")


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 200])
def test_a_damaged_cache_is_built_anew(content: Path, tmp_path: Path, damage: bytes) -> None:
    cache = tmp_path / "brain"
    key = snapshot_cache.key_of(content, TODAY)
    cache.write_bytes(key.code + key.content + damage)
    assert LiveContent(content, lambda: TODAY, cache)().reader.read("làm giấy khai sinh").procedure == "1.001193"
