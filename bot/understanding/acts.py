"""What each clause of a message does, before what it is about: asks, wishes, tells, urges, greets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.understanding import act_words
from bot.understanding.clauses import Clause, ClauseSplitter
from bot.understanding.cues import Cue, CueTable, WordRow, WordSplitter
from bot.understanding.knowledge import Lexicon

_FEW = 2
"""A clause with at most so many words besides those of greeting only greets ("chào ad Lan")."""

_LONGEST_URGE, _MOST_BEHIND = 14, 4
"""A clause of urging has at most so many words, and so many behind what is wanted; more of them name a matter."""

_NEGATED = 4
"""A negation reaches so many words ahead."""


class SpeechAct(Enum):
    """What a clause does."""

    ASKS = "asks"
    WISHES = "wishes"
    TELLS = "tells"
    URGES = "urges"
    """Wants somebody to act, without a matter ("kính mong phường xem xét")."""
    GREETS = "greets"


@dataclass(frozen=True, slots=True)
class Speech:
    """A clause with its act."""

    clause: Clause
    act: SpeechAct

    @property
    def text(self) -> str:
        """The text of the clause."""
        return self.clause.text


class ActReader:
    """Reads the act of every clause of a message by the grammar of asking and wishing."""

    def __init__(self, lexicon: Lexicon) -> None:
        certain = {form: means[0] for form, means in lexicon.abbreviations.items() if len(means) == 1}
        self.words = WordSplitter({**certain, **lexicon.teencode})
        self._splitter = ClauseSplitter(self.words)
        asks = [(phrase, True) for phrase in (*act_words.ASKING, *act_words.OPENERS)]
        self._asks = CueTable([*((phrase, False) for phrase in act_words.NOT_ASKING), *asks])
        self._yes_no = CueTable((phrase, True) for phrase in act_words.YES_NO)
        self._after = CueTable((phrase, True) for phrase in (*act_words.AFTER, *act_words.PRONOUNS))
        wishes = [(phrase, True) for phrase in act_words.WISHING]
        self._wishes = CueTable([*((phrase, False) for phrase in act_words.NOT_WISHING), *wishes])
        self._turns = CueTable((phrase, True) for phrase in act_words.PRESENT)
        greetings = (*act_words.GREETING, *act_words.PRONOUNS, *lexicon.place_names)
        self._greetings = CueTable((phrase, True) for phrase in greetings)
        self._urges = CueTable((phrase, True) for phrase in act_words.URGES)
        self._urged = CueTable((phrase, True) for phrase in act_words.URGED)
        self._introductions = CueTable((phrase, True) for phrase in act_words.SELF_INTRODUCTION)

    def read(self, text: str) -> tuple[Speech, ...]:
        """The clauses of a message with their acts, in order."""
        speeches = tuple(Speech(clause, self._act_of(clause)) for clause in self._splitter.split(text))
        return speeches if has_act(speeches, SpeechAct.ASKS, SpeechAct.WISHES) else self._with_turn(speeches)

    def _with_turn(self, speeches: tuple[Speech, ...]) -> tuple[Speech, ...]:
        """The clauses of a message without question and wish; one that turns to the present wishes ("giờ đổi thẻ")."""
        last = max((place for place, one in enumerate(speeches) if one.act is SpeechAct.TELLS), default=0)
        if not last or not self._turns.find_at(speeches[last].clause.row, 0):
            return speeches
        return (*speeches[:last], Speech(speeches[last].clause, SpeechAct.WISHES), *speeches[last + 1 :])

    def introduces_self(self, clause: Clause) -> bool:
        """Whether a clause only says who writes ("tôi là người dân khu phố 3")."""
        return self._introductions.find_at(clause.row, 0) is not None

    def _act_of(self, clause: Clause) -> SpeechAct:
        row = clause.row
        if self._only_greets(row):
            return SpeechAct.GREETS
        if self._only_urges(row):
            return SpeechAct.URGES
        if "?" in clause.mark or self._asks_in(row):
            return SpeechAct.ASKS
        return SpeechAct.WISHES if any(cue.value for cue in self._wishes.find_all(row)) else SpeechAct.TELLS

    def _asks_in(self, row: WordRow) -> bool:
        if any(cue.value and not _is_negated(row, cue) for cue in self._asks.find_all(row)):
            return True
        end = len(row.words)
        while end > 1:
            if self._yes_no.find_ending(row, end):
                return True
            particle = self._after.find_ending(row, end)
            if particle is None:
                return False
            end = particle.start
        return False

    def _only_greets(self, row: WordRow) -> bool:
        covered = sum(cue.end - cue.start for cue in self._greetings.find_all(row))
        greets = self._greetings.find_at(row, 0) is not None
        return greets and len(row.words) - covered <= (0 if covered < _FEW else 1)

    def _only_urges(self, row: WordRow) -> bool:
        """Whether a clause begins with a word of urging and ends with what is wanted, and names little else."""
        if self._urges.find_at(row, 0) is None or len(row.words) > _LONGEST_URGE:
            return False
        ends = [cue.end for cue in self._urged.find_all(row)]
        return bool(ends) and len(row.words) - ends[-1] <= _MOST_BEHIND


def _is_negated(row: WordRow, cue: Cue[bool]) -> bool:
    """Whether a word like "nào" means "any" because a negation stands before it ("chưa được đồng nào")."""
    if cue.end - cue.start > 1 or row.words[cue.end - 1] not in act_words.INDEFINITE:
        return False
    before = row.words[max(0, cue.start - _NEGATED) : cue.start]
    return not act_words.NEGATION.isdisjoint(before) and act_words.KNOWING.isdisjoint(before)


def has_act(speeches: Sequence[Speech], *acts: SpeechAct) -> bool:
    """Whether a clause has one of these acts."""
    return any(speech.act in acts for speech in speeches)
