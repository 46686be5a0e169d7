"""Deleting drafts that nobody ever approved: a second try, a proposal that is not wanted."""

from __future__ import annotations

from bot.articles.publishing import PublishingError
from bot.broadcasts import transitions
from bot.broadcasts.drafts import Actor, BroadcastError, draft_of
from bot.broadcasts.kinds import KindServices
from bot.broadcasts.states import WHO, Act, State
from bot.broadcasts.texts import ACTS, refusal
from bot.store import broadcasts
from bot.store.broadcasts import Broadcast

DELETABLE = frozenset({State.DRAFT, State.RETURNED})


class DraftDeletion:
    """Deletes drafts of one installation. What was approved once stays, with its audit; it can only be stopped."""

    def __init__(self, services: KindServices) -> None:
        self._services, self._store, self._clock = services, services.store, services.clock

    def may_delete(self, row: Broadcast) -> bool:
        """Whether it is a draft that was never approved, and its items, if it is a series, are such too."""
        if row.state not in DELETABLE or row.frozen is not None or row.role == "occurrence":
            return False
        return row.role != "series" or all(
            item.state in DELETABLE and item.frozen is None for item in broadcasts.series_items(self._store, row.id)
        )

    def delete(self, broadcast_id: int, by: Actor) -> None:
        """Delete a draft, and the article that was made of its words and is nowhere yet. Raises BroadcastError."""
        row = broadcasts.get(self._store, broadcast_id)
        if row is None:
            raise BroadcastError([refusal("missing", value=broadcast_id)])
        if not by.roles & WHO[Act.EDIT]:
            raise BroadcastError([refusal("role", act=ACTS["delete"])])
        if not self.may_delete(row):
            raise BroadcastError([refusal("not_deletable")])
        with self._store.write() as db:
            self._remove_article(row, by)
            broadcasts.remove(db, row.id)
            transitions.note_act(db, row.id, "delete", self._clock(), by.id, row.state, None, row.title or None)

    def _remove_article(self, row: Broadcast, by: Actor) -> None:
        message, publishing = draft_of(row).message, self._services.publishing
        article = publishing.get(message.article_id) if message.article_id else None
        if (
            article is None
            or article.zalo_state != "none"
            or (article.title, article.body) != (message.title, message.text)
        ):
            return
        try:
            publishing.remove(article.id, by)
        except PublishingError as error:
            raise BroadcastError(error.reasons) from None
