"""The first sentence of an answer: yes, no or the condition, the deadline, the amount; before any list."""

from __future__ import annotations

from bot.content import sections
from bot.content.common_questions import QuestionMatch, find_question, only_names, speaks_of
from bot.content.models import Procedure
from bot.content.question_kinds import asks_for_other_duty, kinds_of
from bot.content.wording import as_question
from bot.router import Turn
from handlers import brief
from handlers.speech import as_sentence, fill_text, join_lines, join_paragraphs, origin_line, source_line

_PAYING = frozenset({"phi", "ton", "dong", "nop", "mat", "het", "gia", "le"})
"""Words of somebody who asks what to pay, not what is received."""
_RECEIVING = frozenset({"duoc", "huong", "lanh", "linh"})
_FINE = "phat"
"""The word of a question for a fine."""
_MAY_BE_FINE = frozenset({None, "who", "fee", "deadline", "benefit"})
"""Parts that a question for a fine may be taken for: what is paid as a fine is never the fee."""


def section_meant(turn: Turn, procedure: Procedure, section: str | None) -> str | None:
    """The section asked for. Where money is received, "bao nhiêu tiền" asks for that, unless it speaks of paying."""
    row = turn.understanding.words
    receives = bool(procedure.benefit) or not _RECEIVING.isdisjoint(row)
    if section == "fee" and receives and row and not turn.understanding.polar and _PAYING.isdisjoint(row):
        return "benefit"
    return section


def answer_first(turn: Turn, procedure: Procedure, section: str | None) -> str:
    """The sentence that answers what was asked, with its source; empty when the part asked for says it itself."""
    if only_names(procedure, turn.understanding):
        return ""
    match = find_question(procedure.questions, procedure.title, turn.understanding)
    if match is not None:
        source = match.question.source or procedure.origin.source
        return join_paragraphs(
            _tell_answer(turn, match),
            join_lines(_about(turn, procedure), source_line(turn, source, procedure.origin.checked)),
        )
    text = _own_answer(turn, procedure, section)
    return (
        join_paragraphs(text, join_lines(_about(turn, procedure), origin_line(turn, procedure.origin))) if text else ""
    )


def _tell_answer(turn: Turn, match: QuestionMatch) -> str:
    """The answer; with the question it belongs to when what was asked is only like it: a bare "yes" might mislead."""
    text = as_sentence(fill_text(turn, match.question.answer))
    return text if match.is_same else turn.say("procedures.like_question", question=as_question(match.ask), text=text)


def _own_answer(turn: Turn, procedure: Procedure, section: str | None) -> str:
    """What the fields of the procedure answer; empty when the usual answer of the section begins with it."""
    if section in _MAY_BE_FINE and _asks_for_fine(turn):
        return _answer_fine(turn, procedure)
    if section in ("deadline", "benefit"):
        return sections.WRITE[section](turn, procedure)
    if section not in (None, "who") or not turn.understanding.polar:
        return ""
    if asks_for_other_duty(turn.understanding.words) and not speaks_of(procedure, turn.understanding.words):
        unknown = turn.say("procedures.no_duty", office=sections.office_name(turn, procedure))
        return join_paragraphs(unknown, brief.short_facts(turn, procedure))
    if not procedure.who:
        return ""
    condition = turn.say("procedures.condition", text=as_sentence(fill_text(turn, procedure.who)))
    return join_paragraphs(condition, brief.short_facts(turn, procedure))


def _asks_for_fine(turn: Turn) -> bool:
    """Whether there is a fine, or how much: "có bị phạt không", "phạt bao nhiêu"."""
    words = turn.understanding.words
    return _FINE in words and (turn.understanding.polar or "money" in kinds_of(tuple(words)))


def _answer_fine(turn: Turn, procedure: Procedure) -> str:
    """What happens to those who are late, then the deadline."""
    deadline = procedure.deadline
    if deadline is None or not deadline.late:
        is_amount = not turn.understanding.polar
        unknown = turn.say(
            "procedures.no_fine_amount" if is_amount else "procedures.no_fine",
            office=sections.office_name(turn, procedure),
        )
        return join_lines(unknown, as_sentence(fill_text(turn, deadline.text)) if deadline else "")
    text = turn.say("procedures.deadline_is", text=as_sentence(fill_text(turn, deadline.text)))
    return join_lines(as_sentence(fill_text(turn, deadline.late)), text)


def _about(turn: Turn, procedure: Procedure) -> str:
    return turn.say("procedures.about", title=procedure.title)
