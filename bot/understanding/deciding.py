"""From scores to an outcome: answer, clarify, decline, chat or fallback, with a confidence that means something."""

from __future__ import annotations

from bot.understanding.confidence import confidence, stated
from bot.understanding.knowledge import Target
from bot.understanding.outcomes import codes, outcome_of
from bot.understanding.ranking import Ranked
from bot.understanding.result import Understanding
from bot.understanding.views import Views

SURE = 0.8
"""From this score on a match is unmistakable."""
_FEWEST = 2
"""A single syllable names a matter only when an official wrote it down as a phrase ("đất")."""
ASK = 0.7
"""A procedure less likely than this is asked back, together with the next ones."""
_THINKABLE, _OFFERED = 0.6, 3
"""Next ones are those with this part of the first one's score; so many are offered in all."""
LIKELY = 0.5
"""What is less likely right than this is not stated."""
FITS = 0.45
"""Below this score a matter is not stated as an answer."""
TALK_FITS = 0.6
"""The same for guides and chat, whose phrases are short."""
_TALK_SAID = 0.55
"""The same when most of a phrase is said."""
_AHEAD = 1.05
"""A guide or chat must fit this much better than the best matter."""
_SAME_INTENT = 0.35
"""A guide of the intent talked about fits a message without a subject from this score on."""
_OF_THEIR_OWN = frozenset({"post", "online"})
"""Sections that are also matters of their own."""
_EMPTY_FITS, _LITERAL = 0.7, 0.9
"""A guide must fit so well, and so much of its phrase must be said, when the message names no subject."""
_NEAR = 0.95
"""A second procedure with this part of the first one's score is as likely as the first."""
_AS_GOOD = 0.9
"""A procedure with this part of the score of the question to ask back is answered instead of asking."""
_AGREED = 0.75
"""How sure it is what was meant when the likeness of letters agrees with the best match."""
_GENERAL = 0.6
"""How sure it is that somebody who names no matter is asked back."""


def decide(views: Views, matters: list[Ranked], talks: list[Ranked]) -> Understanding:
    """The outcome for a message that stands by itself."""
    matter = _plain_first(views, matters)
    if views.wording.masked.dossier and not (matter and matter.score >= SURE):
        tracking = next((found for found in talks if found.target.intent == "tracking"), None)
        if tracking:
            return outcome_of(tracking, views, 0.9)
    empty = names_nothing(views, matters)
    if views.bare and views.general and not views.section and not (talks and talks[0].of_phrase >= _LITERAL):
        return _ask_what(views, matters)
    talk = talks[0] if talks and _talk_fits(views, talks[0], empty) else None
    if talk and (empty or not matter or talk.score >= matter.score * _AHEAD):
        return outcome_of(talk, views, stated(talk, talks, matters, len(views.wording.words)))
    if views.section and empty:
        return _ask_what(views, [])
    if not matter or max(map(len, views.subject)) < _FEWEST or not _states(matter, matters):
        return _fallback(matters, talks, views)
    return _matter(views, matter, matters, talks)


def is_open(understood: Understanding) -> bool:
    """Whether a reading leaves open what was meant, so that a second opinion is worth its time."""
    asks = understood.outcome == "clarify" and understood.topic is None and bool(understood.candidates)
    return understood.outcome == "fallback" or (asks and understood.confidence < SURE)


def agreed(found: Ranked, views: Views, matters: list[Ranked]) -> Understanding:
    """The outcome for a message about which two opinions agree."""
    return outcome_of(found, views, _AGREED, codes([found, *(other for other in matters if other is not found)]))


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


def _ask_what(views: Views, matters: list[Ranked]) -> Understanding:
    """Asking which matter is meant, with the choices an official wrote down for that when they fit."""
    if matters and matters[0].target.kind == "clarify" and not views.section:
        return outcome_of(matters[0], views, _GENERAL)
    return Understanding("clarify", "procedure", _GENERAL, section=views.section)


def _states(matter: Ranked, matters: list[Ranked]) -> bool:
    return matter.score >= FITS and confidence(matter, matters) >= LIKELY


def _talk_fits(views: Views, talk: Ranked, empty: bool) -> bool:
    if empty and views.section and views.section not in _OF_THEIR_OWN:
        return talk.score >= _EMPTY_FITS and talk.of_phrase >= _LITERAL
    return talk.score >= TALK_FITS or (talk.score >= _TALK_SAID and talk.of_phrase >= SURE)


def _plain_first(views: Views, matters: list[Ranked]) -> Ranked | None:
    """The best matter; instead of asking back the procedure that is meant plainly."""
    if not matters or matters[0].target.kind != "clarify":
        return matters[0] if matters else None
    first = matters[0]
    for found in matters[1:]:
        if found.target.id in first.target.choices:
            enough = 0.7 if views.clear_section else max(SURE - 0.1, _AS_GOOD * first.score)
            return found if found.score >= enough else first
    return first


def _matter(views: Views, first: Ranked, matters: list[Ranked], talks: list[Ranked]) -> Understanding:
    others = [found for found in matters if found is not first]
    likely = confidence(first, matters)
    rivals = [found for found in others if found.score >= first.score * (_NEAR if likely >= ASK else _THINKABLE)]
    if first.target.kind == "procedure" and (likely < ASK or first.score < SURE):
        offered = codes([first, *rivals])[:_OFFERED]
        if len(offered) > 1:
            return Understanding("clarify", "procedure", likely, section=views.section, candidates=offered)
    told = stated(first, matters, talks, len(views.wording.words))
    return outcome_of(first, views, told, codes([first, *others]))


def _fallback(matters: list[Ranked], talks: list[Ranked], views: Views) -> Understanding:
    best = max((found.score for found in (*matters[:1], *talks[:1])), default=0.0)
    return Understanding(
        "fallback", "unknown", round(min(0.45, best * 0.8), 3), section=views.section, candidates=codes(matters)[:3]
    )
