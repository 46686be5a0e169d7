"""Files of forms that officials upload: checked by their content, then handed out from content/forms."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from bot.clock import Clock
from bot.content.form_files import FOLDER, list_form_files
from bot.content.layers import locate, place_to_write
from bot.content.procedure_details import FORM_FILE
from bot.content_editing.errors import ContentEditingError
from bot.lib.files import replace_file
from bot.store import Store, audit

MOST_BYTES = 5 * 1024 * 1024
"""What Zalo takes as a file (docs/zalo/platform.md 4), so that a form can go out that way too."""

MOST_UNPACKED = 50 * 1024 * 1024
"""A small archive may unpack to more than the memory holds."""

_PDF_ACTIONS = (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile")


class FormUploads:
    """The files below content/forms."""

    def __init__(self, content_path: Path, store: Store, clock: Clock) -> None:
        self._content_path, self._store, self._clock = content_path, store, clock

    def list_names(self) -> list[str]:
        """The names of all files, sorted."""
        return sorted(list_form_files(self._content_path))

    def list_uploaded(self) -> list[str]:
        """The names of those that officials uploaded, as opposed to those of the release."""
        return sorted(list_form_files(self._content_path) & audit.subjects_of(self._store, "form_upload"))

    def keep(self, name: str, data: bytes, by: int) -> None:
        """Check and keep a file, in place of one with the same name. Raises ContentEditingError with the reason."""
        name = name.strip().lower()
        check_form_file(name, data)
        path = place_to_write(self._content_path, f"{FOLDER}/{name}")
        path.parent.mkdir(exist_ok=True)
        replace_file(path, data)
        with self._store.write() as db:
            audit.write(db, self._clock(), by, "form_upload", name)

    def remove(self, name: str, by: int) -> None:
        """Take a file away; a form that names it is then told without a link. Unknown names are ignored.

        Raises ContentEditingError for a file of the common content.
        """
        if name not in list_form_files(self._content_path):
            return
        path = locate(self._content_path, f"{FOLDER}/{name}")
        if not path.is_relative_to(self._content_path):
            raise ContentEditingError(
                "Biểu mẫu này thuộc phần dùng chung, không bỏ được. Tải lên tệp cùng tên để thay."
            )
        path.unlink(missing_ok=True)
        with self._store.write() as db:
            audit.write(db, self._clock(), by, "form_remove", name)


def check_form_file(name: str, data: bytes) -> None:
    """Raise ContentEditingError unless this is a Word or PDF file without macros, scripts and files inside."""
    if not FORM_FILE.fullmatch(name):
        raise ContentEditingError(
            "Tên tệp chỉ gồm chữ thường không dấu, số và gạch ngang, ví dụ to-khai-khai-sinh.docx."
        )
    if not data:
        raise ContentEditingError("Chưa chọn tệp nào.")
    if len(data) > MOST_BYTES:
        raise ContentEditingError("Tệp lớn hơn 5 MB. Hãy dùng tệp nhỏ hơn.")
    is_right = _is_plain_word(data) if name.endswith(".docx") else _is_plain_pdf(data)
    if not is_right:
        raise ContentEditingError(
            "Tệp không phải Word (.docx) hoặc PDF sạch: bị hỏng, sai loại, hoặc có macro, tệp nhúng. Hãy lưu lại rồi tải lên."
        )


def _is_plain_word(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            is_small = sum(entry.file_size for entry in archive.infolist()) <= MOST_UNPACKED
    except (zipfile.BadZipFile, ValueError):
        return False
    has_more = any(part in name.lower() for name in names for part in ("vbaproject", "embeddings/", "activex/"))
    return is_small and not has_more and {"[Content_Types].xml", "word/document.xml"} <= names


def _is_plain_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-2048:] and not any(word in data for word in _PDF_ACTIONS)
