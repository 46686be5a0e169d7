"""Every route of the officials' pages in one table: what it shows or does, and who may use it."""

from __future__ import annotations

from bot.admin.access import Rule
from bot.admin.route import Route
from bot.admin.views import account, broadcast_room, connect, errors, inbox, today

ROUTES: tuple[Route, ...] = (
    Route("GET", "/", "today", today.page, Rule.SIGNED_IN),
    Route("POST", "/events/<int:event_id>/retry", "retry_event", today.retry_event, Rule.ANSWERS),
    Route("POST", "/messages/<int:message_id>/resend", "resend", today.resend, Rule.ANSWERS),
    Route("GET", "/inbox", "inbox", inbox.page, Rule.SIGNED_IN),
    Route("GET", "/inbox/<person_id>", "talk", inbox.talk, Rule.SIGNED_IN),
    Route("POST", "/inbox/<person_id>/answer", "answer", inbox.answer, Rule.ANSWERS),
    Route("POST", "/inbox/<person_id>/give-back", "give_back", inbox.give_back, Rule.ANSWERS),
    Route("POST", "/tickets/<code>/close", "close_ticket", inbox.close_ticket, Rule.ANSWERS),
    Route("GET", "/zalo/connect", "connect", connect.page, Rule.SIGNED_IN),
    Route("POST", "/zalo/connect", "connect_start", connect.start, Rule.CONNECTS),
    Route("GET", "/zalo/callback", "connect_callback", connect.callback, Rule.CONNECTS),
    Route("GET", "/sign-in", "sign_in", account.sign_in_page, Rule.ANYONE),
    Route("POST", "/sign-in", "sign_in_check", account.sign_in, Rule.ANYONE),
    Route("POST", "/sign-out", "sign_out", account.sign_out, Rule.SIGNED_IN),
    Route("GET", "/password", "password", account.password_page, Rule.SIGNED_IN),
    Route("POST", "/password", "password_change", account.change_password, Rule.SIGNED_IN),
    *broadcast_room.ROUTES,
    Route("GET", "/<path:path>", "missing", errors.missing, Rule.ANYONE),
)
