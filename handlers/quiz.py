"""Quizzes played with buttons. A button carries quiz, question, choice and score, so nothing is remembered.

A person who asks something else in between has left the quiz; an old button still works.
"""

from __future__ import annotations

from bot.content.quizzes import Quiz, QuizQuestion
from bot.reply import Button, CountQuiz, Reply
from bot.router import HandlerGroup, HandlerResult, Turn
from handlers.guides import not_found
from handlers.speech import BUBBLE, fill_text, join_lines, join_paragraphs, make_button, menu_button, origin_line

group = HandlerGroup("quiz")

LETTERS = "ABCD"
OPEN = "trac_nghiem"
"""The open question while a quiz is played."""

MOST_OTHERS = 2
SHORT_ANSWER = 4
"""Words up to which a message may be the answer to a question ("em chọn câu b")."""


@group.intent("quiz")
def answer_quiz(turn: Turn) -> HandlerResult:
    """The quiz a message names, else a choice with the quiz of the day first."""
    quiz = turn.content.quizzes.get(turn.understanding.topic or "")
    return _ask_question(turn, quiz, 1, 0, fill_text(turn, quiz.intro)) if quiz is not None else ask_quiz(turn)


@group.command("do_vui")
def quiz_command(turn: Turn) -> HandlerResult:
    """ "#do_vui ID": play it from its first question; without an ID, a choice."""
    quiz = turn.content.quizzes.get(turn.argument)
    return _ask_question(turn, quiz, 1, 0, fill_text(turn, quiz.intro)) if quiz is not None else ask_quiz(turn)


def ask_quiz(turn: Turn) -> Reply:
    """The quiz of the day and two others."""
    quizzes = _from_today(turn)
    if not quizzes:
        return not_found(turn)
    buttons = [_quiz_button(quiz) for quiz in quizzes[: 1 + MOST_OTHERS]]
    text = turn.say("quiz.choose", title=quizzes[0].title, count=len(quizzes[0].questions))
    return Reply(text, (*buttons, menu_button(turn)))


@group.command("dap_an")
def answer_option(turn: Turn) -> HandlerResult:
    """ "#dap_an QUIZ NUMBER OPTION SCORE": right or wrong and why, then the next question or the score."""
    quiz_id, _, numbers_text = turn.argument.partition(" ")
    numbers = [int(text) for text in numbers_text.split() if text.isdecimal()]
    quiz = turn.content.quizzes.get(quiz_id)
    if quiz is None or len(numbers) < 2 or not _is_asked(quiz, numbers[0], numbers[1]):
        return Reply(turn.say("common.expired_button"), (make_button(turn, "quiz", "#do_vui"), menu_button(turn)))
    return _judge_option(turn, quiz, numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else 0)


@group.question(OPEN)
def answer_typed_letter(turn: Turn) -> HandlerResult:
    """A letter typed by hand answers; anything else is a question of its own."""
    data = turn.state.question_data
    turn.state.question_data = {}
    quiz, number = turn.content.quizzes.get(data.get("quiz", "")), data.get("number", 0)
    words = turn.text.upper().rstrip(" .!)").split()
    option = LETTERS.find(words[-1]) + 1 if words and len(words) <= SHORT_ANSWER else 0
    if quiz is None or not _is_asked(quiz, number, option):
        turn.state.question_data = data if turn.understanding.intent == "cancel" else {}
        return None
    return _judge_option(turn, quiz, number, option, data.get("score", 0))


def _is_asked(quiz: Quiz, number: int, option: int) -> bool:
    return 1 <= number <= len(quiz.questions) and 1 <= option <= len(quiz.questions[number - 1].options)


def _judge_option(turn: Turn, quiz: Quiz, number: int, option: int, score: int) -> HandlerResult:
    question = quiz.questions[number - 1]
    is_right = option == question.right
    score = min(score, number - 1) + is_right
    verdict = turn.say(
        "quiz.right" if is_right else "quiz.wrong",
        label=LETTERS[question.right - 1],
        text=question.options[question.right - 1],
    )
    explanation = join_lines(verdict, fill_text(turn, question.why))
    if number < len(quiz.questions):
        return _ask_question(turn, quiz, number + 1, score, explanation)
    return _finish_quiz(turn, quiz, score, explanation)


def _ask_question(turn: Turn, quiz: Quiz, number: int, score: int, before: str) -> tuple[Reply, ...]:
    """One question, after what is said before it."""
    question = quiz.questions[number - 1]
    turn.state.ask(OPEN, quiz=quiz.id, number=number, score=score)
    head = turn.say(
        "quiz.question", number=number, count=len(quiz.questions), question=fill_text(turn, question.question)
    )
    options = [turn.say("quiz.option", label=letter, text=text) for letter, text in _letter_options(question)]
    buttons = [
        Button(letter, say=f"#dap_an {quiz.id} {number} {position} {score}")
        for position, (letter, _) in enumerate(_letter_options(question), 1)
    ]
    return _fit_into_bubbles(before, join_lines(head, *options), (*buttons, make_button(turn, "stop_quiz", "#thoi")))


def _fit_into_bubbles(before: str, text: str, buttons: tuple[Button, ...]) -> tuple[Reply, ...]:
    """One bubble if it holds both texts."""
    if len(before) + 2 + len(text) <= BUBBLE:
        return (Reply(join_paragraphs(before, text), buttons),)
    return Reply(before), Reply(text, buttons)


def _letter_options(question: QuizQuestion) -> list[tuple[str, str]]:
    return list(zip(LETTERS, question.options, strict=False))


def _finish_quiz(turn: Turn, quiz: Quiz, score: int, before: str) -> tuple[Reply | CountQuiz, ...]:
    """The score, and which quiz waits tomorrow; that somebody played it is counted."""
    count = len(quiz.questions)
    level = "all" if score == count else "good" if score * 2 >= count else "some"
    tomorrow = _from_today(turn)[1 % len(turn.content.quizzes)]
    text = join_lines(
        turn.say("quiz.score", number=score, count=count, title=quiz.title),
        turn.say(f"quiz.score_{level}"),
        turn.say("quiz.tomorrow", title=tomorrow.title),
    )
    source = origin_line(turn, quiz.origin)
    others = [_quiz_button(other) for other in _from_today(turn) if other.id != quiz.id][:MOST_OTHERS]
    again = make_button(turn, "play_again", f"#do_vui {quiz.id}")
    count_effect = CountQuiz(quiz.id, score, count, f"{turn.now:%Y-%m-%d}")
    return (
        *_fit_into_bubbles(before, join_paragraphs(text, source), (*others, again, menu_button(turn))),
        count_effect,
    )


def _from_today(turn: Turn) -> list[Quiz]:
    """All quizzes, beginning with the one of the day: each day it is the next."""
    quizzes = list(turn.content.quizzes.values())
    first = turn.now.date().toordinal() % len(quizzes) if quizzes else 0
    return quizzes[first:] + quizzes[:first]


def _quiz_button(quiz: Quiz) -> Button:
    return Button(quiz.title, say=f"#do_vui {quiz.id}")
