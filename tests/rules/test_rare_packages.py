"""A started product has not loaded what only a few pages need: together some 20 MB, and a fifth of the start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RARE = ("docx", "docxtpl", "feedparser", "lxml", "openpyxl", "PIL", "pi_heif", "segno")
"""Word and Excel files, feeds, pictures, QR codes: imported by the function that needs them."""

PROGRAM = f"import sys, app; app.create_app(); print(*(name for name in {RARE!r} if name in sys.modules))"


def test_a_started_product_has_loaded_no_rare_package(tmp_path: Path) -> None:
    environment = os.environ | {"WARD_MODE": "demo", "DATABASE_PATH": str(tmp_path / "ward.db")}
    start = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert start.returncode == 0, start.stderr
    assert start.stdout.split() == []
