"""Messages of ours in the platform's own record of a talk (docs/zalo/platform.md 14)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any

from bot.reply import Reply
from bot.zalo.calls import CallFailed
from bot.zalo.errors import Outcome
from bot.zalo.outgoing import plain_text
from bot.zalo.people import ChatMessage

_OF_PERSON = frozenset({Outcome.NOT_FOLLOWER, Outcome.BLOCKED_BY_PERSON, Outcome.UNSUPPORTED})


def find_in_record(talk: Iterable[ChatMessage], content: dict[str, Any], since_ms: int) -> list[ChatMessage]:
    """The entries that can be a message of ours with this content: from the OA, in its words, not before `since_ms`.

    Its words are the text, that without a file, or the text with its buttons written out (bot.zalo.shapes).
    """
    text, without_file = str(content.get("text") or ""), str(content.get("without_file") or "")
    written_out = plain_text(Reply.from_dict(content)) if text else ""
    wordings = {_normalize(words) for words in (text, without_file, written_out)} - {""}
    return [
        entry
        for entry in talk
        if entry.by_oa and entry.at_ms is not None and entry.at_ms >= since_ms and _normalize(entry.text) in wordings
    ]


def is_closed_by_person(failure: CallFailed) -> bool:
    """Whether the record of this one person cannot be read, now or later: others can."""
    return failure.result.outcome in _OF_PERSON


def _normalize(text: str) -> str:
    """A text however the platform normalises it: NFC, without outer blanks."""
    return unicodedata.normalize("NFC", text).strip()
