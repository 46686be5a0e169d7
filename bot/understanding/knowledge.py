"""What the understanding is built from: plain data handed in by bot.content, no files and no platform here."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Target:
    """Something a message can mean.

    `kind` is procedure, guide, decline, chat, clarify or emergency; `id` is the national code or the topic's id;
    `intent` is what the result reports. `says` are phrasings of residents, `name` the official or short name.
    `variant_of` names the plain procedure this is a variant of, `variant_words` what must be said for it to be meant.
    `choices` (clarify) are the procedure codes to offer; `not_when` (emergency) are phrases that only look like one.
    """

    id: str
    kind: str
    intent: str
    name: str
    says: tuple[str, ...] = ()
    field_name: str = ""
    variant_of: str | None = None
    variant_words: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    not_when: tuple[str, ...] = ()
    former_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How residents write, as data an official can add to.

    `teencode` maps a written form to one reading ("ko" → "không"). `abbreviations` maps a form to its readings, first
    the likeliest ("kt" → ("khai tử", "khuyết tật")). `everyday` maps everyday words to official ones ("giấy độc thân" →
    "xác nhận tình trạng hôn nhân"). `sections` maps a section to the phrases that ask for it. `courtesy` are words that
    carry no meaning ("ad ơi", "cho em hỏi").
    """

    teencode: dict[str, str] = field(default_factory=dict)
    abbreviations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    everyday: dict[str, str] = field(default_factory=dict)
    sections: dict[str, tuple[str, ...]] = field(default_factory=dict)
    courtesy: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything the reader needs, in one object."""

    targets: tuple[Target, ...]
    lexicon: Lexicon
