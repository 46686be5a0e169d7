"""Words of a message that paper cannot keep: a notice board has no button, only the QR code at its foot."""

from __future__ import annotations

import re

_BUTTON = re.compile(r"\b(bấm nút)( dưới đây)?(?: (?=để\b)| (?=\w)|(?=\W|$))", re.IGNORECASE)
_FEEDBACK = re.compile(r"\bbấm góp ý\b")
_THIS_CHAT = re.compile(r"\bZalo này\b")


def words_on_paper(text: str) -> str:
    """`text` with "bấm nút" as the QR code below and "Zalo này" as the ward's Zalo; all else as it is."""
    text = _BUTTON.sub(_name_code, text)
    return _THIS_CHAT.sub("Zalo của phường", _FEEDBACK.sub("quét mã dưới đây để góp ý", text))


def _name_code(match: re.Match[str]) -> str:
    code = "Quét mã dưới đây" if match[1][0].isupper() else "quét mã dưới đây"
    if not match[0].endswith(" "):
        return code
    follows = match.string[match.end() :].startswith("để")
    return f"{code} " if follows else f"{code} để "
