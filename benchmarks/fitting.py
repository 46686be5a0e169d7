"""Learn the weights of bot/understanding/weights.py from questions with known answers: `python -m benchmarks.fitting`.

Examples are the questions of the files that may be looked at, and sayings about nothing at all. The unseen files are
never read here. What residents asked there became phrases of the content, so the evidence comes from a reader without
the phrases that are nearly a question: it learns what to trust when the words are new. `--cross` learns from all files
but one and judges on that one. Learn anew when much content was added; nothing else has to be touched.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import exp, sqrt
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.server import ROOT
from bot.content import Content
from bot.evaluate import Question, read_questions
from bot.evaluate.behaviour import is_right_behaviour
from bot.understanding.evidence import Candidate, Evidence
from bot.understanding.folding import fold
from bot.understanding.knowledge import Knowledge
from bot.understanding.outcomes import outcome_of
from bot.understanding.reader import Reader

FILES = {
    "dev": ROOT.parent / "shared/data/questions_dev.jsonl",
    "seen": ROOT / "tests/questions/seen.jsonl",
    "fresh": ROOT / "tests/questions/fresh.jsonl",
    "heard": ROOT / "tests/questions/heard.jsonl",
}
WEIGHTS_FILE = ROOT / "bot/understanding/weights.py"
NOTHING = ROOT / "benchmarks/nothing.txt"
NEARLY = 80
"""A phrase as like a question as this (rapidfuzz, 0..100) may have been made from it."""
OFTEN = 2.0
"""How often each saying about nothing counts: people say many more such things than the file can hold."""
ROUNDS, STEP, SHRINK = 30, 0.3, 0.0002
_HEAD = '''"""The weights of the evidence, learned by `python -m benchmarks.fitting`: do not edit, learn them anew."""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
'''


@dataclass(frozen=True, slots=True)
class Example:
    """The evidence of everything a message may mean, which of it is right, and how much the example counts."""

    evidence: tuple[Evidence, ...]
    right: tuple[bool, ...]
    counts: float


def without_phrases_of(knowledge: Knowledge, questions: Sequence[Question]) -> Knowledge:
    """The knowledge as if nobody had ever asked the questions: without all phrases that are nearly one of them."""
    asked = [fold(question.text) for question in questions]
    return replace(
        knowledge,
        targets=tuple(replace(target, says=_unlike(target.says, asked)) for target in knowledge.targets),
    )


def _unlike(phrases: Sequence[str], asked: Sequence[str]) -> tuple[str, ...]:
    if not phrases:
        return ()
    likeness = process.cdist(
        [fold(phrase) for phrase in phrases], asked, scorer=fuzz.token_sort_ratio, score_cutoff=NEARLY, dtype=np.uint8
    )
    return tuple(phrase for phrase, most in zip(phrases, likeness.max(axis=1), strict=True) if most < NEARLY)


def examples(reader: Reader, questions: Sequence[Question]) -> list[Example]:
    """One example for each question that is left to the weights and can be answered at all."""
    found = []
    for question in questions:
        views, candidates = reader.weigh(question.text)
        right = tuple(
            one.found is not None and is_right_behaviour(question, outcome_of(one.found, views, 1.0))
            for one in candidates
        )
        if any(right):
            found.append(Example(_evidence(candidates), right, 1.0))
    return found


def nothing_known(reader: Reader, sayings: Sequence[str]) -> list[Example]:
    """Sayings that are about nothing the bot knows."""
    found = []
    for said in sayings:
        _, candidates = reader.weigh(said)
        right = tuple(one.found is None for one in candidates)
        found.append(Example(_evidence(candidates), right, OFTEN))
    return found


def learn(learned_from: Sequence[Example], rng: random.Random) -> dict[str, float]:
    """Weights that make what is right likely, kept small: gradient ascent with a step of its own for each weight."""
    weights: dict[str, float] = {}
    slopes: dict[str, float] = {}
    order = list(learned_from)
    for _ in range(ROUNDS):
        rng.shuffle(order)
        for example in order:
            _learn_one(example, weights, slopes)
    return {name: round(weights[name], 3) for name in sorted(weights)}


def _learn_one(example: Example, weights: dict[str, float], slopes: dict[str, float]) -> None:
    shares = _shares(example.evidence, weights)
    right = sum(share for share, holds in zip(shares, example.right, strict=True) if holds) or 1e-12
    slope: dict[str, float] = {}
    for evidence, share, holds in zip(example.evidence, shares, example.right, strict=True):
        pull = ((share / right if holds else 0.0) - share) * example.counts
        if abs(pull) > 1e-4:
            for name, value in evidence.items():
                slope[name] = slope.get(name, 0.0) + pull * value
    for name, value in slope.items():
        value -= SHRINK * weights.get(name, 0.0)
        slopes[name] = slopes.get(name, 1e-3) + value * value
        weights[name] = weights.get(name, 0.0) + STEP * value / sqrt(slopes[name])


def _shares(candidates: Sequence[Evidence], weights: dict[str, float]) -> list[float]:
    totals = [sum(value * weights.get(name, 0.0) for name, value in one.items()) for one in candidates]
    powers = [exp(total - max(totals)) for total in totals]
    return [power / sum(powers) for power in powers]


def _evidence(candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
    return tuple(one.evidence for one in candidates)


def _questions(content: Content) -> dict[str, list[Question]]:
    def today_code(code: str) -> str:
        procedure = content.procedure(code)
        return procedure.code if procedure else code

    there = {name: file for name, file in FILES.items() if file.exists()}
    return {name: read_questions(file.read_text("utf-8").splitlines(), today_code) for name, file in there.items()}


def _crossed(by_file: dict[str, list[Example]], nothing: list[Example]) -> Iterator[str]:
    for left_out, asked in by_file.items():
        rest = [one for name, found in by_file.items() if name != left_out for one in found]
        weights = learn([*rest, *nothing], random.Random(1))
        right = sum(max(zip(_shares(one.evidence, weights), one.right, strict=True))[1] for one in asked)
        yield f"{left_out}: right in {right / len(asked):.1%} of {len(asked)} by weights learned without it"


def write(weights: dict[str, float], file: Path) -> None:
    """The weights as a module."""
    lines = "".join(f'    "{name}": {value},\n' for name, value in weights.items())
    file.write_text(f"{_HEAD}{lines}}}\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Learn and write, or with --cross only judge."""
    content = Content.load(ROOT / "content").valid_on(date.today())
    questions = _questions(content)
    reader = Reader(without_phrases_of(content.knowledge(), [one for asked in questions.values() for one in asked]))
    by_file = {name: examples(reader, asked) for name, asked in questions.items()}
    nothing = nothing_known(reader, NOTHING.read_text("utf-8").splitlines())
    if "--cross" in arguments:
        print(*_crossed(by_file, nothing), sep="\n")
    else:
        write(learn([*(one for found in by_file.values() for one in found), *nothing], random.Random(1)), WEIGHTS_FILE)


if __name__ == "__main__":
    main(sys.argv[1:])
