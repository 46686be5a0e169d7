"""What a broadcast says: written by an official, checked against Zalo's limits, frozen with a hash when approved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.reply import Button

MODES = ("fixed", "rotate", "newest")
"""What a series says each time: the same, the next approved item, or the newest articles of the week."""


@dataclass(frozen=True, slots=True)
class Message:
    """Everything that is approved. `audience` is a rule of bot.people.audience; `target` are Zalo's codes of an article broadcast.

    `template_data` holds the parameters of an approved template, which goes to numbers people agreed to when `by_phone`;
    texts may hold personal words ({tên}). An urgent one has the reason why it leaves at any hour, how long it stands on the
    public page, and perhaps the broadcast whose notice there is over.
    """

    title: str
    text: str = ""
    picture: str | None = None
    link: str | None = None
    buttons: tuple[Button, ...] = ()
    article_id: int | None = None
    template_id: str | None = None
    template_data: Mapping[str, str] = field(default_factory=dict)
    by_phone: bool = False
    audience: Mapping[str, Any] = field(default_factory=dict)
    target: Mapping[str, str] = field(default_factory=dict)
    topic: str | None = None
    mode: str = "fixed"
    note: str = ""
    urgent_reason: str = ""
    public_hours: int = 0
    ends_notice: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON values; `from_dict` turns them back."""
        return {
            "title": self.title,
            "text": self.text,
            "picture": self.picture,
            "link": self.link,
            "buttons": [button.as_dict() for button in self.buttons],
            "article_id": self.article_id,
            "template_id": self.template_id,
            "template_data": dict(self.template_data),
            "by_phone": self.by_phone,
            "audience": dict(self.audience),
            "target": dict(self.target),
            "topic": self.topic,
            "mode": self.mode,
            "note": self.note,
            **({"urgent_reason": self.urgent_reason} if self.urgent_reason else {}),
            **({"public_hours": self.public_hours} if self.public_hours else {}),
            **({"ends_notice": self.ends_notice} if self.ends_notice else {}),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Message:
        """Build a message from what `as_dict` gave; a draft's button may have no label yet."""
        fields = {**data, "buttons": tuple(Button(**{"label": "", **button}) for button in data.get("buttons", ()))}
        return cls(**fields)

    def is_for_all_alike(self) -> bool:
        """Whether it could be an article: one text for everybody, with nothing to press and nobody's name in it."""
        return not (self.buttons or self.link or "{" in self.title + self.text)

    def urls(self) -> tuple[str, ...]:
        """Every address a person can open from it, in a fixed order: the link, then the buttons."""
        return tuple(url for url in (self.link, *(button.url for button in self.buttons)) if url)


def freeze_message(kind: str, message: Message) -> tuple[str, str]:
    """(the exact text that was approved, its SHA-256): what is sent is made from this and nothing else."""
    text = json.dumps({"kind": kind, **message.as_dict()}, ensure_ascii=False, sort_keys=True)
    return text, hashlib.sha256(text.encode()).hexdigest()


def load_approved(frozen: str | None, frozen_hash: str | None) -> Message:
    """The approved message. Raises ValueError when there is none or the text is not what was approved."""
    if frozen is None or hashlib.sha256(frozen.encode()).hexdigest() != frozen_hash:
        raise ValueError("the frozen copy was changed")
    data = json.loads(frozen)
    data.pop("kind")
    return Message.from_dict(data)
