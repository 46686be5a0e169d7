"""What the bot says, and where it stands: whole files of sentences/, and the block "sentences" of an intent's file.

The name before the dot of a sentence ("quiz.choose") is the file's, whichever of the two it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from bot.content.files import Document, Place, YamlMapping, YamlValue
from bot.content.problems import Report

BLOCK = "sentences"
FOLDER, INTENTS = "sentences", "intents"


def sentences_of(file: str, data: YamlValue) -> YamlMapping:
    """The sentences that a file holds, by name; none for a file of another kind."""
    folder = file.partition("/")[0]
    block = data if folder == FOLDER else data.get(BLOCK) if folder == INTENTS and isinstance(data, dict) else None
    return block if isinstance(block, dict) else {}


def split_block(document: Document) -> tuple[Document, Document | None]:
    """An intent without its block, and the block as a document of sentences with the lines of the file."""
    if BLOCK not in document.data:
        return document, None
    rest = {key: value for key, value in document.data.items() if key != BLOCK}
    assert isinstance(document.place, Place)
    _, place = document.place.inside[BLOCK]
    return replace(document, data=rest), Document(document.file, document.data[BLOCK], place)


def build_sentences(documents: Iterable[Document]) -> dict[str, tuple[str, ...]]:
    """The variants of each sentence by "file.name"; a file of sentences/ replaces what a block of that name says."""
    return {
        f"{PurePosixPath(document.file).stem}.{key}": (value.strip(),) if isinstance(value, str) else tuple(value)
        for document in _blocks_first(documents)
        for key, value in document.data.items()
    }


def check_repeated(documents: Iterable[Document], report: Report) -> None:
    """Warn about sentences of a block that are never said, because a file of sentences/ has them too."""
    places: dict[str, str] = {}
    for document in reversed(_blocks_first(documents)):
        for key in document.data:
            name, line = f"{PurePosixPath(document.file).stem}.{key}", document.line((key,))
            if name in places:
                report.warn(document.file, line, f"câu «{key}» không dùng tới, vì đã có ở {places[name]}")
            places.setdefault(name, f"{document.file}:{line}")


def _blocks_first(documents: Iterable[Document]) -> list[Document]:
    return sorted(documents, key=lambda document: document.file.startswith(f"{FOLDER}/"))
