"""What the clock calls: keeping people equal to the platform's, fetching articles, forgetting what is old."""

from __future__ import annotations

import logging

from bot.accounts import drafts
from bot.articles.feed import FeedError
from bot.broadcasts.comparing import STANDSTILL_MS
from bot.clock import DAY
from bot.runtime import Runtime
from bot.store import form_drafts, form_tokens, helpdesk_notes, inbox, media, notices, outbox, talk_words, unanswered
from bot.zalo.calls import CallFailed

log = logging.getLogger(__name__)

PEOPLE_CALLS = 2
"""Calls about people each time; at two a second the job is done soon and ends quickly with the program."""

KEEP_MS = 90 * DAY
"""Raw messages are kept this long (privacy notice; an official may shorten it in a later version)."""


def beat(runtime: Runtime) -> None:
    """Say that the clock runs. After a long silence (the machine slept, or was brought back) broadcasts are compared first."""
    if runtime.health.beat() > STANDSTILL_MS:
        runtime.broadcasts.comparisons.note_standstill()


def compare_broadcasts(runtime: Runtime) -> None:
    """Ask Zalo who has a broadcast already, where that is in doubt."""
    if not runtime.restore_guard.is_restored() and not runtime.token_is_lost():
        runtime.broadcasts.comparisons.advance()


def sync_people(runtime: Runtime) -> None:
    """A few calls to keep followers and labels equal to the platform's: changes of ours first, then a pass a day."""
    if runtime.token_is_lost():
        return
    if not runtime.restore_guard.is_restored() and runtime.labels.push(PEOPLE_CALLS):
        return
    runtime.people_sync.begin(DAY)
    try:
        runtime.people_sync.run(PEOPLE_CALLS)
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
        media.forget_before(db, before)
        talk_words.forget_before(db, before)
        outbox.forget_before(db, before)
        helpdesk_notes.forget_before(db, before)
        notices.forget_before(db, before)
        unanswered.forget_before(db, before)
        form_tokens.forget_before(db, runtime.clock() - DAY)
        form_drafts.forget_before(db, runtime.clock() - drafts.KEEP_MS)
    runtime.media.delete_strays()
