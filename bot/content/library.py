"""Everything the bot can say, in one frozen object."""

from __future__ import annotations

import gc
import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.content import build, interests, life, propaganda, quizzes
from bot.content import knowledge as understanding
from bot.content.blanks import BLANK, fill, ward_values
from bot.content.catalogue import Listed, catalogue
from bot.content.files import Document, read_folder
from bot.content.gaps import check_gaps
from bot.content.hours import OfficeDay, OfficeState, office_day, office_state
from bot.content.layout import Sorted, sort
from bot.content.models import Article, ChatIntent, Clarification, Entry, Holiday, Procedure, Ward
from bot.content.plainness import check_plainness
from bot.content.problems import ContentError, Problem, Report
from bot.content.rules import check_rules
from bot.understanding.knowledge import Knowledge, Lexicon

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Content:
    """What content/ says. `procedures` and `listed` (known by name only) are by code, the other dictionaries by id."""

    procedures: dict[str, Procedure]
    topics: dict[str, Entry]
    intents: dict[str, ChatIntent]
    clarify: dict[str, Clarification]
    life_events: dict[str, life.LifeEvent]
    quizzes: dict[str, quizzes.Quiz]
    listed: dict[str, Listed]
    interests: dict[str, interests.Interest]
    propaganda: dict[int, tuple[propaganda.PropagandaDraft, ...]]
    lexicon: Lexicon
    ward: Ward
    holidays: tuple[Holiday, ...]
    samples: tuple[Article, ...]
    sentences: dict[str, tuple[str, ...]]

    @classmethod
    def load(cls, path: Path) -> Content:
        """Read the folder `path`. Raises ContentError with every error found; warnings do not matter here."""
        report = Report()
        with _no_garbage_collection():
            found = _read(path, report)
            if report.errors():
                raise ContentError(sorted(report.errors()))
            return _build(found)

    @classmethod
    def of(cls, documents: dict[str, Document], *, is_checked: bool = False) -> Content:
        """The content of files read already; `is_checked`: the rules were found kept. Raises ContentError as `load` does."""
        report = Report()
        found = sort(documents, report)
        if not is_checked:
            check_rules(found, report)
        if report.errors():
            raise ContentError(sorted(report.errors()))
        return _build(found)

    @staticmethod
    def check(path: Path, today: date | None = None) -> list[Problem]:
        """Every error and warning of the folder `path`, by file and line; `today` decides what is overdue."""
        report = Report()
        found = _read(path, report)
        check_gaps(found, today or date.today(), report)
        check_plainness(found, report)
        return sorted(report.problems)

    @staticmethod
    def check_documents(documents: dict[str, Document], today: date) -> list[Problem]:
        """The same of files read already, without what reading them found."""
        report = Report()
        found = sort(documents, report)
        check_rules(found, report)
        check_gaps(found, today, report)
        check_plainness(found, report)
        return sorted(report.problems)

    def procedure(self, code: str) -> Procedure | None:
        """The procedure with this code, or that once had it; None when there is none."""
        return self.procedures.get(self._former.get(code, code))

    @cached_property
    def _former(self) -> dict[str, str]:
        return {old: procedure.code for procedure in self.procedures.values() for old in procedure.former_codes}

    def valid_on(self, day: date) -> Content:
        """The same content without the procedures and topics whose time is not yet come or over on `day`."""
        return replace(
            self,
            procedures={code: entry for code, entry in self.procedures.items() if entry.validity.holds_on(day)},
            topics={name: entry for name, entry in self.topics.items() if entry.validity.holds_on(day)},
        )

    def say(self, key: str, /, seed: str = "", **values: Any) -> str:
        """The sentence `key` ("file.name") with its blanks filled.

        Of several variants, `seed` (a message id, say) always picks the same one; without a seed it is the first.
        Raises KeyError for a sentence that does not exist.
        """
        variants = self.sentences[key]
        return self.fill(variants[zlib.crc32(seed.encode()) % len(variants) if seed else 0], **values)

    def fill(self, text: str, /, **values: Any) -> str:
        """`text` with {phuong}, {tinh}, {trung_tam}, {anh_chi} … and `values` filled in; no blank ever stays."""
        known = self._ward_values | values
        for name in BLANK.findall(text):
            if name not in known:
                log.error("blank %s has no value", name)
        return fill(text, known)

    @cached_property
    def _ward_values(self) -> dict[str, Any]:
        return ward_values(self.ward)

    def variants(self, key: str) -> tuple[str, ...]:
        """All variants of the sentence `key` as written; none when there is no such sentence."""
        return self.sentences.get(key, ())

    def keys(self, file: str) -> list[str]:
        """The names of the sentences in content/sentences/`file`.yaml."""
        return [key.partition(".")[2] for key in self.sentences if key.partition(".")[0] == file]

    def office_at(self, now: datetime) -> OfficeState:
        """Whether the counter is open at `now`, and when it opens next."""
        return office_state(self.ward.hours, self.holidays, now)

    def office_on(self, day: date) -> OfficeDay:
        """When the counter is open on `day`."""
        return office_day(self.ward.hours, self.holidays, day)

    def knowledge(self) -> Knowledge:
        """What the understanding is built from."""
        return understanding.knowledge(
            self.procedures.values(),
            self.topics.values(),
            self.intents.values(),
            self.clarify.values(),
            self.lexicon,
            life_events=self.life_events.values(),
            quizzes=self.quizzes.values(),
            listed=self.listed.values(),
        )


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Reading makes many small objects at once; looking for garbage among them would nearly double its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(path: Path, report: Report) -> Sorted:
    found = sort(read_folder(path, report), report)
    check_rules(found, report)
    return found


def _build(found: Sorted) -> Content:
    guides = [build.entry(document.data, "guide", document.file) for document in found["guide"]]
    declines = [build.entry(document.data, "decline", document.file) for document in found["decline"]]
    words = {Path(document.file).stem: document.data for document in found["lexicon"]}
    procedures = [build.procedure(document.data, document.file) for document in found["procedure"]]
    intents = [build.intent(document.data) for document in found["intent"]]
    life_events = [life.life_event(document.data, document.file) for document in found["life_event"]]
    rounds = [quizzes.quiz(document.data, document.file) for document in found["quiz"]]
    clarifications = [build.clarification(data) for data in words.get("clarify", ())]
    return Content(
        procedures={procedure.code: procedure for procedure in procedures},
        topics={entry.id: entry for entry in [*guides, *declines]},
        intents={intent.intent: intent for intent in intents},
        clarify={clarification.id: clarification for clarification in clarifications},
        life_events={event.id: event for event in life_events},
        quizzes={quiz.id: quiz for quiz in rounds},
        listed=catalogue([row for document in found["catalogue"] for row in document.data], procedures),
        propaganda=dict(propaganda.propaganda(document.data, document.file) for document in found["propaganda"]),
        interests=interests.interests(row for document in found["interests"] for row in document.data),
        lexicon=understanding.lexicon(words),
        ward=build.ward(found["ward"][0].data),
        holidays=build.holidays(found["holidays"][0].data),
        samples=_samples(found),
        sentences=_sentences(found),
    )


def _samples(found: Sorted) -> tuple[Article, ...]:
    articles = (build.article(document.data) for document in found["article"])
    return tuple(sorted(articles, key=lambda article: article.published, reverse=True))


def _sentences(found: Sorted) -> dict[str, tuple[str, ...]]:
    return {
        f"{Path(document.file).stem}.{key}": (value.strip(),) if isinstance(value, str) else tuple(value)
        for document in found["sentences"]
        for key, value in document.data.items()
    }
