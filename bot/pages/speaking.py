"""How the public pages tell content: the same sentences as the chat, to nobody in particular."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.content import Content
from bot.runtime import Runtime


@dataclass(frozen=True, slots=True)
class PageSpeaker:
    """Tells content on a page (`bot.content.wording.Speaker`)."""

    content: Content
    now: datetime
    site: str

    def say(self, key: str, /, **values: Any) -> str:
        """The sentence `key` of content/."""
        return self.content.say(key, **values)

    def fill(self, text: str) -> str:
        """A text of content/ with the ward's names filled in."""
        return self.content.fill(text)


def speaker_of(runtime: Runtime) -> PageSpeaker:
    """A speaker on the content of this moment."""
    return PageSpeaker(runtime.live_content.content, runtime.now(), runtime.settings.public_url)
