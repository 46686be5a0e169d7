"""What came in since a moment: what a restore to that moment would lose."""

from __future__ import annotations

from bot.event import MESSAGES
from bot.store.database import Store

_MESSAGE_KINDS = ", ".join(f"'{kind}'" for kind in sorted(MESSAGES))


def count_since(store: Store, at_ms: int) -> dict[str, int]:
    """Messages of residents, answers and notices sent, tickets opened, broadcasts begun, files of content changed since then."""
    row = store.row(
        f"SELECT (SELECT count(*) FROM inbox WHERE received_at > :at AND kind IN ({_MESSAGE_KINDS})) AS messages,"
        " (SELECT count(*) FROM outbox WHERE created_at > :at AND message_id IS NOT NULL) AS sent,"
        " (SELECT count(*) FROM tickets WHERE created_at > :at) AS tickets,"
        " (SELECT count(DISTINCT broadcast_id) FROM deliveries WHERE sent_at > :at) AS broadcasts,"
        " (SELECT count(DISTINCT file) FROM content_versions WHERE at > :at AND official_id IS NOT NULL) AS content",
        {"at": at_ms},
    )
    return dict(row) if row else {}
