"""A person who types the number of an identity card is kindly told not to: the chat does not need it."""

from __future__ import annotations

import re

from bot.reply import Reply
from bot.router import Handler, HandlerResult, Turn, parts_of

ID_NUMBER = re.compile(r"(?<![\d.-])0\d{11}(?![\d.-])")
"""Twelve digits that begin with the code of a province (001 to 096); phones have ten."""


def warn_id_number(turn: Turn, handler: Handler) -> HandlerResult:
    """Middleware: an answer to a message with an identity number begins with the advice not to send it."""
    result = handler(turn)
    if result is None or not ID_NUMBER.search(turn.text):
        return result
    return (Reply(turn.say("common.no_id_numbers")), *parts_of(result))
