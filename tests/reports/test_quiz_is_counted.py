"""A quiz a resident plays to its end is in the report, without the resident."""

from __future__ import annotations

from bot.reports import periods
from bot.reports.gather import collect_figures
from tests.support.app import AppFixture


def test_a_quiz_played_to_the_end_counts_once(own_ward_app: AppFixture) -> None:
    runtime = own_ward_app.runtime
    quiz = next(iter(runtime.live_content.content.quizzes.values()))
    resident = own_ward_app.new_person()
    last = len(quiz.questions)
    resident.says(f"#dap_an {quiz.id} 1 {quiz.questions[0].right} 0")
    month = periods.current_period("month", runtime.today())
    assert collect_figures(runtime, month).quizzes is None
    resident.says(f"#dap_an {quiz.id} {last} {quiz.questions[-1].right} {last - 1}")
    rows = collect_figures(runtime, month).quizzes
    assert rows is not None
    assert [(row.title, row.played, row.right, row.asked) for row in rows] == [(quiz.title, 1, last, last)]
