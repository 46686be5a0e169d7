"""An official ties their own Zalo to their account, to get test sends."""

from __future__ import annotations

from bot.reply import LinkOfficial, Reply
from bot.router import Said, Topic, Turn

topic = Topic("own_zalo")


@topic.command("canbo")
def tie(turn: Turn) -> Said:
    """The same answer to a right and a wrong code: only the official's page says which it was."""
    return Reply(turn.say("own_zalo.heard")), LinkOfficial(turn.argument.replace(" ", ""))
