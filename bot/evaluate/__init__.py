"""How well residents are understood: a file of questions with the right reactions, against what the bot would do."""

from bot.evaluate.behaviour import is_right_behaviour
from bot.evaluate.figures import Figures, figures_of
from bot.evaluate.questions import Question, QuestionsError, read_questions
from bot.evaluate.report import report_lines
from bot.evaluate.run import Judged, run

__all__ = [
    "Figures",
    "Judged",
    "Question",
    "QuestionsError",
    "figures_of",
    "is_right_behaviour",
    "read_questions",
    "report_lines",
    "run",
]
