"""Editing content from the officials' pages: look, save, undo, add, retire. The files stay the truth."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from bot.brain import BrainKeeper
from bot.clock import Clock
from bot.content import Content
from bot.content.editing import EditError, set_data
from bot.content.phrases import lost_phrases_of
from bot.content.problems import Problem
from bot.conversation import Brain
from bot.router import Router
from bot.store import Store, audit, content_versions
from bot.understanding.reader import Reader
from bot.wording.checking import Checker, Verdict, with_more
from bot.wording.folder import Folder, FolderError, is_name, mark_of, read_sheet
from bot.wording.items import Item, Items
from bot.wording.preview import Said, said_of, too_long

OUTSIDE = "sửa ngoài trang này"


class WordingError(Exception):
    """What cannot be done; `reasons` say why, in Vietnamese."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class Doubtful(WordingError):
    """There are new warnings, and nobody has said yet that they are known."""


class Overtaken(WordingError):
    """Somebody changed the file meanwhile; `now` is its text (None: gone)."""

    def __init__(self, now: str | None) -> None:
        super().__init__(
            "Trong lúc anh/chị sửa, người khác đã đổi mục này. Chưa lưu gì; hãy xem chỗ khác nhau bên dưới."
        )
        self.now = now


@dataclass(frozen=True, slots=True)
class Look:
    """A file with another text: what is wrong, how the bot would speak. `brain` is None when it could not be used."""

    file: str
    text: str
    data: Any
    verdict: Verdict
    brain: Brain | None
    said: tuple[Said, ...]


class Wording:
    """What officials do with the words of the bot. Safe to share between threads."""

    def __init__(
        self, store: Store, path: Path, brain: BrainKeeper, router: Router, clock: Clock, now: Callable[[], datetime]
    ) -> None:  # fmt: skip
        self._store, self._brain, self._router, self._clock, self._now = store, brain, router, clock, now
        self.folder = Folder(path)
        self.checker = Checker(self.folder, self._today)
        self._noticed: Any = None
        self._rows = Items()
        self._items: tuple[Any, list[Item]] | None = None
        self._guard = threading.Lock()
        self._looks: dict[Any, Look] = {}

    def text(self, file: str) -> str:
        """A file as it is. Raises WordingError when there is none."""
        sheet = self.folder.sheet(file)
        if sheet is None:
            raise WordingError(f"Không có tệp {file}. Có thể tệp vừa bị bỏ.")
        return sheet.text

    def items(self) -> list[Item]:
        """Everything there is to read and edit."""
        self.notice()
        key = (self.folder.signature(), self._today())
        if self._items is None or self._items[0] != key:
            self._items = (key, self._rows.of(self.folder.sheets(), self.checker.problems()))
        return self._items[1]

    def prepare(self, for_somebody: bool = True) -> None:
        """Read all files before an official opens the first page about them, which would take a second otherwise.

        They take 23 MB: while there is nobody to open a page, only changes are noticed.
        """
        if for_somebody:
            self.items()
        else:
            self.notice()

    def look(self, file: str, text: str, key: str = "") -> Look:
        """What saving `text` would mean; nothing is written. A second look at the same costs nothing."""
        known = (file, text, key, self.folder.signature(), self._now().strftime("%Y-%m-%d %H"))
        found = self._looks.get(known)
        if found is None:
            found = self._look(file, text, key)
            with self._guard:
                self._looks = dict([*self._looks.items()][-3:]) | {known: found}
        return found

    def said(self, file: str, key: str = "") -> list[Said]:
        """How the bot speaks of a file now."""
        sheet = self.folder.sheet(file)
        if sheet is None or sheet.document is None:
            return []
        return said_of(file, sheet.document.data, self._brain.content, self._router, self._now(), key)

    def save(
        self, file: str, text: str, mark: str, official_id: int | None, reason: str = "", *, kind: str = "desk",
        accepts: bool = False,
    ) -> None:  # fmt: skip
        """Write a file whose text had `mark` ("" for a new one), and let the bot speak so at once.

        Raises WordingError for what is wrong, Doubtful for new warnings unless `accepts`, Overtaken when somebody was faster.
        """
        if not is_name(file):
            raise WordingError("Tên tệp không dùng được.")
        text = tidy(text)
        found = self.look(file, text)
        if found.verdict.errors:
            raise WordingError(*(problem_words(problem, file) for problem in found.verdict.errors))
        if found.verdict.fresh and not accepts:
            raise Doubtful("Có điều cần xem lại. Nếu vẫn đúng ý, hãy đánh dấu đã xem rồi lưu.")
        self._write(found, mark, official_id, reason.strip(), kind)

    def undo(self, version_id: int, official_id: int | None) -> str:
        """Bring a file back to what it was before a version; that is a new version. Returns the file. Raises WordingError."""
        row = self.version(version_id)
        file, before = row["file"], row["before"]
        if before is None:
            raise WordingError("Trước thay đổi này chưa có mục đó. Muốn thôi dùng, hãy cho mục hết hiệu lực.")
        now = self.folder.now(file)
        if now == before:
            raise WordingError("Mục này đang đúng như trước thay đổi đó, không có gì để trả về.")
        self.save(file, before, mark_of(now), official_id, f"trả về như trước thay đổi số {version_id}", kind="undo",
                  accepts=True)  # fmt: skip
        return str(file)

    def retire(self, file: str, last_day: date, mark: str, official_id: int | None) -> None:
        """Let an entry hold to `last_day` and no longer. Raises WordingError."""
        try:
            text = set_data(self.text(file), "valid_to", last_day)
        except (EditError, yaml.YAMLError) as error:
            raise WordingError(f"Không ghi được ngày hết hiệu lực: {error}") from None
        self.save(file, text, mark, official_id, f"hết hiệu lực sau {last_day:%d/%m/%Y}", accepts=True)

    def version(self, version_id: int) -> sqlite3.Row:
        """One version. Raises WordingError when there is none."""
        row = content_versions.get(self._store, version_id)
        if row is None:
            raise WordingError("Không có lần sửa này.")
        return row

    def versions(self, file: str | None = None, limit: int = 50, offset: int = 0) -> list[sqlite3.Row]:
        """Versions without their texts, newest first; of one file or of all."""
        self.notice()
        if file is not None:
            return content_versions.of_file(self._store, file, limit)
        return content_versions.newest(self._store, limit, offset)

    def total(self) -> int:
        """How many versions are kept."""
        return content_versions.total(self._store)

    def differing(self) -> list[sqlite3.Row]:
        """(file, base, known) of what differs from the installed release."""
        self.notice()
        return content_versions.differing(self._store)

    def settle(self, official_id: int | None) -> None:
        """The common repository has everything that differs: from now on this is the release."""
        self.notice()
        with self._store.write() as db:
            content_versions.set_base(db)
            audit.write(db, self._clock(), official_id, "content_settled")

    def notice(self) -> int:
        """Record what was changed outside these pages (git pull, an editor); returns how many files were."""
        signature = self.folder.signature()
        if signature == self._noticed:
            return 0
        with self._alone():
            count = self._notice()
        self._noticed = signature
        return count

    def _look(self, file: str, text: str, key: str) -> Look:
        verdict = self.checker.verdict(file, text)
        document = read_sheet(text, file).document
        data = document.data if document else None
        if verdict.content is None or document is None:
            return Look(file, text, data, verdict, None, ())
        content = verdict.content.valid_on(self._today())
        brain = self._candidate(content)
        said = said_of(file, data, content, self._router, self._now(), key)
        more = [*lost_phrases_of(document, content, brain.reader), *too_long(file, said)]
        old = self.folder.sheet(file)
        known = self._shown(file) if more and old and old.text != text else set()
        fresh = [problem for problem in more if problem.message_vi not in known]
        return Look(file, text, data, with_more(verdict, fresh), brain, tuple(said))

    def _shown(self, file: str) -> set[str]:
        """What reading and answering with the file as it is shows already."""
        sheet, brain = self.folder.sheet(file), self._brain()
        if sheet is None or sheet.document is None:
            return set()
        said = said_of(file, sheet.document.data, brain.words, self._router, self._now())
        problems = [*lost_phrases_of(sheet.document, brain.words, brain.reader), *too_long(file, said)]
        return {problem.message_vi for problem in problems}

    def _candidate(self, content: Content) -> Brain:
        """A brain with these words; it reads as the present one while nothing that reading is built from changed."""
        now, knowledge = self._brain(), content.knowledge()
        reader = now.reader if knowledge == now.words.knowledge() else Reader(knowledge)
        return Brain(reader=reader, words=content)

    def _write(self, found: Look, mark: str, official_id: int | None, reason: str, kind: str) -> None:
        file = found.file
        try:
            with self.folder.writing():
                now = self.folder.now(file)
                if mark_of(now) != mark:
                    raise Overtaken(now)
                self._notice()
                before = _others(self.folder.signature(), file)
                with self._store.write() as db:
                    at = self._clock()
                    version = content_versions.add(db, file, at, official_id, kind, reason, now, found.text)
                    content_versions.know(db, file, found.text, mark_of(found.text))
                    audit.write(db, at, official_id, "content_edit", file, f"{kind} {version}")
                    self.folder.write({file: found.text})
                is_same = before == _others(self.folder.signature(), file)
        except FolderError as error:
            raise WordingError(str(error)) from None
        self.checker.take(file, found.text)
        if found.brain is not None and is_same:
            self._brain.take(found.brain)
        else:
            self._brain.refresh()

    def _notice(self) -> int:
        """While alone: compare every file with what was known of it."""
        texts = self.folder.texts()
        with self._store.write() as db:
            known = content_versions.marks(self._store)
            now = {name: mark_of(text) for name, text in texts.items()}
            changed = [name for name in {**known, **now} if known.get(name, "") != now.get(name, "")]
            for name in changed:
                text = texts.get(name)
                if known:
                    before = content_versions.known(self._store, name)
                    content_versions.add(db, name, self._clock(), None, "outside", OUTSIDE, before, text)
                content_versions.know(db, name, text, now.get(name, ""))
            if not known:
                content_versions.set_base(db)
        return len(changed) if known else 0

    @contextmanager
    def _alone(self) -> Generator[None, None, None]:
        """No desk writes meanwhile; where nobody can write there is nothing to wait for."""
        if self.folder.trouble():
            yield
            return
        with self.folder.writing():
            yield

    def _today(self) -> date:
        return self._now().date()


def tidy(text: str) -> str:
    """A text as a file has it: line ends as they are in files, one at the end."""
    return text.replace("\r\n", "\n").rstrip() + "\n"


def problem_words(problem: Problem, file: str) -> str:
    """A complaint about a change of `file`, for a page: the place, and what to do."""
    place = f"Dòng {problem.line}" if problem.file == file else f"Tệp {problem.file}, dòng {problem.line}"
    return f"{place}: {problem.message_vi}."


def _others(signature: tuple[tuple[str, int, int], ...], file: str) -> list[tuple[str, int, int]]:
    return [row for row in signature if row[0] != file]
