"""One procedure: all of it in brief, or one part of it."""

from __future__ import annotations

from bot.content import sections
from bot.content.models import Procedure
from bot.content.postal_steps import can_be_posted
from bot.reply import Button, Reply
from bot.router import Handler, HandlerGroup, HandlerResult, Turn
from handlers import answers, brief, clarify, form_files, listed
from handlers.feedback import mentions_formal_complaint
from handlers.places import another_ward
from handlers.sections import COMMANDS
from handlers.speech import (
    fit_into_bubbles,
    join_lines,
    join_paragraphs,
    make_button,
    menu_button,
    origin_line,
    person_button,
)

group = HandlerGroup("procedures")

NEXT = {
    None: ("cases", "benefit", "online", "post", "form", "steps", "fee"),
    "papers": ("cases", "fee", "time", "where", "online", "post"),
    "online": ("papers", "fee", "post", "form"),
    "post": ("papers", "fee", "time", "form"),
    "steps": ("papers", "fee", "time", "online"),
}
"""What people ask next; for other sections as in USUALLY_NEXT."""

FORM_SOON = {
    None: ("cases", "benefit", "form", "online", "post", "steps", "fee"),
    "papers": ("cases", "form", "fee", "time", "where", "online", "post"),
}
"""The same where the form lies here as a file: whoever knows the papers fills it in next."""

USUALLY_NEXT = ("papers", "fee", "time", "where", "online")
MOST_NEXT = 4
MOST_RECENT = 3
"""So many procedures are remembered, for "which first" and "both at once"."""
PAGE_ROUTE = "/thu-tuc"
"""Where the public pages show a procedure."""
POST_STEPS = "post_steps"
"""The open question of handlers/postal_steps.py: "tiếp" and questions in between are about filing this by post."""
ON_ONE_PAGE = (None, "papers", "form")
"""After these people want everything in one piece, to print."""


@group.intent("procedure")
def answer_procedure(turn: Turn) -> HandlerResult:
    """The procedure and part that a message was understood to ask for."""
    code = turn.understanding.procedure
    procedure = turn.content.procedure(code) if code else None
    if procedure is None:
        listed_procedure = turn.content.listed.get(code or "")
        return (
            listed.describe_listed(turn, listed_procedure) if listed_procedure is not None else clarify.ask_back(turn)
        )
    replies = answer_question(turn, procedure, turn.understanding.section)
    other_ward = another_ward(turn)
    return (Reply(other_ward), *replies) if other_ward else replies


@group.command("thu_tuc")
def show_overview(turn: Turn) -> HandlerResult:
    """ "#thu_tuc CODE": everything in brief."""
    return show_by_code(turn, None)


def _section_command(section: str) -> Handler:
    def show(turn: Turn) -> HandlerResult:
        return show_by_code(turn, section)

    return show


for _section, _command in COMMANDS.items():
    if _section not in ("post", "cases"):
        group.command(_command)(_section_command(_section))


@group.question("viec_nao")
def answer_which_one(turn: Turn) -> HandlerResult:
    """The procedure named after "which one?", for the part that was asked before it."""
    code = turn.understanding.procedure
    procedure = turn.content.procedure(code) if code else None
    if procedure is None:
        return None
    return answer_question(turn, procedure, turn.understanding.section or turn.state.question_data.get("section"))


def show_by_code(turn: Turn, section: str | None) -> tuple[Reply, ...]:
    """The procedure of a command's argument; without one, the procedure last spoken of."""
    procedure = turn.content.procedure(turn.argument or turn.state.procedure or "")
    if procedure is None:
        listed_procedure = turn.content.listed.get(turn.argument or turn.state.procedure or "")
        if listed_procedure is not None:
            return (listed.describe_listed(turn, listed_procedure),)
        return (Reply(turn.say("procedures.not_found"), (person_button(turn), menu_button(turn))),)
    return describe_procedure(turn, procedure, section)


def answer_question(turn: Turn, procedure: Procedure, section: str | None) -> tuple[Reply, ...]:
    """What was asked, first: yes, no, the condition, the deadline or the amount; else the part or all in brief."""
    section = answers.section_meant(turn, procedure, section)
    text = answers.answer_first(turn, procedure, section)
    if not text:
        return describe_procedure(turn, procedure, section)
    return _remember(turn, procedure, section, (Reply(text, _next_buttons(turn, procedure, section or "answer")),))


def describe_procedure(turn: Turn, procedure: Procedure, section: str | None) -> tuple[Reply, ...]:
    """Tell one part, or everything in brief, and remember what was spoken of."""
    reply = describe_briefly(turn, procedure) if section is None else describe_section(turn, procedure, section)
    files = form_files.file_replies(turn, procedure) if section == "form" else ()
    return _remember(turn, procedure, section, (reply, *files))


def _remember(turn: Turn, procedure: Procedure, section: str | None, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    turn.state.procedure, turn.state.section, turn.state.topic = procedure.code, section, None
    others = [code for code in turn.state.recent if code != procedure.code]
    turn.state.recent = [*others, procedure.code][-MOST_RECENT:]
    if section == "post" and can_be_posted(procedure):
        turn.state.ask(POST_STEPS, code=procedure.code, number=0)
    if mentions_formal_complaint(turn, procedure.title):
        return Reply(turn.say("feedback.not_in_chat")), *replies
    return replies


def describe_section(turn: Turn, procedure: Procedure, section: str) -> Reply:
    """One section with its source. Of the papers those that everybody needs; the others have a button."""
    title = turn.say(f"procedures.{section}_title", title=procedure.title)
    body = _write_body(turn, procedure, section)
    text = join_paragraphs(join_lines(title, body, _partial_line(turn, procedure)), _source_line(turn, procedure))
    return Reply(text, _next_buttons(turn, procedure, section))


def _write_body(turn: Turn, procedure: Procedure, section: str) -> str:
    if section == "papers" and procedure.papers:
        return brief.list_main_papers(turn, procedure)
    if section == "form":
        forms = sections.list_forms(turn, procedure, form_files.forms_to_send(turn, procedure))
        return join_lines(forms, *sections.coming_changes(turn, procedure, section))
    return sections.WRITE[section](turn, procedure)


def describe_briefly(turn: Turn, procedure: Procedure) -> Reply:
    """The papers everybody needs, because most ask for them; then time, cost and place in a few words."""
    title = turn.say("procedures.papers_title", title=procedure.title)
    papers = brief.list_main_papers(turn, procedure) if procedure.papers else sections.list_papers(turn, procedure)
    coming = sections.coming_changes(turn, procedure)
    facts = join_lines(brief.short_facts(turn, procedure), *coming, _partial_line(turn, procedure))
    text = join_paragraphs(join_lines(title, papers, facts), _source_line(turn, procedure))
    return Reply(text, _next_buttons(turn, procedure, None))


@group.command("truong_hop")
def show_other_cases(turn: Turn) -> HandlerResult:
    """ "#truong_hop CODE": papers that only some need, special cases, remarks."""
    procedure = turn.content.procedure(turn.argument or turn.state.procedure or "")
    if procedure is None:
        return show_by_code(turn, None)
    turn.state.procedure, turn.state.section, turn.state.topic = procedure.code, "papers", None
    title = turn.say("procedures.cases_title", title=procedure.title)
    papers = sections.list_groups(turn, brief.other_papers(turn, procedure))
    cases = sections.list_cases(turn, procedure) if procedure.cases else ""
    parts = [part for part in (papers, cases, sections.list_remarks(turn, procedure)) if part]
    bubbles = fit_into_bubbles(parts or [sections.unknown_part(turn, procedure)])
    bubbles[0] = join_lines(title, bubbles[0])
    bubbles[-1] = join_paragraphs(bubbles[-1], _source_line(turn, procedure))
    buttons = _next_buttons(turn, procedure, "cases")
    return tuple(Reply(text, buttons if text is bubbles[-1] else ()) for text in bubbles)


def _partial_line(turn: Turn, procedure: Procedure) -> str:
    return turn.say("procedures.partial", office=sections.office_name(turn, procedure)) if procedure.partial else ""


def _source_line(turn: Turn, procedure: Procedure) -> str:
    return origin_line(turn, procedure.origin)


def _next_buttons(turn: Turn, procedure: Procedure, section: str | None) -> tuple[Button, ...]:
    """Up to four other parts worth knowing, and the way to an official. Online, the portal itself comes first."""
    section_names = NEXT.get(section, tuple(name for name in USUALLY_NEXT if name != section))
    if section in FORM_SOON and form_files.forms_to_send(turn, procedure):
        section_names = FORM_SOON[section]
    if section is None and brief.has_several_fees(procedure):
        section_names = (*section_names[:2], "fee", *section_names[2:-1])
    useful_names = [name for name in section_names if _is_worth_asking(turn, procedure, name)]
    ways = {"online": _portal_button, "post": _post_button}
    first = ways[section](turn, procedure) if section in ways else ()
    others = [
        make_button(turn, _button_name(procedure, name), f"#{COMMANDS[name]} {procedure.code}") for name in useful_names
    ]
    page = _page_button(turn, procedure) if section in ON_ONE_PAGE else ()
    return (*[*first, *others][: MOST_NEXT - len(page)], *page, person_button(turn))


def _is_worth_asking(turn: Turn, procedure: Procedure, section: str) -> bool:
    if section == "cases":
        return brief.has_more_papers(turn, procedure)
    return sections.is_worth_asking(procedure, section)


def _page_button(turn: Turn, procedure: Procedure) -> tuple[Button, ...]:
    """The public page with everything about it, where it can be reached."""
    url = f"{turn.site}{PAGE_ROUTE}/{procedure.code}"
    return (Button(turn.say("buttons.full_page"), url=url),) if turn.site else ()


def _button_name(procedure: Procedure, section: str) -> str:
    """Where only the result travels by post, the button does not promise more."""
    return "receive_by_post" if section == "post" and procedure.post.level == "result_only" else section


def _portal_button(turn: Turn, procedure: Procedure) -> tuple[Button, ...]:
    """The page where this very procedure is filed; where it cannot be filed, the page that describes it."""
    filing = procedure.online.url if procedure.online.level in ("full", "part") else None
    if filing:
        return (Button(turn.say("buttons.file_on_portal"), url=filing),)
    page = procedure.origin.url
    return (Button(turn.say("buttons.see_on_portal"), url=page),) if page else ()


def _post_button(turn: Turn, procedure: Procedure) -> tuple[Button, ...]:
    if procedure.post.level == "result_only":
        return (make_button(turn, "receive_by_post", "#huong_dan nhan_ket_qua_tai_nha"),)
    return (
        (make_button(turn, "how_to_post", f"#gui_buu_dien {procedure.code}"),) if procedure.post.level == "yes" else ()
    )
