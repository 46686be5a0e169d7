"""Messages of unknown fate, settled by the platform's own record of the talk (docs/zalo/platform.md 14).

Found there, a message was sent. Not found in a record that reaches over the time of the attempt, it certainly was not: an answer
is then sent again by itself for as long as it is fresh; messages of broadcasts wait for an official's one act
(bot.broadcasts.lifecycle).
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.clock import MINUTE, SECOND
from bot.messaging.stale_answers import STALE_MS
from bot.messaging.talk_records import find_in_record, is_closed_by_person
from bot.runtime import Runtime
from bot.store import Transaction, outbox, outbox_again, outbox_lists
from bot.store.outbox_records import UnknownMessage
from bot.zalo.calls import CallFailed
from bot.zalo.limits import CHATS_PAGE
from bot.zalo.people import ChatMessage

LOOK_AFTER_MS = 3 * MINUTE
"""Receipts may come late; only then is the record read. After each further attempt of a message so much later, up to ten times."""

CERTAIN_AFTER_MS = 5 * MINUTE
"""Not in the record by then, a message was not taken."""

GIVE_UP_AFTER_MS = 10 * MINUTE
"""A record that does not reach over the attempt by then will not: an official decides."""

SLACK_MS = 5 * SECOND
"""How far the platform's clock may be behind ours."""


def settle_unknown(runtime: Runtime) -> int:
    """Look for messages of unknown fate in the platform's record; returns how many were found there."""
    count = 0
    is_any_missing = False
    for message in outbox_lists.unknown_messages(runtime.store, runtime.clock(), LOOK_AFTER_MS):
        try:
            talk = runtime.zalo.conversation(message.person_id, count=CHATS_PAGE)
        except CallFailed as failure:
            if not is_closed_by_person(failure):
                break
            talk = []
        with runtime.store.write() as db:
            if (message_id := _find_message_id(runtime, message, talk)) is not None:
                _settle_found(db, message, message_id, runtime.clock())
                count += 1
            else:
                is_any_missing |= _settle_missing(db, message, talk, runtime.clock())
    if is_any_missing:
        runtime.wake()
    return count


def _settle_found(db: Transaction, message: UnknownMessage, message_id: str, now: int) -> None:
    outbox.settle(db, message.id, "sent", now, platform_id=message_id, outcome="sent", note="by_record")


def _settle_missing(db: Transaction, message: UnknownMessage, talk: Sequence[ChatMessage], now: int) -> bool:
    """Decide about a message that the record does not show; True when it is queued again."""
    age = now - message.attempted_at
    if not _covers(talk, message.attempted_at):
        if age > GIVE_UP_AFTER_MS:
            outbox.settle(db, message.id, "unknown", now, outcome="unknown", note="no_record")
        return False
    if age < CERTAIN_AFTER_MS:
        return False
    if (
        message.is_bulk
        or _hands_over_a_file(message)
        or (message.is_from_official and now - message.created_at > STALE_MS)
    ):
        outbox.settle(db, message.id, "unknown", now, outcome="unknown", note="not_found")
        return False
    if outbox_again.has_message(db, message.person_id, message.fingerprint, message.attempted_at):
        outbox.settle(db, message.id, "cancelled", now, note="repeated")  # asked again and answered meanwhile
        return False
    return outbox_again.requeue_missing(db, message.id, now)


def _hands_over_a_file(message: UnknownMessage) -> bool:
    """Such a message cannot be told from others in the record, so its absence there proves nothing."""
    return bool(json.loads(message.reply or "{}").get("file"))


def _covers(talk: Sequence[ChatMessage], attempted_at: int) -> bool:
    """Whether a record, newest first, shows all of the talk from before the attempt until now, so that absence is proof."""
    moments = [message.at_ms for message in talk if message.at_ms is not None]
    return bool(moments) and (len(talk) < CHATS_PAGE or min(moments) < attempted_at - SLACK_MS)


def _find_message_id(runtime: Runtime, message: UnknownMessage, talk: Sequence[ChatMessage]) -> str | None:
    """The platform's id of our message in its record, the oldest that fits and belongs to no other message."""
    known_ids = outbox_lists.known_platform_ids(runtime.store, [entry.message_id for entry in talk])
    entries = find_in_record(talk, json.loads(message.reply or "{}"), message.attempted_at - SLACK_MS)
    ids = [entry.message_id for entry in reversed(entries)]
    return next((one for one in ids if one and one not in known_ids), None)
