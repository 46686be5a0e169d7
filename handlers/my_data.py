"""What is kept about a person, and deleting it (personal data law 91/2025/QH15)."""

from __future__ import annotations

from bot.event import Kind
from bot.reply import EraseData, Reply
from bot.router import Said, Topic, Turn
from handlers.interests import wishes
from handlers.speech import button, is_one_of, lines, menu_button, person_button

topic = Topic("my_data")


@topic.intent("my_data")
@topic.command("du_lieu")
def show(turn: Turn) -> Reply:
    """What is kept, why, who answers for it."""
    number = (button(turn, "forget_phone", "#khong_giu_so"),) if dict(turn.person.kept).get("phones") else ()
    buttons = (*number, button(turn, "delete_data", "#xoa_du_lieu"), person_button(turn), menu_button(turn))
    return Reply(lines(_kept(turn), wishes(turn), _contact(turn), turn.say("my_data.law")), buttons)


@topic.intent("delete_my_data")
@topic.command("xoa_du_lieu")
def ask_first(turn: Turn) -> Reply:
    """Deleting cannot be undone: ask."""
    turn.state.ask("xoa_du_lieu")
    buttons = (button(turn, "delete_now", "#xoa_that"), button(turn, "keep_data", "#giu_du_lieu"))
    return Reply(turn.say("my_data.confirm_delete"), buttons)


@topic.question("xoa_du_lieu")
def answered(turn: Turn) -> Said:
    """Yes deletes, no keeps, the wish said again is asked about again, anything else is a new question."""
    intent = turn.understanding.intent
    if intent == "yes" or is_one_of(turn, "my_data.delete_words"):
        return erase(turn)
    return keep(turn) if intent in ("no", "cancel") else None


@topic.command("xoa_that")
def erase(turn: Turn) -> Said:
    """Delete, and say so."""
    return Reply(turn.say("my_data.deleted")), EraseData()


@topic.command("giu_du_lieu")
def keep(turn: Turn) -> Reply:
    """Nothing is deleted."""
    return Reply(turn.say("my_data.kept_after_all"), (menu_button(turn),))


@topic.kind(Kind.WITHDRAW)
def withdrawn(turn: Turn) -> EraseData:
    """The person took their consent back in Zalo itself: delete without another word."""
    return EraseData()


def _kept(turn: Turn) -> str:
    counts = [(name, count) for name, count in turn.person.kept if count]
    if not counts:
        return turn.say("my_data.nothing_kept")
    named = [turn.say("my_data.count", count=count, kind=_kind(turn, name)) for name, count in counts]
    name = turn.say("my_data.kept_name", name=turn.person.name) if turn.person.name else ""
    return turn.say("my_data.kept", name=name, list=", ".join(named))


def _kind(turn: Turn, name: str) -> str:
    key = f"my_data.kind_{name}"
    return turn.say(key if turn.words.variants(key) else "my_data.kind_other")


def _contact(turn: Turn) -> str:
    contact = turn.words.ward.data_protection_contact
    return turn.say("my_data.contact", name=contact) if contact else turn.say("my_data.no_contact")
