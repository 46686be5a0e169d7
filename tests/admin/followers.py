"""People for the tests of the people's pages."""

from __future__ import annotations

from typing import Any

from bot.runtime import Runtime
from bot.store import people, preferences


def person_id(number: int) -> str:
    """The id of the person with this number; its last four digits are the number."""
    return f"721900000000000{number:04}"


def known(runtime: Runtime, number: int, name: str | None, **facts: Any) -> str:
    """Somebody who follows; `wrote` is a moment, `topics` and `neighbourhood` their wishes, `follows` may be False."""
    found, now = person_id(number), runtime.clock()
    with runtime.store.write() as db:
        people.sync(db, [(found, name, facts.get("follows", True))], now)
        if "wrote" in facts:
            people.note_interaction(db, found, facts["wrote"], is_message=True)
        if facts.get("topics"):
            preferences.choose_topics(db, found, facts["topics"])
        if facts.get("neighbourhood"):
            preferences.set_neighbourhood(db, found, facts["neighbourhood"])
        if facts.get("opted_out"):
            people.opt_out(db, found, now)
    return found
