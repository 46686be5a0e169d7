"""The input of this package: plain data that bot.content provides. No files and no platform here."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Target:
    """Something a message can mean.

    `kind` is procedure, guide, decline, chat, clarify or emergency; `id` is the national code or the topic's id;
    `intent` is what the result reports. `says` are phrasings of residents, `name` the official or short name.
    `variant_of` names the plain procedure this is a variant of, `variant_words` what must be said for it to be meant.
    `examples` are whole messages of people who told a story with it: only the classifier and the similarity learn from them.
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
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How residents write: data of the content that officials extend.

    `teencode` maps a written form to one reading ("ko" → "không"). `abbreviations` maps a form to its readings, first
    the likeliest ("kt" → ("khai tử", "khuyết tật")). `everyday` maps everyday words to official ones ("giấy độc thân" →
    "xác nhận tình trạng hôn nhân"). `sections` maps a section to the phrases that ask for it. `courtesy` are words that
    carry no meaning ("ad ơi", "cho em hỏi"). `examples` has messages of real people by the id of their target. `slots` maps
    a fact that decides between variants ("nuoc_ngoai") to the ways people tell it, `variant_slots` the code of a variant
    to the slots that must all be told. `place_names` are the names of the ward, which a greeting may have. `acts` has
    messages by what they do: cry for help of some kind, complain, propose, praise, else "other".
    """

    teencode: dict[str, str] = field(default_factory=dict)
    abbreviations: dict[str, tuple[str, ...]] = field(default_factory=dict)
    everyday: dict[str, str] = field(default_factory=dict)
    sections: dict[str, tuple[str, ...]] = field(default_factory=dict)
    courtesy: tuple[str, ...] = ()
    examples: dict[str, tuple[str, ...]] = field(default_factory=dict)
    slots: dict[str, tuple[str, ...]] = field(default_factory=dict)
    variant_slots: dict[str, tuple[str, ...]] = field(default_factory=dict)
    place_names: tuple[str, ...] = ()
    acts: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OtherLevelName:
    """A procedure of another level, known by name: its national code, its name and field."""

    code: str
    name: str
    field_name: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything a Reader is built from."""

    targets: tuple[Target, ...]
    lexicon: Lexicon
    other_levels: tuple[OtherLevelName, ...] = ()
    english: tuple[Target, ...] = ()
