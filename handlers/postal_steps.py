"""Filing one procedure by post as a guided talk: a step for each "tiếp", questions in between answered from its steps."""

from __future__ import annotations

from bot.content import postal_steps
from bot.content.models import Procedure
from bot.reply import Button, Reply
from bot.router import HandlerGroup, HandlerResult, Turn
from handlers.procedures import PAGE_ROUTE, POST_STEPS, show_by_code
from handlers.speech import (
    call_button,
    fold_text,
    is_one_of,
    join_lines,
    join_paragraphs,
    make_button,
    mentions_name,
    origin_line,
    person_button,
)

group = HandlerGroup("postal_steps")

COMMAND = "gui_buu_dien"
POST_OFFICE = "1900545481"
ABOUT_FILING = frozenset(
    {"procedure", "postal", "online", "tracking", "contact", "address", "phone", "yes", "small_talk", "life_event"}
)
"""Intents that a question about these steps may be taken for; others (a complaint, a person …) are never answered here."""
CALLS_POST_OFFICE = frozenset({"hand_in", "track", "receive"})


@group.command(COMMAND)
def show_step_by_command(turn: Turn) -> HandlerResult:
    """ "#gui_buu_dien CODE NUMBER": that step, from 1; without a number the first."""
    code, _, number = turn.argument.partition(" ")
    procedure = turn.content.procedure(code or turn.state.procedure or "")
    if procedure is None or not postal_steps.can_be_posted(procedure):
        turn.argument = code
        return show_by_code(turn, "post")
    return show_step(turn, procedure, int(number) if number.isdecimal() else 1)


@group.question(POST_STEPS)
def answer_in_between(turn: Turn) -> HandlerResult:
    """The next step, or the step that a question is about; anything else leaves the talk."""
    procedure = turn.content.procedure(str(turn.state.question_data.get("code", "")))
    if procedure is None:
        return None
    number = int(turn.state.question_data.get("number", 0))
    if is_one_of(turn, "post_steps.next_words"):
        return show_step(turn, procedure, number + 1) if number < len(postal_steps.STEPS) else None
    name = _step_asked_for(turn, procedure)
    return show_step(turn, procedure, postal_steps.STEPS.index(name) + 1, at=number) if name else None


def show_step(turn: Turn, procedure: Procedure, number: int, at: int | None = None) -> Reply:
    """Step `number` (from 1), the talk going on after step `at` if that is given, else after this one."""
    number = min(max(number, 1), len(postal_steps.STEPS))
    step = postal_steps.write_postal_step(turn, procedure, postal_steps.STEPS[number - 1])
    at = number if at is None else at
    turn.state.procedure, turn.state.section = procedure.code, "post"
    turn.state.ask(POST_STEPS, code=procedure.code, number=at)
    count = len(postal_steps.STEPS)
    head = turn.say("post_steps.head", title=procedure.title, number=number, count=count)
    is_last = number == count
    text = join_paragraphs(
        join_lines(head, step.title),
        step.text,
        turn.say("post_steps.done") if is_last else "",
        origin_line(turn, procedure.origin),
    )
    return Reply(text, _step_buttons(turn, procedure, step.name, at + 1))


def _step_buttons(turn: Turn, procedure: Procedure, name: str, following: int) -> tuple[Button, ...]:
    buttons: list[Button] = []
    if following <= len(postal_steps.STEPS):
        buttons.append(make_button(turn, "next_step", f"#{COMMAND} {procedure.code} {following}"))
    if turn.site:
        url = f"{turn.site}{PAGE_ROUTE}/{procedure.code}/{postal_steps.SENDER_PAGE}"
        buttons.append(Button(turn.say("buttons.all_steps"), url=url))
    if name in CALLS_POST_OFFICE:
        buttons.append(call_button(turn, POST_OFFICE))
    return (*buttons, person_button(turn))


def _step_asked_for(turn: Turn, procedure: Procedure) -> str | None:
    """The step whose longest word of content/sentences/post_steps.yaml the message has; None when it is about else."""
    if not _is_about_filing(turn, procedure):
        return None
    hits = [
        (len(word), name)
        for name in postal_steps.STEPS
        for word in map(fold_text, turn.content.variants(f"post_steps.{name}_words"))
        if mentions_name(turn.text, word)
    ]
    return max(hits, key=lambda hit: hit[0])[1] if hits else None


def _is_about_filing(turn: Turn, procedure: Procedure) -> bool:
    """Whether the message may be about these steps: no complaint and the like, and no other procedure by its title."""
    meaning = turn.understanding
    other = turn.content.procedure(meaning.procedure) if meaning.procedure else None
    if other is not None and other.code != procedure.code and mentions_name(turn.text, other.title):
        return False
    return meaning.intent in ABOUT_FILING or meaning.outcome in ("fallback", "clarify", "decline")
