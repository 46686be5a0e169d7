"""The personal words of a broadcast: {tên}, {tên|lời thay} and {phường}, filled in for each person. Pure.

A display name on Zalo is written by a stranger: it is cleaned before it stands in a text of the ward.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 40
"""Characters of a name or its fallback; limits are counted with a name this long, so that they hold for everybody."""

LONGEST_WARD = 40
USUAL_FALLBACK = "anh/chị"

_BLANK = re.compile(r"\{([^{}]*)\}")
_NAME, _WARD, _WARD_CAPITAL = "tên", "phường", "Phường"
_HOW = "Chỉ có {tên}, {tên|lời thay khi không có tên} và {phường}."

_DROPPED = {"Cc", "Cf", "Co", "Cn", "Cs", "So", "Sk"}
"""Unicode categories that no name needs: control, invisible and unassigned characters, symbols (emoji)."""

_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f]")
_LINK = re.compile(r"://|www\.|/", re.IGNORECASE)


def fill(text: str, name: str | None, ward: str) -> str:
    """`text` with its personal words filled in; a name that is missing or unfit gives way to the fallback.

    `ward` is the ward's name as written in the middle of a sentence ("phường Hòa Bình"); {Phường} begins one.
    """
    display_name = clean_name(name)

    def value(match: re.Match[str]) -> str:
        word, fallback = _split_fallback(match[1])
        if word == _NAME:
            return display_name or fallback or USUAL_FALLBACK
        return {_WARD: ward, _WARD_CAPITAL: ward[:1].upper() + ward[1:]}.get(word, "")

    return _BLANK.sub(value, _to_nfc(text))


def clean_name(name: str | None) -> str | None:
    """A display name fit for a sentence, or None: without letters, too long, or with a link in it."""
    spaced = re.sub(r"\s+", " ", _VARIATION_SELECTORS.sub("", _to_nfc(name or "")))
    visible = "".join(char for char in spaced if unicodedata.category(char) not in _DROPPED)
    cleaned = re.sub(r" +", " ", visible).strip()
    fits = any(char.isalpha() for char in cleaned) and len(cleaned) <= LONGEST_NAME
    return cleaned if fits and not _LINK.search(cleaned) and not set("{}<>") & set(cleaned) else None


def problems(text: str) -> list[str]:
    """What is wrong with the personal words of `text`, in Vietnamese; empty when nothing is."""
    faults = []
    for inside in dict.fromkeys(_BLANK.findall(_to_nfc(text))):
        word, fallback = _split_fallback(inside)
        if word == _NAME:
            faults += _fallback_problems(inside, fallback)
        elif word not in (_WARD, _WARD_CAPITAL) or fallback is not None:
            faults.append(f"Không có chữ điền sẵn {{{inside}}}. {_HOW}")
    if set("{}") & set(_BLANK.sub("", text)):
        faults.append("Dấu ngoặc { mở mà không đóng, hoặc } đóng mà không mở.")
    return faults


def longest(text: str) -> int:
    """Characters as Zalo counts them (NFC) when every name, fallback and ward is as long as may be."""

    def value(match: re.Match[str]) -> str:
        word, fallback = _split_fallback(match[1])
        if word == _NAME:
            return "x" * max(LONGEST_NAME, len(fallback or ""))
        return "x" * LONGEST_WARD

    return len(_BLANK.sub(value, _to_nfc(text)))


def _split_fallback(inside: str) -> tuple[str, str | None]:
    """(the word, its fallback or None) of what stands between the braces."""
    word, bar, fallback = inside.partition("|")
    return word.strip(), fallback.strip() if bar else None


def _fallback_problems(inside: str, fallback: str | None) -> list[str]:
    if fallback == "":
        return [f"Sau dấu | trong {{{inside}}} cần có lời thay, ví dụ {{tên|{USUAL_FALLBACK}}}."]
    if fallback is not None and len(fallback) > LONGEST_NAME:
        return [f"Lời thay trong {{{inside}}} dài quá {LONGEST_NAME} ký tự."]
    return []


def _to_nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
