"""What the bot answers. Order matters: of two groups of handlers that could answer, the earlier one does."""

from bot.router import HandlerGroup, Middleware, Router
from handlers import (
    articles,
    attachments,
    broadcasts,
    choices,
    clarify,
    continuing,
    declines,
    emergency,
    english,
    fallback,
    feedback,
    greeting,
    guides,
    interests,
    life_events,
    my_data,
    neighbourhood,
    office,
    own_phone,
    own_zalo,
    person,
    places,
    postal,
    postal_steps,
    procedures,
    quiz,
    rating,
    small_talk,
    tickets,
)
from handlers.address import remember_address
from handlers.caution import warn_id_number
from handlers.drafts import remind_of_draft
from handlers.neighbourhood import note_neighbourhood
from handlers.ticket_additions import add_to_ticket, reopen_ticket
from handlers.tickets import look_up_bare_code, look_up_ticket

HANDLER_GROUPS: list[HandlerGroup] = [
    emergency.group,
    english.group,
    person.group,
    own_zalo.group,
    my_data.group,
    own_phone.group,
    broadcasts.group,
    interests.group,
    neighbourhood.group,
    procedures.group,
    choices.group,
    clarify.group,
    continuing.group,
    life_events.group,
    quiz.group,
    postal_steps.group,
    postal.group,
    office.group,
    places.group,
    articles.group,
    feedback.group,
    tickets.group,
    rating.group,
    greeting.group,
    small_talk.group,
    guides.group,
    declines.group,
    attachments.group,
    fallback.group,
]

_EMERGENCY = frozenset({"emergency"})

MIDDLEWARE: list[Middleware] = [
    Middleware(remember_address),
    Middleware(warn_id_number, skips=_EMERGENCY),
    Middleware(remind_of_draft, on_open_questions=False, skips=_EMERGENCY | {"feedback"}),
    Middleware(reopen_ticket, on_open_questions=False, skips=_EMERGENCY),
    Middleware(add_to_ticket, on_open_questions=False, skips=_EMERGENCY),
    Middleware(look_up_ticket, on_open_questions=False, skips=_EMERGENCY),
    Middleware(look_up_bare_code, on_messages=False, skips=_EMERGENCY),
    Middleware(note_neighbourhood, on_open_questions=False, skips=_EMERGENCY),
]
"""What runs around the handlers of typed messages, outermost first."""


def make_router() -> Router:
    """The router of all groups with their middleware."""
    return Router(HANDLER_GROUPS, middleware=MIDDLEWARE)
