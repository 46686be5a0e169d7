"""The content together with the reader that is built from it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.content import Content
from bot.understanding.clear_words import ClearWords
from bot.understanding.reader import Reader


@dataclass(frozen=True, slots=True)
class ContentSnapshot:
    """Everything answers are made from; replaced as a whole when the content changes."""

    reader: Reader
    content: Content
    clear: ClearWords
