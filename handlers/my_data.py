"""What is kept about a person, and deleting it (personal data law 91/2025/QH15)."""

from __future__ import annotations

from bot.event import Kind
from bot.reply import EraseData, Reply
from bot.router import HandlerGroup, HandlerResult, Turn
from handlers.interests import describe_wishes
from handlers.speech import is_one_of, join_lines, make_button, menu_button, person_button

group = HandlerGroup("my_data")


@group.intent("my_data")
@group.command("du_lieu")
def show_data(turn: Turn) -> Reply:
    """What is kept, why, who answers for it."""
    number = (
        (make_button(turn, "forget_phone", "#khong_giu_so"),) if dict(turn.person.data_counts).get("phones") else ()
    )
    buttons = (*number, make_button(turn, "delete_data", "#xoa_du_lieu"), person_button(turn), menu_button(turn))
    return Reply(
        join_lines(_list_data(turn), describe_wishes(turn), _contact_line(turn), turn.say("my_data.law")), buttons
    )


@group.intent("delete_my_data")
@group.command("xoa_du_lieu")
def ask_first(turn: Turn) -> Reply:
    """Deleting cannot be undone: ask."""
    turn.state.ask("xoa_du_lieu")
    buttons = (make_button(turn, "delete_now", "#xoa_that"), make_button(turn, "keep_data", "#giu_du_lieu"))
    return Reply(turn.say("my_data.confirm_delete"), buttons)


@group.question("xoa_du_lieu")
def read_answer(turn: Turn) -> HandlerResult:
    """Yes deletes, no keeps, the wish said again is asked about again, anything else is a new question."""
    intent = turn.understanding.intent
    if intent == "yes" or is_one_of(turn, "my_data.delete_words"):
        return erase_data(turn)
    return keep_data(turn) if intent in ("no", "cancel") else None


@group.command("xoa_that")
def erase_data(turn: Turn) -> HandlerResult:
    """Delete, and say so."""
    return Reply(turn.say("my_data.deleted")), EraseData()


@group.command("giu_du_lieu")
def keep_data(turn: Turn) -> Reply:
    """Say that nothing is deleted."""
    return Reply(turn.say("my_data.kept_after_all"), (menu_button(turn),))


@group.kind(Kind.WITHDRAW)
def erase_withdrawn(turn: Turn) -> EraseData:
    """The person took their consent back in Zalo itself: delete without another word."""
    return EraseData()


def _list_data(turn: Turn) -> str:
    counts = [(name, count) for name, count in turn.person.data_counts if count]
    if not counts:
        return turn.say("my_data.nothing_kept")
    kinds = [turn.say("my_data.count", count=count, kind=_name_kind(turn, name)) for name, count in counts]
    name = turn.say("my_data.kept_name", name=turn.person.name) if turn.person.name else ""
    return turn.say("my_data.kept", name=name, list=", ".join(kinds))


def _name_kind(turn: Turn, name: str) -> str:
    key = f"my_data.kind_{name}"
    return turn.say(key if turn.content.variants(key) else "my_data.kind_other")


def _contact_line(turn: Turn) -> str:
    contact = turn.content.ward.data_protection_contact
    return turn.say("my_data.contact", name=contact) if contact else turn.say("my_data.no_contact")
