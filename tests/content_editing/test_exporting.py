"""What differs from the release leaves as files and a patch that git takes."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

from bot.content_editing.exporting import export_zip
from bot.content_editing.folder import mark_of
from bot.runtime import Runtime
from tests.content_editing.library import BIRTH
from tests.content_editing.test_saving import NEW, change

GUIDE = "office/gio-nghi-trua.yaml"
GUIDE_TEXT = """\
id: gio_nghi_trua
intent: contact
title: Nghỉ trưa
says:
  - trưa quầy có nghỉ hông
  - nghỉ trưa mấy giờ vậy
  - trưa ghé nộp giấy được hông
  - buổi trưa có ai trực quầy hông
  - giờ nghỉ trưa của quầy
  - trưa tới quầy có người hông
text: Quầy nghỉ trưa. {Anh_chi} tới buổi sáng hoặc buổi chiều.
source: Thông tin của phường
checked: 2026-11-23
review_due: 2027-05-23
"""


def test_the_patch_makes_the_release_equal_to_what_is_in_use(root: Path, runtime: Runtime, tmp_path: Path) -> None:
    release = tmp_path / "release"
    release.mkdir(exist_ok=True)
    subprocess.run(["cp", "-r", str(root), str(release)], check=True)
    runtime.content_editing.record_outside_changes()
    change(runtime)
    runtime.content_editing.save(GUIDE, GUIDE_TEXT, "", None, kind="new", accepts=True)
    archive = zipfile.ZipFile(io.BytesIO(export_zip(runtime.content_editing.list_differing(), runtime.now(), root)))
    assert set(archive.namelist()) == {f"content/{BIRTH}", f"content/{GUIDE}", "thay-doi.patch", "DOC-TRUOC.txt"}
    assert NEW in archive.read(f"content/{BIRTH}").decode()
    patch = tmp_path / "a.patch"
    patch.write_bytes(archive.read("thay-doi.patch"))
    subprocess.run(["git", "apply", str(patch)], cwd=release, check=True)
    for file in (BIRTH, GUIDE):
        assert (release / "content" / file).read_bytes() == (root / file).read_bytes()


def test_once_the_repository_has_it_nothing_differs(runtime: Runtime) -> None:
    runtime.content_editing.record_outside_changes()
    change(runtime)
    assert [row.file for row in runtime.content_editing.list_differing()] == [BIRTH]
    runtime.content_editing.mark_as_released(None)
    assert runtime.content_editing.list_differing() == []


def test_what_is_as_the_release_again_does_not_differ(runtime: Runtime) -> None:
    runtime.content_editing.record_outside_changes()
    change(runtime)
    runtime.content_editing.undo(runtime.content_editing.list_versions(BIRTH)[0].id, None)
    assert runtime.content_editing.list_differing() == []


def test_a_new_file_is_answered_from_and_differs(runtime: Runtime) -> None:
    runtime.content_editing.save(GUIDE, GUIDE_TEXT, "", None, kind="new", accepts=True)
    assert "gio_nghi_trua" in runtime.live_content.content.guides
    assert mark_of(GUIDE_TEXT) == mark_of(runtime.content_editing.read_text(GUIDE))
