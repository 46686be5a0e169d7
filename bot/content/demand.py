"""How often residents ask about a procedure: the order in which gaps and changes are shown to officials."""

from __future__ import annotations

from pathlib import Path

from bot.content.files import Document, read_folder
from bot.content.folder_layout import SortedDocuments, sort_documents
from bot.content.problems import Report


def rank_codes(documents: SortedDocuments) -> dict[str, int]:
    """The place of each code in content/most-asked.yaml, from 0; former codes have the place of their procedure."""
    ranks: dict[str, int] = {}
    for code in (code for document in documents["most_asked"] for code in document.data):
        ranks.setdefault(code, len(ranks))
    for document in documents["procedure"]:
        codes = _codes_of(document)
        places = [ranks[code] for code in codes if code in ranks]
        if places:
            ranks.update(dict.fromkeys(codes, min(places)))
    return ranks


def list_most_asked(path: Path) -> list[str]:
    """The files of procedures in content/ that residents ask about most, most asked first."""
    report = Report()
    documents = sort_documents(read_folder(path, report), report)
    ranks = rank_codes(documents)
    ranked = [
        (ranks[document.data["code"]], document.file)
        for document in documents["procedure"]
        if document.data["code"] in ranks
    ]
    return [file for _, file in sorted(ranked)]


def _codes_of(document: Document) -> list[str]:
    return [document.data["code"], *document.data.get("former_codes", ())]
