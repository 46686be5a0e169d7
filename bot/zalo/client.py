"""Every call of Zalo's that the product needs, in one object: messages, uploads, people, articles, the OA itself.

client = ZaloClient(http, keeper)
client.send_consultation(person_id, reply).outcome
"""

from __future__ import annotations

from bot.zalo.articles import Articles
from bot.zalo.messages import Messages
from bot.zalo.people import People
from bot.zalo.uploads import Uploads


class ZaloClient(Messages, Uploads, People, Articles):
    """All calls share one session, one token and one way of judging answers (bot/zalo/calls.py)."""
