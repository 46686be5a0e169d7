"""What differs from the installed release, as one ZIP: whole files to copy over, and a patch to read."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Sequence
from datetime import datetime
from difflib import unified_diff

README = """Nội dung trợ lý đã khác bản phát hành, tính tới {now}.

content/      {count} tệp, nguyên văn như đang dùng: chép đè vào thư mục content của kho mã.
thay-doi.patch  chỗ khác nhau, để đọc hoặc dùng: git apply thay-doi.patch
{gone}
Đưa vào kho xong, bấm "Kho chung đã có các thay đổi này" ở trang Nội dung, hoặc chạy: flask content export --settle
"""


def export(rows: Sequence[sqlite3.Row], now: datetime) -> bytes:
    """The ZIP of (file, base, known) rows; a file that is gone is only named."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in rows:
            if row["known"] is not None:
                archive.writestr(f"content/{row['file']}", row["known"])
        archive.writestr("thay-doi.patch", "".join(patch(row["file"], row["base"], row["known"]) for row in rows))
        archive.writestr("DOC-TRUOC.txt", _readme(rows, now))
    return out.getvalue()


def patch(file: str, before: str | None, after: str | None) -> str:
    """The difference as git reads it."""
    old = f"a/content/{file}" if before is not None else "/dev/null"
    new = f"b/content/{file}" if after is not None else "/dev/null"
    lines = list(unified_diff(_lines(before), _lines(after), old, new))
    mode = "new file mode 100644\n" if before is None else "deleted file mode 100644\n" if after is None else ""
    return f"diff --git a/content/{file} b/content/{file}\n{mode}" + "".join(map(_whole, lines))


def _lines(text: str | None) -> list[str]:
    return (text or "").splitlines(keepends=True)


def _whole(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _readme(rows: Sequence[sqlite3.Row], now: datetime) -> str:
    gone = [row["file"] for row in rows if row["known"] is None]
    named = "".join(f"Đã bỏ: content/{file}\n" for file in gone)
    return README.format(now=f"{now:%d/%m/%Y %H:%M}", count=len(rows) - len(gone), gone=named)
