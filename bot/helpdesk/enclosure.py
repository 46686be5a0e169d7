"""What goes out beside the words of an answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.helpdesk.outgoing_file import OutgoingFile
from bot.reply import Button, Reply


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Messages of their own (a form, a card), a button under the words, a file of the official."""

    replies: tuple[Reply, ...] = ()
    button: Button | None = None
    upload: OutgoingFile | None = None


NOTHING_ENCLOSED = Enclosure()
