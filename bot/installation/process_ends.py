"""Whether the program ended without being stopped: by a crash, a full memory, a power cut."""

from __future__ import annotations

from bot.store import Store, key_values

SERVING, DIED = "serving_since", "died_at"


def note_start(store: Store, now_ms: int) -> None:
    """The program begins to serve; when it never ended before, it is noted that it died."""
    with store.write() as db:
        if key_values.get(store, SERVING) is not None:
            key_values.set_in(db, DIED, str(now_ms))
        key_values.set_in(db, SERVING, str(now_ms))


def note_end(store: Store) -> None:
    """The program was stopped."""
    with store.write(durable=False) as db:
        key_values.remove(db, SERVING)


def last_death(store: Store) -> int | None:
    """When (ms) the program was last found to have died; None when it never did."""
    value = key_values.get(store, DIED)
    return None if value is None else int(value)
