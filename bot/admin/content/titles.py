"""How officials call an entry of content."""

from __future__ import annotations

from bot.content.files import YamlValue
from bot.content_editing.folder import parse_content_file

_OF_FILES = {"ward.yaml": "Thông tin phường", "holidays.yaml": "Ngày nghỉ, ngày làm bù"}


def title_in(file: str, data: YamlValue) -> str:
    """The title of an entry by its data; never the name of its file where anything else is known."""
    own = data if isinstance(data, dict) else {}
    return str(own.get("title") or own.get("name") or _OF_FILES.get(file, file))


def title_of_text(file: str, text: str) -> str:
    """The same by the text of its file."""
    document = parse_content_file(text, file).document
    return title_in(file, document.data if document else None)
