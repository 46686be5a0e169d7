"""Answers in English to what foreigners and their families ask a ward; each rests on Vietnamese entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.content.files import YamlMapping
from bot.content.schema import DAY, TEXT, ListOf, OneOf, RecordOf
from bot.understanding.knowledge import Target

ENGLISH = RecordOf(
    {
        "id": TEXT,
        "title": TEXT,
        "says": ListOf(TEXT, least=6),
        "text": TEXT,
        "rests_on": ListOf(TEXT, least=1),
        "checked": DAY,
        "review_due": DAY,
    },
    {"code": TEXT, "outcome": OneOf(("answer", "decline", "chat")), "intent": TEXT, "numbers": ListOf(TEXT)},
)


@dataclass(frozen=True, slots=True)
class EnglishEntry:
    """One answer in English. `rests_on` are the Vietnamese files its facts stand in; `numbers` are to be called."""

    id: str
    title: str
    says: tuple[str, ...]
    text: str
    rests_on: tuple[str, ...]
    checked: date
    code: str | None = None
    outcome: str = "answer"
    intent: str = "english"
    numbers: tuple[str, ...] = ()


def build_english(data: YamlMapping) -> EnglishEntry:
    """Build an entry from a file of content/english."""
    lists: YamlMapping = {name: tuple(data[name]) for name in ("says", "rests_on", "numbers") if name in data}
    plain: YamlMapping = {
        name: data[name] for name in ("id", "title", "checked", "code", "outcome", "intent") if name in data
    }
    return EnglishEntry(text=data["text"].strip(), **plain, **lists)


def english_targets(entries: Iterable[EnglishEntry]) -> tuple[Target, ...]:
    """What the reader of English messages is built from: the outcome is the kind, a procedure the only choice."""
    return tuple(
        Target(
            id=entry.id,
            kind=entry.outcome,
            intent=entry.intent,
            name=entry.title,
            says=entry.says,
            choices=(entry.code,) if entry.code else (),
        )
        for entry in entries
    )
