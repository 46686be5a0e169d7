"""The characters a text may hold: those that XML 1.0 can, so that Word, Excel and RSS files can be made of any text.

What a paste from a PDF, a broken feed or a half emoji leaves behind is taken out where text enters and where files are
written. Source: XML 1.0 (fifth edition), production 2, Char.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_NOT_IN_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""C0 controls but tab and line breaks, lone surrogates, U+FFFE and U+FFFF."""


def writable(text: str) -> str:
    """`text` without the characters that no XML file, and with lone surrogates no database, could hold."""
    return text if text.isprintable() else _NOT_IN_XML.sub("", text)


MOST_LEVELS = 100
"""How deep JSON may be nested: what Zalo and browsers send has less than ten levels."""


def writable_values(value: Any, clean: Callable[[str], str] = writable, levels: int = MOST_LEVELS) -> Any:
    """The same for every text in a value read from JSON, keys included; `clean` may do more than `writable`.

    Raises ValueError when lists and objects lie in each other more than `levels` deep.
    """
    if isinstance(value, str):
        return clean(value)
    if not isinstance(value, list | dict):
        return value
    if levels <= 0:
        raise ValueError("nested too deep")
    if isinstance(value, list):
        return [writable_values(item, clean, levels - 1) for item in value]
    return {clean(key): writable_values(item, clean, levels - 1) for key, item in value.items()}
