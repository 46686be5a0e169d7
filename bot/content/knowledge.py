"""Builds the knowledge of the reader from the content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.content.catalogue import ListedProcedure
from bot.content.directory import OtherProcedure
from bot.content.english import EnglishEntry, english_targets
from bot.content.files import YamlMapping
from bot.content.kinship import names_only
from bot.content.life import LifeEvent
from bot.content.models import ChatIntent, Clarification, Guide, Procedure
from bot.content.quizzes import Quiz
from bot.understanding.knowledge import Knowledge, Lexicon, OtherLevelName, Target


def build_knowledge(
    procedures: Iterable[Procedure],
    entries: Iterable[Guide],
    intents: Iterable[ChatIntent],
    clarifications: Iterable[Clarification],
    lexicon: Lexicon,
    *,
    life_events: Iterable[LifeEvent] = (),
    quizzes: Iterable[Quiz] = (),
    listed: Iterable[ListedProcedure] = (),
    other_levels: Iterable[OtherProcedure] = (),
    english: Iterable[EnglishEntry] = (),
) -> Knowledge:
    """Build everything the reader needs, in one object."""
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
    elsewhere = (OtherLevelName(one.code, one.name, one.field_name) for one in other_levels)
    asks_by_code = {procedure.code: _asks_of(procedure) for procedure in described}
    with_examples = (
        replace(target, examples=(*lexicon.examples.get(target.id, ()), *asks_by_code.get(target.id, ())))
        for target in targets
    )
    return Knowledge(tuple(with_examples), lexicon, tuple(elsewhere), english_targets(english))


def _asks_of(procedure: Procedure) -> tuple[str, ...]:
    """How people ask the common questions of a procedure."""
    return tuple(ask for question in procedure.questions for ask in question.asks)


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


def _of_entry(entry: Guide) -> Target:
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


def build_lexicon(files: YamlMapping, place_names: Iterable[str] = ()) -> Lexicon:
    """Build the word lists from the values of content/lexicon/NAME.yaml, by NAME, and the names of the ward."""
    return Lexicon(
        teencode=files.get("teencode", {}),
        abbreviations=_as_tuples(files.get("abbreviations", {})),
        everyday=files.get("everyday", {}),
        sections=_as_tuples(files.get("sections", {})),
        courtesy=tuple(files.get("courtesy", ())),
        examples=_as_tuples(files.get("told", {})),
        acts=_as_tuples(files.get("acts", {})),
        slots=_as_tuples(files.get("slots", {})),
        variant_slots=_as_tuples(files.get("variants", {})),
        place_names=tuple(name.casefold() for name in place_names if name),
    )


def _as_tuples(values: YamlMapping) -> dict[str, tuple[str, ...]]:
    return {key: (value,) if isinstance(value, str) else tuple(value) for key, value in values.items()}
