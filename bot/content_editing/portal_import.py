"""A crawl of the national portal at the desk: taken in, compared, and decided upon difference by difference."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from bot.content import ContentError
from bot.content.editing import EditError
from bot.content.files import Document
from bot.content.folder_layout import sort_documents
from bot.content.importing import open_changes, record_decisions, text_after
from bot.content.law_citations import EndingCitation, list_ending
from bot.content.portal import PortalChange, PortalRecord, record_code
from bot.content.portal_records import is_of_ward
from bot.content.problems import Report
from bot.content_editing.folder import FolderError
from bot.content_editing.service import ContentEditing, ContentEditingError
from bot.lib.files import replace_file

TAKEN = ".portal-now.jsonl.gz"
"""The crawl that officials are working through, below the content folder; not content, so no answer reads it."""


class PortalImport:
    """The differences of the crawl that was taken in last. Every method that writes raises ContentEditingError."""

    def __init__(self, editing: ContentEditing) -> None:
        self._editing, self._root = editing, editing.folder.path

    def take(self, data: bytes, official_id: int | None) -> int:
        """Take in a crawl, a JSON record a line; returns how many procedures of a ward it has."""
        records = list(_read_lines(data))
        if not records:
            raise ContentEditingError("Tệp không có thủ tục nào của xã, phường.")
        text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        try:
            replace_file(self._root / TAKEN, gzip.compress(text.encode()))
        except OSError:
            raise ContentEditingError(self._editing.folder.why_read_only() or "Không ghi được tệp.") from None
        self._editing.note_import(official_id, f"{len(records)}")
        return len(records)

    def list_changes(self) -> list[PortalChange]:
        """The differences nobody has decided upon; what residents ask most first."""
        path = self._root / TAKEN
        if not path.exists():
            return []
        try:
            return _compare(self._root, path.stat().st_mtime_ns, self._editing.folder.get_signature())
        except ContentError:
            raise ContentEditingError("Nội dung đang có lỗi, sửa lỗi trước rồi mới so được.") from None

    def decide(self, code: str, field: str, why: str, official_id: int | None, *, accepts: bool) -> int | None:
        """Write the portal's value into the file, or refuse it with the reason `why`.

        Returns the number of the proposal when the value waits for a second official; the difference stays in the list.
        """
        changes = [change for change in self.list_changes() if (change.code, change.field) == (code, field)]
        if not changes:
            raise ContentEditingError("Chỗ khác nhau này không còn; có thể người khác vừa làm xong.")
        if not accepts and not why.strip():
            raise ContentEditingError("Bỏ qua thì ghi lý do, để lần sau khỏi hỏi lại.")
        try:
            waiting = self._let_wait(changes[0], official_id) if accepts else None
            if waiting is not None:
                return waiting
            with self._editing.folder.lock_for_writing():
                record_decisions(self._root, changes if accepts else [], [] if accepts else changes, why)
        except (EditError, FolderError) as error:
            raise ContentEditingError(str(error)) from None
        self._editing.note_import(official_id, f"{code} {field} {'accepted' if accepts else 'refused'}")
        return None

    def _let_wait(self, change: PortalChange, official_id: int | None) -> int | None:
        """Propose the portal's value where a second official reads it first."""
        file, text = text_after(self._root, change)
        current = self._editing.folder.read_current(file)
        if official_id is None or not self._editing.second_reader.is_asked(file, current, text):
            return None
        return self._editing.proposals.propose(
            file, "desk", text, "theo Cổng Dịch vụ công quốc gia", official_id, "", None
        )

    def list_ending_laws(self) -> list[EndingCitation]:
        """Where the content rests on a legal text that has ended or ends within 60 days."""
        report = Report()
        return list_ending(sort_documents(self._documents(), report), self._editing.today())

    def _documents(self) -> dict[str, Document]:
        files = self._editing.folder.read_all()
        return {name: file.document for name, file in files.items() if file.document is not None}


@lru_cache(maxsize=1)
def _compare(root: Path, stamp: int, signature: object) -> list[PortalChange]:
    """The open differences; compared again only when the crawl (`stamp`) or a file (`signature`) changed."""
    lines = gzip.decompress((root / TAKEN).read_bytes()).decode().splitlines()
    return open_changes(root, [json.loads(line) for line in lines])


def _read_lines(data: bytes) -> Iterator[PortalRecord]:
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            record_code(record)
        except (ValueError, KeyError, TypeError):
            raise ContentEditingError(f"Dòng {number} không phải một thủ tục (JSON có code hoặc proc_id).") from None
        if is_of_ward(record):
            yield record
