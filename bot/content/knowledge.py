"""What the understanding is built from, made of the content."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.content.catalogue import Listed
from bot.content.kinship import names_only
from bot.content.life import LifeEvent
from bot.content.models import ChatIntent, Clarification, Entry, Procedure
from bot.content.quizzes import Quiz
from bot.understanding.knowledge import Knowledge, Lexicon, Target


def knowledge(
    procedures: Iterable[Procedure],
    entries: Iterable[Entry],
    intents: Iterable[ChatIntent],
    clarifications: Iterable[Clarification],
    lexicon: Lexicon,
    *,
    life_events: Iterable[LifeEvent] = (),
    quizzes: Iterable[Quiz] = (),
    listed: Iterable[Listed] = (),
) -> Knowledge:
    """Everything the reader needs, in one object."""
    described = list(procedures)
    targets = [
        *map(_of_procedure, described),
        *names_only(listed, described),
        *map(_of_entry, entries),
        *(_of_guided(event, "life_event") for event in life_events),
        *(_of_guided(quiz, "quiz") for quiz in quizzes),
        *map(_of_intent, intents),
        *map(_of_clarification, clarifications),
    ]
    return Knowledge(tuple(targets), lexicon)


def _of_procedure(procedure: Procedure) -> Target:
    return Target(
        id=procedure.code,
        kind="procedure",
        intent="procedure",
        name=procedure.name,
        says=procedure.says,
        field_name=procedure.field_name,
        variant_of=procedure.variant_of,
        variant_words=procedure.variant_words,
        former_codes=procedure.former_codes,
    )


def _of_entry(entry: Entry) -> Target:
    return Target(id=entry.id, kind=entry.kind, intent=entry.intent, name=entry.title, says=entry.says)


def _of_guided(entry: LifeEvent | Quiz, intent: str) -> Target:
    return Target(id=entry.id, kind="guide", intent=intent, name=entry.title, says=entry.says)


def _of_intent(intent: ChatIntent) -> Target:
    return Target(
        id=intent.intent,
        kind=intent.kind,
        intent=intent.intent,
        name=intent.title or intent.intent,
        says=intent.says,
        not_when=intent.not_when,
    )


def _of_clarification(clarification: Clarification) -> Target:
    return Target(
        id=clarification.id,
        kind="clarify",
        intent="clarify",
        name=clarification.question,
        says=clarification.says,
        choices=tuple(choice.code for choice in clarification.choices),
    )


def lexicon(files: dict[str, Any]) -> Lexicon:
    """The word lists, from the values of content/lexicon/NAME.yaml by NAME."""
    return Lexicon(
        teencode=files.get("teencode", {}),
        abbreviations=_tuples(files.get("abbreviations", {})),
        everyday=files.get("everyday", {}),
        sections=_tuples(files.get("sections", {})),
        courtesy=tuple(files.get("courtesy", ())),
    )


def _tuples(values: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {key: (value,) if isinstance(value, str) else tuple(value) for key, value in values.items()}
