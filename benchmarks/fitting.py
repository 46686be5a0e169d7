"""Learn the weights of bot/understanding/weights.py from questions with known answers: `python -m benchmarks.fitting`.

The examples are the questions of FILES and messages about nothing the bot knows; the unseen files are never read here.
Questions of the files became phrases of the content, so the evidence comes from a reader without the phrases that are
almost a question: the weights learn what to trust when the words are new. written_doors_learn.jsonl is left out: it has
far more matters of other offices than people ask about. `--cross` trains on all files but one and tests on that one.
Train again after adding much content; nothing else has to be changed.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import exp, sqrt
from pathlib import Path
from zlib import crc32

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.server import ROOT
from bot.content import Content
from bot.evaluate import Question, read_questions
from bot.evaluate.behaviour import is_right_behaviour
from bot.understanding.evidence import Candidate, Evidence
from bot.understanding.folding import fold
from bot.understanding.knowledge import Knowledge
from bot.understanding.outcomes import outcome_of_match
from bot.understanding.reader import Reader

FILES = {
    "dev": ROOT / "data/questions_dev.jsonl",
    "seen": ROOT / "tests/questions/seen.jsonl",
    "fresh": ROOT / "tests/questions/fresh.jsonl",
    "heard": ROOT / "tests/questions/heard.jsonl",
}
LEARN = {
    **{file.stem: file for file in sorted((ROOT / "tests/questions/real").glob("*_learn.jsonl"))},
    "written_learn": ROOT / "tests/questions/written_learn.jsonl",
}
"""Messages that are told messages of the content as well: each is judged by a reader without its fold."""
FOLDS = 4
"""The number of folds: with few of them a reader without one knows so little that the judge learns not to trust it."""
WEIGHTS_FILE = ROOT / "bot/understanding/weights.py"
NOTHING = ROOT / "benchmarks/nothing.txt"
NEARLY = 80
"""From this similarity on (rapidfuzz, 0..100) a phrase may have been derived from a question."""
OFTEN = 2.0
"""The weight of each message about nothing: people write many more of them than the file contains."""
ROUNDS, STEP, SHRINK = 30, 0.3, 0.0002
_HEAD = '''"""The weights of the evidence, learned by `python -m benchmarks.fitting`: do not edit, learn them anew."""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
'''


@dataclass(frozen=True, slots=True)
class Example:
    """The evidence of all candidates of a message, which of them are right, and the weight of the example."""

    evidence: tuple[Evidence, ...]
    right: tuple[bool, ...]
    weight: float


def without_phrases_of(knowledge: Knowledge, questions: Sequence[Question]) -> Knowledge:
    """The knowledge without all phrases that are almost one of the questions."""
    texts = [fold(question.text) for question in questions]
    return replace(
        knowledge,
        targets=tuple(replace(target, says=_phrases_unlike(target.says, texts)) for target in knowledge.targets),
    )


def _phrases_unlike(phrases: Sequence[str], texts: Sequence[str]) -> tuple[str, ...]:
    if not phrases:
        return ()
    similarity = process.cdist(
        [fold(phrase) for phrase in phrases], texts, scorer=fuzz.token_sort_ratio, score_cutoff=NEARLY, dtype=np.uint8
    )
    return tuple(phrase for phrase, most in zip(phrases, similarity.max(axis=1), strict=True) if most < NEARLY)


def make_examples(reader: Reader, questions: Sequence[Question]) -> list[Example]:
    """One example for each question that has a right candidate."""
    examples = []
    for question in questions:
        message, candidates = reader.collect_evidence(question.text)
        right = tuple(
            one.match is not None and is_right_behaviour(question, outcome_of_match(one.match, message, 1.0))
            for one in candidates
        )
        if any(right):
            examples.append(Example(_evidence_of(candidates), right, 1.0))
    return examples


def make_nothing_examples(reader: Reader, sayings: Sequence[str]) -> list[Example]:
    """Examples of messages for which "nothing known" is right."""
    examples = []
    for text in sayings:
        _, candidates = reader.collect_evidence(text)
        right = tuple(one.match is None for one in candidates)
        examples.append(Example(_evidence_of(candidates), right, OFTEN))
    return examples


def learn_weights(learned_from: Sequence[Example], rng: random.Random) -> dict[str, float]:
    """Maximum likelihood weights with L2 shrinkage, by gradient ascent with a step per weight (AdaGrad)."""
    weights: dict[str, float] = {}
    slopes: dict[str, float] = {}
    order = list(learned_from)
    for _ in range(ROUNDS):
        rng.shuffle(order)
        for example in order:
            _learn_one(example, weights, slopes)
    return {name: round(weights[name], 3) for name in sorted(weights)}


def _learn_one(example: Example, weights: dict[str, float], slopes: dict[str, float]) -> None:
    likelihoods = _likelihoods(example.evidence, weights)
    right = sum(likelihood for likelihood, holds in zip(likelihoods, example.right, strict=True) if holds) or 1e-12
    slope: dict[str, float] = {}
    for evidence, likelihood, holds in zip(example.evidence, likelihoods, example.right, strict=True):
        pull = ((likelihood / right if holds else 0.0) - likelihood) * example.weight
        if abs(pull) > 1e-4:
            for name, value in evidence.items():
                slope[name] = slope.get(name, 0.0) + pull * value
    for name, value in slope.items():
        value -= SHRINK * weights.get(name, 0.0)
        slopes[name] = slopes.get(name, 1e-3) + value * value
        weights[name] = weights.get(name, 0.0) + STEP * value / sqrt(slopes[name])


def _likelihoods(candidates: Sequence[Evidence], weights: dict[str, float]) -> list[float]:
    totals = [sum(value * weights.get(name, 0.0) for name, value in one.items()) for one in candidates]
    powers = [exp(total - max(totals)) for total in totals]
    return [power / sum(powers) for power in powers]


def _evidence_of(candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
    return tuple(one.evidence for one in candidates)


def without_examples(knowledge: Knowledge, fold: int) -> Knowledge:
    """The knowledge without the told messages of one fold, so that these are new to a reader built from it."""
    return replace(
        knowledge,
        targets=tuple(
            replace(target, examples=tuple(text for text in target.examples if fold_of(text) != fold))
            for target in knowledge.targets
        ),
    )


def fold_of(text: str) -> int:
    """The fold, from 0 to FOLDS - 1, of a message: by its words alone."""
    return crc32(" ".join(text.split()).encode()) % FOLDS


def _read_files(content: Content) -> dict[str, list[Question]]:
    def today_code(code: str) -> str:
        procedure = content.procedure(code)
        return procedure.code if procedure else code

    existing = {name: file for name, file in (FILES | LEARN).items() if file.exists()}
    return {name: read_questions(file.read_text("utf-8").splitlines(), today_code) for name, file in existing.items()}


def _cross_validate(by_file: dict[str, list[Example]], nothing: list[Example]) -> Iterator[str]:
    for left_out, tested in by_file.items():
        rest = [one for name, examples in by_file.items() if name != left_out for one in examples]
        weights = learn_weights([*rest, *nothing], random.Random(1))
        right = sum(max(zip(_likelihoods(one.evidence, weights), one.right, strict=True))[1] for one in tested)
        yield f"{left_out}: right in {right / len(tested):.1%} of {len(tested)} by weights learned without it"


def write_weights(weights: dict[str, float], file: Path) -> None:
    """Write the weights as a Python module."""
    lines = "".join(f'    "{name}": {value},\n' for name, value in weights.items())
    file.write_text(f"{_HEAD}{lines}}}\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Train and write the weights, or print the cross validation with --cross."""
    content = Content.load(ROOT / "content").valid_on(date.today())
    questions = _read_files(content)
    knowledge = without_phrases_of(content.knowledge(), [one for rows in questions.values() for one in rows])
    by_file: dict[str, list[Example]] = {name: [] for name in questions}
    for part in range(FOLDS):
        reader = Reader(without_examples(knowledge, part))
        for name in sorted(LEARN.keys() & questions.keys()):
            by_file[name] += make_examples(reader, [one for one in questions[name] if fold_of(one.text) == part])
    for name in sorted(questions.keys() - LEARN.keys()):
        by_file[name] = make_examples(reader, questions[name])
    nothing = make_nothing_examples(reader, NOTHING.read_text("utf-8").splitlines())
    if "--cross" in arguments:
        print(*_cross_validate(by_file, nothing), sep="\n")
    else:
        every = [*(one for examples in by_file.values() for one in examples), *nothing]
        write_weights(learn_weights(every, random.Random(1)), WEIGHTS_FILE)


if __name__ == "__main__":
    main(sys.argv[1:])
