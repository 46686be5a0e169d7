"""Every call of Zalo's that the product needs, in one object: messages, uploads, people, articles, the OA itself.

client = ZaloClient(http, keeper)
client.send_consultation(person_id, reply).outcome
"""

from __future__ import annotations

from bot.zalo.articles import ZaloArticleCalls
from bot.zalo.messages import Messages
from bot.zalo.people import PeopleCalls
from bot.zalo.uploads import UploadCalls


class ZaloClient(Messages, UploadCalls, PeopleCalls, ZaloArticleCalls):
    """All calls share one session, one token and one way of judging answers (bot/zalo/calls.py)."""
