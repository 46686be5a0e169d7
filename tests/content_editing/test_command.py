"""`flask content export`: the same ZIP from the shell."""

from __future__ import annotations

import zipfile
from pathlib import Path

from click.testing import CliRunner

from bot.cli.content import make_content
from bot.runtime import Runtime
from tests.content_editing.library import BIRTH
from tests.content_editing.test_saving import change


def test_it_writes_what_differs_and_settles_when_told(runtime: Runtime, tmp_path: Path) -> None:
    runtime.content_editing.record_outside_changes()
    change(runtime)
    group, run, out = make_content(runtime), CliRunner(), tmp_path / "noi-dung.zip"
    result = run.invoke(group, ["export", str(out)])
    assert (result.exit_code, result.output) == (0, f"Đã ghi 1 tệp khác bản phát hành vào {out}.\n")
    assert f"content/{BIRTH}" in zipfile.ZipFile(out).namelist()
    assert run.invoke(group, ["export", "--settle"]).exit_code == 0
    assert "Đã ghi 0 tệp" in run.invoke(group, ["export", str(out)]).output


def test_without_a_file_it_says_what_is_missing(runtime: Runtime) -> None:
    result = CliRunner().invoke(make_content(runtime), ["export"])
    assert result.exit_code == 2 and "Thiếu tên tệp" in result.output
