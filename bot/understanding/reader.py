"""What a message means: the one door of this room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from bot.understanding.classifier import Classifier
from bot.understanding.complaints import Complaints
from bot.understanding.corpus import Corpus
from bot.understanding.deciding import SURE, decide, literal, names_nothing
from bot.understanding.emergencies import Emergencies
from bot.understanding.evidence import Candidate, candidates
from bot.understanding.fields import Fields
from bot.understanding.folding import clean, folded_words, words
from bot.understanding.followups import follow_up, inherit, points_back
from bot.understanding.judging import judge
from bot.understanding.knowledge import Knowledge, Target
from bot.understanding.likeness import Likeness
from bot.understanding.literal import Literal
from bot.understanding.names import Names
from bot.understanding.questions import parts_of
from bot.understanding.ranking import Ranked, Ranker, phrases_of
from bot.understanding.result import NOTHING, Previous, Understanding
from bot.understanding.variants import Variants
from bot.understanding.views import Viewer, Views
from bot.understanding.wording import Translator

LONG_STORY, SURE_OF_STORY = 120, 0.5
"""A message of more words than this is a story: less sure than this of what it asks, it is said not to be understood."""

MOST_QUESTIONS = 3
"""So many questions of one message are answered."""

_UNMISTAKABLE = 0.88
"""A matter that fits so well is no call for help, whatever words are in its name."""


class Reader:
    """Understands residents' messages with a given knowledge. Pure: no file, no clock, no network; safe to share."""

    def __init__(self, knowledge: Knowledge) -> None:
        targets = knowledge.targets
        corpus = Corpus(folded_words(phrase) for target in targets for phrase in phrases_of(target))
        known = {word for rows in knowledge.lexicon.sections.values() for row in rows for word in folded_words(row)}
        known.update(word for row in knowledge.lexicon.courtesy for word in folded_words(row))
        translator = Translator(knowledge.lexicon, corpus, known)
        self._viewer = Viewer(knowledge.lexicon, translator)
        phrases = [
            (number, self._viewer.view(phrase, by_clause=False))
            for number, target in enumerate(targets)
            for phrase in phrases_of(target)
        ]
        self._ranker = Ranker(targets, phrases)
        self._fields = Fields(targets, phrases)
        self._literal = Literal(targets, phrases, translator)
        self._likeness = Likeness((targets[number], views.wording.words) for number, views in phrases)
        self._classifier = Classifier((targets[number], views.whole) for number, views in phrases)
        self._variants = Variants(targets)
        self._names = Names(targets, phrases)
        self._complaints = Complaints(targets)
        self._emergencies = Emergencies(targets)
        self._procedures = _by_code(targets)
        self._topics = {target.id: target for target in targets if target.kind in ("guide", "decline")}
        self._signs = {_sign(said): target for target in targets for said in target.says if said and not words(said)}

    def read(self, text: str, previous: Previous | None = None) -> Understanding:
        """The meaning of a message, read as one question. Never raises; without words it is NOTHING."""
        return self._read(text, previous, self._viewer.view)

    def _read(self, text: str, previous: Previous | None, view: Callable[[str], Views]) -> Understanding:
        if not words(text):
            return self._without_words(text)
        views = view(text)
        matters = self._matters(views)
        said = self._literal.find(views.wording)
        urgent = self._emergencies.find(views.wording)
        if urgent and self._is_meant(urgent, said, matters):
            return Understanding("answer", urgent.intent, 0.97, topic=urgent.id)
        named = self._named(views)
        if named:
            return named
        talks = self._without_false_alarms(self._ranker.talks(views), views)
        followed = self._followed(views, matters, talks, previous) if previous else None
        if followed:
            return followed
        goes_on = previous is not None and previous.procedure is not None and points_back(views)
        if said is None or said.kind not in ("procedure", "guide"):  # their own phrases are never asked back
            said = (None if goes_on else self._fields.find(views)) or said or self._complaints.find(views)
        alone = literal(said, views, matters) if said else self._alone(views, matters, talks)
        return inherit(alone, views, previous) if previous else alone

    def _alone(self, views: Views, matters: list[Ranked], talks: list[Ranked]) -> Understanding:
        found = decide(views, judge(self._candidates(views, matters, talks)), matters, talks)
        # The judge learned from short messages: in a long story the likeliest matter may hardly be likely at all.
        is_guess = len(views.wording.words) > LONG_STORY and found.confidence < SURE_OF_STORY
        return replace(NOTHING, candidates=found.candidates) if is_guess else found

    def read_all(self, text: str, previous: Previous | None = None, most: int = MOST_QUESTIONS) -> list[Understanding]:
        """The meanings of a message that may ask several questions, in order, at least one and at `most` so many."""
        view = cache(self._viewer.view)
        found = parts_of(text, previous, lambda part, before: self._read(part, before, view), view, self._likely)
        return found[:most]

    def _likely(self, views: Views) -> float:
        return self._classifier.best(views.whole)

    def weigh(self, text: str) -> tuple[Views, list[Candidate]]:
        """What a message may mean when no rule decides it, with the evidence: what benchmarks.fitting learns from."""
        views = self._viewer.view(text)
        matters = self._matters(views)
        talks = self._without_false_alarms(self._ranker.talks(views), views)
        return views, self._candidates(views, matters, talks)

    def _candidates(self, views: Views, matters: list[Ranked], talks: list[Ranked]) -> list[Candidate]:
        return candidates(views, matters, talks, self._likeness, self._classifier, names_nothing(views, matters))

    def nearest(self, text: str, n: int = 3) -> list[Target]:
        """The `n` procedures, guides and declines whose words are nearest to a text, best first; may be fewer."""
        views = self._viewer.view(text)
        ranked = self._matters(views) + self._ranker.talks(views)
        useful = [found for found in ranked if found.target.kind in ("procedure", "guide", "decline")]
        return [found.target for found in sorted(useful, key=_score, reverse=True)[:n]]

    def _matters(self, views: Views) -> list[Ranked]:
        weighed = self._variants.weigh(self._ranker.matters(views), views.all_words)
        return self._names.promote(weighed, views)

    def _followed(
        self, views: Views, matters: list[Ranked], talks: list[Ranked], previous: Previous
    ) -> Understanding | None:
        topic = self._topics.get(previous.topic) if previous.topic else None
        return follow_up(views, matters, talks, previous, self._variants, topic)

    @staticmethod
    def _is_meant(urgent: Target, said: Target | None, matters: list[Ranked]) -> bool:
        """Whether no matter fits a call for help so well that its words must be about that matter."""
        if said:
            return said.kind == "emergency"
        return not matters or matters[0].score < _UNMISTAKABLE

    def _without_false_alarms(self, talks: list[Ranked], views: Views) -> list[Ranked]:
        """The ranking without emergencies that were not called in so many words, nearly."""
        return [found for found in talks if found.target.kind != "emergency" or self._is_alarm(found, views)]

    def _is_alarm(self, found: Ranked, views: Views) -> bool:
        return found.score >= SURE and not self._emergencies.only_looks_like(found.target, views.wording)

    def _without_words(self, text: str) -> Understanding:
        meant = self._signs.get(_sign(text))
        return Understanding("chat", meant.intent, 0.9, topic=meant.id) if meant else NOTHING

    def _named(self, views: Views) -> Understanding | None:
        codes = [self._procedures[code] for code in views.wording.masked.codes if code in self._procedures]
        if not codes:
            return None
        return Understanding("answer", "procedure", 0.99, codes[0], views.section, candidates=tuple(codes))


def _by_code(targets: tuple[Target, ...]) -> dict[str, str]:
    procedures = [target for target in targets if target.kind == "procedure"]
    codes = {former: target.id for target in procedures for former in target.former_codes}
    return codes | {target.id: target.id for target in procedures}


def _sign(text: str) -> str:
    """Punctuation or emoji without repetition: "🙏🙏" and "🙏" are one."""
    return "".join(dict.fromkeys(clean(text).replace(" ", "")))


def _score(found: Ranked) -> float:
    return found.score
