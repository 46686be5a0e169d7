"""Messages that lean on what was just talked about."""

from __future__ import annotations

from dataclasses import replace

from bot.understanding.deciding import FITS, TALK_FITS, about_topic, names_nothing
from bot.understanding.function_words import FUNCTION_WORDS, OPENINGS
from bot.understanding.knowledge import Target
from bot.understanding.outcomes import outcome_of
from bot.understanding.ranking import Ranked
from bot.understanding.result import Previous, Understanding
from bot.understanding.variants import Variants
from bot.understanding.views import Views

_CLEAR = 0.62
"""A new subject with this score wins over the old one."""
_LITERAL = 0.9
"""The same when the message itself points back ("vậy người nước ngoài thì sao")."""
_STILL = 0.35
"""The old procedure is still meant from this score on when nothing else fits."""
_NEEDED = (("co", "can"), ("phai", "co"), ("co", "phai"), ("khong", "co"), ("chua", "co"))
_LACKED = (("can",), ("thieu",))
_PAPER = frozenset({"giay", "phep", "to", "the", "so", "cai"})
_PART, _OTHER = 0.85, 0.75
"""The old procedure knows so much of what is said beside a section, and nothing else fits so well."""
_ENDINGS = (("thi", "sao"), ("thi", "sao", "a"), ("thi", "sao", "vay"), ("thi", "the", "nao"))


def follow_up(
    views: Views,
    matters: list[Ranked],
    talks: list[Ranked],
    previous: Previous,
    variants: Variants,
    topic: Target | None = None,
) -> Understanding | None:
    """The meaning of a message that only makes sense with what came before; None when it stands by itself.

    `topic` is the guide or the matter of another office that was talked about.
    """
    best = next((found.score for found in matters if found.target.kind != "clarify"), 0.0)
    if views.section and names_nothing(views, matters):
        if previous.procedure:
            return _about(previous.procedure, views.section, 0.92)
        return _of_topic(views, talks, topic) if topic else None
    variant = _variant(views, previous, variants)
    if variant and (best < (_LITERAL if points_back(views) else _CLEAR) or _says_only(views, variants, variant)):
        return _about(variant, views.section or previous.section, 0.85)
    chosen = next((found for found in matters if found.target.id in previous.candidates), None)
    if chosen and chosen.score >= FITS and chosen.score >= 0.9 * best:
        return _about(chosen.target.id, views.section or previous.section, 0.85)
    if previous.procedure and best < _LITERAL and _asks_whether(views):
        return _about(previous.procedure, views.section or "papers", 0.7)
    if previous.procedure and views.section and best < _OTHER and _is_part(matters, previous.procedure):
        return _about(previous.procedure, views.section, 0.85)
    if previous.procedure and best < _CLEAR and not (talks and talks[0].score >= TALK_FITS):
        return _still(views, matters, previous.procedure)
    return None


def inherit(understood: Understanding, views: Views, previous: Previous) -> Understanding:
    """The section asked before, for a procedure that was still missing or when the message points back."""
    goes_on = points_back(views) or not previous.procedure
    if understood.procedure and not understood.section and previous.section and goes_on:
        return replace(understood, section=previous.section)
    return understood


def points_back(views: Views) -> bool:
    """Whether a message says by its form that it goes on with what was talked about."""
    row = views.wording.words
    return bool(row) and (row[0] in OPENINGS or any(row[-len(end) :] == end for end in _ENDINGS))


def _says_only(views: Views, variants: Variants, code: str) -> bool:
    """Whether a message says nothing beside a variant's words ("giấy bị mất thì cấp lại sao")."""
    known = variants.words_of(code) | FUNCTION_WORDS | _PAPER
    return known.issuperset(views.wording.words)


def _asks_whether(views: Views) -> bool:
    """Whether a message asks if something is needed ("có cần giấy chứng sinh không", "thiếu hình có sao không")."""
    row = views.wording.words
    return "khong" in row[-2:] and (row[:1] in _LACKED or row[:2] in _NEEDED)


def _is_part(matters: list[Ranked], code: str) -> bool:
    """Whether what is said beside the section belongs to a procedure ("mấy ngày có phép" after a building permit)."""
    return any(found.target.id == code and found.covered >= _PART for found in matters)


def _still(views: Views, matters: list[Ranked], code: str) -> Understanding | None:
    near = any(found.target.id == code and found.score >= _STILL for found in matters[:3])
    if views.section and not (matters and matters[0].score >= FITS):
        return _about(code, views.section, 0.7)
    return _about(code, views.section, 0.6) if near else None


def _about(code: str, section: str | None, confidence: float) -> Understanding:
    return Understanding("answer", "procedure", confidence, code, section, candidates=(code,))


def _of_topic(views: Views, talks: list[Ranked], topic: Target) -> Understanding | None:
    """What another office does is told again, with its door: nothing else is known of its parts."""
    if topic.kind == "decline":
        return outcome_of(Ranked(topic, 1.0, 1.0, 1.0), views, 0.85)
    return about_topic(views, talks, topic.intent)


def _variant(views: Views, previous: Previous, variants: Variants) -> str | None:
    if not previous.procedure:
        return None
    plain = variants.plain_of(previous.procedure) or previous.procedure
    return variants.of(plain, views.wording.words)
