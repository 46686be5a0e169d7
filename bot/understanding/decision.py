"""From likelihoods to an outcome: answer, clarify, decline, chat or fallback, with a calibrated confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.understanding.knowledge import Target
from bot.understanding.outcomes import OUT_OF_GOVERNMENT, outcome_of_match, procedure_codes
from bot.understanding.parsing import ParsedMessage
from bot.understanding.ranking import TargetMatch
from bot.understanding.result import Understanding
from bot.understanding.scoring import ScoredCandidate

SURE = 0.8
"""From this score on a match is certain."""
FITS = 0.45
"""Below this score a matter does not fit."""
TALK_FITS = 0.6
"""The same for guides and chat, whose phrases are short."""
_FEWEST = 2
"""A single syllable names a matter only when an official wrote it down as a phrase ("đất")."""
_ASK = 0.3
"""Below this likelihood the person is asked to choose between the procedure and the next ones: a wrong one stated costs
more than a question (chosen by folds of tests/questions/real/*_learn.jsonl)."""
_THINKABLE, _FEWEST_OFFERED, _OFFERED = 0.2, 2, 3
"""The next ones have at least this part of the first one's likelihood; the fewest and the most that are offered."""
_WHOLLY = 0.99
"""A choice counts as named when this part of one of its phrases was said."""
_CLEARLY = 1.05
"""A variant whose words were said wins over its plain case when its score is this factor higher."""
_PLAIN = 0.85
"""The first choice of a question to ask back is answered when it fits nearly as well: this part of its score."""
_GUESS = 0.1
"""Below this likelihood the outcome is fallback."""
_NEAR = 0.05
"""Below this likelihood a procedure is not even offered with a fallback: one common word would bring in anything."""
_TALK_GUESS = {"chat": 0.25, "decline": 0.15, "guide": 0.15}
"""Below these likelihoods a chat, another office and a guide are not stated; procedures are considered instead."""
_OUTSIDE, _CLEARER = 0.3, 1.2
"""The same for what no office answers, which is also to be so many times likelier than that nothing known is meant."""
_UNSURE = 0.5
"""With a guide or another office of less confidence than this, the likeliest procedures are offered too."""
_BESIDE = 2
"""So many of them."""
_NOTHING = 0.65
"""From this likelihood of "nothing known" on, the outcome is fallback."""
_UNLIKELY = 0.45
"""The highest confidence of a fallback."""
_CAUTION = 2.0
"""The confidence is the likelihood to this power, so that 0.8 means: right in 95 of 100 short questions."""
_TRUSTED, _TRUST = 0.985, 0.949
"""Below the first likelihood the confidence stays at most the second: of told stories only those above are right in 96
of 100 (cross-validated over tests/questions/real/*_learn.jsonl)."""
_SAME_INTENT = 0.35
"""From this score on, a guide of the intent under discussion fits a message without a subject."""
_OF_THEIR_OWN = frozenset({"post", "online"})
"""Sections that are also the subject of guides."""
_EMPTY_FITS, _LITERAL = 0.7, 0.9
"""Score, and said part of the phrase, a guide needs when the message names no subject."""
_GENERAL = 0.6
"""The confidence of asking "which procedure?"."""


def decide_outcome(
    message: ParsedMessage, scored: Sequence[ScoredCandidate], matters: list[TargetMatch], talks: list[TargetMatch]
) -> Understanding:
    """The outcome for a message without context; `scored` is sorted, the likeliest first."""
    if message.normalized.masked.dossier and not (matters and matters[0].score >= SURE):
        tracking = next((match for match in talks if match.target.intent == "tracking"), None)
        if tracking:
            return outcome_of_match(tracking, message, 0.9)
    if _names_no_matter(message, matters, talks):
        return _ask_what(message, matters)
    return _decide_among(message, scored)


def decide_lead(message: ParsedMessage, whole: ParsedMessage, scored: Sequence[ScoredCandidate]) -> Understanding:
    """The outcome for an asking clause by its blend with the message it stands in (bot.understanding.assessment)."""
    subject = message.subject if max(map(len, message.subject)) >= _FEWEST else whole.subject
    return _decide_among(replace(message, section=message.section or whole.section, subject=subject), scored)


def _decide_among(message: ParsedMessage, scored: Sequence[ScoredCandidate]) -> Understanding:
    nothing = next((one.likelihood for one in scored if one.match is None), 0.0)
    likely = [one for one in scored if not _is_as_good_as_nothing(one, nothing)]
    options = [(one.match, one.likelihood) for one in likely if one.match is not None and _can_mean(one.match, message)]
    if not options or nothing >= _NOTHING or options[0][1] < _GUESS:
        return _fallback_outcome(message, options)
    return _likeliest_outcome(message, options)


def exact_outcome(target: Target, message: ParsedMessage, matters: list[TargetMatch]) -> Understanding:
    """The outcome for a message that is, word by word, a phrase of `target`."""
    return outcome_of_match(TargetMatch(target, 1.0, 1.0, 1.0), message, 0.99, procedure_codes(matters))


def names_nothing(message: ParsedMessage, matters: list[TargetMatch]) -> bool:
    """Whether a message has no subject of its own: only a section is asked for, or nothing at all."""
    if message.bare or not matters:
        return message.bare or message.vague
    procedure = next((match for match in matters if match.target.kind != "clarify"), matters[0])
    return message.vague and procedure.score < SURE


def about_topic(message: ParsedMessage, talks: list[TargetMatch], intent: str) -> Understanding | None:
    """The guide of the same intent that a message without a subject of its own fits best ("bao nhiêu tiền")."""
    fitting = (match for match in talks if match.target.intent == intent and match.score >= _SAME_INTENT)
    best = next(fitting, None)
    return outcome_of_match(best, message, SURE) if best else None


def _names_no_matter(message: ParsedMessage, matters: list[TargetMatch], talks: list[TargetMatch]) -> bool:
    """Whether only a part or "thủ tục" as such is asked for, and no guide is about just that."""
    talk = talks[0] if talks else None
    if message.is_general and not message.section and names_nothing(message, matters):
        return not (talk and talk.of_phrase >= _LITERAL)
    if not message.section or not names_nothing(message, matters):
        return False
    if message.section in _OF_THEIR_OWN:
        return not (talk and talk.score >= TALK_FITS)
    return not (talk and talk.score >= _EMPTY_FITS and talk.of_phrase >= _LITERAL)


def _ask_what(message: ParsedMessage, matters: list[TargetMatch]) -> Understanding:
    """The outcome that asks which procedure is meant, with the choices of the content when they fit."""
    if matters and matters[0].target.kind == "clarify" and not message.section:
        return outcome_of_match(matters[0], message, _GENERAL)
    return Understanding("clarify", "procedure", _GENERAL, section=message.section)


def _is_as_good_as_nothing(one: ScoredCandidate, nothing: float) -> bool:
    """Whether a candidate sends people away although it is hardly likelier than that nothing known is meant."""
    is_outside = one.match is not None and one.match.target.intent == OUT_OF_GOVERNMENT
    return is_outside and one.likelihood < _CLEARER * nothing


def _can_mean(match: TargetMatch, message: ParsedMessage) -> bool:
    return match.target.kind not in ("procedure", "decline") or max(map(len, message.subject)) >= _FEWEST


def _choose_option(options: list[tuple[TargetMatch, float]], message: ParsedMessage) -> tuple[TargetMatch, float]:
    """The likeliest option, or one that replaces it: a choice that was named, a variant whose words were said.

    A question for a section ("căn cước cần gì") is about a procedure, never about a whole field.
    """
    first, likelihood = options[0]
    if first.variant < 0:
        decided = [(match, other) for match, other in options if match.family == first.family and match.variant > 1]
        if decided:
            return decided[0][0], likelihood + decided[0][1]
    for match, other in options[1:]:
        is_plain = match.is_named or (message.section and match.of_phrase >= _WHOLLY and match.score >= first.score)
        is_plain = is_plain or _is_plain_case(match, first, message)
        if is_plain and match.target.id in first.target.choices:
            return match, likelihood + other
        if first.of_phrase >= _WHOLLY and first.target.id in match.target.choices:
            return first, likelihood + other  # a question about the field may mean this procedure
        same = match.family == first.family and first.variant < 0 < match.variant
        if same and match.score >= _CLEARLY * first.score:
            return match, likelihood + other
    return first, likelihood


def _is_plain_case(match: TargetMatch, question: TargetMatch, message: ParsedMessage) -> bool:
    """Whether a part was clearly asked for ("lệ phí làm căn cước") and a match is the first choice of a question."""
    is_first = question.target.choices[:1] == (match.target.id,)
    return is_first and message.has_clear_section and match.score >= max(FITS, _PLAIN * question.score)


def _likeliest_outcome(message: ParsedMessage, options: list[tuple[TargetMatch, float]]) -> Understanding:
    first, likelihood = _choose_option(options, message)
    if likelihood < _least_likelihood(first):
        options = [(match, other) for match, other in options if match.target.kind == "procedure"]
        if not options or options[0][1] < _GUESS:
            return _fallback_outcome(message, options)
        first, likelihood = options[0]
    if first.target.kind == "procedure" and likelihood < _ASK:
        likely = procedure_codes([match for match, other in options if other >= _THINKABLE * likelihood])
        others = procedure_codes([match for match, _ in options])[:_FEWEST_OFFERED]
        offered = max(likely[:_OFFERED], others, key=len)
        if len(offered) >= _FEWEST_OFFERED:
            return Understanding(
                "clarify", "procedure", round(likelihood, 3), section=message.section, candidates=offered
            )
    understood = outcome_of_match(
        first, message, _confidence_of(likelihood), procedure_codes([first, *(match for match, _ in options)])
    )
    return _with_procedures(understood, options)


def _least_likelihood(match: TargetMatch) -> float:
    """The likelihood below which a match is not stated."""
    return _OUTSIDE if match.target.intent == OUT_OF_GOVERNMENT else _TALK_GUESS.get(match.target.kind, 0.0)


def _with_procedures(understood: Understanding, options: list[tuple[TargetMatch, float]]) -> Understanding:
    """A guide or another office that is not sure, with the procedures that may be meant instead."""
    is_sure = understood.confidence >= _UNSURE or understood.outcome not in ("answer", "decline")
    if is_sure or understood.procedure or understood.intent == OUT_OF_GOVERNMENT:
        return understood
    beside = procedure_codes([match for match, other in options if other >= _NEAR])[:_BESIDE]
    return replace(understood, candidates=beside)


def _confidence_of(likelihood: float) -> float:
    confidence = float(likelihood**_CAUTION)
    return round(confidence if likelihood >= _TRUSTED else min(confidence, _TRUST), 3)


def _fallback_outcome(message: ParsedMessage, options: list[tuple[TargetMatch, float]]) -> Understanding:
    likelihood = min(_UNLIKELY, options[0][0].score * 0.8) if options else 0.0
    nearest = procedure_codes([match for match, other in options if other >= _NEAR])[:_OFFERED]
    return Understanding("fallback", "unknown", round(likelihood, 3), section=message.section, candidates=nearest)
