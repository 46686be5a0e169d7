"""An official ties their own Zalo to their account, to get test sends."""

from __future__ import annotations

from bot.reply import LinkOfficial, Reply
from bot.router import HandlerGroup, HandlerResult, Turn

group = HandlerGroup("own_zalo")


@group.command("canbo")
def link_official(turn: Turn) -> HandlerResult:
    """The same answer to a right and a wrong code: only the official's page says which it was."""
    return Reply(turn.say("own_zalo.heard")), LinkOfficial(turn.argument.replace(" ", ""))
