"""Each procedure is reached by every phrase of its file, however it is typed, and by phrasings that are in no file."""

from __future__ import annotations

import pytest

from bot.content.models import Procedure
from bot.understanding.folding import fold
from bot.understanding.result import Understanding
from tests.content.phrasings import old_accents, other_phrasings, short_forms
from tests.support.app import live_content

CHUNKS = 4
"""Several processes share the procedures."""

LEAST_OTHER = 3
"""So many phrasings that stand in no file must reach each procedure."""

LEAST_SHARE = 0.97
"""Of one phrase's other phrasings, over all procedures of a chunk (measured: 0.994 of all)."""

CHUNK = pytest.mark.parametrize("chunk", range(CHUNKS))


def procedures(chunk: int) -> list[Procedure]:
    """Every CHUNKS-th procedure."""
    return list(live_content().content.procedures.values())[chunk::CHUNKS]


def read(text: str) -> Understanding:
    return live_content()().reader.read(text)


def reaches(text: str, procedure: Procedure) -> bool:
    reading = read(text)
    return reading.outcome == "answer" and reading.procedure == procedure.code


@CHUNK
def test_every_phrase_of_a_procedure_reaches_it_without_accents_and_with_old_ones(chunk: int) -> None:
    """As written it reaches it too: tests/questions/test_properties.py holds that accents never change who wins."""
    lost = [
        f"{procedure.origin.file}: {text}"
        for procedure in procedures(chunk)
        for sentence in procedure.says
        for text in _spellings(sentence)
        if not reaches(text, procedure)
    ]
    assert not lost, "\n".join(lost)


def _spellings(sentence: str) -> list[str]:
    old = old_accents(sentence)
    return [fold(sentence), old] if old != sentence else [fold(sentence)]


@CHUNK
def test_phrasings_that_stand_in_no_file_reach_each_procedure(chunk: int) -> None:
    short = short_forms(live_content().content.lexicon.teencode)
    tried = reached = 0
    for procedure in procedures(chunk):
        known = {fold(sentence) for sentence in procedure.says}
        good: set[str] = set()
        for sentence in procedure.says:
            texts = {text for text in other_phrasings(sentence, short).values() if fold(text) not in known}
            hits = {text for text in texts if reaches(text, procedure)}
            tried, reached, good = tried + len(texts), reached + len(hits), good | hits
            if len(good) >= LEAST_OTHER:
                break
        assert len(good) >= LEAST_OTHER, f"{procedure.origin.file}: only {sorted(good)}"
    assert reached / tried >= LEAST_SHARE


@CHUNK
def test_every_procedure_has_enough_phrases_of_its_own(chunk: int) -> None:
    few = [procedure.origin.file for procedure in procedures(chunk) if len({*map(fold, procedure.says)}) < 3]
    assert not few
