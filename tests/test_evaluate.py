from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from bot.evaluate import Question, QuestionsError, figures_of, is_right_behaviour, read_questions, run
from bot.understanding.result import Understanding
from tests.town import Town

BIRTH, COPY, MARRIAGE = "1.001193", "2.000635", "1.000894"


def answer(code: str | None, *candidates: str, confidence: float = 0.9, intent: str = "procedure") -> Understanding:
    return Understanding("answer", intent, confidence, procedure=code, candidates=candidates)


def question(
    behaviour: str, *codes: str, label: str = "", text: str = "?", derived_from: str | None = None
) -> Question:
    return Question("1", text, behaviour, label, codes, derived_from)


@pytest.mark.parametrize(
    ("asked", "found", "right"),
    [
        (question("answer", BIRTH, COPY), answer(COPY), True),
        (question("answer", BIRTH), answer(MARRIAGE), False),
        (question("answer", BIRTH), Understanding("clarify", "procedure", 0.5, candidates=(BIRTH,)), False),
        (question("clarify", BIRTH), Understanding("clarify", "procedure", 0.5, candidates=(COPY, BIRTH)), True),
        (question("clarify", BIRTH), Understanding("clarify", "procedure", 0.5, candidates=(MARRIAGE,)), False),
        (question("clarify"), Understanding("clarify", "procedure", 0.5, candidates=(MARRIAGE,)), True),
        (question("clarify", BIRTH), answer(BIRTH), False),
        (question("decline"), Understanding("decline", "out_of_government", 0.9), True),
        (question("redirect"), Understanding("decline", "other_office", 0.9), True),
        (question("decline"), Understanding("fallback", "unknown", 0.2), False),
        (question("guide", label="guide:buu_chinh"), answer(None, intent="postal"), True),
        (question("guide", label="guide:buu_chinh"), answer(BIRTH), False),
        (question("guide", label="guide:lien_he"), Understanding("chat", "hours", 0.9), True),
        (question("guide", label="guide:buu_chinh"), Understanding("chat", "hours", 0.9), False),
        (question("smalltalk"), Understanding("chat", "greeting", 0.9), True),
        (question("smalltalk"), Understanding("fallback", "unknown", 0.1), False),
        (question("feedback"), Understanding("chat", "rating", 0.9), True),
        (question("feedback"), Understanding("chat", "greeting", 0.9), False),
    ],
)
def test_a_reaction_is_judged_by_the_behaviour_table(asked: Question, found: Understanding, right: bool) -> None:
    assert is_right_behaviour(asked, found) is right


def test_figures_count_what_was_right_wrong_and_near() -> None:
    reactions = {
        "a": answer(BIRTH, BIRTH),
        "b": answer(MARRIAGE, MARRIAGE, COPY, BIRTH, confidence=0.6),
        "c": answer(MARRIAGE, COPY, COPY, COPY),
        "d": Understanding("clarify", "procedure", 0.5, candidates=("x", "y", "z", BIRTH)),
        "e": answer(MARRIAGE, confidence=0.85),
    }
    asked = [question("answer", BIRTH, text=text) for text in "abcd"] + [question("decline", text="e")]
    figures = figures_of(run(asked, reactions.__getitem__))
    assert (figures.questions, figures.first, figures.first_three) == (5, 0.25, 0.5)
    assert (figures.wrong_stated, figures.wrong_stated_all, figures.behaviour) == (0.5, 0.6, 0.2)
    assert figures.behaviours == {"answer": (4, 0.25), "decline": (1, 0.0)}
    assert (figures.sure_count, figures.sure_right) == (3, pytest.approx(1 / 3))
    assert [(one.low, one.count, one.right) for one in figures.calibration] == [(0.5, 1, 0), (0.8, 1, 0), (0.9, 2, 0.5)]


def test_noisy_variants_are_compared_with_their_own_originals() -> None:
    asked = [
        question("answer", BIRTH, text="khai sinh"),
        question("answer", BIRTH, text="khai sih", derived_from="khai sinh"),
        question("answer", BIRTH, text="orphan", derived_from="not in this file"),
    ]
    figures = figures_of(run(asked, lambda text: answer(BIRTH if text == "khai sinh" else MARRIAGE)))
    assert (figures.noisy, figures.noisy_originals) == (0.0, 1.0)


def test_former_codes_count_as_the_codes_of_today() -> None:
    row = json.dumps({"id": "d1", "question": "làm căn cước", "behaviour": "answer", "codes": ["old", "new", "other"]})
    (found,) = read_questions([row, "\n"], lambda code: "new" if code == "old" else code)
    assert found.codes == ("new", "other")


@pytest.mark.parametrize(
    "line", ["nothing", "[]", '{"question": "x"}', '{"question": "x", "behaviour": "sing"}', '{"behaviour": "answer"}']
)
def test_a_line_that_cannot_be_used_is_named(line: str) -> None:
    good = '{"question": "x", "behaviour": "answer", "codes": []}'
    with pytest.raises(QuestionsError, match="Dòng 2"):
        read_questions([good, line], str)


def test_a_file_without_questions_is_refused() -> None:
    with pytest.raises(QuestionsError):
        read_questions(["", " "], str)


@pytest.fixture
def app(town: Town) -> Flask:
    return town.app


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [
        {
            "id": "1",
            "question": "đăng ký kết hôn cần gì",
            "label": MARRIAGE,
            "behaviour": "answer",
            "codes": [MARRIAGE],
        },
        {"id": "2", "question": "đăng ký kết hôn cần gì", "behaviour": "decline", "codes": []},
    ]
    found = tmp_path / "questions.jsonl"
    found.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return found


def test_the_command_prints_the_table_and_the_misses(app: Flask, file: Path) -> None:
    result = app.test_cli_runner().invoke(args=["evaluate", str(file)])
    assert result.exit_code == 0
    assert "phản ứng đúng, mọi câu" in result.output
    assert "50,0 %" in result.output
    assert "1 câu sai" in result.output


def test_the_command_gives_one_json_object(app: Flask, file: Path) -> None:
    result = app.test_cli_runner().invoke(args=["evaluate", str(file), "--json"])
    found = json.loads(result.output)
    assert found["figures"]["first"] == 1.0
    assert [miss["id"] for miss in found["misses"]] == ["2"]


def test_the_command_names_a_bad_line_without_a_traceback(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("x\n", encoding="utf-8")
    result = app.test_cli_runner().invoke(args=["evaluate", str(tmp_path / "bad.jsonl")])
    assert result.exit_code == 1
    assert "Dòng 1" in result.output
