"""Measures how well questions are understood: compares results with the right ones of a question file."""

from bot.evaluate.baselines import make_baselines
from bot.evaluate.behaviour import accepts_reaction, is_right_behaviour
from bot.evaluate.comparison import compare_methods
from bot.evaluate.figures import EvaluationFigures, figures_of
from bot.evaluate.questions import Question, QuestionsError, read_questions
from bot.evaluate.report import report_lines
from bot.evaluate.run import JudgedQuestion, judge_questions

__all__ = [
    "EvaluationFigures",
    "JudgedQuestion",
    "Question",
    "QuestionsError",
    "accepts_reaction",
    "compare_methods",
    "figures_of",
    "is_right_behaviour",
    "judge_questions",
    "make_baselines",
    "read_questions",
    "report_lines",
]
