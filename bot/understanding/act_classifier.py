"""How likely each act of a message is: learned from messages whose act is known.

A multinomial logistic regression over features of bot.understanding.act_features, learned by gradient descent with
steps that shrink for features seen often (AdaGrad). Features are hashed into a table of fixed size: new words of
officials need no new table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.understanding.act_features import Features

OTHER = "other"
"""The act of a message that neither cries for help nor gives feedback."""
FEEDBACK = ("complaint", "proposal", "praise")

_BUCKETS = 1 << 14
_ROUNDS, _STEP, _STEP_BIAS, _FIRST = 5, 0.3, 0.02, 0.01
"""Passes over all messages, the size of a step, of a step of the bias, and what each feature has seen at first."""
_SETTLED = 0.01
"""A message whose likelihoods are all wrong by less teaches nothing."""

Floats = NDArray[np.float32]
Vector = tuple[NDArray[np.intp], Floats]


class ActClassifier:
    """Learned once; then returns likelihoods. Pure, the same for the same messages in the same order."""

    def __init__(self, examples: Iterable[tuple[str, Features]]) -> None:
        """`examples` are messages as (act, features)."""
        rows = [(act, _hash_features(features)) for act, features in examples]
        self.acts = tuple(dict.fromkeys((OTHER, *FEEDBACK, *(act for act, _ in rows))))
        self._weights = np.zeros((_BUCKETS, len(self.acts)), np.float32)
        self._bias = np.zeros(len(self.acts), np.float32)
        self._learn([(self.acts.index(act), vector) for act, vector in rows])

    def likelihoods(self, features: Features) -> Mapping[str, float]:
        """The likelihood (0..1) of each act; {} when nothing was learned."""
        if not self._bias.any():
            return {}
        shares = self._shares(_hash_features(features))
        return dict(zip(self.acts, map(float, shares), strict=True))

    def _shares(self, vector: Vector) -> Floats:
        places, values = vector
        totals = values @ self._weights[places] + self._bias
        powers = np.exp(totals - totals.max())
        shares: Floats = powers / powers.sum()
        return shares

    def _learn(self, rows: list[tuple[int, Vector]]) -> None:
        past = np.full(_BUCKETS, _FIRST, np.float32)
        random = np.random.default_rng(1)
        for _ in range(_ROUNDS):
            for number in random.permutation(len(rows)):
                act, vector = rows[number]
                wrong = self._shares(vector)
                wrong[act] -= 1
                if np.abs(wrong).max() > _SETTLED:
                    self._correct(vector, wrong, past)

    def _correct(self, vector: Vector, wrong: Floats, past: Floats) -> None:
        places, values = vector
        push = np.outer(values, wrong)
        past[places] += np.square(push).sum(axis=1)
        self._weights[places] -= _STEP * push / np.sqrt(past[places])[:, None]
        self._bias -= _STEP_BIAS * wrong


def _hash_features(features: Features) -> Vector:
    """Places in the table and values; features that share a place are added up."""
    table: dict[int, float] = {}
    for name, value in features.items():
        place = crc32(name.encode()) % _BUCKETS
        table[place] = table.get(place, 0.0) + value
    return np.fromiter(table, np.intp, len(table)), np.fromiter(table.values(), np.float32, len(table))
