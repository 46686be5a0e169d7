"""From likelihoods to an outcome: answer, clarify, decline, chat or fallback, with a confidence that means something."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.judging import Judged
from bot.understanding.knowledge import Target
from bot.understanding.outcomes import codes, outcome_of
from bot.understanding.ranking import Ranked
from bot.understanding.result import Understanding
from bot.understanding.views import Views

SURE = 0.8
"""From this score on a match is unmistakable."""
FITS = 0.45
"""Below this score a matter does not fit."""
TALK_FITS = 0.6
"""The same for guides and chat, whose phrases are short."""
_FEWEST = 2
"""A single syllable names a matter only when an official wrote it down as a phrase ("đất")."""
_ASK = 0.5
"""A procedure less likely than this is asked back, together with the next ones."""
_THINKABLE, _OFFERED = 0.3, 3
"""Next ones are those with this part of the first one's likelihood; so many are offered in all."""
_WHOLLY = 0.99
"""A choice is named when so much of one of its phrases was said."""
_CLEARLY = 1.05
"""A variant whose words were said is meant when it fits so much better than its plain case."""
_GUESS = 0.2
"""What is less likely than this is a guess: better not to have understood."""
_NOTHING = 0.65
"""From this likelihood on, nothing that is known is meant."""
_UNLIKELY = 0.45
"""How sure it can be at most what is meant when nothing is stated."""
_CAUTION = 2.5
"""A likelihood is reported as this power of it, so that 0.8 means: right 95 times in 100 of questions never seen."""
_SAME_INTENT = 0.35
"""A guide of the intent talked about fits a message without a subject from this score on."""
_OF_THEIR_OWN = frozenset({"post", "online"})
"""Sections that are also matters of their own."""
_EMPTY_FITS, _LITERAL = 0.7, 0.9
"""A guide must fit so well, and so much of its phrase must be said, when the message names no subject."""
_GENERAL = 0.6
"""How sure it is that somebody who names no matter is asked back."""


def decide(views: Views, judged: Sequence[Judged], matters: list[Ranked], talks: list[Ranked]) -> Understanding:
    """The outcome for a message that stands by itself; `judged` is what it may mean, the likeliest first."""
    if views.wording.masked.dossier and not (matters and matters[0].score >= SURE):
        tracking = next((found for found in talks if found.target.intent == "tracking"), None)
        if tracking:
            return outcome_of(tracking, views, 0.9)
    if _names_no_matter(views, matters, talks):
        return _ask_what(views, matters)
    nothing = next((one.likely for one in judged if one.found is None), 0.0)
    known = [(one.found, one.likely) for one in judged if one.found is not None and _can_mean(one.found, views)]
    if not known or nothing >= _NOTHING or known[0][1] < _GUESS:
        return _fallback(views, known)
    return _likeliest(views, known)


def literal(target: Target, views: Views, matters: list[Ranked]) -> Understanding:
    """The outcome for a message that is one of a target's phrases, word by word."""
    return outcome_of(Ranked(target, 1.0, 1.0, 1.0), views, 0.99, codes(matters))


def names_nothing(views: Views, matters: list[Ranked]) -> bool:
    """Whether a message has no subject of its own: only a section is asked for, or nothing at all."""
    if views.bare or not matters:
        return views.bare or views.vague
    procedure = next((found for found in matters if found.target.kind != "clarify"), matters[0])
    return views.vague and procedure.score < SURE


def about_topic(views: Views, talks: list[Ranked], intent: str) -> Understanding | None:
    """The guide of the same intent that a message without a subject of its own fits best ("bao nhiêu tiền")."""
    fitting = (found for found in talks if found.target.intent == intent and found.score >= _SAME_INTENT)
    best = next(fitting, None)
    return outcome_of(best, views, SURE) if best else None


def _names_no_matter(views: Views, matters: list[Ranked], talks: list[Ranked]) -> bool:
    """Whether only a part or "thủ tục" as such is asked for, and no guide is about just that."""
    talk = talks[0] if talks else None
    if views.general and not views.section and names_nothing(views, matters):
        return not (talk and talk.of_phrase >= _LITERAL)
    if not views.section or not names_nothing(views, matters):
        return False
    if views.section in _OF_THEIR_OWN:
        return not (talk and talk.score >= TALK_FITS)
    return not (talk and talk.score >= _EMPTY_FITS and talk.of_phrase >= _LITERAL)


def _ask_what(views: Views, matters: list[Ranked]) -> Understanding:
    """Asking which matter is meant, with the choices an official wrote down for that when they fit."""
    if matters and matters[0].target.kind == "clarify" and not views.section:
        return outcome_of(matters[0], views, _GENERAL)
    return Understanding("clarify", "procedure", _GENERAL, section=views.section)


def _can_mean(found: Ranked, views: Views) -> bool:
    return found.target.kind not in ("procedure", "decline") or max(map(len, views.subject)) >= _FEWEST


def _meant(known: list[tuple[Ranked, float]], views: Views) -> tuple[Ranked, float]:
    """The likeliest, or what stands for it: a choice that was named as such, a variant whose words were said.

    Papers or a fee are asked of the plain case ("căn cước cần gì"): a part is not asked of a whole field.
    """
    first, likely = known[0]
    for found, other in known[1:]:
        is_plain = found.named or (views.section and found.of_phrase >= _WHOLLY and found.score >= first.score)
        if is_plain and found.target.id in first.target.choices:
            return found, likely + other
        if first.of_phrase >= _WHOLLY and first.target.id in found.target.choices:
            return first, likely + other  # who asks about the field may mean just this
        same = found.family == first.family and first.variant < 0 < found.variant
        if same and found.score >= _CLEARLY * first.score:
            return found, likely + other
    return first, likely


def _likeliest(views: Views, known: list[tuple[Ranked, float]]) -> Understanding:
    first, likely = _meant(known, views)
    if first.target.kind == "procedure" and likely < _ASK:
        offered = codes([found for found, other in known if other >= _THINKABLE * likely])[:_OFFERED]
        if len(offered) > 1:
            return Understanding("clarify", "procedure", round(likely, 3), section=views.section, candidates=offered)
    return outcome_of(first, views, round(likely**_CAUTION, 3), codes([first, *(found for found, _ in known)]))


def _fallback(views: Views, known: list[tuple[Ranked, float]]) -> Understanding:
    likely = min(_UNLIKELY, known[0][0].score * 0.8) if known else 0.0
    nearest = codes([found for found, _ in known])[:_OFFERED]
    return Understanding("fallback", "unknown", round(likely, 3), section=views.section, candidates=nearest)
