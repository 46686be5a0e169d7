"""Messages that announce a report ("tôi muốn phản ánh ...") are complaints, whatever they are about."""

from __future__ import annotations

from collections.abc import Iterable

from bot.understanding.folding import folded_words
from bot.understanding.knowledge import Target
from bot.understanding.parsing import ParsedMessage

INTENT = "complaint"
_MOST_BEFORE = 2
"""At most so many words stand before the phrase ("hôm nay tôi muốn phản ánh ...")."""
_WISH = ("muon", "phan", "anh")


class Complaints:
    """The phrases of the complaint target that only announce a report ("tôi muốn phản ánh")."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self._target = next((target for target in targets if target.intent == INTENT and target.kind == "chat"), None)
        phrases = map(folded_words, self._target.says if self._target else ())
        self._openings = {row for row in phrases if row[-3:] == _WISH} | {_WISH}

    def find_complaint(self, message: ParsedMessage) -> Target | None:
        """The complaint target when a message opens with such a phrase."""
        row = message.normalized.words
        starts = range(min(len(row), _MOST_BEFORE + 1))
        starts_with_opening = any(
            row[start : start + len(opening)] == opening for start in starts for opening in self._openings
        )
        return self._target if starts_with_opening else None
