"""How large the year of the desk benchmark is, and the ids of its people."""

from __future__ import annotations

from dataclasses import dataclass

TO_ALL_EVERY = 10
"""Every tenth broadcast goes to everybody, the others to one person in 25: together 1,020,000 deliveries."""
FIRST_ID = 7_219_000_000_000_000_000

NUMBERS = "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :last)"
"""SQL for a table n of the numbers from 0 to :last."""


@dataclass(frozen=True, slots=True)
class YearSize:
    """The number of rows of each kind; `meanings` are per day."""

    people: int = 30_000
    broadcasts: int = 250
    days: int = 365
    meanings: int = 120
    questions: int = 100_000
    unclear: int = 3_000
    talks: int = 1_500
    tickets: int = 2_500
    ratings: int = 3_000
    audit_entries: int = 60_000
    officials: int = 30


def person_id(number: int) -> str:
    """The id of one of the people, counted from 0."""
    return str(FIRST_ID + number)
