"""A small copy of content/ to plant faults in."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.content.layers import locate

CONTENT = Path(__file__).parents[2] / "content"

FILES = (
    "ward.yaml",
    "holidays.yaml",
    "procedures/khai-sinh.yaml",
    "procedures/dang-ky-tam-tru.yaml",
    "postal/buu-dien-la-gi.yaml",
    "intents/greeting.yaml",
    "intents/emergency_fire.yaml",
    "sentences/common.yaml",
    "sentences/buttons.yaml",
)

CLARIFY = """\
- id: hoi_gi
  says: [hỏi chung chung]
  question: "{Anh_chi} hỏi việc nào?"
  choices:
    - {code: "1.001193", label: Khai sinh}
    - {code: "1.004194", label: Tạm trú}
"""


def copy(tmp_path: Path) -> Path:
    """A folder with one file of each kind, without an error."""
    root = tmp_path / "content"
    for file in FILES:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(locate(CONTENT, file), root / file)
    (root / "lexicon").mkdir()
    (root / "lexicon/clarify.yaml").write_text(CLARIFY, encoding="utf-8")
    return root


def plant(root: Path, file: str, old: str, new: str) -> int:
    """Replace `old` once in a file; returns the line where it stood."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1
