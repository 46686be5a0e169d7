"""Taking over who follows the OA from the platform's list."""

from __future__ import annotations

import time
from typing import Any

from bot.runtime import Runtime
from bot.store import people
from bot.zalo.limits import READS_PER_SECOND


def sync_followers(runtime: Runtime, progress: Any = None) -> tuple[int, int]:
    """Page through the platform's list of followers, at its pace; (people seen, of these new to us).

    Raises bot.zalo.calls.CallFailed; what was read before stays, so that a second run goes on cheaply.
    """
    seen: set[str] = set()
    new = 0
    offset: int | None = 0
    while offset is not None:
        page = runtime.zalo.list_people(offset, follows=True)
        with runtime.store.write() as db:
            new += people.sync(db, [(person_id, None, True) for person_id in page.person_ids], runtime.clock())
        seen.update(page.person_ids)
        if progress is not None:
            progress.length = max(page.total, 1)
            progress.update(len(page.person_ids))
        offset = page.next_offset
        if offset is not None:
            time.sleep(1 / READS_PER_SECOND)
    return len(seen), new
