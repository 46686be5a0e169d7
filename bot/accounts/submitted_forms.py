"""Forms that officials submitted, so that the same form sent twice is processed once."""

from __future__ import annotations

from bot.clock import Clock
from bot.store import Store, form_tokens
from bot.store.form_tokens import SubmittedForm

__all__ = ["SubmittedForm", "SubmittedForms"]


class SubmittedForms:
    """Remembers the one-time tokens of forms. A power cut may lose the newest ones: no write waits for the disk."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def claim(self, token: str, official_id: int, digest: str) -> SubmittedForm | None:
        """Take the token for this submission; return the earlier submission when the token is taken already."""
        with self._store.write(durable=False) as db:
            return form_tokens.claim(db, token, official_id, digest, self._clock())

    def finish(self, token: str, landing: str | None) -> None:
        """Note the address where the submission led; with None it changed nothing and may be sent again."""
        with self._store.write(durable=False) as db:
            if landing:
                form_tokens.land(db, token, landing)
            else:
                form_tokens.release(db, token)
