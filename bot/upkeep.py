"""What the clock calls: settling unknown messages, fetching articles, forgetting what is old."""

from __future__ import annotations

import json
import logging
import unicodedata
from collections.abc import Iterable

from bot.clock import DAY, MINUTE
from bot.feed import FeedError
from bot.runtime import Runtime
from bot.store import answering_notes, inbox, misunderstood, outbox
from bot.zalo.calls import CallFailed
from bot.zalo.people import ChatMessage

log = logging.getLogger(__name__)

LOOK_AFTER_MS = 3 * MINUTE
"""Receipts may come late; only then is the platform's own record of the talk read (platform.md 14)."""

GIVE_UP_AFTER_MS = 10 * MINUTE
"""Not found by then: an official decides."""

PEOPLE_CALLS = 2
"""Calls about people each time; at two a second the job is done soon and ends quickly with the program."""

KEEP_MS = 90 * DAY
"""Raw messages are kept this long (privacy notice; an official may shorten it in a later version)."""


def settle_unknown(runtime: Runtime) -> int:
    """Look for messages of unknown fate in the platform's record of the talk; returns how many were found there."""
    now = runtime.clock()
    found = 0
    for row in outbox.unsettled(runtime.store, now - LOOK_AFTER_MS):
        try:
            talk = runtime.zalo.conversation(row["person_id"], count=10)
        except CallFailed:
            return found
        message_id = _sent_as(json.loads(row["reply"] or "{}").get("text", ""), row["attempted_at"], talk)
        with runtime.store.write() as db:
            if message_id:
                outbox.settle(db, row["id"], "sent", now, platform_id=message_id, outcome="sent", note="by_record")
                found += 1
            elif now - row["attempted_at"] > GIVE_UP_AFTER_MS:
                outbox.settle(db, row["id"], "unknown", now, outcome="unknown", note="not_found")
    return found


def _sent_as(text: str, attempted_at: int, talk: Iterable[ChatMessage]) -> str | None:
    """The platform's id of our text in its record: from the OA, the same words, not before the attempt."""
    wanted = unicodedata.normalize("NFC", text).strip()
    for message in talk:
        said = unicodedata.normalize("NFC", message.text).strip()
        recent = message.at_ms is not None and message.at_ms >= attempted_at - 5000
        if message.by_oa and said == wanted and wanted and recent:
            return message.message_id or None
    return None


def sync_people(runtime: Runtime) -> None:
    """A few calls to keep followers and labels equal to the platform's: changes of ours first, then a pass a day."""
    if runtime.token_is_lost():
        return
    if not runtime.lineage.is_restored() and runtime.tagging.push(PEOPLE_CALLS):
        return
    runtime.followers.begin(DAY)
    try:
        runtime.followers.run(PEOPLE_CALLS)
    except CallFailed as failure:
        log.warning("people: %s", failure)


def sync_articles(runtime: Runtime) -> None:
    """Fetch the ward portal's feed; a feed that fails is named in the log and tried again."""
    try:
        runtime.articles.sync()
    except FeedError as error:
        log.warning("articles: %s", error)


def forget_old(runtime: Runtime) -> None:
    """Delete finished events and settled messages past their time (personal data law: no longer than needed)."""
    before = runtime.clock() - KEEP_MS
    with runtime.store.write() as db:
        inbox.forget_before(db, before)
        outbox.forget_before(db, before)
        answering_notes.forget_before(db, before)
        misunderstood.forget_before(db, before)
