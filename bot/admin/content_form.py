"""What the form of a content entry holds, and the file it makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from bot.admin import words_content as said
from bot.content.editing import EditError, set_data
from bot.wording.folder import read_sheet
from bot.wording.forms import Field, FormError, fields_of, typed_of, with_typed
from bot.wording.service import WordingError

DIVIDER = "\n---\n"
SENTENCE = Field("sentence", "sentence", look="text")


def fields(file: str, key: str, data: Any) -> tuple[Field, ...]:
    """The fields this entry is edited with; none when only its text can be."""
    if not isinstance(data, dict):
        return ()
    if file.startswith("sentences/"):
        return (SENTENCE,) if key in data else ()
    return fields_of(file)


def kept(found: tuple[Field, ...], key: str, data: Any) -> dict[str, str]:
    """What stands in the fields before anything is typed."""
    if found == (SENTENCE,):
        value = data[key]
        return {"sentence": DIVIDER.join(value) if isinstance(value, list) else str(value)}
    return typed_of(found, data) if found else {}


def written(text: str, key: str, found: tuple[Field, ...], typed: Mapping[str, str]) -> str:
    """The file with what was typed. Raises WordingError."""
    document = read_sheet(text, "").document
    data = document.data if document else {}
    try:
        if found == (SENTENCE,):
            return _with_sentence(text, key, data.get(key), typed.get("sentence", ""))
        return with_typed(text, data, found, typed)
    except FormError as error:
        raise WordingError(*(f"{label(name)}: {reason}." for name, reason in error.reasons.items())) from None
    except (EditError, yaml.YAMLError) as error:
        raise WordingError(f"Không ghi được bằng biểu mẫu ({error}). Hãy sửa ở ô văn bản của tệp.") from None


def label(name: str) -> str:
    """What a field is called."""
    return said.FIELDS.get(name, (name, ""))[0]


def _with_sentence(text: str, key: str, old: Any, typed: str) -> str:
    parts = [part.strip() for part in typed.replace("\r\n", "\n").split("---") if part.strip()]
    if not parts:
        raise WordingError("Câu này không được để trống.")
    new = parts if isinstance(old, list) or len(parts) > 1 else parts[0]
    if new == (old.strip() if isinstance(old, str) else old):
        return text
    return set_data(text, key, new)
