"""Decides what each file of content/ is, by its folder or, at the top level, by its name."""

from __future__ import annotations

from pathlib import PurePosixPath

from bot.content.catalogue import CATALOGUE
from bot.content.directory import OTHER_LEVELS
from bot.content.english import ENGLISH
from bot.content.file_schemas import (
    ARTICLE,
    DECLINE,
    GUIDE,
    HOLIDAYS,
    IMPORT_DECISIONS,
    INTENT,
    LEXICON,
    MOST_ASKED,
    PROCEDURE,
    SENTENCES,
    WARD,
)
from bot.content.files import Document
from bot.content.laws import LAWS
from bot.content.life import LIFE_EVENT
from bot.content.localizing import localize
from bot.content.problems import Report
from bot.content.propaganda import PROPAGANDA
from bot.content.quizzes import QUIZ
from bot.content.schema import ValueKind
from bot.content.sentences import split_block
from bot.content.subscriptions import SUBSCRIPTIONS

GUIDE_FOLDERS = ("postal", "online", "office", "feedback", "reform")

_Place = tuple[str, ValueKind]

_BY_FOLDER: dict[str, _Place] = {
    "procedures": ("procedure", PROCEDURE),
    "other_offices": ("decline", DECLINE),
    "intents": ("intent", INTENT),
    "articles": ("article", ARTICLE),
    "life_events": ("life_event", LIFE_EVENT),
    "quizzes": ("quiz", QUIZ),
    "propaganda": ("propaganda", PROPAGANDA),
    "sentences": ("sentences", SENTENCES),
    "english": ("english", ENGLISH),
    **{folder: ("guide", GUIDE) for folder in GUIDE_FOLDERS},
}
_BY_NAME: dict[str, _Place] = {
    "ward": ("ward", WARD),
    "holidays": ("holidays", HOLIDAYS),
    "catalogue": ("catalogue", CATALOGUE),
    "other_levels": ("other_levels", OTHER_LEVELS),
    "laws": ("laws", LAWS),
    "most-asked": ("most_asked", MOST_ASKED),
    "topics": ("subscriptions", SUBSCRIPTIONS),
    "import-decisions": ("import_decisions", IMPORT_DECISIONS),
}
_MUST_BE_THERE = ("ward", "holidays")

SortedDocuments = dict[str, list[Document]]
"""Documents that follow their schema, by kind: procedure, guide, decline, intent, article, sentences, lexicon,
ward, holidays, life_event, quiz, propaganda, catalogue, other_levels, subscriptions, laws, most_asked."""


def sort_documents(documents: dict[str, Document], report: Report) -> SortedDocuments:
    """Sort documents by kind; those that do not follow their schema are reported and left out."""
    sorted_documents: SortedDocuments = {
        name: [] for name in ("lexicon", *dict(_BY_FOLDER.values()), *dict(_BY_NAME.values()))
    }
    for document in documents.values():
        name, kind = _find_kind(document.file)
        if kind is None:
            report.error(document.file, 1, "không biết tệp này dùng làm gì; xem docs/noi-dung.md có những thư mục nào")
        elif _follows_schema(document, kind, report):
            sorted_documents[name].append(document)
    _take_blocks_out(sorted_documents)
    for name in _MUST_BE_THERE:
        if f"{name}.yaml" not in documents:
            report.error(f"{name}.yaml", 1, "thiếu tệp này")
    return localize(sorted_documents)


def _take_blocks_out(documents: SortedDocuments) -> None:
    """Put the sentences that stand in files of intents among the sentences, where the same rules hold for all."""
    pairs = [split_block(document) for document in documents["intent"]]
    documents["intent"] = [intent for intent, _ in pairs]
    documents["sentences"] += [block for _, block in pairs if block is not None]


def _find_kind(file: str) -> tuple[str, ValueKind | None]:
    path = PurePosixPath(file)
    folder = path.parts[0] if len(path.parts) > 1 else ""
    if folder == "lexicon":
        return "lexicon", LEXICON.get(path.stem)
    place: _Place | None = _BY_FOLDER.get(folder) if folder else _BY_NAME.get(path.stem)
    if place is None:
        return "", None
    return place


def _follows_schema(document: Document, kind: ValueKind, report: Report) -> bool:
    before = len(report.problems)
    kind.check(document.data, (), lambda where, message: report.error(document.file, document.line(where), message))
    return len(report.problems) == before
