"""Complaints and proposals taken down with a code, ratings, and their state.

A khiếu nại or tố cáo in the sense of the law is explained and never taken in the chat: the law wants a signed paper or
an official's written record, and a denouncer's name must not stand in a chat.
"""

from __future__ import annotations

from bot.event import Kind
from bot.reply import Button, OpenTicket, Reply
from bot.router import HandlerGroup, HandlerResult, Turn
from bot.understanding.result import Understanding
from handlers.guides import show_guide
from handlers.speech import guide_of, is_one_of, join_lines, make_button, mentions_name, menu_button, person_button

group = HandlerGroup("feedback")

WRITING = ("viet_phan_anh", "xac_nhan_phan_anh")
"""Open questions during which the person is writing feedback."""

CONFIRM = "xac_nhan_phan_anh"

ATTACHED = (Kind.IMAGE, Kind.VOICE, Kind.VIDEO, Kind.FILE, Kind.LINK)
"""What is kept with a report by Zalo's address, under which officials see what was downloaded (bot.messaging.media)."""

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

MOST_A_DAY = 10
"""Reports a person may send a day: officials read every one of them."""

MOST_ATTACHED = 5
"""Pictures, recordings and places kept with one report."""

SENT = "ticket"
"""Under this name the state of a talk keeps the code of the report just sent: what follows may add to it."""

PREFIX = {"feedback": "PA", "proposal": "GY"}


@group.intent("complaint")
def take_complaint(turn: Turn) -> HandlerResult:
    """Take down what is wrong; a question about complaints is answered from content/."""
    return _begin_report(turn, "feedback")


@group.intent("proposal")
def take_proposal(turn: Turn) -> HandlerResult:
    """Take down an idea."""
    return _begin_report(turn, "proposal")


@group.command("phan_anh")
def ask_complaint(turn: Turn) -> Reply:
    """The button "Góp ý, phản ánh"."""
    return _ask_for_text(turn, "feedback")


@group.command("gop_y")
def ask_proposal(turn: Turn) -> Reply:
    """The button "Góp ý, kiến nghị"."""
    return _ask_for_text(turn, "proposal")


@group.question("viet_phan_anh")
def take_text(turn: Turn) -> HandlerResult:
    """What the person wrote after being asked."""
    if _is_something_else(turn):
        return None
    kind = turn.state.question_data.get("kind", "feedback")
    if is_formal(turn):
        return explain_formal_paths(turn)
    if len(turn.text.split()) < FEWEST_WORDS - 2:
        turn.state.ask("viet_phan_anh", kind=kind, attached=attached_lines(turn))
        return Reply(turn.say("feedback.too_short"), (make_button(turn, "cancel", "#thoi"),))
    return _ask_confirmation(turn, kind)


def _is_something_else(turn: Turn) -> bool:
    """A wish about the chat itself, or a clear question, is not what the person wants to report."""
    understanding = turn.understanding
    if understanding.intent in NEVER_FEEDBACK or (_asks_about_a_procedure(understanding) and not is_formal(turn)):
        return True
    return (
        understanding.outcome in ("answer", "chat")
        and understanding.intent not in PLAINTS
        and len(turn.text.split()) < FEWEST_WORDS
    )


def _asks_about_a_procedure(understanding: Understanding) -> bool:
    is_procedure = understanding.outcome == "answer" and understanding.procedure is not None
    return is_procedure and (understanding.section is not None or understanding.confidence >= SURE)


@group.question(CONFIRM)
def answer_confirmation(turn: Turn) -> HandlerResult:
    """Yes sends, no drops; other words are a new question and the draft stays for its button."""
    intent = turn.understanding.intent
    if intent == "yes" or is_one_of(turn, "feedback.send_words"):
        return send_draft(turn)
    return drop_draft(turn) if intent in ("no", "cancel") else None


@group.intent("send_draft")
@group.command("gui_phan_anh")
def send_draft(turn: Turn) -> HandlerResult:
    """Give what was written to the officials, under a code."""
    text, kind = turn.state.question_data.get("text"), turn.state.question_data.get("kind", "feedback")
    if not text:
        return Reply(turn.say("feedback.no_draft"), (make_button(turn, "feedback", "#phan_anh"), menu_button(turn)))
    if turn.person.reports_today >= MOST_A_DAY:
        return Reply(turn.say("feedback.too_many", number=MOST_A_DAY), (person_button(turn), menu_button(turn)))
    lines = [text, *turn.state.question_data.get("attached", ())]
    code = turn.new_code(PREFIX[kind])
    turn.state.question_data = {SENT: code}
    buttons = (make_button(turn, "my_tickets", "#phieu"), menu_button(turn))
    return Reply(turn.say("feedback.taken", code=code), buttons), OpenTicket(code, kind, join_lines(*lines))


@group.command("viet_lai")
def rewrite_draft(turn: Turn) -> Reply:
    """Write it once more."""
    turn.state.ask("viet_phan_anh", kind=turn.state.question_data.get("kind", "feedback"))
    return Reply(turn.say("feedback.rewrite"), (make_button(turn, "cancel", "#thoi"),))


def drop_draft(turn: Turn) -> Reply:
    """Discard the draft and say that nothing is sent."""
    turn.state.question_data = {}
    return Reply(turn.say("common.cancelled"), (menu_button(turn),))


def is_formal(turn: Turn) -> bool:
    """Whether the words of a khiếu nại or tố cáo are said."""
    return mentions_formal_complaint(turn, turn.text)


def mentions_formal_complaint(turn: Turn, text: str) -> bool:
    """Whether a text is about a khiếu nại or tố cáo in the sense of the law."""
    return any(mentions_name(text, word) for word in turn.content.variants("feedback.formal_words"))


def explain_formal_paths(turn: Turn) -> Reply:
    """Why not here, and the right way."""
    turn.state.question_data = {}
    source = turn.say("feedback.formal_source")
    text = f"{turn.say('feedback.formal')}\n{turn.say('feedback.formal_based_on', source=source)}"
    buttons = (
        make_button(turn, "complain_how", "#huong_dan cach_khieu_nai"),
        make_button(turn, "denounce_how", "#huong_dan cach_to_cao"),
        make_button(turn, "feedback", "#phan_anh"),
        make_button(turn, "address", "#dia_chi"),
    )
    return Reply(text, buttons)


group.command("khieu_nai")(explain_formal_paths)


def _begin_report(turn: Turn, kind: str) -> HandlerResult:
    entry = guide_of(turn)
    if entry is not None:
        return show_guide(turn, entry)
    if is_formal(turn):
        return explain_formal_paths(turn)
    return _ask_confirmation(turn, kind) if len(turn.text.split()) >= FEWEST_WORDS else _ask_for_text(turn, kind)


def _ask_for_text(turn: Turn, kind: str) -> Reply:
    turn.state.ask("viet_phan_anh", kind=kind)
    key = "feedback.ask_proposal" if kind == "proposal" else "feedback.ask_complaint"
    return Reply(turn.say(key), (make_button(turn, "formal_paths", "#khieu_nai"), make_button(turn, "cancel", "#thoi")))


def _ask_confirmation(turn: Turn, kind: str) -> Reply:
    if len(turn.text) > LONGEST:
        turn.state.ask("viet_phan_anh", kind=kind)
        return Reply(turn.say("feedback.too_long"), (make_button(turn, "cancel", "#thoi"),))
    attached = attached_lines(turn)
    turn.state.ask(CONFIRM, kind=kind, text=turn.text, attached=attached)
    key = "feedback.confirm_attached" if attached else "feedback.confirm"
    return Reply(turn.say(key, text=shorten_text(turn.text), number=len(attached)), confirm_buttons(turn))


def attached_lines(turn: Turn) -> list[str]:
    """What belongs to the report being written: kept before, and what came with this message, a line each."""
    lines = list(turn.state.question_data.get("attached", ()))
    line = attachment_line(turn)
    return [*lines, line][:MOST_ATTACHED] if line else lines


def attachment_line(turn: Turn) -> str:
    """Zalo's address of a picture or recording, or a place, as officials read it in a ticket; "" for none."""
    attachment = turn.event.attachment
    if "latitude" in attachment and "longitude" in attachment:
        return turn.say("feedback.attached_location", address=f"{attachment['latitude']}, {attachment['longitude']}")
    if turn.event.kind is Kind.CONTACT:  # the number of somebody who knows nothing of it
        return ""
    kind = turn.event.kind if turn.event.kind in ATTACHED else Kind.IMAGE
    return turn.say(f"feedback.attached_{kind}", address=attachment["url"]) if attachment.get("url") else ""


def take_attachment(turn: Turn) -> Reply:
    """Keep what was sent with the report being written; without words yet, ask for them."""
    data = turn.state.question_data
    attached = attached_lines(turn)
    turn.state.ask(turn.state.question or "viet_phan_anh", **{**data, "attached": attached})
    if turn.state.question == CONFIRM:
        return Reply(turn.say("feedback.attached", number=len(attached)), confirm_buttons(turn))
    return Reply(turn.say("feedback.attached_no_words"), (make_button(turn, "cancel", "#thoi"),))


def shorten_text(text: str) -> str:
    """As much of a report as is repeated to its writer."""
    return text if len(text) <= SHOWN else text[:SHOWN].rsplit(" ", 1)[0] + "…"


def confirm_buttons(turn: Turn) -> tuple[Button, ...]:
    return (
        make_button(turn, "send", "#gui_phan_anh"),
        make_button(turn, "rewrite", "#viet_lai"),
        make_button(turn, "cancel", "#thoi"),
    )
