"""Ranks the targets that fit a message: two phrase indexes, and a weighted sum of three similarities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.understanding.accents import Accents, accents_agree, accents_of, add_accents, is_careful
from bot.understanding.content_words import measure_function_word_share
from bot.understanding.index import PhraseIndex, PhraseMatch, QuestionWeights
from bot.understanding.knowledge import Target
from bot.understanding.normalization import NormalizedText
from bot.understanding.parsing import ParsedMessage, WordRow

MATTERS = frozenset({"procedure", "decline", "clarify"})
"""Kinds about a procedure or field; the other kinds are guides, small talk and emergencies."""

_ACCENTS = 0.4
"""The part of its score a target loses when all its words have other accents in the message."""
_CLARIFY_PHRASE = 0.54
"""Weight of the phrase in the score of a clarifying question, which must be said almost literally."""
_FADE = 0.7
"""The part of its weight the last word of a question loses against the first ("chứng thực bản sao | đơn ly hôn")."""
_CLAUSE = 0.9
"""Factor for matches of a clause of a long message, against matches of the whole message."""
_OUTSIDE = 0.2
"""The part of its score a match of a clause loses when its target covers no word of the rest of the message."""
_TALK_EMPTINESS = 0.55
"""Factor for the lost weight of function words in guides and chat, where they count more ("bạn là ai")."""
NAMED = frozenset({"procedure", "guide", "decline"})
"""Kinds whose name is also used as a phrase."""

_FUSED = 12
"""The number of best phrases that are scored in full."""
_PHRASE, _VOCABULARY, _LETTERS = 0.72, 0.16, 0.12
"""Weights of the score: best phrase, words covered by the target, similarity of letters."""


@dataclass(slots=True)
class TargetMatch:
    """A target and how well it fits (0..1, a little more for a variant whose words were said).

    `coverage` is the part of the question's words that occur in phrases of the target, `of_phrase` the part of its best
    phrase that was said.
    `family` is the code of the plain case, the same for a plain procedure and all its variants. `variant` is 1 for a
    variant whose words were said, 2 for one whose slots were told, and -1 for its plain case, which then is not meant.
    `is_named` says that its short name is all that was said.
    """

    target: Target
    score: float
    coverage: float
    of_phrase: float
    family: str = ""
    variant: int = 0
    is_named: bool = False


TargetPhrase = tuple[int, ParsedMessage]
"""The index of a target, and one of its phrases as parsed."""


class TargetRanker:
    """Ranks the targets of the knowledge by how well their phrases fit a message."""

    def __init__(self, targets: Sequence[Target], phrases: Sequence[TargetPhrase]) -> None:
        self.targets = targets
        self._accents: dict[int, Accents] = {}
        matters: list[tuple[int, WordRow]] = []
        talk: list[tuple[int, WordRow]] = []
        for number, phrase in phrases:
            self._note_accents(number, phrase.normalized)
            if targets[number].kind in MATTERS:
                matters += [(number, row) for row in phrase.subject]
            else:
                talk.append((number, phrase.whole))
        empty = measure_function_word_share(phrase.normalized for _, phrase in phrases)
        self._matters = PhraseIndex(matters, empty)
        self._talk = PhraseIndex(talk, {word: part * _TALK_EMPTINESS for word, part in empty.items()})

    def rank_matters(self, message: ParsedMessage) -> list[TargetMatch]:
        """Procedures, declines and clarifying questions, the best first."""
        rows = [(row, 1.0) for row in message.subject] + [(row, _CLAUSE) for row in message.clauses]
        return self._rank_targets(self._matters, rows, message.normalized)

    def rank_talks(self, message: ParsedMessage) -> list[TargetMatch]:
        """Guides, chat and emergencies, the best first."""
        return self._rank_targets(self._talk, [(message.whole, 1.0)], message.normalized)

    def _rank_targets(
        self, index: PhraseIndex, rows: Sequence[tuple[WordRow, float]], normalized: NormalizedText
    ) -> list[TargetMatch]:
        best: dict[int, TargetMatch] = {}
        accents, careful = accents_of(normalized), is_careful(normalized)
        whole = _weights_by_place(index, rows[0][0])
        for row, part in rows:
            text = " ".join(row)
            weights = _weights_by_place(index, row)
            for phrase_match in index.search(row, _FUSED if part == 1 else _FUSED // 2):
                match = self._match_target(index, phrase_match, text, weights)
                match.score *= part * (1 - _ACCENTS * self._accent_conflict(index, phrase_match, accents, careful))
                if part < 1:
                    coverage = index.coverage(phrase_match.owner, whole)
                    match.coverage = (match.coverage + coverage) / 2
                    match.score *= 1 - _OUTSIDE * (1 - coverage)
                if phrase_match.owner not in best or match.score > best[phrase_match.owner].score:
                    best[phrase_match.owner] = match
        return sorted(best.values(), key=lambda ranked: -ranked.score)

    def _match_target(
        self, index: PhraseIndex, phrase_match: PhraseMatch, text: str, weights: QuestionWeights
    ) -> TargetMatch:
        coverage = index.coverage(phrase_match.owner, weights)
        letters = fuzz.token_sort_ratio(text, " ".join(phrase_match.row)) / 100
        if self.targets[phrase_match.owner].kind == "clarify":
            score = (
                _CLARIFY_PHRASE * phrase_match.score
                + _VOCABULARY * coverage
                + (1 - _CLARIFY_PHRASE - _VOCABULARY) * letters
            )
            return TargetMatch(self.targets[phrase_match.owner], score, coverage, phrase_match.of_phrase)
        score = _PHRASE * phrase_match.score + _VOCABULARY * coverage + _LETTERS * letters
        return TargetMatch(self.targets[phrase_match.owner], score, coverage, phrase_match.of_phrase)

    def _note_accents(self, number: int, normalized: NormalizedText) -> None:
        accents = self._accents.setdefault(number, {})
        for word, marks in accents_of(normalized).items():
            for mark in marks:
                add_accents(accents, word, mark)

    def _accent_conflict(self, index: PhraseIndex, phrase_match: PhraseMatch, accents: Accents, careful: bool) -> float:
        """The part (0..1) of the shared words that have other accents in the message: "chạy" is not "cháy"."""
        expected = self._accents[phrase_match.owner]
        shared = accents.keys() & phrase_match.row
        apart = [word for word in shared if word in expected and not _can_be(accents[word], expected[word], careful)]
        return sum(map(index.word_weight, apart)) / sum(map(index.word_weight, shared)) if apart else 0.0


def _can_be(spellings: tuple[str, ...], expected: tuple[str, ...], careful: bool) -> bool:
    if (not careful and "" in spellings) or any(marks in expected for marks in spellings):
        return True
    return not careful and any(accents_agree(marks, other) for marks in spellings for other in expected)


def phrases_of_target(target: Target) -> list[str]:
    """All phrases of a target: what residents say, and its name for the kinds NAMED."""
    names = (target.name,) if target.name and target.kind in NAMED else ()
    return list(dict.fromkeys((*target.says, *names)))


def _weights_by_place(index: PhraseIndex, row: WordRow) -> QuestionWeights:
    """The weights of the words of a question; earlier words weigh more, as Vietnamese names the subject first."""
    last = max(1, len(row) - 1)
    return QuestionWeights(
        {word: index.word_weight(word) * (1 - _FADE * place / last) for place, word in reversed(list(enumerate(row)))}
    )
