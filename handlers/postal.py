"""Filing by post: in general, for one procedure, and which procedures take it."""

from __future__ import annotations

from bot.reply import Button, Reply
from bot.router import Said, Topic, Turn
from handlers.guides import by_id, show
from handlers.procedures import by_code
from handlers.speech import BUBBLE, MOST_BUTTONS, button, guide_of, is_one_of, lines, person_button

topic = Topic("postal")

MAIN_GUIDE = "buu_dien_la_gi"


@topic.intent("postal")
def understood(turn: Turn) -> Said:
    """The general answer that matched, with the way to the list of procedures when there is room for it.

    "Gửi bưu điện", nothing else, is about the procedure spoken of.
    """
    if turn.state.procedure and is_one_of(turn, "guides.post_of_this"):
        return by_code(turn, "post")
    entry = guide_of(turn)
    return _with_list(turn, show(turn, entry) if entry is not None else _main(turn))


@topic.command("buu_dien")
def by_post(turn: Turn) -> Said:
    """ "#buu_dien CODE": whether and how this procedure goes by post; without a code, what filing by post is."""
    return by_code(turn, "post") if turn.argument else _with_list(turn, _main(turn))


@topic.command("viec_qua_buu_dien")
def which_procedures(turn: Turn) -> Reply:
    """Procedures that take dossiers by post, most asked first, as many as one bubble holds."""
    titles = _titles(turn)
    if not titles:
        return Reply(turn.say("guides.post_list_empty"), (person_button(turn),))
    more, end = turn.say("guides.post_list_more"), turn.say("guides.post_list_end")
    rows = [turn.say("guides.post_list_entry", title=title) for title in titles]
    text = lines(turn.say("guides.post_list"), *rows, end)
    while len(text) > BUBBLE:
        rows.pop()
        text = lines(turn.say("guides.post_list"), *rows, more, end)
    return Reply(text, (button(turn, "by_post", "#buu_dien"), person_button(turn)))


def _titles(turn: Turn) -> list[str]:
    """Those named in content/sentences/guides.yaml, post_list_first; while none of them takes post, all by name."""
    taken = {
        code: procedure.title
        for code, procedure in turn.words.procedures.items()
        if procedure.post.level == "yes" and procedure.variant_of is None
    }
    first = [taken[code] for code in turn.words.variants("guides.post_list_first") if code in taken]
    return first or sorted(taken.values())


def _main(turn: Turn) -> Reply:
    return by_id(turn, MAIN_GUIDE)


def _with_list(turn: Turn, reply: Reply) -> Reply:
    to_list: Button = button(turn, "post_list", "#viec_qua_buu_dien")
    if len(reply.buttons) >= MOST_BUTTONS or any(known.label == to_list.label for known in reply.buttons):
        return reply
    return Reply(reply.text, (*reply.buttons, to_list))
