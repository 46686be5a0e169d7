"""Words and pictures that belong to a report already sent: "bổ sung: cột điện số 7", "phiếu đó tới đâu rồi"."""

from __future__ import annotations

import re

from bot.reply import AddToTicket, ReopenTicket, Reply
from bot.router import REPORTS, Handler, HandlerResult, Turn
from handlers.feedback import SENT
from handlers.speech import fold_text, make_button, mentions_any, menu_button
from handlers.tickets import CODE, show_status

LONGEST = 1000
"""Characters of one addition."""

MOST_WORDS = 16
"""A question for a ticket is short; longer messages tell something else."""

_ADDED = re.compile(r"^\W*(?P<opening>[^:–-]{2,40}?)\s*[:–-]\s*(?P<words>\S.*)$", re.DOTALL)


def reopen_ticket(turn: Turn, handler: Handler) -> HandlerResult:
    """Middleware: "phiếu đó chưa xong" opens a report again that was closed at most thirty days ago."""
    code = _closed_ticket(turn) if _says_it_is_not_done(turn) else None
    if code is None:
        return handler(turn)
    turn.state.question, turn.state.question_data = None, {SENT: code}
    buttons = (make_button(turn, "my_tickets", "#phieu"), menu_button(turn))
    return Reply(turn.say("feedback.reopened", code=code), buttons), ReopenTicket(code, turn.text[:LONGEST])


def _says_it_is_not_done(turn: Turn) -> bool:
    """A statement, not the question whether it is done."""
    return _mentions_any(turn, "not_done_words") and not turn.text.rstrip().endswith("?")


def _closed_ticket(turn: Turn) -> str | None:
    """The closed report that is meant: by its code, by "phiếu đó", or because its points were just asked for."""
    codes = turn.person.reopenable_tickets
    match = CODE.search(turn.text)
    if match:
        code = f"{match[1]}-{match[2]}".upper()
        return code if code in codes else None
    is_meant = _mentions_any(turn, "ticket_words") and not _mentions_any(turn, "no_ticket_words")
    if is_meant and codes:
        return codes[0]
    rated = str(turn.state.question_data.get("code", ""))
    return rated if rated in codes else None


def find_open_ticket(turn: Turn) -> str | None:
    """The code of the report just sent, else of the newest one that is not closed."""
    recent = turn.state.question_data.get(SENT)
    open_codes = [code for code, kind, state in turn.person.tickets if kind in REPORTS and state != "closed"]
    return recent if recent else next(iter(open_codes), None)


def may_add(turn: Turn) -> bool:
    """Whether a report was sent a moment ago, so that a picture or a place belongs to it."""
    return SENT in turn.state.question_data


def add_line(turn: Turn, line: str) -> HandlerResult:
    """Add a line to the report that is open."""
    code = find_open_ticket(turn)
    if code is None:
        return None
    buttons = (make_button(turn, "my_tickets", "#phieu"), menu_button(turn))
    return Reply(turn.say("feedback.added", code=code), buttons), AddToTicket(code, line[:LONGEST])


def add_to_ticket(turn: Turn, handler: Handler) -> HandlerResult:
    """Middleware: words that explicitly add to a report go there; a question for it gets its state."""
    is_possible = _may_be_about_a_ticket(turn) and not CODE.search(turn.text)
    code = find_open_ticket(turn) if is_possible else None
    if code is None:
        return handler(turn)
    words = _added_words(turn)
    if words:
        return add_line(turn, turn.say("feedback.addition", text=words))
    return show_status(turn, code) if _asks_for_state(turn) else handler(turn)


def _may_be_about_a_ticket(turn: Turn) -> bool:
    return _mentions_any(turn, "add_words") or _mentions_any(turn, "ticket_words")


def _mentions_any(turn: Turn, name: str) -> bool:
    return mentions_any(turn.text, turn.content.variants(f"feedback.{name}"))


def _added_words(turn: Turn) -> str:
    """What is added: the words behind "bổ sung:"; right after sending, also behind "bổ sung" alone."""
    openings = [fold_text(word) for word in turn.content.variants("feedback.add_words")]
    match = _ADDED.match(turn.text)
    if match and any(fold_text(match["opening"]).startswith(opening) for opening in openings):
        return match["words"].strip()
    folded = fold_text(turn.text)
    is_added = may_add(turn) and any(folded.startswith(f"{opening} ") for opening in openings)
    return turn.text if is_added else ""


def _asks_for_state(turn: Turn) -> bool:
    """Whether a short message asks how far a report is ("phản ánh của tôi giải quyết chưa")."""
    asks = _mentions_any(turn, "ticket_words") and _mentions_any(turn, "state_words")
    return asks and not _mentions_any(turn, "no_ticket_words") and len(turn.text.split()) <= MOST_WORDS
