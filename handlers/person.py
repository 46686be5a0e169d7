"""Talking to an official: in office hours the bot is silent until they give back, the person wants it, or time is up.

Outside office hours nobody would answer: the wish waits for the officials, and the bot goes on answering.
"""

from __future__ import annotations

from datetime import timedelta

from bot.reply import AnswerMeanwhile, AskOfficial, GiveBack, HandOver, Reply
from bot.router import HandlerGroup, HandlerResult, Turn
from handlers.greeting import menu_buttons
from handlers.office import name_moment, next_opening
from handlers.speech import as_day, join_lines, make_button, menu_button, person_button

group = HandlerGroup("person")

SILENCE = timedelta(hours=12)
"""How long the bot is silent if nobody gives back (the lead's rule for HandOver; said to the person here)."""

_TOLD = {True: "person.handed_over_told", False: "person.handed_over"}
"""Whether officials were told by now: only then the person reads so."""

LONGEST = 2000
"""Characters kept of a question that is answered when the person takes up the offer."""


@group.intent("talk_to_a_person")
@group.command("gap_can_bo")
def hand_over(turn: Turn) -> HandlerResult:
    """Tell what happens and until when, then be silent; while the counter is closed, note the wish only."""
    if not turn.content.office_at(turn.now).is_open:
        return _note_wish(turn)
    until, on_duty = turn.now + SILENCE, turn.duty().count
    text = join_lines(
        turn.say(_TOLD[on_duty > 0], count=on_duty, time=f"{until:%H:%M}", date=as_day(until.date())),
        turn.say("person.tell"),
        turn.say("person.urgent"),
    )
    return Reply(text, (make_button(turn, "back_to_bot", "#tro_ly"),)), HandOver(reason="asked")


def _note_wish(turn: Turn) -> HandlerResult:
    """Officials find it waiting when they are on duty; until then the bot answers."""
    duty = turn.duty()
    opens = name_moment(turn, duty.opens) if duty.opens else next_opening(turn)
    text = join_lines(
        turn.say("person.noted_told", count=duty.count) if duty.count else turn.say("person.noted", opens=opens),
        turn.say("person.answers_meanwhile"),
        turn.say("person.urgent"),
    )
    return Reply(text, (make_button(turn, "no_official", "#thoi_can_bo"), menu_button(turn))), AskOfficial()


@group.intent("offer_person")
@group.command("hoi_gap_can_bo")
def offer_person(turn: Turn) -> Reply:
    """A person may be wanted, or something be wrong: ask, and change nothing."""
    buttons = (person_button(turn), make_button(turn, "feedback", "#phan_anh"), menu_button(turn))
    return Reply(turn.say("person.offer"), buttons)


@group.intent("offer_answer")
def offer_answer(turn: Turn) -> Reply:
    """Nobody has answered for long, and a question came that the bot may answer."""
    turn.state.ask("may_tra_loi", asked=turn.text[:LONGEST])
    buttons = (make_button(turn, "answer_meanwhile", "#may_tra_loi"), make_button(turn, "wait", "#cho_can_bo"))
    return Reply(turn.say("person.offer_answer"), buttons)


@group.command("may_tra_loi")
def answer_meanwhile(turn: Turn) -> HandlerResult:
    """The offer was taken up so late that the question is no longer known."""
    return Reply(turn.say("person.given_back"), menu_buttons(turn)), AnswerMeanwhile()


@group.question("may_tra_loi")
def read_refusal(turn: Turn) -> HandlerResult:
    """A plain no waits on; a yes and a new question are answered by bot.conversation.engine."""
    return wait_for_official(turn) if turn.understanding.intent == "no" else None


@group.command("cho_can_bo")
def wait_for_official(turn: Turn) -> Reply:
    """The person waits for the official."""
    turn.state.question_data = {}
    return Reply(turn.say("person.waits_on"), (make_button(turn, "back_to_bot", "#tro_ly"),))


@group.command("tro_ly")
def give_back(turn: Turn) -> HandlerResult:
    """The person would rather talk to the bot again."""
    return Reply(turn.say("person.given_back"), menu_buttons(turn)), GiveBack()


@group.intent("back_to_bot")
def return_to_bot(turn: Turn) -> HandlerResult:
    """The same in words; while the bot answers anyway, a wish that waits for the officials stays."""
    if turn.person.with_official:
        return give_back(turn)
    return Reply(turn.say("person.here"), menu_buttons(turn))


@group.intent("no_official")
@group.command("thoi_can_bo")
def want_no_official(turn: Turn) -> HandlerResult:
    """No official is wanted any more."""
    return Reply(turn.say("person.no_official"), menu_buttons(turn)), GiveBack()
