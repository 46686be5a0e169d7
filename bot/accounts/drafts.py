"""Drafts of forms: what an official typed is kept until it is sent or dropped, also over an ended session."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.clock import DAY, Clock
from bot.lib.characters import writable_values
from bot.store import Store, form_drafts

__all__ = ["KEEP_MS", "Draft", "DraftFields", "Drafts", "read_drafts"]

KEEP_MS = 30 * DAY
"""A draft that nobody took up again is deleted after this time."""
MOST_DRAFTS = 50
"""Of one official; the oldest go."""
MOST_AT_ONCE = 20
LONGEST_ADDRESS = 500
LARGEST = 400_000
"""Characters of one draft as JSON: the longest article (50,000 characters) and all other fields of its form."""
SHORT = 15
"""A field up to this length is a choice or a number rather than words to be read."""

UNSEEN = ("version", "mark")
"""Hidden fields that say on which saved text the words are based."""

DraftFields = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in one form. `address` is where it is sent, `page` where it stands, `saved_at` in ms."""

    address: str
    page: str
    fields: DraftFields
    saved_at: int = 0
    person_id: str | None = None

    @property
    def words(self) -> list[str]:
        """The longer texts of the form, to be read or copied without filling it in."""
        value_lists = (values for name, values in self.fields.items() if name not in UNSEEN)
        return [value for values in value_lists for value in values if len(value) > SHORT]


class Drafts:
    """The drafts of all officials. A power cut may lose the newest words: no write waits for the disk."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def save(self, official_id: int, drafts: Iterable[Draft]) -> None:
        """Keep drafts in place of earlier ones of the same forms; one without any text is deleted."""
        now = self._clock()
        with self._store.write(durable=False) as db:
            for draft in drafts:
                fields = json.dumps(dict(draft.fields), ensure_ascii=False)
                if not any(value.strip() for values in draft.fields.values() for value in values):
                    form_drafts.delete(db, official_id, draft.address)
                elif len(fields) <= LARGEST:
                    form_drafts.put(db, official_id, draft.address, draft.page, draft.person_id, fields, now)
            form_drafts.keep_newest(db, official_id, MOST_DRAFTS)

    def of_official(self, official_id: int) -> list[Draft]:
        """Return an official's drafts, newest first."""
        rows = form_drafts.of_official(self._store, official_id)
        return [Draft(row.address, row.page, json.loads(row.fields), row.saved_at) for row in rows]

    def drop(self, official_id: int, address: str) -> None:
        """Delete the draft of a form, sent or given up."""
        if form_drafts.has(self._store, official_id, address):
            with self._store.write(durable=False) as db:
                form_drafts.delete(db, official_id, address)


def read_drafts(text: str) -> list[Draft]:
    """The drafts in the JSON that a page sends: [{"address", "page", "fields": {name: [text, …]}}]; wrong ones are left out."""
    try:
        items = writable_values(json.loads(text))
    except (ValueError, RecursionError):
        return []
    items = items[:MOST_AT_ONCE] if isinstance(items, list) else []
    return [draft for draft in map(_read_draft, items) if draft]


def _read_draft(item: object) -> Draft | None:
    if not isinstance(item, dict) or not isinstance(item.get("fields"), dict):
        return None
    address, page = item.get("address"), item.get("page")
    if not isinstance(address, str) or not isinstance(page, str) or max(len(address), len(page)) > LONGEST_ADDRESS:
        return None
    fields = {
        name: [value for value in values if isinstance(value, str)]
        for name, values in item["fields"].items()
        if isinstance(values, list)
    }
    return Draft(address, page, fields)
