"""The lists of content are kept ready, and never stale."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from bot.content import Content
from bot.content_editing.checking import Checker
from bot.content_editing.folder import Folder, mark_of
from bot.content_editing.items import ItemIndex
from bot.runtime import Runtime
from tests.content_editing.library import BIRTH, not_understood

TITLE = "title: "


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many files were checked each time all of them were."""
    found: list[int] = []
    check = Content.check_documents

    def counted(documents: dict[str, object], *more: object) -> object:
        found.append(len(documents))
        return check(documents, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(Content, "check_documents", staticmethod(counted))
    return found


def fresh(runtime: Runtime) -> object:
    """The lists as somebody makes them who knows nothing yet."""
    folder = Folder(runtime.content_editing.folder.path)
    return ItemIndex().update(folder.read_all(), Checker(folder, runtime.today).list_problems())


def save(runtime: Runtime, old: str, new: str) -> None:
    text = runtime.content_editing.read_text(BIRTH)
    assert old in text
    runtime.content_editing.save(BIRTH, text.replace(old, new, 1), mark_of(text), None, accepts=True)


def test_what_was_prepared_is_not_read_again(runtime: Runtime, checks: list[int]) -> None:
    runtime.content_editing.prepare()
    checks.clear()
    assert runtime.content_editing.list_items()
    assert checks == []


def test_after_saving_the_lists_are_new_without_checking_everything_again(runtime: Runtime, checks: list[int]) -> None:
    runtime.content_editing.prepare()
    save(runtime, TITLE, f"{TITLE}Bản mới ")
    checks.clear()
    items = runtime.content_editing.list_items()
    assert checks == []
    assert items == fresh(runtime)
    assert any(item.file == BIRTH and item.title.startswith("Bản mới ") for item in items)


def test_a_change_from_outside_after_saving_is_seen(runtime: Runtime, root: Path) -> None:
    runtime.content_editing.prepare()
    save(runtime, TITLE, f"{TITLE}Bản mới ")
    path = root / BIRTH
    path.write_text(path.read_text(encoding="utf-8").replace("Bản mới ", "Bản mới hơn "), encoding="utf-8")
    items = runtime.content_editing.list_items()
    assert items == fresh(runtime)
    assert any(item.file == BIRTH and item.title.startswith("Bản mới hơn ") for item in items)


def test_a_change_of_another_file_meanwhile_is_checked(runtime: Runtime, root: Path) -> None:
    runtime.content_editing.prepare()
    text = runtime.content_editing.read_text(BIRTH)
    runtime.content_editing.checker.check_change(BIRTH, text)
    (root / "postal/buu-dien-la-gi.yaml").write_text("title: [\n", encoding="utf-8")
    runtime.content_editing.checker.reuse_check(BIRTH, text)
    assert any(
        problem.file == "postal/buu-dien-la-gi.yaml" for problem in runtime.content_editing.checker.list_problems()
    )
    assert runtime.content_editing.list_items() == fresh(runtime)


def test_a_file_that_is_gone_leaves_the_lists(runtime: Runtime, root: Path) -> None:
    runtime.content_editing.prepare()
    (root / "postal/buu-dien-la-gi.yaml").unlink()
    assert runtime.content_editing.list_items() == fresh(runtime)
    assert not any(item.file.startswith("postal/") for item in runtime.content_editing.list_items())


def test_nothing_is_kept_ready_while_no_official_is_at_the_desk(runtime: Runtime, checks: list[int]) -> None:
    assert not runtime.officials.is_anyone_in()
    runtime.content_editing.prepare(runtime.officials.is_anyone_in())
    assert checks == []
    password = runtime.officials.add("bien@phuong.vn", "Biên", "editor")
    assert runtime.officials.sign_in("bien@phuong.vn", password)
    assert runtime.officials.is_anyone_in()
    runtime.content_editing.prepare(runtime.officials.is_anyone_in())
    assert checks


def test_nothing_is_kept_of_contents_before_the_newest(runtime: Runtime) -> None:
    ids = not_understood(runtime, "làm giấy cho bé mới chào đời")
    save(runtime, TITLE, f"{TITLE}0 ")  # the content before this one is shared by the tests
    parts: list[weakref.ref[object]] = []
    for number in range(1, 4):
        runtime.unanswered.list_candidates(runtime.unanswered.get_group(ids))
        preview = runtime.unanswered.propose(ids, BIRTH, [f"giấy cho bé mới chào đời {number}"]).preview
        assert preview.snapshot is not None and preview.snapshot.reader is not runtime.live_content().reader
        parts += [weakref.ref(preview.snapshot.reader), weakref.ref(runtime.live_content.content)]
        save(runtime, TITLE, f"{TITLE}{number} ")
    del preview
    runtime.content_editing.prepare(for_somebody=False)
    gc.collect()
    assert [part() for part in parts] == [None] * len(parts)
