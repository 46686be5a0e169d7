"""Hello, who this is, and the main menu."""

from __future__ import annotations

from bot.event import Kind
from bot.reply import Button, Reply
from bot.router import HandlerGroup, HandlerResult, Turn
from handlers.speech import make_button, menu_button, person_button

group = HandlerGroup("greeting", light=True)


def introduce_bot(turn: Turn) -> Reply:
    """Who this is, that it is a machine, what is kept and how to delete it: said once, before the first answer."""
    ward = turn.content.ward
    return Reply(turn.say("greeting.introduction" if ward.called != ward.name else "greeting.introduction_same_name"))


group.command("gioi_thieu")(introduce_bot)


@group.intent("greeting")
def greet_person(turn: Turn) -> HandlerResult:
    """Hello and the menu; right after the introduction the hello is left out."""
    if not turn.person.introduced:
        return show_menu(turn)
    return Reply(turn.say("greeting.greeting", seed=turn.event.key), menu_buttons(turn))


@group.kind(Kind.FOLLOW)
def welcome_follower(turn: Turn) -> Reply:
    """Thanks for following, and the menu."""
    return Reply(turn.say("greeting.follow"), menu_buttons(turn))


@group.intent("menu")
@group.command("menu")
@group.kind(Kind.OPENED_CHAT)
def show_menu(turn: Turn) -> Reply:
    """Reply with the main menu."""
    return Reply(turn.say("common.menu"), menu_buttons(turn))


@group.intent("what_can_you_do")
def show_abilities(turn: Turn) -> Reply:
    """What can be asked here, and the menu."""
    return Reply(turn.say("greeting.abilities"), menu_buttons(turn))


@group.command("viec_hay_hoi")
def show_popular(turn: Turn) -> Reply:
    """The procedures asked most."""
    return Reply(turn.say("greeting.popular"), (*popular_buttons(turn, 4), person_button(turn)))


@group.command("cach_nop")
def explain_filing(turn: Turn) -> Reply:
    """Filing without coming: by post or online."""
    buttons = (
        make_button(turn, "by_post", "#buu_dien"),
        make_button(turn, "post_list", "#viec_qua_buu_dien"),
        make_button(turn, "online_guide", "#huong_dan cac_buoc_nop"),
        make_button(turn, "tracking", "#huong_dan tra_cuu_ho_so"),
        menu_button(turn),
    )
    return Reply(turn.say("greeting.filing"), buttons)


def menu_buttons(turn: Turn) -> tuple[Button, ...]:
    """The five main ways on."""
    return (
        make_button(turn, "popular", "#viec_hay_hoi"),
        make_button(turn, "filing", "#cach_nop"),
        make_button(turn, "hours", "#gio_lam_viec"),
        make_button(turn, "feedback", "#phan_anh"),
        person_button(turn),
    )


def popular_buttons(turn: Turn, most: int) -> tuple[Button, ...]:
    """Up to `most` procedures of content/sentences/procedures.yaml, popular_codes."""
    matches = map(turn.content.procedure, turn.content.variants("procedures.popular_codes"))
    procedures = [procedure for procedure in matches if procedure is not None]
    return tuple(Button(procedure.title, say=f"#thu_tuc {procedure.code}") for procedure in procedures[:most])
