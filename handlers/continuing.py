"""What is asked about the answers before: which matter first, may both be done at once, what does that mean."""

from __future__ import annotations

from collections.abc import Sequence

from bot.content import sections
from bot.content.models import Procedure
from bot.reply import Reply
from bot.router import HandlerGroup, HandlerResult, Turn
from handlers.procedures import describe_procedure
from handlers.speech import join_lines, menu_button, person_button

group = HandlerGroup("continuing")


@group.intent("which_first")
def tell_which_first(turn: Turn) -> Reply:
    """The order of the matters spoken of, where a life event gives one; else that none is prescribed."""
    procedures = _recent(turn)
    if len(procedures) < 2:
        return Reply(turn.say("continuing.which_two"), (person_button(turn), menu_button(turn)))
    ordered = _order_of_life(turn, procedures)
    if ordered:
        first, then = ordered[0], ordered[1]
        text = turn.say("continuing.first_in_order", title=first.title, text=then.title)
    else:
        text = turn.say("continuing.first_no_order", list=_titles(procedures))
    return Reply(text, (person_button(turn),))


@group.intent("together")
def tell_whether_together(turn: Turn) -> Reply:
    """Whether the matters spoken of are filed at one place, so that one visit is enough."""
    procedures = _recent(turn)
    if len(procedures) < 2:
        return Reply(turn.say("continuing.which_two"), (person_button(turn), menu_button(turn)))
    offices = {sections.office_name(turn, procedure) for procedure in procedures}
    if len(offices) == 1 and procedures[0].office != "khac":
        text = turn.say("continuing.same_place", list=_titles(procedures), office=offices.pop())
    else:
        text = turn.say("continuing.other_places", list=" ".join(_place_of(turn, one) for one in procedures))
    return Reply(text, (person_button(turn),))


@group.intent("explain")
def explain_again(turn: Turn) -> HandlerResult:
    """The steps of the procedure spoken of; without one, what is meant."""
    procedure = turn.content.procedure(turn.state.procedure or "")
    if procedure is None or not procedure.steps:
        return Reply(turn.say("continuing.explain_nothing"), (person_button(turn), menu_button(turn)))
    steps = describe_procedure(turn, procedure, "steps")
    return Reply(join_lines(turn.say("continuing.explain_steps"), steps[-1].text), steps[-1].buttons)


def _recent(turn: Turn) -> list[Procedure]:
    """The last two procedures that were spoken of, the earlier first."""
    procedures = [turn.content.procedure(code) for code in turn.state.recent[-2:]]
    return [procedure for procedure in procedures if procedure is not None]


def _order_of_life(turn: Turn, procedures: Sequence[Procedure]) -> list[Procedure]:
    """The procedures in the order of a life event that names them in different steps; [] when none does."""
    for event in turn.content.life_events.values():
        places = {code: number for number, step in enumerate(event.steps) for code in step.procedures}
        numbers = [places[one.code] for one in procedures if one.code in places]
        if len(numbers) == len(procedures) and len(set(numbers)) == len(numbers):
            return sorted(procedures, key=lambda one: places[one.code])
    return []


def _titles(procedures: Sequence[Procedure]) -> str:
    return ", ".join(f"“{procedure.title}”" for procedure in procedures)


def _place_of(turn: Turn, procedure: Procedure) -> str:
    return turn.say("continuing.place_of", title=procedure.title, office=sections.office_name(turn, procedure))
