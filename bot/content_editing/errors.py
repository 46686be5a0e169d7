"""What can go wrong when an official edits content."""

from __future__ import annotations


class ContentEditingError(Exception):
    """An edit that cannot be done; `reasons` say why, in Vietnamese."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class UnconfirmedWarnings(ContentEditingError):
    """The edit causes new warnings that the official has not confirmed yet."""


class EditConflict(ContentEditingError):
    """Another person changed the file in the meantime; `current_text` is its text (None: the file was removed)."""

    def __init__(self, current_text: str | None) -> None:
        super().__init__(
            "Trong lúc anh/chị sửa, người khác đã đổi mục này. Chưa lưu gì; hãy xem chỗ khác nhau bên dưới."
        )
        self.current_text = current_text
