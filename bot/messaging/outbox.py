"""Replies on their way into the outbox: split into bubbles, made durable, recognisable by their echo."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.messaging.splitting import split_text
from bot.reply import Reply
from bot.store import Transaction
from bot.store import outbox as rows
from bot.store.outbox import REPLY, NewMessage
from bot.zalo.uploads import uploaded_name

PICTURE_ENDINGS = (".jpg", ".png")


def fingerprint(text: str) -> str:
    """A short mark of a text that stays the same however the platform normalises it (NFC, outer blanks)."""
    plain = unicodedata.normalize("NFC", text).strip()
    return hashlib.blake2b(plain.encode(), digest_size=16).hexdigest()


def packed(payload: Mapping[str, Any]) -> str:
    """A message's content as the outbox keeps it."""
    return json.dumps(payload, ensure_ascii=False)


def split_reply(reply: Reply) -> Iterator[Reply]:
    """One reply as messages of a comfortable length; buttons, cards and requests go with the last. A file is one."""
    if reply.file:
        yield reply
        return
    parts = split_text(reply.text) or [""]
    for part in parts[:-1]:
        yield Reply(text=part)
    yield replace(reply, text=parts[-1])


def _echoed_words(bubble: Reply) -> str:
    """What the echo of a message repeats: its words, the name of its file, of a picture nothing."""
    if bubble.upload and bubble.file.endswith(PICTURE_ENDINGS):
        return ""
    return uploaded_name(bubble.file) if bubble.file else bubble.text


def put_replies(
    db: Transaction,
    person_id: str,
    replies: Iterable[Reply],
    now_ms: int,
    *,
    event_id: int | None = None,
    official_id: int | None = None,
    priority: int = REPLY,
) -> list[int]:
    """Queue replies for one person in order, in the caller's transaction; returns their ids."""
    ids = []
    for reply in replies:
        for bubble in split_reply(reply):
            message = NewMessage(
                person_id=person_id,
                reply=packed(bubble.as_dict()),
                fingerprint=fingerprint(_echoed_words(bubble)),
                priority=priority,
                event_id=event_id,
                official_id=official_id,
            )
            ids.append(rows.put(db, message, now_ms))
    return ids
