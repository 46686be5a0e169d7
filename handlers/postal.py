"""Filing by post: in general, for one procedure, and which procedures take it."""

from __future__ import annotations

from bot.reply import Button, Reply
from bot.router import HandlerGroup, HandlerResult, Turn
from handlers.guides import show_guide, show_guide_by_id
from handlers.procedures import show_by_code
from handlers.speech import BUBBLE, MOST_BUTTONS, guide_of, is_one_of, join_lines, make_button, person_button

group = HandlerGroup("postal")

MAIN_GUIDE = "buu_dien_la_gi"


@group.intent("postal")
def answer_postal(turn: Turn) -> HandlerResult:
    """The general answer that matched, with the way to the list of procedures when there is room for it.

    "Gửi bưu điện", nothing else, is about the procedure spoken of.
    """
    if turn.state.procedure and is_one_of(turn, "guides.post_of_this"):
        return show_by_code(turn, "post")
    entry = guide_of(turn)
    return _with_list(turn, show_guide(turn, entry) if entry is not None else _show_main_guide(turn))


@group.command("buu_dien")
def answer_by_post(turn: Turn) -> HandlerResult:
    """ "#buu_dien CODE": whether and how this procedure goes by post; without a code, what filing by post is."""
    return show_by_code(turn, "post") if turn.argument else _with_list(turn, _show_main_guide(turn))


@group.command("viec_qua_buu_dien")
def list_postal_procedures(turn: Turn) -> Reply:
    """Procedures that take dossiers by post, most asked first, as many as one bubble holds."""
    titles = _postal_titles(turn)
    if not titles:
        return Reply(turn.say("guides.post_list_empty"), (person_button(turn),))
    more, end = turn.say("guides.post_list_more"), turn.say("guides.post_list_end")
    rows = [turn.say("guides.post_list_entry", title=title) for title in titles]
    text = join_lines(turn.say("guides.post_list"), *rows, end)
    while len(text) > BUBBLE:
        rows.pop()
        text = join_lines(turn.say("guides.post_list"), *rows, more, end)
    return Reply(text, (make_button(turn, "by_post", "#buu_dien"), person_button(turn)))


def _postal_titles(turn: Turn) -> list[str]:
    """Those named in content/sentences/guides.yaml, post_list_first; while none of them takes post, all by name."""
    titles = {
        code: procedure.title
        for code, procedure in turn.content.procedures.items()
        if procedure.post.level == "yes" and procedure.variant_of is None
    }
    first = [titles[code] for code in turn.content.variants("guides.post_list_first") if code in titles]
    return first or sorted(titles.values())


def _show_main_guide(turn: Turn) -> Reply:
    return show_guide_by_id(turn, MAIN_GUIDE)


def _with_list(turn: Turn, reply: Reply) -> Reply:
    to_list: Button = make_button(turn, "post_list", "#viec_qua_buu_dien")
    if len(reply.buttons) >= MOST_BUTTONS or any(existing.label == to_list.label for existing in reply.buttons):
        return reply
    return Reply(reply.text, (*reply.buttons, to_list))
