"""`make audit` lists the packages always, and asks for known holes when the list of them can be reached."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support.processes import ROOT


def run_audit(folder: Path, *, is_reached: bool, holes: int) -> tuple[int, str]:
    """Run the script with stand-ins for the two tools and for the look at the network."""
    stand_ins = {
        "cyclonedx-py": "echo '\"purl\"' > sbom.json",
        "python": f"exit {int(not is_reached)}",
        "pip-audit": f"echo asked; exit {holes}",
    }
    (folder / "venv/bin").mkdir(parents=True)
    for name, line in stand_ins.items():
        (folder / "venv/bin" / name).write_text(f"#!/bin/sh\n{line}\n")
        (folder / "venv/bin" / name).chmod(0o700)
    result = subprocess.run(
        ["sh", ROOT / "tools/audit.sh", "venv"], cwd=folder, capture_output=True, text=True, check=False
    )
    return result.returncode, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("is_reached", "holes", "code", "words"),
    [(False, 1, 0, "chưa kiểm tra"), (True, 0, 0, "asked"), (True, 1, 1, "asked")],
)
def test_a_hole_fails_the_audit_and_a_missing_network_is_said(
    tmp_path: Path, is_reached: bool, holes: int, code: int, words: str
) -> None:
    exit_code, output = run_audit(tmp_path, is_reached=is_reached, holes=holes)
    assert exit_code == code and words in output and (tmp_path / "sbom.json").exists()
