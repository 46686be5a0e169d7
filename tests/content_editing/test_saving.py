"""What an official saves is what the bot says, at once and in every process; nothing is lost and nothing broken gets in."""

from __future__ import annotations

import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from bot.content_editing.folder import mark_of
from bot.content_editing.service import ContentEditingError, EditConflict, UnconfirmedWarnings
from bot.runtime import Runtime
from bot.store import audit
from tests.content_editing.library import BIRTH, HEALTH, installation

OLD = "Khai trễ hạn thì có lệ phí do Hội đồng nhân dân tỉnh quy định"
NEW = "Khai trễ hạn thì nộp 8.000 đồng theo nghị quyết của tỉnh"


def change(runtime: Runtime, old: str = OLD, new: str = NEW, file: str = BIRTH, **how: object) -> None:
    text = runtime.content_editing.read_text(file)
    assert old in text
    runtime.content_editing.save(file, text.replace(old, new, 1), mark_of(text), None, **how)  # type: ignore[arg-type]


def fee_said(runtime: Runtime) -> str:
    return str(runtime.answer_preview.answer("lệ phí đăng ký khai sinh")["replies"][0]["text"])


def test_a_changed_fee_is_said_at_once(runtime: Runtime) -> None:
    assert OLD in fee_said(runtime)
    change(runtime, reason="Nghị quyết mới")
    assert NEW in fee_said(runtime)
    assert OLD not in fee_said(runtime)


def test_another_process_on_the_same_folder_takes_it_up_and_calls_it_a_change_from_outside(
    root: Path, tmp_path: Path
) -> None:
    with installation(root, tmp_path / "one") as here, installation(root, tmp_path / "two") as there:
        there.content_editing.record_outside_changes()
        change(here)
        assert there.live_content.refresh()
        assert NEW in fee_said(there)
        assert [(row.file, row.kind) for row in there.content_editing.list_versions()] == [(BIRTH, "outside")]


def test_the_process_that_saved_need_not_build_everything_again(runtime: Runtime) -> None:
    change(runtime)
    assert not runtime.live_content.refresh()


def test_every_version_is_kept_with_both_texts_and_in_the_audit(runtime: Runtime) -> None:
    before = runtime.content_editing.read_text(BIRTH)
    change(runtime, reason="Nghị quyết mới")
    version = runtime.content_editing.get_version(runtime.content_editing.list_versions(BIRTH)[0].id)
    assert (version.before, version.after) == (before, runtime.content_editing.read_text(BIRTH))
    assert version.reason == "Nghị quyết mới"
    assert [row.action for row in audit.of_subject(runtime.store, BIRTH)] == ["content_edit"]


def test_an_undone_version_is_a_new_version_and_the_file_is_as_before_byte_for_byte(
    root: Path, runtime: Runtime
) -> None:
    before = (root / BIRTH).read_bytes()
    change(runtime)
    runtime.content_editing.undo(runtime.content_editing.list_versions(BIRTH)[0].id, None)
    assert (root / BIRTH).read_bytes() == before
    assert [row.kind for row in runtime.content_editing.list_versions(BIRTH)] == ["undo", "desk"]
    assert OLD in fee_said(runtime)


def test_what_is_as_it_was_cannot_be_undone(runtime: Runtime) -> None:
    change(runtime)
    first = runtime.content_editing.list_versions(BIRTH)[0].id
    runtime.content_editing.undo(first, None)
    with pytest.raises(ContentEditingError, match="đang đúng như trước"):
        runtime.content_editing.undo(first, None)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("kind: free", "kind: amount", "amounts"),
        ("title: Đăng ký khai sinh", "title: [", "YAML"),
        ("online:\n  level: full", "online:\n  level: tot", "phải là một trong"),
        ("  - làm giấy khai sinh cho con\n", "  - đăng ký tạm trú\n", "đã có ở"),
    ],
)
def test_what_would_break_the_content_is_refused_with_the_line_and_nothing_is_written(
    runtime: Runtime, old: str, new: str, why: str
) -> None:
    before = runtime.content_editing.read_text(BIRTH)
    with pytest.raises(ContentEditingError, match=why):
        change(runtime, old, new)
    assert runtime.content_editing.read_text(BIRTH) == before
    assert runtime.content_editing.list_versions(BIRTH) == []


def test_taking_away_what_others_point_to_is_refused(runtime: Runtime) -> None:
    text = runtime.content_editing.read_text(BIRTH)
    with pytest.raises(ContentEditingError, match="life_events/sinh-con"):
        runtime.content_editing.save(BIRTH, text.replace("1.001193", "1.999999"), mark_of(text), None)


def test_a_new_warning_is_accepted_knowingly_and_old_warnings_are_no_obstacle(runtime: Runtime) -> None:
    doubtful = "Khai trễ hạn thì thành phần hồ sơ khác"
    look = runtime.content_editing.preview_edit(BIRTH, runtime.content_editing.read_text(BIRTH).replace(OLD, doubtful))
    assert look.check.old_warnings and "thành phần hồ sơ" in look.check.new_warnings[0].message_vi
    with pytest.raises(UnconfirmedWarnings):
        change(runtime, OLD, doubtful)
    change(runtime, OLD, doubtful, accepts=True)
    assert doubtful in fee_said(runtime)


def test_a_phrase_that_leads_elsewhere_is_warned_of(runtime: Runtime) -> None:
    with pytest.raises(UnconfirmedWarnings):
        change(runtime, "  - đăng ký khai sinh\n", "  - đăng ký khai sinh\n  - thủ tục 1.004194\n")


def test_who_is_overtaken_overwrites_nothing(runtime: Runtime) -> None:
    stale = runtime.content_editing.read_text(BIRTH)
    change(runtime)
    with pytest.raises(EditConflict) as caught:
        runtime.content_editing.save(BIRTH, stale.replace("Hộ tịch", "Hộ tịch khác"), mark_of(stale), None)
    assert caught.value.current_text == runtime.content_editing.read_text(BIRTH)
    assert NEW in fee_said(runtime)


def test_of_many_who_save_the_same_text_at_once_one_wins(runtime: Runtime) -> None:
    text, errors, result = runtime.content_editing.read_text(HEALTH), list[Exception](), list[int]()

    def save(number: int) -> None:
        try:
            new = text.replace("source: ", f"source: ({number}) ", 1)
            runtime.content_editing.save(HEALTH, new, mark_of(text), None, accepts=True)
            result.append(number)
        except EditConflict as error:
            errors.append(error)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(result), len(errors)) == (1, 3)
    assert f"source: ({result[0]})" in runtime.content_editing.read_text(HEALTH)


def test_a_change_made_with_an_editor_is_recorded_and_not_overwritten(root: Path, runtime: Runtime) -> None:
    runtime.content_editing.record_outside_changes()
    seen = runtime.content_editing.read_text(BIRTH)
    file = root / BIRTH
    file.write_text(seen.replace("Hộ tịch", "Hộ tịch phường", 1), encoding="utf-8")
    with pytest.raises(EditConflict):
        runtime.content_editing.save(BIRTH, seen.replace(OLD, NEW), mark_of(seen), None)
    version = runtime.content_editing.get_version(runtime.content_editing.list_versions(BIRTH)[0].id)
    assert (version.kind, version.reason) == ("outside", "sửa ngoài trang này")
    assert version.before == seen and "Hộ tịch phường" in version.after


def test_what_was_there_at_the_first_start_is_no_change(runtime: Runtime) -> None:
    assert runtime.content_editing.list_versions() == []
    assert runtime.content_editing.list_differing() == []


def test_a_folder_that_cannot_be_written_is_named(
    root: Path, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refuse(path: object, *rest: object) -> int:
        if str(path).endswith(".desk.lock"):
            raise PermissionError(13, "Permission denied")
        return real(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(ContentEditingError, match="không có quyền ghi"):
        change(runtime)
    assert OLD in fee_said(runtime)


def test_an_entry_ends_on_a_day_and_the_bot_stops_saying_it(runtime: Runtime) -> None:
    text = runtime.content_editing.read_text(HEALTH)
    yesterday = runtime.today() - timedelta(days=1)
    runtime.content_editing.retire(HEALTH, yesterday, mark_of(text), None)
    assert f"valid_to: {yesterday}" in runtime.content_editing.read_text(HEALTH)
    assert "y_te" not in runtime.live_content.content.guides


@pytest.mark.parametrize("file", ["../evil.yaml", "/etc/x.yaml", "procedures/.hidden.yaml", "a/b/c.yaml", "x.txt"])
def test_nothing_is_written_outside_the_folder(runtime: Runtime, file: str) -> None:
    with pytest.raises(ContentEditingError):
        runtime.content_editing.save(file, "a: b\n", "", None)
