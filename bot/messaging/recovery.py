"""After a stop: what processes that are gone left half done in the inbox and the outbox."""

from __future__ import annotations

import logging

from bot.clock import Clock
from bot.lib.process_lock import Owner
from bot.store import Store, inbox, outbox

log = logging.getLogger(__name__)


def recover(store: Store, owner: Owner, clock: Clock) -> None:
    """Let the events of processes that are gone wait again, and mark the sends they had under way as unknown."""
    events = [name for name in inbox.working_owners(store) if owner.is_gone(name)]
    sends = [name for name in outbox.sending_owners(store) if owner.is_gone(name)]
    if not events and not sends:
        return
    with store.write() as db:
        waiting = inbox.release_owners(db, events)
        unknown = outbox.mark_unknown(db, sends, clock())
    log.warning("recovered after a stop: %d events wait again, %d sends are unknown", waiting, unknown)
