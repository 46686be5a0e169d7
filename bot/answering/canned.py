"""Ready answers that officials keep for what they write again and again."""

from __future__ import annotations

import sqlite3

from bot.answering.errors import DeskError
from bot.broadcasts.personal import fill, problems
from bot.clock import Clock
from bot.store import Store, answering_canned, audit
from bot.zalo.limits import TEXT

LONGEST_TITLE = 80


class CannedAnswers:
    """The ready answers of one installation, shared by all who answer."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def everything(self) -> list[sqlite3.Row]:
        """(id, title, text, changed_at, official) of all, by title."""
        return answering_canned.everything(self._store)

    def get(self, canned_id: int) -> sqlite3.Row | None:
        """One of them, or None."""
        return answering_canned.get(self._store, canned_id)

    def put(self, canned_id: int | None, title: str, text: str, official_id: int | None) -> int:
        """Write a new one (None) or change one; returns its id. Raises DeskError with every fault at once."""
        title, text = " ".join(title.split()), text.strip()
        faults = _faults(title, text)
        if faults:
            raise DeskError(" ".join(faults))
        now = self._clock()
        try:
            with self._store.write() as db:
                found = answering_canned.put(db, canned_id, title, text, official_id, now)
                audit.write(db, now, official_id, "canned_put", str(found or canned_id))
        except sqlite3.IntegrityError:
            raise DeskError(f"Đã có câu mẫu tên “{title}”. Hãy đặt tên khác.") from None
        if found is None:
            raise DeskError("Câu mẫu này vừa bị xóa. Hãy lưu thành câu mới.")
        return found

    def delete(self, canned_id: int, official_id: int | None) -> None:
        """Delete one. Raises DeskError when it is gone."""
        with self._store.write() as db:
            if not answering_canned.delete(db, canned_id):
                raise DeskError("Câu mẫu này không còn nữa.")
            audit.write(db, self._clock(), official_id, "canned_delete", str(canned_id))

    def filled(self, canned_id: int, name: str | None, ward: str) -> str:
        """Its text for one person. Raises DeskError when it is gone."""
        row = self.get(canned_id)
        if row is None:
            raise DeskError("Câu mẫu này không còn nữa. Hãy chọn câu khác.")
        return fill(row["text"], name, ward)


def _faults(title: str, text: str) -> list[str]:
    found = []
    if not title or len(title) > LONGEST_TITLE:
        found.append(f"Tên câu mẫu cần từ 1 tới {LONGEST_TITLE} ký tự.")
    if not text or len(text) > TEXT:
        found.append("Nội dung cần từ 1 tới 2.000 ký tự.")
    return found + problems(text)
