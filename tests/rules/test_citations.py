"""Whoever reads "docs/zalo/platform.md 13" finds that page and that section in the repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.repository import ROOT, python_files, remarks, text_files

CITATION = re.compile(
    r"(?P<page>[\w./-]*\w\.md)\b(?P<sections>(?: sections?)?(?:(?:,|,? and| to)? \d+(?:\.\d+)*(?![\w/%]))*)"
)
LINK = re.compile(r"\]\((?P<target>[^)\s#]+\.md)(?:#[^)]*)?\)")


def missing(words: str) -> list[str]:
    """What the citations in a docstring or comment name and the repository does not have."""
    found = []
    for citation in CITATION.finditer(words):
        page = ROOT / citation["page"]
        if not page.is_file():
            found.append(f"no page {citation['page']}")
            continue
        headings = set(re.findall(r"^#+ (\d+(?:\.\d+)*)\.? ", page.read_text(encoding="utf-8"), re.MULTILINE))
        matches = re.findall(r"\d+(?:\.\d+)*", citation["sections"])
        found += [f"no section {section} in {citation['page']}" for section in matches if section not in headings]
    return found


def faults() -> Iterator[str]:
    for file in python_files():
        if file != Path(__file__):
            for line, words in remarks(file):
                yield from (f"{file.relative_to(ROOT)}:{line}: {fault}" for fault in missing(words))


def test_every_page_and_section_a_docstring_or_comment_cites_is_there() -> None:
    assert list(faults()) == []


def test_no_docstring_or_comment_cites_an_issue_by_its_number() -> None:
    named = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in python_files()
        if file != Path(__file__)
        for line, words in remarks(file)
        if re.search(r"\bissue #?\d", words, re.IGNORECASE)
    ]
    assert named == []


def test_every_link_between_pages_leads_somewhere() -> None:
    dead = [
        f"{page.relative_to(ROOT)}: {link['target']}"
        for page in text_files()
        if page.suffix == ".md"
        for link in LINK.finditer(page.read_text(encoding="utf-8"))
        if "://" not in link["target"] and not (page.parent / link["target"]).is_file()
    ]
    assert dead == []


GUIDES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md")


@pytest.mark.parametrize("guide", GUIDES)
def test_every_path_and_command_a_guide_names_is_there(guide: str) -> None:
    words = (ROOT / guide).read_text(encoding="utf-8")
    paths = set(re.findall(r"`((?:bot|handlers|content|tests|docs|tools)/[\w./-]*)`", words))
    targets = set(re.findall(r"^(\w[\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    placeholders = re.compile("NAME|NNN")
    assert {path for path in paths if not placeholders.search(path) and not (ROOT / path).exists()} == set()
    assert {match for code in _code(words) for match in re.findall(r"^make ([\w-]+)", code)} <= targets


def _code(words: str) -> list[str]:
    """What a page sets as code: between backticks, and in fenced blocks without the remarks behind #."""
    blocks = re.findall(r"```\w*\n(.*?)```", words, re.DOTALL)
    rest = re.sub(r"```.*?```", "", words, flags=re.DOTALL)
    lines = [line.partition("#")[0] for block in blocks for line in block.splitlines()]
    return [*lines, *re.findall(r"`([^`]+)`", rest)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Source: docs/zalo/platform.md 4, 5, 6 and 12.", []),
        ("the path is shut (docs/zalo/platform.md 2.1)", []),
        ("a limit (docs/zalo/platform.md 99)", ["no section 99 in docs/zalo/platform.md"]),
        ("see platform.md section 13", ["no page platform.md"]),
        ("docs/zalo/platform.md sections 3 and 98", ["no section 98 in docs/zalo/platform.md"]),
        ("docs/van-hanh.md says it", []),
    ],
)
def test_a_citation_is_read_as_a_person_reads_it(words: str, expected: list[str]) -> None:
    assert missing(words) == expected
