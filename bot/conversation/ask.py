"""What the bot would answer to one question, without a person, a talk or a trace: for `flask ask` and for measuring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot.content.snapshot import ContentSnapshot
from bot.event import Event, Kind
from bot.reply import Reply
from bot.router import Router
from bot.turn import ConversationState, NewsItem, PersonFacts, Turn
from bot.understanding.result import NOTHING, Understanding


class AnswerPreview:
    """Answers questions with the live content as a conversation would, but reads and writes no person's data."""

    def __init__(
        self,
        live_content: Callable[[], ContentSnapshot],
        router: Router,
        news: Callable[[str], Sequence[NewsItem]],
        now: Callable[[], datetime],
        site: str = "",
    ) -> None:
        self._live_content, self._router, self._news, self._now = live_content, router, news, now
        self._site = site

    def answer(self, question: str, name: str | None = None) -> dict[str, Any]:
        """The answer as the JSON of `ask --json` (docs/architecture.md 5.1); `name` becomes its `id`."""
        snapshot = self._live_content()
        read_all = snapshot.reader.read_all
        readings = snapshot.clear.settle(question, read_all(question) or [NOTHING], read_all)
        first = readings[0]
        return {
            "id": name,
            "question": question,
            "outcome": first.outcome,
            "intent": first.intent,
            "procedure": first.procedure,
            "section": first.section,
            "confidence": round(first.confidence, 3),
            "candidates": list(first.candidates),
            "replies": [reply.as_dict() for reply in self._make_replies(snapshot, question, readings)],
        }

    def _make_replies(
        self, snapshot: ContentSnapshot, question: str, readings: Sequence[Understanding]
    ) -> Sequence[Reply]:
        """The replies to every question read in the message, each reply once."""
        now = self._now()
        event = Event(
            key="", name="ask", kind=Kind.TEXT, person_id=None, received_at=int(now.timestamp() * 1000), text=question
        )
        state, replies = ConversationState(), dict[Reply, None]()
        for understanding in readings:
            turn = Turn(
                event=event,
                state=state,
                content=snapshot.content,
                now=now,
                understanding=understanding,
                person=PersonFacts(),
                news=self._news,
                site=self._site,
            )
            replies.update(dict.fromkeys(self._router.route(turn).replies))
        return tuple(replies)
