"""The whole content of content/ as one frozen object."""

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

from bot.content import build, life, propaganda, quizzes
from bot.content import knowledge as understanding
from bot.content.blanks import BLANK, fill_blanks, ward_values
from bot.content.catalogue import ListedProcedure, build_catalogue
from bot.content.directory import OtherProcedure, build_directory
from bot.content.english import EnglishEntry, build_english
from bot.content.files import Document, read_folder
from bot.content.folder_layout import SortedDocuments, sort_documents
from bot.content.form_files import list_form_files
from bot.content.hours import OfficeDay, OfficeState, office_day, office_state
from bot.content.missing_facts import check_gaps
from bot.content.models import ChatIntent, Clarification, Guide, Holiday, Procedure, SampleArticle, Ward
from bot.content.problems import ContentError, Problem, Report
from bot.content.readability import check_plainness
from bot.content.rules import check_rules
from bot.content.sentences import build_sentences
from bot.content.subscriptions import Subscription, build_subscriptions
from bot.understanding.knowledge import Knowledge, Lexicon

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Content:
    """The content. `procedures`, `listed` (known by name only) and `other_levels` are by code, the rest by id."""

    procedures: dict[str, Procedure]
    guides: dict[str, Guide]
    intents: dict[str, ChatIntent]
    clarify: dict[str, Clarification]
    life_events: dict[str, life.LifeEvent]
    quizzes: dict[str, quizzes.Quiz]
    listed: dict[str, ListedProcedure]
    other_levels: dict[str, OtherProcedure]
    subscriptions: dict[str, Subscription]
    propaganda: dict[int, tuple[propaganda.PropagandaDraft, ...]]
    english: dict[str, EnglishEntry]
    lexicon: Lexicon
    ward: Ward
    holidays: tuple[Holiday, ...]
    samples: tuple[SampleArticle, ...]
    sentences: dict[str, tuple[str, ...]]
    form_files: frozenset[str] = frozenset()

    @classmethod
    def load(cls, path: Path) -> Content:
        """Read the folder `path`. Raises ContentError with every error; warnings are ignored."""
        report = Report()
        with _no_garbage_collection():
            documents = _read_documents(path, report)
            if report.errors():
                raise ContentError(sorted(report.errors()))
            return replace(_build_content(documents), form_files=list_form_files(path))

    @classmethod
    def of(cls, documents: dict[str, Document], *, is_checked: bool = False) -> Content:
        """Build the content from parsed files; `is_checked` skips the rules. Raises ContentError as `load` does."""
        report = Report()
        sorted_documents = sort_documents(documents, report)
        if not is_checked:
            check_rules(sorted_documents, report)
        if report.errors():
            raise ContentError(sorted(report.errors()))
        return _build_content(sorted_documents)

    @staticmethod
    def check(path: Path, today: date | None = None) -> list[Problem]:
        """Every error and warning of the folder `path`, by file and line; `today` decides what is overdue."""
        report = Report()
        documents = _read_documents(path, report)
        check_gaps(documents, today or date.today(), report)
        check_plainness(documents, report)
        return sorted(report.problems)

    @staticmethod
    def check_documents(documents: dict[str, Document], today: date) -> list[Problem]:
        """The same for parsed files, without the problems of parsing them."""
        report = Report()
        sorted_documents = sort_documents(documents, report)
        check_rules(sorted_documents, report)
        check_gaps(sorted_documents, today, report)
        check_plainness(sorted_documents, report)
        return sorted(report.problems)

    def procedure(self, code: str) -> Procedure | None:
        """The procedure with this code or former code; None when there is none."""
        return self.procedures.get(self._current_codes.get(code, code))

    @cached_property
    def _current_codes(self) -> dict[str, str]:
        return {old: procedure.code for procedure in self.procedures.values() for old in procedure.former_codes}

    def valid_on(self, day: date) -> Content:
        """The content as it is on `day`: changes that have begun applied, entries that are not valid left out."""
        return replace(
            self,
            procedures={code: entry.on(day) for code, entry in self.procedures.items() if entry.validity.holds_on(day)},
            guides={name: _guide_on(entry, day) for name, entry in self.guides.items() if entry.validity.holds_on(day)},
        )

    def say(self, key: str, /, seed: str = "", **values: object) -> str:
        """The sentence `key` ("file.name") with its blanks filled.

        Of several variants, `seed` (a message id, say) always picks the same one; without a seed it is the first.
        Raises KeyError for a sentence that does not exist.
        """
        variants = self.sentences[key]
        return self.fill(variants[zlib.crc32(seed.encode()) % len(variants) if seed else 0], **values)

    def fill(self, text: str, /, **values: object) -> str:
        """`text` with {phuong}, {tinh}, {anh_chi} … and `values` filled in; unknown blanks are logged and removed."""
        all_values: dict[str, object] = {**self._ward_values, **values}
        for name in BLANK.findall(text):
            if name not in all_values:
                log.error("blank %s has no value", name)
        return fill_blanks(text, all_values)

    @cached_property
    def _ward_values(self) -> dict[str, str]:
        return ward_values(self.ward)

    def variants(self, key: str) -> tuple[str, ...]:
        """All variants of the sentence `key` as written; none when there is no such sentence."""
        return self.sentences.get(key, ())

    def keys(self, file: str) -> list[str]:
        """The names of the sentences of content/sentences/`file`.yaml or content/intents/`file`.yaml."""
        return self._names_by_file.get(file, [])

    @cached_property
    def _names_by_file(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for key in self.sentences:
            file, _, name = key.partition(".")
            names.setdefault(file, []).append(name)
        return names

    def office_at(self, now: datetime) -> OfficeState:
        """Whether the counter is open at `now`, and when it opens next."""
        return office_state(self.ward.hours, self.holidays, now)

    def office_on(self, day: date) -> OfficeDay:
        """When the counter is open on `day`."""
        return office_day(self.ward.hours, self.holidays, day)

    def knowledge(self) -> Knowledge:
        """The knowledge that the reader is built from."""
        return understanding.build_knowledge(
            self.procedures.values(),
            self.guides.values(),
            self.intents.values(),
            self.clarify.values(),
            self.lexicon,
            life_events=self.life_events.values(),
            quizzes=self.quizzes.values(),
            listed=self.listed.values(),
            english=self.english.values(),
            other_levels=self.other_levels.values(),
        )


def _guide_on(guide: Guide, day: date) -> Guide:
    """The general answer with those of its temporary lines that hold on `day`."""
    lines = [line.text for line in guide.temporary if line.validity.holds_on(day)]
    return replace(guide, text="\n\n".join((guide.text, *lines))) if lines else guide


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Switch the garbage collector off while many small objects are made; it would nearly double the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_documents(path: Path, report: Report) -> SortedDocuments:
    documents = sort_documents(read_folder(path, report), report)
    check_rules(documents, report)
    return documents


def _build_content(documents: SortedDocuments) -> Content:
    guides = [build.build_guide(document.data, "guide", document.file) for document in documents["guide"]]
    declines = [build.build_guide(document.data, "decline", document.file) for document in documents["decline"]]
    words = {Path(document.file).stem: document.data for document in documents["lexicon"]}
    procedures = [build.build_procedure(document.data, document.file) for document in documents["procedure"]]
    intents = [build.build_intent(document.data) for document in documents["intent"]]
    life_events = [life.build_life_event(document.data, document.file) for document in documents["life_event"]]
    rounds = [quizzes.build_quiz(document.data, document.file) for document in documents["quiz"]]
    listed = build_catalogue([row for document in documents["catalogue"] for row in document.data], procedures)
    other_levels = [group for document in documents["other_levels"] for group in document.data]
    ward = build.build_ward(documents["ward"][0].data)
    names = ward_values(ward)
    clarifications = [build.build_clarification(data) for data in words.get("clarify", ())]
    return Content(
        procedures={procedure.code: procedure for procedure in procedures},
        guides={entry.id: entry for entry in [*guides, *declines]},
        intents={intent.intent: intent for intent in intents},
        clarify={clarification.id: clarification for clarification in clarifications},
        life_events={event.id: event for event in life_events},
        quizzes={quiz.id: quiz for quiz in rounds},
        listed=listed,
        other_levels=build_directory(other_levels, {*listed, *(one.code for one in procedures)}),
        propaganda=dict(
            propaganda.build_month(document.data, document.file, is_coastal=ward.is_coastal)
            for document in documents["propaganda"]
        ),
        subscriptions=build_subscriptions(
            (row for document in documents["subscriptions"] for row in document.data), is_coastal=ward.is_coastal
        ),
        english={entry.id: entry for entry in map(build_english, (one.data for one in documents["english"]))},
        lexicon=understanding.build_lexicon(words, (names["ten_phuong_cu"], names["ten_phuong"])),
        ward=ward,
        holidays=build.build_holidays(documents["holidays"][0].data),
        samples=_build_samples(documents),
        sentences=build_sentences(documents["sentences"]),
    )


def _build_samples(documents: SortedDocuments) -> tuple[SampleArticle, ...]:
    articles = (build.build_article(document.data) for document in documents["article"])
    return tuple(sorted(articles, key=lambda article: article.published, reverse=True))
