"""Adds the legal texts that content/ cites and content/laws.yaml lacks, by number only: `python -m tools.list_legal_texts`.

Their days stay empty until somebody has read them; `content check` counts them.
"""

from __future__ import annotations

from pathlib import Path

from bot.content.files import read_folder
from bot.content.folder_layout import sort_documents
from bot.content.law_citations import laws_of, list_citations
from bot.content.problems import Report

CONTENT = Path(__file__).parents[1] / "content"
KINDS = (
    ("QĐ", "Quyết định"),
    ("NĐ", "Nghị định"),
    ("NQ", "Nghị quyết"),
    ("KH", "Kế hoạch"),
    ("TT", "Thông tư"),
    ("UBTVQH", "Pháp lệnh"),
    ("QH", "Luật"),
)


def main() -> None:
    """Append a line for each text that is not listed."""
    report = Report()
    documents = sort_documents(read_folder(CONTENT, report), report)
    numbers = dict.fromkeys(citation.number for citation in list_citations(documents))
    with (CONTENT / "laws.yaml").open("a", encoding="utf-8") as file:
        for number in numbers.keys() - laws_of(documents).keys():
            kind = next((name for letters, name in KINDS if letters in number.partition("/")[2]), "Văn bản")
            file.write(f'- {{number: {number}, title: "{kind} {number}"}}\n')


if __name__ == "__main__":
    main()
