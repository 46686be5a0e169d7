"""What differs from the release leaves as files and a patch that git takes."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

from bot.runtime import Runtime
from bot.wording.exporting import export
from bot.wording.folder import mark_of
from tests.wording.library import BIRTH
from tests.wording.test_saving import NEW, change

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
    runtime.wording.notice()
    change(runtime)
    runtime.wording.save(GUIDE, GUIDE_TEXT, "", None, kind="new", accepts=True)
    archive = zipfile.ZipFile(io.BytesIO(export(runtime.wording.differing(), runtime.now())))
    assert set(archive.namelist()) == {f"content/{BIRTH}", f"content/{GUIDE}", "thay-doi.patch", "DOC-TRUOC.txt"}
    assert NEW in archive.read(f"content/{BIRTH}").decode()
    patch = tmp_path / "a.patch"
    patch.write_bytes(archive.read("thay-doi.patch"))
    subprocess.run(["git", "apply", str(patch)], cwd=release, check=True)
    for file in (BIRTH, GUIDE):
        assert (release / "content" / file).read_bytes() == (root / file).read_bytes()


def test_once_the_repository_has_it_nothing_differs(runtime: Runtime) -> None:
    runtime.wording.notice()
    change(runtime)
    assert [row["file"] for row in runtime.wording.differing()] == [BIRTH]
    runtime.wording.settle(None)
    assert runtime.wording.differing() == []


def test_what_is_as_the_release_again_does_not_differ(runtime: Runtime) -> None:
    runtime.wording.notice()
    change(runtime)
    runtime.wording.undo(runtime.wording.versions(BIRTH)[0]["id"], None)
    assert runtime.wording.differing() == []


def test_a_new_file_is_answered_from_and_differs(runtime: Runtime) -> None:
    runtime.wording.save(GUIDE, GUIDE_TEXT, "", None, kind="new", accepts=True)
    assert "gio_nghi_trua" in runtime.brain.content.topics
    assert mark_of(GUIDE_TEXT) == mark_of(runtime.wording.text(GUIDE))
