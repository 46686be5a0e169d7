"""Somebody who says that they want to report something does, whatever it is about."""

from __future__ import annotations

from collections.abc import Iterable

from bot.understanding.folding import folded_words
from bot.understanding.knowledge import Target
from bot.understanding.views import Views

INTENT = "complaint"
_MOST_BEFORE = 2
"""So many words may stand before the phrase ("hôm nay tôi muốn phản ánh ...")."""
_WISH = ("muon", "phan", "anh")


class Complaints:
    """The phrases of the complaint target that only announce a report ("tôi muốn phản ánh")."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self._target = next((target for target in targets if target.intent == INTENT and target.kind == "chat"), None)
        said = map(folded_words, self._target.says if self._target else ())
        self._openings = {row for row in said if row[-3:] == _WISH} | {_WISH}

    def find(self, views: Views) -> Target | None:
        """The complaint target when a message opens with such a phrase."""
        row = views.wording.words
        starts = range(min(len(row), _MOST_BEFORE + 1))
        opens = any(row[start : start + len(said)] == said for start in starts for said in self._openings)
        return self._target if opens else None
