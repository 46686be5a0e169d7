"""The Reader: the entry point of this package. It says what a message means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from bot.understanding.accents import accents_of, is_careful
from bot.understanding.assessment import Assessment, blend_candidates
from bot.understanding.classifier import Classifier
from bot.understanding.complaints import Complaints
from bot.understanding.corpus import Corpus
from bot.understanding.decision import SURE, decide_lead, decide_outcome, exact_outcome, names_nothing
from bot.understanding.emergencies import Emergencies
from bot.understanding.english import EnglishReader
from bot.understanding.evidence import Candidate, collect_candidates
from bot.understanding.exact_match import ExactPhrases
from bot.understanding.fields import FieldNames
from bot.understanding.first_stage import FirstStage
from bot.understanding.folding import clean_text, folded_words, words
from bot.understanding.followups import follow_up, inherit_section, points_back
from bot.understanding.knowledge import Knowledge, Target
from bot.understanding.normalization import Normalizer
from bot.understanding.other_levels import OtherLevels, is_weak
from bot.understanding.parsing import MessageParser, ParsedMessage
from bot.understanding.procedure_names import ShortNames
from bot.understanding.question_types import is_polar
from bot.understanding.questions import Tools, understand_parts
from bot.understanding.ranking import TargetMatch, TargetRanker, phrases_of_target
from bot.understanding.result import NOTHING, Previous, Understanding
from bot.understanding.scoring import ScoredCandidate, score_candidates
from bot.understanding.similarity import Feature, SimilarityIndex
from bot.understanding.variants import Variants

LONG_STORY, SURE_OF_STORY = 120, 0.5
"""A message with more words than this needs this confidence; below it the outcome is fallback."""

MOST_QUESTIONS = 3
"""The number of questions of one message that are answered."""

_UNMISTAKABLE = 0.88
"""A message whose best procedure has this score is no emergency, whatever words it contains."""


class Reader:
    """Understands messages of residents. Pure: no file, no clock, no network; can be shared between threads."""

    def __init__(self, knowledge: Knowledge) -> None:
        targets = knowledge.targets
        normalizer = _make_normalizer(knowledge)
        self._parser = MessageParser(knowledge.lexicon, normalizer)
        phrases = [
            (number, self._parser.parse(phrase, by_clause=False))
            for number, target in enumerate(targets)
            for phrase in phrases_of_target(target)
        ]
        self._ranker = TargetRanker(targets, phrases)
        self._fields = FieldNames(targets, phrases)
        self._exact_phrases = ExactPhrases(targets, phrases, normalizer)
        examples = [*((targets[number], phrase) for number, phrase in phrases), *self._parse_examples(targets)]
        pool: dict[Feature, Feature] = {}
        self._similarity = SimilarityIndex(((target, phrase.normalized.words) for target, phrase in examples), pool)
        self._classifier = Classifier(((target, phrase.whole) for target, phrase in examples), pool)
        self._variants = Variants(targets, knowledge.lexicon.slots, knowledge.lexicon.variant_slots)
        self._names = ShortNames(targets, phrases)
        self._complaints = Complaints(targets)
        self._emergencies = Emergencies(targets)
        self._first_stage = FirstStage(knowledge, self._emergencies)
        self._other_levels = OtherLevels(knowledge.other_levels)
        local_words = {word for _, phrase in phrases for word in phrase.normalized.words}
        self._english = EnglishReader(knowledge.english, local_words)
        self._procedures = _procedures_by_code(targets)
        self._topics = {target.id: target for target in targets if target.kind in ("guide", "decline")}
        self._signs = _targets_by_sign(targets)

    def _parse_examples(self, targets: Sequence[Target]) -> Iterator[tuple[Target, ParsedMessage]]:
        return ((target, self._parser.parse(text, by_clause=False)) for target in targets for text in target.examples)

    def read(self, text: str, previous: Previous | None = None) -> Understanding:
        """The meaning of a message, read as one question. Never raises; NOTHING for a message without words."""
        if self._english.is_english(text):
            return self._english.read(text)
        return self._read_question(text, previous, lambda part: self._assess(self._parser.parse(part)))

    def read_all(self, text: str, previous: Previous | None = None, most: int = MOST_QUESTIONS) -> list[Understanding]:
        """The meanings of the questions of a message in order: at least one, at most `most`."""
        if self._english.is_english(text):
            return [self._english.read(text)]
        acts, parse = self._first_stage.read(text), cache(self._parser.parse)
        barred = self._first_stage.find_barred(acts)
        assess = cache(lambda part: self._assess(parse(part), barred))
        alarm = self._first_stage.alarm_of(acts)
        if alarm and not self._is_other_phrase(parse(text)):
            return [alarm]

        def read(part: str, before: Previous | None) -> Understanding:
            return self._read_question(part, before, assess, may_alarm=not acts.is_over)

        def read_lead(clause: str) -> Understanding:
            return self._read_lead(assess(clause), assess(acts.text))

        def judge(whole: Understanding) -> Understanding | None:
            return self._first_stage.feedback_of(acts, whole)

        tools = Tools(read, read_lead, parse, judge, self._highest_likelihood, self._variants.are_one_family)
        readings = understand_parts(acts.text, acts.speeches, previous, tools)
        return self._first_stage.without_rejected(acts, readings, previous)[:most]

    def _is_other_phrase(self, message: ParsedMessage) -> bool:
        """Whether a message is, word by word, a phrase of something that is no emergency."""
        exact = self._exact_phrases.find_target(message.normalized)
        return exact is not None and exact.kind != "emergency"

    def nearest(self, text: str, n: int = 3) -> list[Target]:
        """At most `n` procedures, guides and declines whose words are nearest to a text, the nearest first."""
        message = self._parser.parse(text)
        ranked = self._rank_matters(message) + self._ranker.rank_talks(message)
        useful = [match for match in ranked if match.target.kind in ("procedure", "guide", "decline")]
        return [match.target for match in sorted(useful, key=lambda match: match.score, reverse=True)[:n]]

    def collect_evidence(self, text: str) -> tuple[ParsedMessage, list[Candidate]]:
        """The candidates of a message with their evidence, for training the weights (benchmarks.fitting)."""
        message = self._parser.parse(text)
        return message, self._collect_candidates(message, self._rank_matters(message), self._rank_talks(message))

    def _read_question(
        self, text: str, previous: Previous | None, assess: Callable[[str], Assessment], may_alarm: bool = True
    ) -> Understanding:
        """The meaning of one question, with how it was asked."""
        if not words(text):
            return self._read_signs(text)
        assessment = assess(text)
        row = assessment.message.normalized.words
        return replace(self._understand(assessment, previous, may_alarm), words=row, polar=is_polar(row))

    def _read_lead(self, clause: Assessment, whole: Assessment) -> Understanding:
        """The meaning of the asking clause of a message, which what is told around it refines."""
        row = clause.message.normalized.words
        understood = decide_lead(clause.message, whole.message, blend_candidates(clause.scored, whole.scored))
        if understood.outcome == "fallback":
            understood = self._or_elsewhere(understood, clause)
        return replace(understood, words=row, polar=is_polar(row))

    def _assess(self, message: ParsedMessage, barred: frozenset[str] = frozenset()) -> Assessment:
        return Assessment(message, self._rank_matters, self._rank_talks, self._score_candidates, barred)

    def _understand(self, assessment: Assessment, previous: Previous | None, may_alarm: bool) -> Understanding:
        """The meaning of a message: by rules that are certain, else by the conversation, else by the evidence."""
        message, matters = assessment.message, assessment.matters
        exact = self._exact_phrases.find_target(message.normalized)
        alarm = self._read_emergency(message, exact, matters) if may_alarm else None
        certain = alarm or self._read_codes(message)
        if certain:
            return certain
        talks = [match for match in assessment.talks if may_alarm or match.target.kind != "emergency"]
        followup = self._read_followup(message, matters, talks, previous) if previous else None
        if followup:
            return followup
        target = self._choose_target(exact, message, previous)
        understood = exact_outcome(target, message, matters) if target else self._decide_by_evidence(assessment, talks)
        return inherit_section(understood, message, previous) if previous else understood

    def _read_signs(self, text: str) -> Understanding:
        """The meaning of a message without words: emoji that are phrases of the content."""
        target = self._signs.get(_unique_signs(text))
        return Understanding("chat", target.intent, 0.9, topic=target.id) if target else NOTHING

    def _read_emergency(
        self, message: ParsedMessage, exact: Target | None, matters: list[TargetMatch]
    ) -> Understanding | None:
        """The emergency a message is about, unless it is a phrase of another target or fits a procedure well."""
        emergency = self._emergencies.find_emergency(message.normalized)
        if emergency is None:
            return None
        is_meant = exact.kind == "emergency" if exact else not matters or matters[0].score < _UNMISTAKABLE
        return Understanding("answer", emergency.intent, 0.97, topic=emergency.id) if is_meant else None

    def _read_codes(self, message: ParsedMessage) -> Understanding | None:
        """The procedure, of the ward or of another level, whose national code is written in a message."""
        codes = [self._procedures[code] for code in message.normalized.masked.codes if code in self._procedures]
        if not codes:
            elsewhere = self._other_levels.find_codes(message.normalized.masked.codes)
            return elsewhere.as_understanding() if elsewhere else None
        return Understanding("answer", "procedure", 0.99, codes[0], message.section, candidates=tuple(codes))

    def _read_followup(
        self, message: ParsedMessage, matters: list[TargetMatch], talks: list[TargetMatch], previous: Previous
    ) -> Understanding | None:
        topic = self._topics.get(previous.topic) if previous.topic else None
        return follow_up(message, matters, talks, previous, self._variants, topic)

    def _choose_target(self, exact: Target | None, message: ParsedMessage, previous: Previous | None) -> Target | None:
        """The target that rules choose: an exact phrase, the name of a field, the announcement of a complaint."""
        if exact and exact.kind in ("procedure", "guide"):
            return exact
        goes_on = previous is not None and previous.procedure is not None and points_back(message)
        question = None if goes_on else self._fields.find_question(message)
        return question or exact or self._complaints.find_complaint(message)

    def _decide_by_evidence(self, assessment: Assessment, talks: list[TargetMatch]) -> Understanding:
        message, matters = assessment.message, assessment.matters
        is_same = len(talks) == len(assessment.talks)
        scored = assessment.scored if is_same else assessment.score_with(talks)
        understood = decide_outcome(message, scored, matters, talks)
        # The weights were learned from short messages: in a long story even the likeliest procedure may be unlikely.
        is_guess = len(message.normalized.words) > LONG_STORY and understood.confidence < SURE_OF_STORY
        if is_guess:
            return replace(NOTHING, candidates=understood.candidates)
        return self._or_elsewhere(understood, assessment)

    def _or_elsewhere(self, understood: Understanding, assessment: Assessment) -> Understanding:
        """What was understood, or a procedure of another level that fits the words better."""
        if not is_weak(understood):
            return understood
        message, matters = assessment.message, assessment.matters
        as_written = folded_words(message.normalized.masked.text)  # the speller knows only the words of the ward
        accents, careful = accents_of(message.normalized), is_careful(message.normalized)
        elsewhere = self._other_levels.find_by_words((*message.subject, as_written), accents, careful)
        fit = matters[0].score if matters else 0.0
        return elsewhere.as_understanding() if elsewhere and elsewhere.overrules(understood, fit) else understood

    def _score_candidates(
        self, message: ParsedMessage, matters: list[TargetMatch], talks: list[TargetMatch]
    ) -> list[ScoredCandidate]:
        return score_candidates(self._collect_candidates(message, matters, talks))

    def _collect_candidates(
        self, message: ParsedMessage, matters: list[TargetMatch], talks: list[TargetMatch]
    ) -> list[Candidate]:
        has_no_subject = names_nothing(message, matters)
        return collect_candidates(message, matters, talks, self._similarity, self._classifier, has_no_subject)

    def likelihood_by_target(self, text: str) -> Callable[[Target], float]:
        """The classifier's likelihood of each target for a text, for sorting messages by target (benchmarks.told)."""
        return self._classifier.likelihood_by_target(self._parser.parse(text).whole)

    def _highest_likelihood(self, message: ParsedMessage) -> float:
        return self._classifier.highest_likelihood(message.whole)

    def _rank_matters(self, message: ParsedMessage) -> list[TargetMatch]:
        ranked = self._variants.rank_variants(self._ranker.rank_matters(message), message.all_words)
        return self._names.promote_named(ranked, message)

    def _rank_talks(self, message: ParsedMessage) -> list[TargetMatch]:
        """Guides, chat and emergencies, without emergencies that fit only roughly."""
        ranked = self._ranker.rank_talks(message)
        return [match for match in ranked if match.target.kind != "emergency" or self._is_alarm(match, message)]

    def _is_alarm(self, match: TargetMatch, message: ParsedMessage) -> bool:
        return match.score >= SURE and not self._emergencies.only_looks_like(match.target, message.normalized)


def _make_normalizer(knowledge: Knowledge) -> Normalizer:
    """The normalizer that knows all words of phrases, sections and courtesy."""
    lexicon = knowledge.lexicon
    corpus = Corpus(folded_words(phrase) for target in knowledge.targets for phrase in phrases_of_target(target))
    further = [*(phrase for phrases in lexicon.sections.values() for phrase in phrases), *lexicon.courtesy]
    further += [cue for cues in lexicon.slots.values() for cue in cues]
    return Normalizer(lexicon, corpus, {word for phrase in further for word in folded_words(phrase)})


def _procedures_by_code(targets: tuple[Target, ...]) -> dict[str, str]:
    """The current code of each procedure by current and former codes."""
    procedures = [target for target in targets if target.kind == "procedure"]
    codes = {former: target.id for target in procedures for former in target.former_codes}
    return codes | {target.id: target.id for target in procedures}


def _targets_by_sign(targets: tuple[Target, ...]) -> dict[str, Target]:
    """The targets by those of their phrases that consist of emoji or punctuation."""
    phrases = [(phrase, target) for target in targets for phrase in target.says]
    return {_unique_signs(phrase): target for phrase, target in phrases if phrase and not words(phrase)}


def _unique_signs(text: str) -> str:
    """Emoji and punctuation without repetition: "🙏🙏" and "🙏" are the same."""
    return "".join(dict.fromkeys(clean_text(text).replace(" ", "")))
