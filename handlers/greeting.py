"""Hello, who this is, and the main menu."""

from __future__ import annotations

from bot.event import Kind
from bot.reply import Button, Reply
from bot.router import Said, Topic, Turn
from handlers.speech import button, menu_button, person_button

topic = Topic("greeting", light=True)


def introduction(turn: Turn) -> Reply:
    """Who this is, that it is a machine, what is kept and how to delete it: said once, before the first answer."""
    return Reply(turn.say("greeting.introduction"))


topic.command("gioi_thieu")(introduction)


@topic.intent("greeting")
def greet(turn: Turn) -> Said:
    """Hello and the menu; right after the introduction the hello is left out."""
    if not turn.person.introduced:
        return menu(turn)
    return Reply(turn.say("greeting.greeting", seed=turn.event.key), menu_buttons(turn))


@topic.kind(Kind.FOLLOW)
def welcome(turn: Turn) -> Reply:
    """Thanks for following, and the menu."""
    return Reply(turn.say("greeting.follow"), menu_buttons(turn))


@topic.intent("menu")
@topic.command("menu")
@topic.kind(Kind.OPENED_CHAT)
def menu(turn: Turn) -> Reply:
    """The main menu."""
    return Reply(turn.say("common.menu"), menu_buttons(turn))


@topic.intent("what_can_you_do")
def abilities(turn: Turn) -> Reply:
    """What can be asked here, and the menu."""
    return Reply(turn.say("greeting.abilities"), menu_buttons(turn))


@topic.command("viec_hay_hoi")
def popular(turn: Turn) -> Reply:
    """The procedures asked most."""
    return Reply(turn.say("greeting.popular"), (*popular_buttons(turn, 4), person_button(turn)))


@topic.command("cach_nop")
def filing(turn: Turn) -> Reply:
    """Filing without coming: by post or online."""
    buttons = (
        button(turn, "by_post", "#buu_dien"),
        button(turn, "post_list", "#viec_qua_buu_dien"),
        button(turn, "online_guide", "#huong_dan cac_buoc_nop"),
        button(turn, "tracking", "#huong_dan tra_cuu_ho_so"),
        menu_button(turn),
    )
    return Reply(turn.say("greeting.filing"), buttons)


def menu_buttons(turn: Turn) -> tuple[Button, ...]:
    """The five main ways on."""
    return (
        button(turn, "popular", "#viec_hay_hoi"),
        button(turn, "filing", "#cach_nop"),
        button(turn, "hours", "#gio_lam_viec"),
        button(turn, "feedback", "#phan_anh"),
        person_button(turn),
    )


def popular_buttons(turn: Turn, most: int) -> tuple[Button, ...]:
    """Up to `most` procedures of content/sentences/procedures.yaml, popular_codes."""
    found = map(turn.words.procedure, turn.words.variants("procedures.popular_codes"))
    known = [procedure for procedure in found if procedure is not None]
    return tuple(Button(procedure.title, say=f"#thu_tuc {procedure.code}") for procedure in known[:most])
