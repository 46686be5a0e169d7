"""Other ways to say a phrase of content/, made by rule: what residents do to words, not words of anybody's list.

Every rule gives a text that stands in no file of content/, or None where it does not apply.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from bot.understanding.folding import fold

FILLERS = frozenset(
    {
        "bị",
        "cho",
        "của",
        "thì",
        "để",
        "là",
        "mà",
        "các",
        "những",
        "cái",
        "mới",
        "đã",
        "rồi",
        "ở",
        "đi",
        "ra",
        "vào",
        "vô",
        "một",
    }
)
"""Words that a hasty writer leaves out."""

TYPED_SHORT = {
    "không": "hok",
    "được": "dc",
    "làm": "lm",
    "gì": "j",
    "người": "ng",
    "vợ": "vk",
    "chồng": "ck",
    "muốn": "mún",
    "mới": "ms",
    "với": "vs",
    "rồi": "r",
    "phải": "fải",
    "tôi": "tui",
    "giờ": "h",
}
"""Words with the short forms that nearly everybody types; two words as one are taken from the lexicon."""

Rule = Callable[[str, Mapping[str, str]], str | None]


def _polite(sentence: str, short: Mapping[str, str]) -> str | None:
    return f"dạ cho em hỏi {sentence} với ạ"


def _papers(sentence: str, short: Mapping[str, str]) -> str | None:
    return f"thủ tục {sentence} cần giấy tờ gì"


def _wish(sentence: str, short: Mapping[str, str]) -> str | None:
    return f"giờ em muốn {sentence} thì sao ta"


def _capitals(sentence: str, short: Mapping[str, str]) -> str | None:
    return f"{fold(sentence).upper()} ???"


def _teencode(sentence: str, short: Mapping[str, str]) -> str | None:
    """Two words written as one where the lexicon has a short form, then single words."""
    words, changed = sentence.split(), list[str]()
    while words:
        pair = " ".join(words[:2])
        taken = 2 if pair in short else 1
        word = words[0]
        changed.append(short[pair] if taken == 2 else TYPED_SHORT.get(word, word))
        words = words[taken:]
    return _if_other(" ".join(changed), sentence)


def _hasty(sentence: str, short: Mapping[str, str]) -> str | None:
    """Without the first filler word."""
    words = sentence.split()
    place = next((number for number, word in enumerate(words) if word in FILLERS), None)
    if place is None or len(words) < 4:
        return None
    return " ".join(words[:place] + words[place + 1 :])


def _slip(sentence: str, short: Mapping[str, str]) -> str | None:
    """Two neighbouring letters of the longest word exchanged, without accents."""
    words = fold(sentence).split()
    longest = max(range(len(words)), key=lambda number: len(words[number]))
    word = words[longest]
    if len(word) < 5 or not word.isalpha():
        return None
    words[longest] = f"{word[:2]}{word[3]}{word[2]}{word[4:]}"
    return _if_other(" ".join(words), fold(sentence))


def _drawn_out(sentence: str, short: Mapping[str, str]) -> str | None:
    """The last letter drawn out, as in speech."""
    return f"{sentence}{sentence[-1] * 2} z" if sentence[-1].isalpha() else None


def _if_other(changed: str, sentence: str) -> str | None:
    return changed if changed != sentence else None


RULES: dict[str, Rule] = {
    "slip": _slip,
    "teencode": _teencode,
    "hasty": _hasty,
    "drawn out": _drawn_out,
    "papers": _papers,
    "wish": _wish,
    "capitals": _capitals,
    "polite": _polite,
}


def other_phrasings(sentence: str, short: Mapping[str, str]) -> dict[str, str]:
    """By rule, what a phrase becomes. `short` has short forms by what they stand for, of two words each."""
    made = {name: rule(sentence, short) for name, rule in RULES.items()}
    return {name: text for name, text in made.items() if text is not None}


def short_forms(teencode: Mapping[str, str]) -> dict[str, str]:
    """The first short form of each pair of words in content/lexicon/teencode.yaml."""
    found: dict[str, str] = {}
    for short, full in teencode.items():
        if len(full.split()) == 2:
            found.setdefault(full, short)
    return found


_TONE = "[\u0300\u0301\u0303\u0309\u0323]?"
_OPEN_PAIR = re.compile(f"(?<![qg])(o|u(?=.?y))({_TONE})([aey])({_TONE})(?![a-z\u0300-\u036f])")


def old_accents(sentence: str) -> str:
    """The tone on the other vowel of oa, oe, uy at a word's end: "hoà" for "hòa" and back."""
    letters = unicodedata.normalize("NFD", sentence)
    moved = _OPEN_PAIR.sub(r"\1\4\3\2", letters)
    return unicodedata.normalize("NFC", moved)
