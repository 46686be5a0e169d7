"""Typing errors: leftover Telex and VNI keys, held keys, phonetic spelling."""

from __future__ import annotations

import re

_ONSET = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
_RIME = (
    r"(?:uye(?:n|t)|uy(?:a|u|p|t|nh|ch|n)|ie(?:u|m|n|p|t|c|ng)|ye(?:u|m|n|t|ng)|uo(?:i|u|m|n|p|t|c|ng)"
    r"|oa(?:i|y|o|m|n|p|t|c|ng|nh|ch)|oe(?:o|n|t)"
    r"|ua(?:n|t|y|ng)|ue(?:nh|ch)|ia|ua|uo|uy|ue|oa|oe|oo(?:ng|c)|a(?:ch|nh|ng|[imnoptcuy])"
    r"|e(?:ch|nh|ng|[mnoptcu])|i(?:ch|nh|ng|[mnptcu])"
    r"|o(?:ng|[imnptc])|u(?:ng|[imnptcu])|[aeiouy])"
)
_SYLLABLE = re.compile(f"{_ONSET}{_RIME}$")
_HELD = re.compile(r"([a-z])\1+")
_HELD_LONG = re.compile(r"([a-z])\1{2,}")
_DIGIT_LETTERS = str.maketrans("013", "oie")
_SOUNDS = (
    ("ch", "tr"),
    ("tr", "ch"),
    ("s", "x"),
    ("x", "s"),
    ("gi", "d"),
    ("d", "gi"),
    ("r", "gi"),
    ("gi", "r"),
    ("d", "v"),
    ("v", "d"),
    ("n", "l"),
    ("l", "n"),
    ("ng", "ngh"),
    ("q", "c"),
    ("f", "ph"),
    ("w", "qu"),
    ("z", "d"),
    ("j", "gi"),
)
_ENDS = (
    ("ng", "n"),
    ("n", "ng"),
    ("c", "t"),
    ("t", "c"),
    ("y", "i"),
    ("i", "y"),
    ("iu", "ieu"),
    ("im", "iem"),
    ("om", "am"),
)


def is_syllable(word: str) -> bool:
    """Whether letters without accents can be one Vietnamese syllable."""
    return _SYLLABLE.match(word) is not None


def undo_telex(word: str) -> str:
    """A folded word without Telex keys that stayed in it ("giaays" → "giay", "dduwowcj" → "duoc")."""
    bare = word.replace("dd", "d").replace("aa", "a").replace("ee", "e").replace("oo", "o")
    bare = re.sub(r"(?<=[aou])w", "", bare).replace("w", "u")
    first = re.search(r"[aeiouy]", bare)
    if not first:
        return bare
    cut = first.start() + 1
    return bare[:cut] + re.sub(r"[sfrxj]", "", bare[cut:])


def undo_vni(word: str) -> str:
    """A folded word without VNI digits that stayed in it ("gia6y1" → "giay")."""
    return re.sub(r"\d", "", word) if word[:1].isalpha() else word


def release_held_keys(word: str) -> str:
    """A folded word with every held key pressed once ("sinhhh" → "sinh")."""
    return _HELD.sub(r"\1", word)


def possible_words(word: str) -> list[str]:
    """The words an unknown folded word may have been meant to be, the likeliest first."""
    tries = [
        undo_telex(word),
        _HELD_LONG.sub(r"\1\1", word),
        release_held_keys(word),
        undo_telex(release_held_keys(word)),
    ]
    if any(char.isdigit() for char in word):
        tries += [undo_vni(word), word.translate(_DIGIT_LETTERS)]
    return [other for other in dict.fromkeys(tries) if other and other != word]


def sounds_like(word: str) -> list[str]:
    """Folded words that sound the same in some region of Viet Nam ("trung" → "chung", "can" → "cang")."""
    others = [new + word[len(old) :] for old, new in _SOUNDS if word.startswith(old) and not word.startswith(old + "h")]
    others += [word[: -len(old)] + new for old, new in _ENDS if word.endswith(old)]
    return [other for other in others if other != word]
