"""Posts saved to begin new ones from: their words, picture, buttons and audience; never their times or their article."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, replace

from bot.broadcasts.drafts import BroadcastDraft, BroadcastError
from bot.broadcasts.message import Message
from bot.clock import Clock
from bot.store import Store, audit, post_templates
from bot.store.post_templates import PostTemplateRow

LONGEST_NAME = 80
NO_NAME = f"Hãy đặt tên mẫu, từ 1 đến {LONGEST_NAME} chữ."
SAME_NAME = "Đã có mẫu tên “{name}”. Hãy đặt tên khác, hoặc bỏ mẫu cũ trước."


@dataclass(frozen=True, slots=True)
class PostTemplate:
    """A saved post. `made_at` is in ms, `author` a name, None when that account is gone."""

    id: int
    name: str
    kind: str
    message: Message
    made_at: int
    author: str | None

    def draft(self) -> BroadcastDraft:
        """A new draft with the words of this template."""
        return BroadcastDraft(self.kind, self.message)


class PostTemplates:
    """The templates of one installation."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def save(self, name: str, draft: BroadcastDraft, by: int) -> int:
        """Keep the words of a post under a name; returns its id. Raises BroadcastError."""
        plain = " ".join(unicodedata.normalize("NFC", name).split())
        if not plain or len(plain) > LONGEST_NAME:
            raise BroadcastError([NO_NAME])
        message = replace(
            draft.message, article_id=None, target={}, mode="fixed", note="", urgent_reason="", ends_notice=None
        )
        content, now = json.dumps(message.as_dict(), ensure_ascii=False), self._clock()
        with self._store.write() as db:
            template_id = post_templates.add(db, plain, plain.casefold(), draft.kind, content, by, now)
            if template_id is None:
                raise BroadcastError([SAME_NAME.format(name=plain)])
            audit.write(db, now, by, "template_save", str(template_id), plain)
        return template_id

    def remove(self, template_id: int, by: int) -> bool:
        """Delete a template; False when somebody did so already."""
        row = post_templates.get(self._store, template_id)
        with self._store.write() as db:
            if row is None or not post_templates.remove(db, template_id):
                return False
            audit.write(db, self._clock(), by, "template_remove", str(template_id), row.name)
        return True

    def get(self, template_id: int) -> PostTemplate | None:
        """One template, or None."""
        row = post_templates.get(self._store, template_id)
        return _read(row) if row else None

    def list_all(self) -> list[PostTemplate]:
        """Every template, by name."""
        return [_read(row) for row in post_templates.list_all(self._store)]


def _read(row: PostTemplateRow) -> PostTemplate:
    message = Message.from_dict(json.loads(row.content))
    return PostTemplate(row.id, row.name, row.kind, message, row.made_at, row.author)
