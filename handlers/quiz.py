"""Quizzes played with buttons. A button carries the quiz, the question, the choice and the score, so that nothing has
to be remembered: whoever asks something else in between has left, and an old button still works."""

from __future__ import annotations

from typing import Any

from bot.reply import Button, CountQuiz, Reply
from bot.router import Said, Topic, Turn
from handlers.guides import not_found
from handlers.speech import BUBBLE, button, fill, lines, menu_button, paragraphs, source_line

topic = Topic("quiz")

LETTERS = "ABCD"
OPEN = "trac_nghiem"
"""The open question while a quiz is played."""

MOST_OTHERS = 2
SHORT_ANSWER = 4
"""Words up to which a message may be the answer to a question ("em chọn câu b")."""


@topic.intent("quiz")
def understood(turn: Turn) -> Said:
    """The quiz a message names, else a choice with the quiz of the day first."""
    quiz = turn.words.quizzes.get(turn.understanding.topic or "")
    return _question(turn, quiz, 1, 0, fill(turn, quiz.intro)) if quiz is not None else choose(turn)


@topic.command("do_vui")
def command(turn: Turn) -> Said:
    """ "#do_vui ID": play it from its first question; without an ID, a choice."""
    quiz = turn.words.quizzes.get(turn.argument)
    return _question(turn, quiz, 1, 0, fill(turn, quiz.intro)) if quiz is not None else choose(turn)


def choose(turn: Turn) -> Reply:
    """The quiz of the day and two others."""
    quizzes = _from_today(turn)
    if not quizzes:
        return not_found(turn)
    buttons = [_play(quiz) for quiz in quizzes[: 1 + MOST_OTHERS]]
    text = turn.say("quiz.choose", title=quizzes[0].title, count=len(quizzes[0].questions))
    return Reply(text, (*buttons, menu_button(turn)))


@topic.command("dap_an")
def answered(turn: Turn) -> Said:
    """ "#dap_an QUIZ NUMBER OPTION SCORE": right or wrong and why, then the next question or the score."""
    quiz_id, _, rest = turn.argument.partition(" ")
    numbers = [int(text) for text in rest.split() if text.isdecimal()]
    quiz = turn.words.quizzes.get(quiz_id)
    if quiz is None or len(numbers) < 2 or not _is_asked(quiz, numbers[0], numbers[1]):
        return Reply(turn.say("common.expired_button"), (button(turn, "quiz", "#do_vui"), menu_button(turn)))
    return _judge(turn, quiz, numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else 0)


@topic.question(OPEN)
def typed(turn: Turn) -> Said:
    """A letter typed by hand answers; anything else is a question of its own."""
    data = turn.state.question_data
    turn.state.question_data = {}
    quiz, number = turn.words.quizzes.get(data.get("quiz", "")), data.get("number", 0)
    words = turn.text.upper().rstrip(" .!)").split()
    chosen = LETTERS.find(words[-1]) + 1 if words and len(words) <= SHORT_ANSWER else 0
    if quiz is None or not _is_asked(quiz, number, chosen):
        turn.state.question_data = data if turn.understanding.intent == "cancel" else {}
        return None
    return _judge(turn, quiz, number, chosen, data.get("score", 0))


def _is_asked(quiz: Any, number: int, chosen: int) -> bool:
    return 1 <= number <= len(quiz.questions) and 1 <= chosen <= len(quiz.questions[number - 1].options)


def _judge(turn: Turn, quiz: Any, number: int, chosen: int, score: int) -> Said:
    asked = quiz.questions[number - 1]
    is_right = chosen == asked.right
    score = min(score, number - 1) + is_right
    verdict = turn.say(
        "quiz.right" if is_right else "quiz.wrong", label=LETTERS[asked.right - 1], text=asked.options[asked.right - 1]
    )
    told = lines(verdict, fill(turn, asked.why))
    if number < len(quiz.questions):
        return _question(turn, quiz, number + 1, score, told)
    return _end(turn, quiz, score, told)


def _question(turn: Turn, quiz: Any, number: int, score: int, before: str) -> tuple[Reply, ...]:
    """One question, after what is said before it."""
    asked = quiz.questions[number - 1]
    turn.state.ask(OPEN, quiz=quiz.id, number=number, score=score)
    head = turn.say("quiz.question", number=number, count=len(quiz.questions), question=fill(turn, asked.question))
    options = [turn.say("quiz.option", label=letter, text=text) for letter, text in _lettered(asked)]
    buttons = [
        Button(letter, say=f"#dap_an {quiz.id} {number} {position} {score}")
        for position, (letter, _) in enumerate(_lettered(asked), 1)
    ]
    return _together(before, lines(head, *options), (*buttons, button(turn, "stop_quiz", "#thoi")))


def _together(before: str, text: str, buttons: tuple[Button, ...]) -> tuple[Reply, ...]:
    """One bubble if it holds both texts."""
    if len(before) + 2 + len(text) <= BUBBLE:
        return (Reply(paragraphs(before, text), buttons),)
    return Reply(before), Reply(text, buttons)


def _lettered(asked: Any) -> list[tuple[str, str]]:
    return list(zip(LETTERS, asked.options, strict=False))


def _end(turn: Turn, quiz: Any, score: int, before: str) -> tuple[Reply | CountQuiz, ...]:
    """The score, and which quiz waits tomorrow; that somebody played it is counted."""
    count = len(quiz.questions)
    level = "all" if score == count else "good" if score * 2 >= count else "some"
    tomorrow = _from_today(turn)[1 % len(turn.words.quizzes)]
    text = lines(
        turn.say("quiz.score", number=score, count=count, title=quiz.title),
        turn.say(f"quiz.score_{level}"),
        turn.say("quiz.tomorrow", title=tomorrow.title),
    )
    source = source_line(turn, quiz.origin.source, quiz.origin.checked)
    others = [_play(other) for other in _from_today(turn) if other.id != quiz.id][:MOST_OTHERS]
    again = button(turn, "play_again", f"#do_vui {quiz.id}")
    counted = CountQuiz(quiz.id, score, count, f"{turn.now:%Y-%m-%d}")
    return (*_together(before, paragraphs(text, source), (*others, again, menu_button(turn))), counted)


def _from_today(turn: Turn) -> list[Any]:
    """All quizzes, beginning with the one of the day: each day it is the next."""
    quizzes = list(turn.words.quizzes.values())
    first = turn.now.date().toordinal() % len(quizzes) if quizzes else 0
    return quizzes[first:] + quizzes[:first]


def _play(quiz: Any) -> Button:
    return Button(quiz.title, say=f"#do_vui {quiz.id}")
