"""What fingers and keyboards leave behind: Telex and VNI keys, held keys, sounds written as they are spoken."""

from __future__ import annotations

import re

_ONSET = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
_RIME = (
    r"(?:uye(?:n|t)|uy(?:a|u|p|t|nh|ch|n)|ie(?:u|m|n|p|t|c|ng)|ye(?:u|m|n|t|ng)|uo(?:i|u|m|n|p|t|c|ng)|oa(?:i|y|o|m|n|p|t|c|ng|nh|ch)|oe(?:o|n|t)"
    r"|ua(?:n|t|y|ng)|ue(?:nh|ch)|ia|ua|uo|uy|ue|oa|oe|oo(?:ng|c)|a(?:ch|nh|ng|[imnoptcuy])|e(?:ch|nh|ng|[mnoptcu])|i(?:ch|nh|ng|[mnptcu])"
    r"|o(?:ng|[imnptc])|u(?:ng|[imnptcu])|[aeiouy])"
)
_SYLLABLE = re.compile(f"{_ONSET}{_RIME}$")
_TELEX_TONES = re.compile(r"(?<=[aeiouy])([a-z]*)$")
_HELD = re.compile(r"([a-z])\1+")
_HELD_LONG = re.compile(r"([a-z])\1{2,}")
_DIGIT_LETTERS = str.maketrans("013", "oie")
_SOUNDS = (
    ("ch", "tr"), ("tr", "ch"), ("s", "x"), ("x", "s"), ("gi", "d"), ("d", "gi"), ("r", "gi"), ("gi", "r"),
    ("d", "v"), ("v", "d"),
    ("n", "l"), ("l", "n"), ("ng", "ngh"), ("q", "c"), ("f", "ph"), ("w", "qu"), ("z", "d"), ("j", "gi"),
)  # fmt: skip
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


def squeeze(word: str) -> str:
    """A folded word with every held key pressed once ("sinhhh" → "sinh")."""
    return _HELD.sub(r"\1", word)


def readings(word: str) -> list[str]:
    """What a strange folded word may have been before the keyboard, most likely first, without the word itself."""
    tries = [undo_telex(word), _HELD_LONG.sub(r"\1\1", word), squeeze(word), undo_telex(squeeze(word))]
    if any(char.isdigit() for char in word):
        tries += [undo_vni(word), word.translate(_DIGIT_LETTERS)]
    return [found for found in dict.fromkeys(tries) if found and found != word]


def sounds_like(word: str) -> list[str]:
    """Folded words that are said like this one somewhere in Viet Nam ("trung" → "chung", "can" → "cang")."""
    found = [new + word[len(old) :] for old, new in _SOUNDS if word.startswith(old) and not word.startswith(old + "h")]
    found += [word[: -len(old)] + new for old, new in _ENDS if word.endswith(old)]
    return [other for other in found if other != word]
