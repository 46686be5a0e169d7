"""The forms of a procedure as files in the chat."""

from __future__ import annotations

from bot.content import sections
from bot.content.models import Procedure
from bot.content.procedure_details import Form
from bot.reply import Reply
from bot.router import Turn

MOST_FILES = 3


def forms_to_send(turn: Turn, procedure: Procedure) -> tuple[Form, ...]:
    """The forms that lie here as a file, the first few."""
    return tuple(form for form in procedure.form if form.file in turn.content.form_files)[:MOST_FILES]


def file_replies(turn: Turn, procedure: Procedure) -> tuple[Reply, ...]:
    """Each form as a file; where Zalo does not take it, its address, or the counter that has it."""
    return tuple(
        Reply(file=form.file or "", without_file=_words_instead(turn, procedure, form))
        for form in forms_to_send(turn, procedure)
    )


def _words_instead(turn: Turn, procedure: Procedure, form: Form) -> str:
    name, address = turn.fill(form.name).rstrip("."), sections.form_address(turn, form)
    if address:
        return turn.say("procedures.form_not_sent", text=name, url=address)
    return turn.say("procedures.form_not_sent_counter", text=name, office=sections.office_name(turn, procedure))
