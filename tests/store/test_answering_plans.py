"""The officials' inbox finds its rows by an index, also with years of closed tickets and many people."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.store import Store, helpdesk, helpdesk_figures, helpdesk_lists, helpdesk_notes, tickets
from bot.store.helpdesk_lists import TABS, InboxQuery
from tests.store.plans import plans

READS: dict[str, Callable[[Store, Any], object]] = {
    "a message of a resident": lambda store, db: helpdesk.mark_waiting(db, "p", 1),
    "asking for an official": lambda store, db: helpdesk.ask(db, "p", 1),
    "an answer": lambda store, db: (
        helpdesk.answered_after(db, "p", 1, 1),
        helpdesk.answer(db, "p", 1, 1, "PA-1"),
        helpdesk.assign(db, "p", 1),
        helpdesk.end(db, "p", 1, 1, "closed"),
    ),
    "closing and points": lambda store, db: (
        tickets.close(db, "PA-1", 1, 1),
        tickets.ask_rating(db, "PA-1", "p", 1, 1),
        tickets.rate(db, "PA-1", "p", 5, 1),
        tickets.say_why(db, "PA-1", "p", "x"),
    ),
    "one person's page": lambda store, db: (
        tickets.in_hand(store, "p"),
        tickets.finished(store, "p"),
        helpdesk_notes.of_person(store, "p"),
        helpdesk_notes.others(store, "p", 1, 1),
        helpdesk_notes.look(db, "p", 1, 1, 0),
    ),
    "talks in hand": lambda store, db: (helpdesk.talks(store), tickets.waiting(store)),
    "figures": lambda store, db: (
        helpdesk_figures.counts(store, 1, 2),
        helpdesk_figures.first_answers(store, 1, 2),
        helpdesk_figures.ratings(store, 1, 2),
        helpdesk_figures.bot_ratings(store, 1, 2),
        helpdesk_figures.officials(store, 1, 2),
    ),
    "counts of the tabs": lambda store, db: helpdesk_lists.counts(store, 1),
    "searching the tabs": lambda store, db: [
        helpdesk_lists.page(store, InboxQuery(tab, 1, text=text)) for tab in TABS for text in ("bay", "9917")
    ],
    **{f"tab {tab}": lambda store, db, tab=tab: helpdesk_lists.page(store, InboxQuery(tab, 1)) for tab in TABS},
}


@pytest.mark.parametrize("name", READS)
def test_it_scans_no_table(tmp_path: Path, name: str) -> None:
    store = Store(tmp_path / "ward.db")
    with store.write() as db:
        steps = plans(db.conn, lambda: READS[name](store, db))
    store.close()
    scans = [step for step in steps if re.match(r"SCAN (tickets|people|t|p|m|outbox|talk_notes|n|v)\b", step[1])]
    assert [scan for scan in scans if "USING" not in scan[1]] == []
