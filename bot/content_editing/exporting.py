"""The files that differ from the installed release, as one ZIP: whole files to copy over, and a patch to read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from difflib import unified_diff
from pathlib import Path

from bot.content.layers import COMMON, is_ward_folder, show_place
from bot.store.content_versions import DifferingFile

README = """Nội dung trợ lý đã khác bản phát hành, tính tới {now}.

{folders}  {count} tệp, nguyên văn như đang dùng: chép đè vào thư mục cùng tên.
thay-doi.patch  chỗ khác nhau, để đọc hoặc dùng: git apply thay-doi.patch
{gone}
Đưa vào kho xong, bấm "Kho chung đã có các thay đổi này" ở trang Nội dung, hoặc chạy: flask content export --settle
"""


def export_zip(files: Sequence[DifferingFile], now: datetime, root: Path) -> bytes:
    """A ZIP of these files of the content folder `root`; a removed file is only named in the patch and the read-me."""
    places = {file.file: _place_in_archive(root, file.file) for file in files}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            if file.text is not None:
                archive.writestr(places[file.file], file.text)
        archive.writestr(
            "thay-doi.patch", "".join(git_patch(places[file.file], file.base, file.text) for file in files)
        )
        archive.writestr("DOC-TRUOC.txt", _make_readme(files, places, now))
    return out.getvalue()


def git_patch(file: str, before: str | None, after: str | None) -> str:
    """The difference as git reads it; `file` from the root of the repository."""
    old = f"a/{file}" if before is not None else "/dev/null"
    new = f"b/{file}" if after is not None else "/dev/null"
    lines = list(unified_diff(_split_lines(before), _split_lines(after), old, new))
    mode = "new file mode 100644\n" if before is None else "deleted file mode 100644\n" if after is None else ""
    return f"diff --git a/{file} b/{file}\n{mode}" + "".join(map(_end_line, lines))


def _split_lines(text: str | None) -> list[str]:
    return (text or "").splitlines(keepends=True)


def _end_line(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _place_in_archive(root: Path, file: str) -> str:
    """Where the file lies from the root of the repository; files of a ward folder below the name of that folder."""
    place = show_place(root, file)
    common = f"{COMMON}/"
    if place.startswith(common):
        return f"content/{place.removeprefix(common)}"
    return f"{root.name if is_ward_folder(root) else 'content'}/{place}"


def _make_readme(files: Sequence[DifferingFile], places: Mapping[str, str], now: datetime) -> str:
    removed = [places[file.file] for file in files if file.text is None]
    folders = ", ".join(sorted({f"{place.partition('/')[0]}/" for place in places.values()})) or "content/"
    removed_lines = "".join(f"Đã bỏ: {place}\n" for place in removed)
    count = len(files) - len(removed)
    return README.format(now=f"{now:%d/%m/%Y %H:%M}", folders=folders, count=count, gone=removed_lines)
