"""Messages that are only understood together with the previous question ("còn lệ phí?")."""

from __future__ import annotations

from dataclasses import replace

from bot.understanding.decision import FITS, TALK_FITS, about_topic, names_nothing
from bot.understanding.function_words import FUNCTION_WORDS, OPENINGS
from bot.understanding.knowledge import Target
from bot.understanding.outcomes import outcome_of_match
from bot.understanding.parsing import ParsedMessage
from bot.understanding.ranking import TargetMatch
from bot.understanding.result import Previous, Understanding
from bot.understanding.variants import Variants

_CLEAR = 0.62
"""A new procedure with at least this score replaces the previous one."""
_LITERAL = 0.9
"""The same when the message refers back ("vậy người nước ngoài thì sao")."""
_STILL = 0.35
"""From this score on the previous procedure is still meant, when nothing else fits."""
_NEEDED = (("co", "can"), ("phai", "co"), ("co", "phai"), ("khong", "co"), ("chua", "co"))
_LACKED = (("can",), ("thieu",))
_PAPER = frozenset({"giay", "phep", "to", "the", "so", "cai"})
_PART, _OTHER = 0.85, 0.75
"""The part of the other words the previous procedure covers, and the score that nothing else reaches."""
_PERSON_WORDS = "me ma ba cha bo con chong vo noi ngoai chau be gia tre nho ca hai ut tuoi nguoi lon"
_PERSON = frozenset(_PERSON_WORDS.split())
"""Words for a member of the family and his or her age ("còn cho mẹ nó 40 tuổi thì sao")."""
_ENDINGS = (("thi", "sao"), ("thi", "sao", "a"), ("thi", "sao", "vay"), ("thi", "the", "nao"))


def follow_up(
    message: ParsedMessage,
    matters: list[TargetMatch],
    talks: list[TargetMatch],
    previous: Previous,
    variants: Variants,
    topic: Target | None = None,
) -> Understanding | None:
    """The meaning of a message that depends on the previous question; None when it stands alone.

    `topic` is the guide, or the procedure of another office, of the previous answer.
    """
    best = next((match.score for match in matters if match.target.kind != "clarify"), 0.0)
    if message.section and names_nothing(message, matters):
        if previous.procedure:
            return _answer_about(previous.procedure, message.section, 0.92)
        return _of_topic(message, talks, topic) if topic else None
    variant = _find_variant(message, previous, variants)
    if previous.procedure and not variant and points_back(message) and _names_only_person(message):
        return _answer_about(previous.procedure, message.section or previous.section, 0.85)
    if variant and (best < (_LITERAL if points_back(message) else _CLEAR) or _says_only(message, variants, variant)):
        return _answer_about(variant, message.section or previous.section, 0.85)
    candidate = next((match for match in matters if match.target.id in previous.candidates), None)
    if candidate and candidate.score >= FITS and candidate.score >= 0.9 * best:
        return _answer_about(candidate.target.id, message.section or previous.section, 0.85)
    if previous.procedure and best < _LITERAL and _asks_whether(message):
        return _answer_about(previous.procedure, message.section or "papers", 0.7)
    if previous.procedure and message.section and best < _OTHER and _is_part(matters, previous.procedure):
        return _answer_about(previous.procedure, message.section, 0.85)
    if previous.procedure and best < _CLEAR and not (talks and talks[0].score >= TALK_FITS):
        return _stay_with_procedure(message, matters, previous.procedure)
    return None


def inherit_section(understood: Understanding, message: ParsedMessage, previous: Previous) -> Understanding:
    """`understood` with the section of the previous question, if it has none and continues that question."""
    goes_on = points_back(message) or not previous.procedure
    if understood.procedure and not understood.section and previous.section and goes_on:
        return replace(understood, section=previous.section)
    return understood


def points_back(message: ParsedMessage) -> bool:
    """Whether the first or last words of a message refer to the previous question."""
    row = message.normalized.words
    return bool(row) and (row[0] in OPENINGS or any(row[-len(end) :] == end for end in _ENDINGS))


def _names_only_person(message: ParsedMessage) -> bool:
    """Whether a message names nothing but a member of the family, with an age or without."""
    row = message.normalized.words
    is_person = (word in _PERSON or word.isdigit() or word in FUNCTION_WORDS for word in row)
    return not _PERSON.isdisjoint(row) and all(is_person)


def _says_only(message: ParsedMessage, variants: Variants, code: str) -> bool:
    """Whether a message consists of the words of a variant only ("giấy bị mất thì cấp lại sao")."""
    expected = variants.words_of(code) | FUNCTION_WORDS | _PAPER
    return expected.issuperset(message.normalized.words)


def _asks_whether(message: ParsedMessage) -> bool:
    """Whether a message asks if something is needed ("có cần giấy chứng sinh không", "thiếu hình có sao không")."""
    row = message.normalized.words
    return "khong" in row[-2:] and (row[:1] in _LACKED or row[:2] in _NEEDED)


def _is_part(matters: list[TargetMatch], code: str) -> bool:
    """Whether the words beside the section belong to a procedure ("mấy ngày có phép" after a building permit)."""
    return any(match.target.id == code and match.coverage >= _PART for match in matters)


def _stay_with_procedure(message: ParsedMessage, matters: list[TargetMatch], code: str) -> Understanding | None:
    near = any(match.target.id == code and match.score >= _STILL for match in matters[:3])
    if message.section and not (matters and matters[0].score >= FITS):
        return _answer_about(code, message.section, 0.7)
    return _answer_about(code, message.section, 0.6) if near else None


def _answer_about(code: str, section: str | None, confidence: float) -> Understanding:
    return Understanding("answer", "procedure", confidence, code, section, candidates=(code,))


def _of_topic(message: ParsedMessage, talks: list[TargetMatch], topic: Target) -> Understanding | None:
    """The answer about a topic again: for another office only the whole answer exists, not its sections."""
    if topic.kind == "decline":
        return outcome_of_match(TargetMatch(topic, 1.0, 1.0, 1.0), message, 0.85)
    return about_topic(message, talks, topic.intent)


def _find_variant(message: ParsedMessage, previous: Previous, variants: Variants) -> str | None:
    if not previous.procedure:
        return None
    plain = variants.plain_of(previous.procedure) or previous.procedure
    return variants.variant_of_plain(plain, message.normalized.words)
