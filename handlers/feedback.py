"""Complaints and proposals taken down with a code, ratings, and what became of them.

A khiếu nại or tố cáo in the sense of the law is explained and never taken in the chat: the law wants a signed paper or
an official's written record, and a denouncer's name must not stand in a chat.
"""

from __future__ import annotations

from bot.reply import Button, OpenTicket, Reply
from bot.router import Said, Topic, Turn
from bot.understanding.result import Understanding
from handlers.guides import show
from handlers.speech import button, guide_of, is_one_of, mentions, menu_button

topic = Topic("feedback")

WRITING = ("viet_phan_anh", "xac_nhan_phan_anh")
"""Open questions during which the person is writing feedback."""

CONFIRM = "xac_nhan_phan_anh"

FEWEST_WORDS = 5
"""Fewer words only say that one wants to complain, not about what."""

LONGEST = 2000
"""Characters of a ticket: a page; more, nobody reads at the counter."""

SHOWN = 500
"""Characters of the text repeated for confirmation, so that one bubble holds it."""

SURE = 0.8
"""A procedure recognised with this confidence is asked about, not complained about."""

PLAINTS = ("complaint", "proposal", "insult", "praise", "rating", "yes", "no", "small_talk")
"""Intents that a short report may be taken for."""

NEVER_FEEDBACK = ("cancel", "menu", "talk_to_a_person", "stop_broadcasts", "delete_my_data", "my_data")

PREFIX = {"feedback": "PA", "proposal": "GY"}


@topic.intent("complaint")
def complain(turn: Turn) -> Said:
    """Take down what is wrong; a question about complaints is answered from content/."""
    return _begin(turn, "feedback")


@topic.intent("proposal")
def propose(turn: Turn) -> Said:
    """Take down an idea."""
    return _begin(turn, "proposal")


@topic.command("phan_anh")
def complain_command(turn: Turn) -> Reply:
    """The button "Góp ý, phản ánh"."""
    return _ask(turn, "feedback")


@topic.command("gop_y")
def propose_command(turn: Turn) -> Reply:
    """The button "Góp ý, kiến nghị"."""
    return _ask(turn, "proposal")


@topic.question("viet_phan_anh")
def written(turn: Turn) -> Said:
    """What the person wrote after being asked."""
    if _is_something_else(turn):
        return None
    kind = turn.state.question_data.get("kind", "feedback")
    if is_formal(turn):
        return formal(turn)
    if len(turn.text.split()) < FEWEST_WORDS - 2:
        turn.state.ask("viet_phan_anh", kind=kind)
        return Reply(turn.say("feedback.too_short"), (button(turn, "cancel", "#thoi"),))
    return _confirm(turn, kind)


def _is_something_else(turn: Turn) -> bool:
    """A wish about the chat itself, or a clear question, is not what the person wants to report."""
    found = turn.understanding
    if found.intent in NEVER_FEEDBACK or (_asks_about_a_procedure(found) and not is_formal(turn)):
        return True
    return found.outcome in ("answer", "chat") and found.intent not in PLAINTS and len(turn.text.split()) < FEWEST_WORDS


def _asks_about_a_procedure(found: Understanding) -> bool:
    named = found.outcome == "answer" and found.procedure is not None
    return named and (found.section is not None or found.confidence >= SURE)


@topic.question(CONFIRM)
def confirmed(turn: Turn) -> Said:
    """Yes sends, no drops; other words are a new question and the draft stays for its button."""
    intent = turn.understanding.intent
    if intent == "yes" or is_one_of(turn, "feedback.send_words"):
        return send(turn)
    return drop(turn) if intent in ("no", "cancel") else None


@topic.command("gui_phan_anh")
def send(turn: Turn) -> Said:
    """Give what was written to the officials, under a code."""
    text, kind = turn.state.question_data.get("text"), turn.state.question_data.get("kind", "feedback")
    if not text:
        return Reply(turn.say("common.expired_button"), (button(turn, "feedback", "#phan_anh"), menu_button(turn)))
    turn.state.question_data = {}
    code = turn.new_code(PREFIX[kind])
    buttons = (button(turn, "my_tickets", "#phieu"), menu_button(turn))
    return Reply(turn.say("feedback.taken", code=code), buttons), OpenTicket(code, kind, text)


@topic.command("viet_lai")
def rewrite(turn: Turn) -> Reply:
    """Write it once more."""
    turn.state.ask("viet_phan_anh", kind=turn.state.question_data.get("kind", "feedback"))
    return Reply(turn.say("feedback.rewrite"), (button(turn, "cancel", "#thoi"),))


def drop(turn: Turn) -> Reply:
    """Nothing is sent."""
    turn.state.question_data = {}
    return Reply(turn.say("common.cancelled"), (menu_button(turn),))


def is_formal(turn: Turn) -> bool:
    """Whether the words of a khiếu nại or tố cáo are said."""
    return speaks_formally(turn, turn.text)


def speaks_formally(turn: Turn, text: str) -> bool:
    """Whether a text is about a khiếu nại or tố cáo in the sense of the law."""
    return any(mentions(text, word) for word in turn.words.variants("feedback.formal_words"))


@topic.command("khieu_nai")
def formal(turn: Turn) -> Reply:
    """Why not here, and the right way."""
    turn.state.question_data = {}
    source = turn.say("feedback.formal_source")
    text = f"{turn.say('feedback.formal')}\n{turn.say('feedback.formal_based_on', source=source)}"
    buttons = (
        button(turn, "complain_how", "#huong_dan cach_khieu_nai"),
        button(turn, "denounce_how", "#huong_dan cach_to_cao"),
        button(turn, "feedback", "#phan_anh"),
        button(turn, "address", "#dia_chi"),
    )
    return Reply(text, buttons)


def _begin(turn: Turn, kind: str) -> Said:
    entry = guide_of(turn)
    if entry is not None:
        return show(turn, entry)
    if is_formal(turn):
        return formal(turn)
    return _confirm(turn, kind) if len(turn.text.split()) >= FEWEST_WORDS else _ask(turn, kind)


def _ask(turn: Turn, kind: str) -> Reply:
    turn.state.ask("viet_phan_anh", kind=kind)
    key = "feedback.ask_proposal" if kind == "proposal" else "feedback.ask_complaint"
    return Reply(turn.say(key), (button(turn, "formal_paths", "#khieu_nai"), button(turn, "cancel", "#thoi")))


def _confirm(turn: Turn, kind: str) -> Reply:
    if len(turn.text) > LONGEST:
        turn.state.ask("viet_phan_anh", kind=kind)
        return Reply(turn.say("feedback.too_long"), (button(turn, "cancel", "#thoi"),))
    turn.state.ask(CONFIRM, kind=kind, text=turn.text)
    shown = turn.text if len(turn.text) <= SHOWN else turn.text[:SHOWN].rsplit(" ", 1)[0] + "…"
    return Reply(turn.say("feedback.confirm", text=shown), _confirm_buttons(turn))


def _confirm_buttons(turn: Turn) -> tuple[Button, ...]:
    return (
        button(turn, "send", "#gui_phan_anh"),
        button(turn, "rewrite", "#viet_lai"),
        button(turn, "cancel", "#thoi"),
    )
