from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from bot.evaluate import (
    Question,
    QuestionsError,
    accepts_reaction,
    figures_of,
    is_right_behaviour,
    judge_questions,
    read_questions,
)
from bot.understanding.result import Understanding
from tests.support.app import AppFixture

BIRTH, COPY, MARRIAGE = "1.001193", "2.000635", "1.000894"


def answer(code: str | None, *candidates: str, confidence: float = 0.9, intent: str = "procedure") -> Understanding:
    return Understanding("answer", intent, confidence, procedure=code, candidates=candidates)


def question(
    behaviour: str, *codes: str, label: str = "", text: str = "?", derived_from: str | None = None
) -> Question:
    return Question("1", text, behaviour, label, codes, derived_from)


@pytest.mark.parametrize(
    ("expected", "understanding", "right"),
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
def test_a_reaction_is_judged_by_the_behaviour_table(
    expected: Question, understanding: Understanding, right: bool
) -> None:
    assert is_right_behaviour(expected, understanding) is right


def test_figures_count_what_was_right_wrong_and_near() -> None:
    reactions = {
        "a": answer(BIRTH, BIRTH),
        "b": answer(MARRIAGE, MARRIAGE, COPY, BIRTH, confidence=0.6),
        "c": answer(MARRIAGE, COPY, COPY, COPY),
        "d": Understanding("clarify", "procedure", 0.5, candidates=("x", "y", "z", BIRTH)),
        "e": answer(MARRIAGE, confidence=0.85),
    }
    questions = [question("answer", BIRTH, text=text) for text in "abcd"] + [question("decline", text="e")]
    figures = figures_of(judge_questions(questions, reactions.__getitem__))
    assert (figures.questions, figures.first, figures.first_three) == (5, 0.25, 0.5)
    assert (figures.wrong_stated, figures.wrong_stated_all, figures.behaviour) == (0.5, 0.6, 0.2)
    assert figures.behaviours == {"answer": (4, 0.25), "decline": (1, 0.0)}
    assert (figures.sure_count, figures.sure_right) == (3, pytest.approx(1 / 3))
    assert [(one.low, one.count, one.right) for one in figures.calibration] == [(0.5, 1, 0), (0.8, 1, 0), (0.9, 2, 0.5)]


def test_noisy_variants_are_compared_with_their_own_originals() -> None:
    questions = [
        question("answer", BIRTH, text="khai sinh"),
        question("answer", BIRTH, text="khai sih", derived_from="khai sinh"),
        question("answer", BIRTH, text="orphan", derived_from="not in this file"),
    ]
    figures = figures_of(judge_questions(questions, lambda text: answer(BIRTH if text == "khai sinh" else MARRIAGE)))
    assert (figures.noisy, figures.noisy_originals) == (0.0, 1.0)


def test_former_codes_count_as_the_codes_of_today() -> None:
    row = json.dumps({"id": "d1", "question": "làm căn cước", "behaviour": "answer", "codes": ["old", "new", "other"]})
    (loaded,) = read_questions([row, "\n"], lambda code: "new" if code == "old" else code)
    assert loaded.codes == ("new", "other")


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
def app(ward_app: AppFixture) -> Flask:
    return ward_app.app


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
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_command_prints_the_table_and_the_misses(app: Flask, file: Path) -> None:
    result = app.test_cli_runner().invoke(args=["evaluate", str(file)])
    assert result.exit_code == 0
    assert "phản ứng đúng, mọi câu" in result.output
    assert "50,0 %" in result.output
    assert "1 câu sai" in result.output


def test_the_command_gives_one_json_object(app: Flask, file: Path) -> None:
    result = app.test_cli_runner().invoke(args=["evaluate", str(file), "--json"])
    output = json.loads(result.output)
    assert output["figures"]["first"] == 1.0
    assert [miss["id"] for miss in output["misses"]] == ["2"]


def test_the_command_names_a_bad_line_without_a_traceback(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("x\n", encoding="utf-8")
    result = app.test_cli_runner().invoke(args=["evaluate", str(tmp_path / "bad.jsonl")])
    assert result.exit_code == 1
    assert "Dòng 1" in result.output


@pytest.mark.parametrize(
    ("also", "understanding"),
    [
        (f"answer:{BIRTH}", answer(BIRTH)),
        ("intent:hours", Understanding("chat", "hours", 0.9)),
        ("chat", Understanding("chat", "yes", 0.9)),
        ("guide", answer(None, intent="postal")),
        ("clarify", Understanding("clarify", "procedure", 0.5)),
        ("decline", Understanding("decline", "other_office", 0.5)),
        ("feedback", Understanding("chat", "complaint", 0.5)),
    ],
)
def test_further_reactions_are_accepted_beside_the_right_one(also: str, understanding: Understanding) -> None:
    wanted = question("answer", MARRIAGE)
    assert not accepts_reaction(wanted, understanding)
    assert accepts_reaction(replace(wanted, also=(also,)), understanding)
    figures = figures_of(judge_questions([replace(wanted, also=(also,))], lambda text: understanding))
    assert (figures.behaviour, figures.accepted) == (0.0, 1.0)


def test_accepted_answers_have_the_codes_of_today() -> None:
    row = json.dumps({"question": "x", "behaviour": "guide", "also": ["answer:old", "clarify"]})
    (loaded,) = read_questions([row], lambda code: "new" if code == "old" else code)
    assert loaded.also == ("answer:new", "clarify")


def test_several_files_are_compared_with_plain_methods(app: Flask, file: Path) -> None:
    result = app.test_cli_runner().invoke(args=["evaluate", str(file), str(file), "--compare"])
    assert result.exit_code == 0
    assert result.output.count("| this product | 100,0 % |") == 2
    assert result.output.count("| BM25 over names and phrases |") == 2


def test_the_misses_of_a_file_put_aside_are_never_shown(app: Flask, file: Path) -> None:
    unread = file.rename(file.with_name("people_unread.jsonl"))
    result = app.test_cli_runner().invoke(args=["evaluate", str(unread)]).output
    assert "phản ứng đúng, mọi câu" in result
    assert "câu sai" not in result
    as_json = json.loads(app.test_cli_runner().invoke(args=["evaluate", str(unread), "--json"]).output)
    assert as_json["misses"] == []
