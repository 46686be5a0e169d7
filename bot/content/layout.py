"""Which file of content/ is what: by its folder, or by its name at the top."""

from __future__ import annotations

from pathlib import PurePosixPath

from bot.content.catalogue import CATALOGUE
from bot.content.files import Document
from bot.content.formats import (
    ARTICLE,
    DECLINE,
    GUIDE,
    HOLIDAYS,
    IMPORT_DECISIONS,
    INTENT,
    LEXICON,
    PROCEDURE,
    SENTENCES,
    WARD,
)
from bot.content.interests import INTERESTS
from bot.content.life import LIFE_EVENT
from bot.content.problems import Report
from bot.content.propaganda import PROPAGANDA
from bot.content.quizzes import QUIZ
from bot.content.shapes import Kind

GUIDE_FOLDERS = ("postal", "online", "office", "feedback", "reform")

_Place = tuple[str, Kind]

_BY_FOLDER: dict[str, _Place] = {
    "procedures": ("procedure", PROCEDURE),
    "other_offices": ("decline", DECLINE),
    "intents": ("intent", INTENT),
    "articles": ("article", ARTICLE),
    "life_events": ("life_event", LIFE_EVENT),
    "quizzes": ("quiz", QUIZ),
    "propaganda": ("propaganda", PROPAGANDA),
    "sentences": ("sentences", SENTENCES),
    **{folder: ("guide", GUIDE) for folder in GUIDE_FOLDERS},
}
_BY_NAME: dict[str, _Place] = {
    "ward": ("ward", WARD),
    "holidays": ("holidays", HOLIDAYS),
    "catalogue": ("catalogue", CATALOGUE),
    "topics": ("interests", INTERESTS),
    "import-decisions": ("import_decisions", IMPORT_DECISIONS),
}
_MUST_BE_THERE = ("ward", "holidays")

Sorted = dict[str, list[Document]]
"""Documents of the right shape by what they are: procedure, guide, decline, intent, article, sentences, lexicon,
ward, holidays, life_event, quiz, propaganda, catalogue, interests."""


def sort(documents: dict[str, Document], report: Report) -> Sorted:
    """Put each document where it belongs; report and leave out the ones of a wrong shape."""
    found: Sorted = {name: [] for name in ("lexicon", *dict(_BY_FOLDER.values()), *dict(_BY_NAME.values()))}
    for document in documents.values():
        name, kind = _kind(document.file)
        if kind is None:
            report.error(document.file, 1, "không biết tệp này dùng làm gì; xem docs/noi-dung.md có những thư mục nào")
        elif _has_shape(document, kind, report):
            found[name].append(document)
    for name in _MUST_BE_THERE:
        if f"{name}.yaml" not in documents:
            report.error(f"{name}.yaml", 1, "thiếu tệp này")
    return found


def _kind(file: str) -> tuple[str, Kind | None]:
    path = PurePosixPath(file)
    folder = path.parts[0] if len(path.parts) > 1 else ""
    if folder == "lexicon":
        return "lexicon", LEXICON.get(path.stem)
    known: _Place | None = _BY_FOLDER.get(folder) if folder else _BY_NAME.get(path.stem)
    if known is None:
        return "", None
    return known


def _has_shape(document: Document, kind: Kind, report: Report) -> bool:
    before = len(report.problems)
    kind.check(
        document.data,
        (),
        lambda where, message: report.error(document.file, document.line(where), message),
    )
    return len(report.problems) == before
