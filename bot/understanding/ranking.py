"""Which targets fit a message, best first: two indexes over the phrases of the knowledge and a small fusion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.understanding.accents import Accents, accents_of, add_accents, agree, is_careful
from bot.understanding.emptiness import emptiness
from bot.understanding.index import Hit, PhraseIndex
from bot.understanding.knowledge import Target
from bot.understanding.views import Row, Views
from bot.understanding.wording import Wording

MATTERS = frozenset({"procedure", "decline", "clarify"})
"""Kinds that are about a matter; the others are about the talk itself or about how to get things done."""

_ACCENTS = 0.4
"""What a target loses when all its words are written with other accents in the message."""
_CLARIFY_PHRASE = 0.54
"""The part of the best phrase in the score of a question to ask back, which fits only what is said almost literally."""
_FADE = 0.7
"""What the last word of a question loses against the first ("chứng thực bản sao | đơn ly hôn")."""
_CLAUSE = 0.9
"""What a clause of a long message counts against the whole."""
_OUTSIDE = 0.2
"""What a match within a clause loses when its target knows nothing of the rest of the message."""
_TALK_EMPTINESS = 0.55
"""Words without a subject count more among guides and chat ("bạn là ai")."""
NAMED = frozenset({"procedure", "guide", "decline"})
"""Kinds whose name is also a phrase; the name of the others is a question or a word of ours."""

_FUSED = 12
"""This many targets are looked at closely."""
_PHRASE, _VOCABULARY, _LETTERS = 0.72, 0.16, 0.12
"""Parts of the score: the best phrase, the words known to the target at all, likeness of letters."""


@dataclass(slots=True)
class Ranked:
    """A target and how well it fits (0..1, a little more for a variant whose words were said).

    `covered` is the part of the question's words the target knows, `of_phrase` the part of its phrase that was said.
    `family` is the code of the plain case, the same for a plain procedure and all its variants. `variant` is 1 for a
    variant whose words were said and -1 for its plain case, which then is not meant. `named` says that its short name
    is all that was said.
    """

    target: Target
    score: float
    covered: float
    of_phrase: float
    family: str = ""
    variant: int = 0
    named: bool = False


Phrase = tuple[int, Views]
"""The number of a target and one of its phrases."""


class Ranker:
    """Ranks targets for messages."""

    def __init__(self, targets: Sequence[Target], phrases: Sequence[Phrase]) -> None:
        self.targets = targets
        self._accents: dict[int, Accents] = {}
        matters: list[tuple[int, Row]] = []
        talk: list[tuple[int, Row]] = []
        for number, views in phrases:
            self._note_accents(number, views.wording)
            if targets[number].kind in MATTERS:
                matters += [(number, row) for row in views.subject]
            else:
                talk.append((number, views.whole))
        empty = emptiness(views.wording for _, views in phrases)
        self._matters = PhraseIndex(matters, empty)
        self._talk = PhraseIndex(talk, {word: part * _TALK_EMPTINESS for word, part in empty.items()})

    def matters(self, views: Views) -> list[Ranked]:
        """Procedures, declines and questions to ask back, best first."""
        rows = [(row, 1.0) for row in views.subject] + [(row, _CLAUSE) for row in views.clauses]
        return self._rank(self._matters, rows, views.wording)

    def talks(self, views: Views) -> list[Ranked]:
        """Guides, chat and emergencies, best first."""
        return self._rank(self._talk, [(views.whole, 1.0)], views.wording)

    def _rank(self, index: PhraseIndex, rows: Sequence[tuple[Row, float]], wording: Wording) -> list[Ranked]:
        best: dict[int, Ranked] = {}
        written, careful = accents_of(wording), is_careful(wording)
        whole = _by_place(index, rows[0][0])
        for row, part in rows:
            text = " ".join(row)
            weights = _by_place(index, row)
            for hit in index.search(row, _FUSED if part == 1 else _FUSED // 2):
                found = self._fuse(index, hit, text, weights)
                found.score *= part * (1 - _ACCENTS * self._conflict(index, hit, written, careful))
                if part < 1:
                    known = index.covered(hit.owner, whole)
                    found.covered = (found.covered + known) / 2
                    found.score *= 1 - _OUTSIDE * (1 - known)
                if hit.owner not in best or found.score > best[hit.owner].score:
                    best[hit.owner] = found
        return sorted(best.values(), key=lambda ranked: -ranked.score)

    def _fuse(self, index: PhraseIndex, hit: Hit, text: str, weights: dict[str, float]) -> Ranked:
        covered = index.covered(hit.owner, weights)
        letters = fuzz.token_sort_ratio(text, " ".join(hit.row)) / 100
        if self.targets[hit.owner].kind == "clarify":
            score = _CLARIFY_PHRASE * hit.score + _VOCABULARY * covered + (1 - _CLARIFY_PHRASE - _VOCABULARY) * letters
            return Ranked(self.targets[hit.owner], score, covered, hit.of_phrase)
        score = _PHRASE * hit.score + _VOCABULARY * covered + _LETTERS * letters
        return Ranked(self.targets[hit.owner], score, covered, hit.of_phrase)

    def _note_accents(self, number: int, wording: Wording) -> None:
        known = self._accents.setdefault(number, {})
        for word, marks in accents_of(wording).items():
            for mark in marks:
                add_accents(known, word, mark)

    def _conflict(self, index: PhraseIndex, hit: Hit, written: Accents, careful: bool) -> float:
        """The part (0..1) of the phrase's words that the message has with other accents: "chạy" is not "cháy"."""
        known = self._accents[hit.owner]
        shared = written.keys() & hit.row
        apart = [word for word in shared if word in known and not _can_be(written[word], known[word], careful)]
        return sum(map(index.weight, apart)) / sum(map(index.weight, shared)) if apart else 0.0


def _can_be(written: tuple[str, ...], known: tuple[str, ...], careful: bool) -> bool:
    return any(agree(marks, other, careful) for marks in written for other in known)


def phrases_of(target: Target) -> list[str]:
    """All phrases that lead to a target: what residents say, and its name if that names a matter."""
    named = (target.name,) if target.name and target.kind in NAMED else ()
    return list(dict.fromkeys((*target.says, *named)))


def _by_place(index: PhraseIndex, row: Row) -> dict[str, float]:
    """The weights of a question's words; earlier ones weigh more, because Vietnamese names the matter first."""
    last = max(1, len(row) - 1)
    return {word: index.weight(word) * (1 - _FADE * place / last) for place, word in reversed(list(enumerate(row)))}
