"""One procedure: all of it in brief, or one part of it."""

from __future__ import annotations

from typing import Any

from bot.reply import Button, Reply
from bot.router import Handler, Said, Topic, Turn
from bot.understanding.result import SECTIONS
from handlers import clarify, listed, sections
from handlers.feedback import speaks_formally
from handlers.places import another_ward
from handlers.speech import BUBBLE, button, lines, menu_button, paragraphs, person_button, source_line

topic = Topic("procedures")

NEXT = {
    None: ("steps", "online", "post", "form", "fee"),
    "papers": ("fee", "time", "where", "online", "post"),
    "online": ("papers", "fee", "post", "form"),
    "post": ("papers", "fee", "time", "form"),
    "steps": ("papers", "fee", "time", "online"),
}
"""What people ask next; for other sections as in USUALLY_NEXT."""

USUALLY_NEXT = ("papers", "fee", "time", "where", "online")
MOST_NEXT = 4


@topic.intent("procedure")
def understood(turn: Turn) -> Said:
    """The procedure and part that a message was understood to ask for."""
    code = turn.understanding.procedure
    procedure = turn.words.procedure(code) if code else None
    if procedure is None:
        named = turn.words.listed.get(code)
        return listed.tell(turn, named) if named is not None else clarify.ask_back(turn)
    told = answer(turn, procedure, turn.understanding.section)
    elsewhere = another_ward(turn)
    return (Reply(elsewhere), *told) if elsewhere else told


@topic.command("thu_tuc")
def overview_command(turn: Turn) -> Said:
    """ "#thu_tuc CODE": everything in brief."""
    return by_code(turn, None)


def _section_command(section: str) -> Handler:
    def show(turn: Turn) -> Said:
        return by_code(turn, section)

    return show


for _section in SECTIONS:
    if _section != "post":
        topic.command(sections.COMMANDS[_section])(_section_command(_section))


@topic.question("viec_nao")
def which_one(turn: Turn) -> Said:
    """The procedure named after "which one?", for the part that was asked before it."""
    code = turn.understanding.procedure
    procedure = turn.words.procedure(code) if code else None
    if procedure is None:
        return None
    return answer(turn, procedure, turn.understanding.section or turn.state.question_data.get("section"))


def by_code(turn: Turn, section: str | None) -> tuple[Reply, ...]:
    """The procedure of a command's argument; without one, the procedure last spoken of."""
    procedure = turn.words.procedure(turn.argument or turn.state.procedure or "")
    if procedure is None:
        named = turn.words.listed.get(turn.argument or turn.state.procedure or "")
        if named is not None:
            return (listed.tell(turn, named),)
        return (Reply(turn.say("procedures.not_found"), (person_button(turn), menu_button(turn))),)
    return answer(turn, procedure, section)


def answer(turn: Turn, procedure: Any, section: str | None) -> tuple[Reply, ...]:
    """Tell one part, or everything in brief, and remember what was spoken of."""
    turn.state.procedure, turn.state.section, turn.state.topic = procedure.code, section, None
    told = overview(turn, procedure) if section is None else part(turn, procedure, section)
    if speaks_formally(turn, procedure.title):
        return Reply(turn.say("feedback.not_in_chat")), *told
    return told


def part(turn: Turn, procedure: Any, section: str) -> tuple[Reply, ...]:
    """One section with its source; remarks about papers stand in a bubble of their own when one does not hold both."""
    title = turn.say(f"procedures.{section}_title", title=procedure.title)
    told = lines(title, sections.WRITE[section](turn, procedure), _partial(turn, procedure))
    text = paragraphs(told, _source(turn, procedure))
    buttons = _buttons(turn, procedure, section)
    remarks = sections.remarks(turn, procedure) if section == "papers" else ""
    if len(text) <= BUBBLE or not remarks:
        return (Reply(text, buttons),)
    rest = paragraphs(lines(remarks, _partial(turn, procedure)), _source(turn, procedure))
    return Reply(lines(title, sections.only_papers(turn, procedure))), Reply(rest, buttons)


def overview(turn: Turn, procedure: Any) -> tuple[Reply, ...]:
    """Papers first, because most ask for them; then time, cost and place, in the same bubble if it is short."""
    papers = lines(
        turn.say("procedures.papers_title", title=procedure.title),
        sections.only_papers(turn, procedure) or sections.papers(turn, procedure),
    )
    rest = paragraphs(_brief(turn, procedure), _partial(turn, procedure), _source(turn, procedure))
    buttons = _buttons(turn, procedure, None)
    if len(papers) + len(rest) < BUBBLE:
        return (Reply(paragraphs(papers, rest), buttons),)
    return Reply(papers), Reply(rest, buttons)


def _brief(turn: Turn, procedure: Any) -> str:
    said = [
        turn.say(f"procedures.short_{section}", text=_own_lines(sections.WRITE[section](turn, procedure)))
        for section in ("time", "fee", "where")
    ]
    for section in ("online", "post"):
        level = getattr(procedure, section).level
        if level != "unknown":
            short = turn.say(f"procedures.{section}_short_{level}")
            said.append(turn.say(f"procedures.short_{section}", text=f"{short}."))
    return lines(*said)


def _own_lines(text: str) -> str:
    """A list starts on a line of its own."""
    return f"\n{text}" if "\n" in text else text


def _partial(turn: Turn, procedure: Any) -> str:
    return turn.say("procedures.partial", office=sections.office(turn, procedure)) if procedure.partial else ""


def _source(turn: Turn, procedure: Any) -> str:
    return source_line(turn, procedure.origin.source, procedure.origin.checked)


def _buttons(turn: Turn, procedure: Any, section: str | None) -> tuple[Button, ...]:
    """Up to four other parts worth knowing, and the way to an official. Online, the portal itself comes first."""
    wanted = NEXT.get(section, tuple(name for name in USUALLY_NEXT if name != section))
    known = [name for name in wanted if sections.is_worth_asking(procedure, name)]
    doors = {"online": _portal, "post": _how_to_post}
    first = doors[section](turn, procedure) if section in doors else ()
    others = [button(turn, _label(procedure, name), f"#{sections.COMMANDS[name]} {procedure.code}") for name in known]
    return (*[*first, *others][:MOST_NEXT], person_button(turn))


def _label(procedure: Any, section: str) -> str:
    """Where only the result travels by post, the button does not promise more."""
    return "receive_by_post" if section == "post" and procedure.post.level == "result_only" else section


def _portal(turn: Turn, procedure: Any) -> tuple[Button, ...]:
    if procedure.online.level not in ("full", "part"):
        return ()
    url = procedure.online.url or turn.say("common.portal_url")
    return (Button(turn.say("buttons.open_portal"), url=url),)


def _how_to_post(turn: Turn, procedure: Any) -> tuple[Button, ...]:
    if procedure.post.level == "result_only":
        return (button(turn, "receive_by_post", "#huong_dan nhan_ket_qua_tai_nha"),)
    return (button(turn, "how_to_post", "#huong_dan cach_gui_ho_so"),) if procedure.post.level == "yes" else ()
