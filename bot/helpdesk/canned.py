"""Ready answers that officials keep for what they write again and again."""

from __future__ import annotations

import re
import unicodedata

from bot.clock import Clock
from bot.helpdesk.errors import HelpdeskError
from bot.lib.personal_words import fill, problems
from bot.store import ConflictError, Store, audit, helpdesk_canned
from bot.store.helpdesk_canned import CannedAnswer, CannedWords
from bot.zalo.limits import TEXT

__all__ = ["CannedAnswer", "CannedAnswers", "CannedWords"]

LONGEST_TITLE = 80
CODE = re.compile(r"[\w-]{1,20}")


class CannedAnswers:
    """The canned answers of one installation, shared by all who answer."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def list_answers(self) -> list[CannedAnswer]:
        """Return all of them, by title."""
        return helpdesk_canned.everything(self._store)

    def get(self, canned_id: int) -> CannedAnswer | None:
        """Return one of them, or None."""
        return helpdesk_canned.get(self._store, canned_id)

    def find_code(self, code: str) -> CannedAnswer | None:
        """Return the one with this short code, typed with or without the slash, or None."""
        return helpdesk_canned.by_code(self._store, plain_code(code))

    def save_answer(self, canned_id: int | None, words: CannedWords, official_id: int | None) -> int:
        """Write a new one (None) or change one; return its id. Raises HelpdeskError with every fault at once."""
        words = CannedWords(
            " ".join(words.title.split()), words.text.strip(), plain_code(words.code), words.enclosed.strip()
        )
        faults = _find_faults(words)
        if faults:
            raise HelpdeskError(" ".join(faults))
        now = self._clock()
        try:
            with self._store.write() as db:
                saved_id = helpdesk_canned.put(db, canned_id, words, official_id, now)
                audit.write(db, now, official_id, "canned_put", str(saved_id or canned_id))
        except ConflictError:
            raise HelpdeskError(f"Đã có câu mẫu tên “{words.title}” hoặc mã /{words.code}. Hãy đặt khác.") from None
        if saved_id is None:
            raise HelpdeskError("Câu mẫu này vừa bị xóa. Hãy lưu thành câu mới.")
        return saved_id

    def delete(self, canned_id: int, official_id: int | None) -> None:
        """Delete one. Raises HelpdeskError when it is gone."""
        with self._store.write() as db:
            if not helpdesk_canned.delete(db, canned_id):
                raise HelpdeskError("Câu mẫu này không còn nữa.")
            audit.write(db, self._clock(), official_id, "canned_delete", str(canned_id))

    def fill_answer(self, canned_id: int, name: str | None, ward: str) -> str:
        """Return its text for one person. Raises HelpdeskError when it is gone."""
        row = self.get(canned_id)
        if row is None:
            raise HelpdeskError("Câu mẫu này không còn nữa. Hãy chọn câu khác.")
        return fill(row.text, name, ward)


def plain_code(code: str) -> str:
    """A short code without the slash, in small letters, as it is stored and looked for."""
    return unicodedata.normalize("NFC", code).strip().removeprefix("/").lower()


def _find_faults(words: CannedWords) -> list[str]:
    faults = []
    if not words.title or len(words.title) > LONGEST_TITLE:
        faults.append(f"Tên câu mẫu cần từ 1 tới {LONGEST_TITLE} ký tự.")
    if not words.text or len(words.text) > TEXT:
        faults.append("Nội dung cần từ 1 tới 2.000 ký tự.")
    if words.code and not CODE.fullmatch(words.code):
        faults.append("Mã tắt chỉ gồm chữ, số và dấu gạch nối, tới 20 ký tự, ví dụ /gio hoặc /khai-sinh.")
    return faults + problems(words.text)
