"""What saving an edit would mean: the problems it causes, and the answers residents would get."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.content import Content
from bot.content.files import YamlValue
from bot.content.live import LiveContent
from bot.content.phrases import lost_phrases_of
from bot.content.snapshot import ContentSnapshot
from bot.content_editing.checking import Checker, CheckResult, add_warnings
from bot.content_editing.folder import Folder, Signature, parse_content_file
from bot.content_editing.preview import SampleAnswer, find_long_answers, preview_answers
from bot.router import Router
from bot.understanding.clear_words import ClearWords
from bot.understanding.reader import Reader

MOST_KEPT = 2
"""Previews that are remembered; an official usually previews a text and then saves it. Each may have a reader of 60 MB."""

_Key = tuple[str, str, str, Signature, str]


@dataclass(frozen=True, slots=True)
class EditPreview:
    """A file with another text. `snapshot` is None when the content could not be used with it."""

    file: str
    text: str
    data: YamlValue
    check: CheckResult
    snapshot: ContentSnapshot | None
    answers: tuple[SampleAnswer, ...]


class EditPreviews:
    """Makes previews and remembers the newest ones. Safe to share between threads."""

    def __init__(
        self, folder: Folder, checker: Checker, live_content: LiveContent, router: Router, now: Callable[[], datetime]
    ) -> None:
        self._folder, self._checker, self._live_content = folder, checker, live_content
        self._router, self._now = router, now
        self._guard = threading.Lock()
        self._previews: dict[_Key, EditPreview] = {}

    def preview_edit(self, file: str, text: str, key: str = "") -> EditPreview:
        """What saving `text` would mean; nothing is written. `key` selects one sentence of a file of sentences."""
        memory_key = (file, text, key, self._folder.get_signature(), self._now().strftime("%Y-%m-%d %H"))
        preview = self._previews.get(memory_key)
        if preview is None:
            self.forget_outdated()
            preview = self._make_preview(file, text, key)
            with self._guard:
                self._previews = dict([*self._previews.items()][1 - MOST_KEPT :]) | {memory_key: preview}
        return preview

    def forget_outdated(self) -> bool:
        """Forget the previews of files that have changed since; True when there were any."""
        signature = self._folder.get_signature() if self._previews else ()
        with self._guard:
            before = len(self._previews)
            self._previews = {key: preview for key, preview in self._previews.items() if key[3] == signature}
            return len(self._previews) < before

    def preview_current(self, file: str, key: str = "") -> list[SampleAnswer]:
        """The answers made from a file as it is now."""
        content_file = self._folder.find_file(file)
        if content_file is None or content_file.document is None:
            return []
        data = content_file.document.data
        return preview_answers(file, data, self._live_content.content, self._router, self._now(), key)

    def _make_preview(self, file: str, text: str, key: str) -> EditPreview:
        check = self._checker.check_change(file, text)
        document = parse_content_file(text, file).document
        data = document.data if document else None
        if check.content is None or document is None:
            return EditPreview(file, text, data, check, None, ())
        content = check.content.valid_on(self._now().date())
        snapshot = self._build_snapshot(content)
        answers = preview_answers(file, data, content, self._router, self._now(), key)
        warnings = [*lost_phrases_of(document, content, snapshot.reader), *find_long_answers(file, answers)]
        current = self._folder.find_file(file)
        old_messages = self._current_messages(file) if warnings and current and current.text != text else set()
        new_warnings = [problem for problem in warnings if problem.message_vi not in old_messages]
        return EditPreview(file, text, data, add_warnings(check, new_warnings), snapshot, tuple(answers))

    def _current_messages(self, file: str) -> set[str]:
        """The warnings that reading and answering with the file as it is now already causes."""
        content_file, snapshot = self._folder.find_file(file), self._live_content()
        if content_file is None or content_file.document is None:
            return set()
        document, content = content_file.document, snapshot.content
        answers = preview_answers(file, document.data, content, self._router, self._now())
        problems = [*lost_phrases_of(document, content, snapshot.reader), *find_long_answers(file, answers)]
        return {problem.message_vi for problem in problems}

    def _build_snapshot(self, content: Content) -> ContentSnapshot:
        """A snapshot with this content; it shares the current reader unless the reader's knowledge changed."""
        current, knowledge = self._live_content(), content.knowledge()
        reader = current.reader if knowledge == current.content.knowledge() else Reader(knowledge)
        return ContentSnapshot(reader, content, ClearWords(content.sentences, content.lexicon))
