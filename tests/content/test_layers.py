"""Content in layers: national, the province's, the ward's. Of files with the same path the one of the last layer is used."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli.content import make_content
from bot.content import Content, ContentError
from bot.content.layers import LAYERS, list_overlays, locate, place_to_write, show_place
from bot.content.snapshot_cache import key_of
from bot.content_editing.errors import ContentEditingError
from bot.content_editing.exporting import export_zip
from bot.content_editing.folder import mark_of
from tests.content import small
from tests.content_editing import library

POST = "postal/buu-dien-la-gi.yaml"
OWN_LINE = "Bưu cục của phường ở cạnh chợ."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """National files, and the ward's own in their layer."""
    root = small.copy(tmp_path)
    (root / "ward").mkdir()
    (root / "ward.yaml").rename(root / "ward/ward.yaml")
    (root / LAYERS).write_text("- .\n- provinces/khong-co\n- ward\n", encoding="utf-8")
    return root


def overlay(root: Path, file: str, old: str, new: str) -> None:
    """A copy of a file in the ward's layer with one change."""
    copied = root / "ward" / file
    copied.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(root / file, copied)
    small.plant(root / "ward", file, old, new)


def test_without_layers_a_folder_is_the_only_layer(tmp_path: Path) -> None:
    root = small.copy(tmp_path)
    assert Content.load(root).ward.name and list_overlays(root) == []


def test_the_later_layer_wins_file_by_file(root: Path) -> None:
    before = Content.load(root).guides["buu_dien_la_gi"].title
    overlay(root, POST, f"title: {before}", "title: Bưu cục ở phường")
    content = Content.load(root)
    assert content.guides["buu_dien_la_gi"].title == "Bưu cục ở phường" != before
    assert [(row.file, row.path.relative_to(root).as_posix()) for row in list_overlays(root)] == [
        (POST, f"ward/{POST}")
    ]
    assert show_place(root, POST) == f"ward/{POST}"
    assert show_place(root, "holidays.yaml") == "holidays.yaml"


def test_a_new_overlay_makes_another_snapshot(root: Path) -> None:
    day = Content.load(root).ward.checked
    before = key_of(root, day)
    overlay(root, POST, "title:", "title:  ")
    assert key_of(root, day) != before


def test_an_edit_goes_to_the_layer_the_file_lies_in(root: Path) -> None:
    assert place_to_write(root, "ward.yaml") == root / "ward/ward.yaml"
    assert place_to_write(root, "holidays.yaml") == root / "holidays.yaml"
    assert place_to_write(root, "office/moi.yaml") == root / "office/moi.yaml"


def test_layers_that_nobody_knows_are_refused_with_the_line(root: Path) -> None:
    (root / LAYERS).write_text("- ../../etc\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"layers\.yaml:1: phải là danh sách thư mục"):
        Content.load(root)


@pytest.fixture
def ward_folder(tmp_path: Path) -> Path:
    """A folder with only what differs from the content that comes with the program."""
    folder = tmp_path / "phuong-rieng"
    folder.mkdir()
    (folder / LAYERS).write_text("- common\n- .\n", encoding="utf-8")
    shutil.copy(locate(small.CONTENT, "ward.yaml"), folder / "ward.yaml")
    return folder


def test_officials_edit_below_their_own_folder_only(ward_folder: Path, tmp_path: Path) -> None:
    common = (small.CONTENT / POST).read_text(encoding="utf-8")
    changed = common.replace("text: |\n", f"text: |\n  {OWN_LINE}\n", 1)
    with library.installation(ward_folder, tmp_path / "db") as runtime:
        editing = runtime.content_editing
        editing.record_outside_changes()
        editing.save(POST, changed, mark_of(common), None, accepts=True)
        assert OWN_LINE in runtime.live_content.content.guides["buu_dien_la_gi"].text
        assert (ward_folder / POST).read_text(encoding="utf-8") == changed
        assert (small.CONTENT / POST).read_text(encoding="utf-8") == common
        [version] = editing.list_versions(POST)
        archive = export_zip(editing.list_differing(), runtime.now(), ward_folder)
        assert f"phuong-rieng/{POST}".encode() in archive
        editing.undo(version.id, None)
        assert (ward_folder / POST).read_text(encoding="utf-8") == common


def test_forms_of_the_common_content_cannot_be_taken_away(ward_folder: Path, tmp_path: Path) -> None:
    (ward_folder / "forms").mkdir()
    (ward_folder / "forms/to-khai-rieng.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    common = [path.name for path in (small.CONTENT / "forms").glob("*.docx")]
    with library.installation(ward_folder, tmp_path / "db") as runtime:
        assert "to-khai-rieng.pdf" in runtime.live_content.content.form_files
        runtime.form_uploads.remove("to-khai-rieng.pdf", 1)
        for name in common[:1]:
            with pytest.raises(ContentEditingError, match="dùng chung"):
                runtime.form_uploads.remove(name, 1)
    assert not (ward_folder / "forms/to-khai-rieng.pdf").exists()


def test_the_check_says_where_files_lie_and_what_is_overlaid(root: Path) -> None:
    overlay(root, POST, "title:", "title:  ")
    runtime: Any = SimpleNamespace(settings=SimpleNamespace(content_path=root), today=lambda: date(2026, 11, 30))
    overlay(root, "holidays.yaml", 'kind: "off"', 'kind: "nghi"')
    output = CliRunner().invoke(make_content(runtime), ["check"], catch_exceptions=False).output
    assert "ward/holidays.yaml:" in output and "\nward/ward.yaml:" in output
    assert f"  ward thay bản dưới: {POST}\n" in output
    assert "Các lớp, lớp sau thắng: . (" in output
