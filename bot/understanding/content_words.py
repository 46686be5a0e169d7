"""How often a word without accents is a function word: "nha" is mostly "nhà" here, "cho" mostly "cho"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.understanding.folding import bare
from bot.understanding.function_words import AS_WRITTEN, FUNCTION_WORD_SHARE
from bot.understanding.normalization import NormalizedText
from bot.understanding.tone_marks import accent_marks


def measure_function_word_share(phrases: Iterable[NormalizedText]) -> dict[str, float]:
    """The part (0..1) of its weight each word loses, by how often the phrases write it as a function word."""
    grammar = {(bare(word), accent_marks(word)) for word in AS_WRITTEN}
    total: Counter[str] = Counter()
    empty: Counter[str] = Counter()
    for normalized in phrases:
        for word, raw in normalized.words_with_raw():
            if word in FUNCTION_WORD_SHARE and raw is not None:
                total[word] += 1
                empty[word] += (word, accent_marks(raw)) in grammar
    return {word: part * (empty[word] + 1) / (total[word] + 1) for word, part in FUNCTION_WORD_SHARE.items()}
