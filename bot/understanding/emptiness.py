"""How far a word without accents is grammar: "nha" is mostly "nhà" here, "cho" mostly "cho"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.understanding.folding import bare
from bot.understanding.function_words import AS_WRITTEN, EMPTINESS
from bot.understanding.marks import marks
from bot.understanding.wording import Wording


def emptiness(wordings: Iterable[Wording]) -> dict[str, float]:
    """The part (0..1) of its weight each word loses, by how often the phrases write it as a word of grammar."""
    grammar = {(bare(word), marks(word)) for word in AS_WRITTEN}
    total: Counter[str] = Counter()
    empty: Counter[str] = Counter()
    for wording in wordings:
        for word, raw in wording.pairs():
            if word in EMPTINESS and raw is not None:
                total[word] += 1
                empty[word] += (word, marks(raw)) in grammar
    return {word: part * (empty[word] + 1) / (total[word] + 1) for word, part in EMPTINESS.items()}
