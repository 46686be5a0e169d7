"""Editing content from the officials' pages: preview, save, undo, add, retire. The YAML files remain the source."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import yaml

from bot.clock import Clock
from bot.content.editing import EditError, set_data
from bot.content.live import LiveContent
from bot.content.problems import Problem
from bot.content_editing.checking import Checker
from bot.content_editing.edit_previews import EditPreview, EditPreviews
from bot.content_editing.errors import ContentEditingError, EditConflict, UnconfirmedWarnings
from bot.content_editing.folder import Folder, FolderError, Signature, is_name, mark_of
from bot.content_editing.items import ContentItem, ItemIndex
from bot.content_editing.outside_changes import OutsideChanges
from bot.content_editing.preview import SampleAnswer
from bot.content_editing.proposals import ContentProposal, Proposals
from bot.content_editing.second_reader import SecondReader
from bot.lib.memory import give_back_memory
from bot.router import Router
from bot.store import Store, audit, content_versions
from bot.store.content_versions import ContentVersion, DifferingFile, VersionSummary

__all__ = [
    "ContentEditing",
    "ContentEditingError",
    "ContentVersion",
    "EditConflict",
    "EditPreview",
    "UnconfirmedWarnings",
    "VersionSummary",
]


class ContentEditing:
    """What officials do with the content. Safe to share between threads."""

    def __init__(
        self,
        store: Store,
        path: Path,
        live_content: LiveContent,
        router: Router,
        clock: Clock,
        now: Callable[[], datetime],
    ) -> None:
        self._store, self._live_content, self._clock, self._now = store, live_content, clock, now
        self.folder = Folder(path)
        self.checker = Checker(self.folder, self.today)
        self._previews = EditPreviews(self.folder, self.checker, live_content, router, now)
        self._outside_changes = OutsideChanges(store, self.folder, clock)
        self.second_reader = SecondReader(store, clock)
        self.proposals = Proposals(store, self.folder, clock, self.second_reader, self._save_approved)
        self._index = ItemIndex()
        self._items: tuple[tuple[Signature, date], list[ContentItem]] | None = None

    def read_text(self, file: str) -> str:
        """The text of a file as it is now. Raises ContentEditingError when there is no such file."""
        content_file = self.folder.find_file(file)
        if content_file is None:
            raise ContentEditingError(f"Không có tệp {file}. Có thể tệp vừa bị bỏ.")
        return content_file.text

    def list_items(self) -> list[ContentItem]:
        """Everything an official can read and edit."""
        self.record_outside_changes()
        key = (self.folder.get_signature(), self.today())
        if self._items is None or self._items[0] != key:
            self._items = (key, self._index.update(self.folder.read_all(), self.checker.list_problems()))
        return self._items[1]

    def prepare(self, for_somebody: bool = True) -> None:
        """Read all files ahead of an official's first page, which would take a second otherwise.

        They take 23 MB: unless there are officials who may open a page, only changes are recorded. What was kept of
        contents before the newest is given back.
        """
        if self._previews.forget_outdated():
            give_back_memory()
        if for_somebody:
            self.list_items()
        else:
            self.record_outside_changes()

    def preview_edit(self, file: str, text: str, key: str = "") -> EditPreview:
        """What saving `text` would mean; nothing is written. A second preview of the same text is remembered."""
        return self._previews.preview_edit(file, text, key)

    def preview_current(self, file: str, key: str = "") -> list[SampleAnswer]:
        """The answers made from a file as it is now."""
        return self._previews.preview_current(file, key)

    def save(
        self,
        file: str,
        text: str,
        mark: str,
        official_id: int | None,
        reason: str = "",
        *,
        kind: str = "desk",
        accepts: bool = False,
        key: str = "",
        replaces: int | None = None,
    ) -> int | None:
        """Write a file and answer with it at once; `mark` is that of the text the official edited ("" for a new file).

        Returns None, or the number of the proposal when the change waits for a second official instead; `replaces` is
        the author's earlier proposal. Raises ContentEditingError for errors, UnconfirmedWarnings for new warnings
        unless `accepts`, EditConflict when the file was changed in the meantime.
        """
        if not is_name(file):
            raise ContentEditingError("Tên tệp không dùng được.")
        preview = self.preview_edit(file, normalize_text(text))
        if preview.check.errors:
            raise ContentEditingError(*(problem_words(problem, file) for problem in preview.check.errors))
        if preview.check.new_warnings and not accepts:
            raise UnconfirmedWarnings("Có điều cần xem lại. Nếu vẫn đúng ý, hãy đánh dấu đã xem rồi lưu.")
        current = self.folder.read_current(file)
        if official_id is not None and self.second_reader.is_asked(file, current, preview.text):
            if mark_of(current) != mark:
                raise EditConflict(current)
            return self.proposals.propose(file, kind, preview.text, reason.strip(), official_id, key, replaces)
        self._write(preview, mark, official_id, reason.strip(), kind)
        return None

    def _save_approved(self, proposal: ContentProposal, text: str) -> None:
        """Write what a second official approved, as a version of its author."""
        preview = self.preview_edit(proposal.file, normalize_text(text))
        if preview.check.errors:
            raise ContentEditingError(*(problem_words(problem, proposal.file) for problem in preview.check.errors))
        mark = mark_of(self.folder.read_current(proposal.file))
        self._write(preview, mark, proposal.proposed_by, proposal.reason, proposal.kind)

    def undo(self, version_id: int, official_id: int | None) -> tuple[str, int | None]:
        """Bring a file back to its text before a version, as a new version; returns the file and what `save` returns.

        Raises ContentEditingError when there is no such text or the file has it already.
        """
        version = self.get_version(version_id)
        file, before = version.file, version.before
        if before is None:
            raise ContentEditingError("Trước thay đổi này chưa có mục đó. Muốn thôi dùng, hãy cho mục hết hiệu lực.")
        current = self.folder.read_current(file)
        if current == before:
            raise ContentEditingError("Mục này đang đúng như trước thay đổi đó, không có gì để trả về.")
        reason = f"trả về như trước thay đổi số {version_id}"
        return file, self.save(file, before, mark_of(current), official_id, reason, kind="undo", accepts=True)

    def retire(self, file: str, last_day: date, mark: str, official_id: int | None) -> None:
        """Let an entry be valid until `last_day`, included. Raises ContentEditingError."""
        try:
            text = set_data(self.read_text(file), "valid_to", last_day)
        except (EditError, yaml.YAMLError) as error:
            raise ContentEditingError(f"Không ghi được ngày hết hiệu lực: {error}") from None
        self.save(file, text, mark, official_id, f"hết hiệu lực sau {last_day:%d/%m/%Y}", accepts=True)

    def get_version(self, version_id: int) -> ContentVersion:
        """One version with its texts. Raises ContentEditingError when there is none with this id."""
        version = content_versions.find_version(self._store, version_id)
        if version is None:
            raise ContentEditingError("Không có lần sửa này.")
        return version

    def list_versions(self, file: str | None = None, limit: int = 50, offset: int = 0) -> list[VersionSummary]:
        """The versions of one file or of all, newest first."""
        self.record_outside_changes()
        if file is not None:
            return content_versions.list_of_file(self._store, file, limit)
        return content_versions.list_newest(self._store, limit, offset)

    def list_differing(self) -> list[DifferingFile]:
        """The files that differ from the installed release."""
        self.record_outside_changes()
        return content_versions.list_differing(self._store)

    def mark_as_released(self, official_id: int | None) -> None:
        """Declare the files as they are now to be the release, because the common repository has them."""
        self.record_outside_changes()
        with self._store.write() as db:
            content_versions.set_base(db)
            audit.write(db, self._clock(), official_id, "content_settled")

    def note_import(self, official_id: int | None, detail: str) -> None:
        """Record that an official took in a crawl or decided upon a difference, and answer with the files as they are."""
        with self._store.write() as db:
            audit.write(db, self._clock(), official_id, "content_import", "", detail)
        self.record_outside_changes()
        self._live_content.refresh()

    def record_outside_changes(self) -> int:
        """Record what was changed outside these pages (git pull, an editor); returns how many files were."""
        return self._outside_changes.record()

    def _write(self, preview: EditPreview, mark: str, official_id: int | None, reason: str, kind: str) -> None:
        try:
            with self.folder.lock_for_writing():
                is_alone = self._write_locked(preview, mark, official_id, reason, kind)
        except FolderError as error:
            raise ContentEditingError(str(error)) from None
        self.checker.reuse_check(preview.file, preview.text)
        if preview.snapshot is not None and is_alone:
            self._live_content.take(preview.snapshot)
        else:
            self._live_content.refresh()

    def _write_locked(self, preview: EditPreview, mark: str, official_id: int | None, reason: str, kind: str) -> bool:
        """Write the file and its version; True when no other file changed since, so that the snapshot may be used."""
        file, text = preview.file, preview.text
        current = self.folder.read_current(file)
        if mark_of(current) != mark:
            raise EditConflict(current)
        self._outside_changes.record_locked()
        others = _other_files(self.folder.get_signature(), file)
        with self._store.write() as db:
            now_ms = self._clock()
            version = content_versions.add_version(db, file, now_ms, official_id, kind, reason, current, text)
            content_versions.save_text(db, file, text, mark_of(text))
            audit.write(db, now_ms, official_id, "content_edit", file, f"{kind} {version}")
            self.folder.write_files({file: text})
        return others == _other_files(self.folder.get_signature(), file)

    def today(self) -> date:
        """The day by the clock of the installation."""
        return self._now().date()


def normalize_text(text: str) -> str:
    """A text with the line ends of our files, and exactly one at its end."""
    return text.replace("\r\n", "\n").rstrip() + "\n"


def problem_words(problem: Problem, file: str) -> str:
    """A problem caused by a change of `file`, as a sentence for a page: the place, and what to do."""
    place = f"Dòng {problem.line}" if problem.file == file else f"Tệp {problem.file}, dòng {problem.line}"
    return f"{place}: {problem.message_vi}."


def _other_files(signature: Signature, file: str) -> list[tuple[str, int, int]]:
    return [row for row in signature if row[0] != file]
