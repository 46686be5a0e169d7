"""Replies on their way to Zalo, in the first shape of message that Zalo takes (bot.zalo.shapes); forms as files."""

from __future__ import annotations

from dataclasses import replace

from bot.clock import Clock
from bot.messaging.file_sender import FileSender
from bot.messaging.media import MediaFiles
from bot.messaging.shape_memory import NotedShapes
from bot.reply import Reply
from bot.settings import Settings
from bot.store import Store
from bot.zalo.client import ZaloClient
from bot.zalo.errors import Outcome
from bot.zalo.messages import SendResult
from bot.zalo.outgoing import Query
from bot.zalo.shapes import MessageShape, ShapeChooser

_FILE_FAILS = frozenset(
    {Outcome.INVALID_REQUEST, Outcome.CONTENT_REJECTED, Outcome.UNSUPPORTED, Outcome.OA_PROBLEM, Outcome.UNKNOWN}
)
"""Endings of a file after which its words are said: others would end words the same way, or pass by waiting."""


class ReplySender:
    """Sends one reply in one call or a few; which shape is tried first is a setting of the installation."""

    def __init__(self, zalo: ZaloClient, store: Store, clock: Clock, settings: Settings, media: MediaFiles) -> None:
        first = MessageShape.PLAIN if settings.button_style == "text" else MessageShape(settings.button_text_in)
        self._zalo, self._shapes = zalo, ShapeChooser(first, NotedShapes(store, clock, first))
        self._query: Query = "hide" if settings.button_style == "hide" else "show"
        self._files = FileSender(zalo, store, clock, settings.content_path, media)

    def __call__(self, person_id: str, reply: Reply, *, afresh: bool = False) -> tuple[SendResult, MessageShape]:
        """Hand a reply to Zalo: (how it ended, in which shape). `afresh` begins with the first shape again."""
        if reply.file:
            return self._send_file(person_id, reply), MessageShape.PLAIN
        return self._zalo.send_reply(person_id, reply, self._shapes, query=self._query, afresh=afresh)

    def _send_file(self, person_id: str, reply: Reply) -> SendResult:
        """The file, or its words when Zalo does not take it. A file that may have arrived is never sent again.

        The file of an official has no words instead: the official sees that it did not go out.
        """
        result = self._files.send(person_id, reply.file, reply.upload)
        if result.outcome not in _FILE_FAILS or not reply.without_file:
            return result
        instead = self._zalo.send_consultation(person_id, Reply(reply.without_file))
        if result.outcome is Outcome.UNKNOWN and instead.outcome is not Outcome.SENT:
            return result
        return replace(instead, plain_text=reply.without_file)
