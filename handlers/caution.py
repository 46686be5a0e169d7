"""A person who types the number of an identity card is kindly told not to: the chat does not need it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.reply import Reply
from bot.router import Handler, Said, Topic, Turn

ID_NUMBER = re.compile(r"(?<![\d.-])0\d{11}(?![\d.-])")
"""Twelve digits that begin with the code of a province (001 to 096); phones have ten."""


def cautioning(topic: Topic) -> Topic:
    """The topic, every answer of which to a typed identity number begins with the advice not to send it."""
    for table in (topic.intents, topic.outcomes, topic.questions):
        for name, handler in table.items():
            table[name] = _after_caution(handler)
    return topic


def _after_caution(handler: Handler) -> Handler:
    def handle(turn: Turn) -> Said:
        said = handler(turn)
        if said is None or not ID_NUMBER.search(turn.text):
            return said
        parts = said if isinstance(said, Iterable) and not isinstance(said, Reply) else (said,)
        return (Reply(turn.say("common.no_id_numbers")), *parts)

    return handle
