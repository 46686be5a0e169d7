"""Points from 1 to 5 in words: "5", "5 sao", "cho 4 điểm nha", "3 sao, vẫn còn hôi"; none in "xin 5 bản sao"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.router import Turn
from handlers.speech import fold_text, mentions_name

_NUMBER = re.compile(
    r"(?P<lead>[^\d]*?)\b(?P<number>[1-5])(?:\s?/\s?(?:5|10))?"
    r"(?:\s*(?P<unit>sao|điểm|diem|đ|⭐|\*))?(?![\w/])(?P<rest>.*)",
    re.DOTALL,
)
_STOPS = re.compile(r"^\s*[,.;:!–-]")
"""Punctuation right after the points: what follows is about them."""


@dataclass(frozen=True, slots=True)
class Points:
    """What was given, and the words said with it (empty when none)."""

    number: int
    words: str = ""


def points_in(turn: Turn, *, is_asked: bool) -> Points | None:
    """The points a message gives, or None. Unless we just asked (`is_asked`), "chấm 4 sao" must be said in full."""
    match = _NUMBER.fullmatch(_in_digits(turn))
    if match is None or not _may_stand_before(turn, match["lead"]):
        return None
    if not is_asked and not (match["unit"] and _has_giving_verb(turn, match["lead"])):
        return None
    rest = match["rest"].strip()
    if _is_among(turn, rest, "feedback.points_after"):
        return Points(int(match["number"]))
    if not rest or _begins_with(turn, rest, "feedback.points_not_before") or not _is_about_points(turn, match["rest"]):
        return None
    return Points(int(match["number"]), rest.lstrip(" ,.;:!–-").strip())


def _in_digits(turn: Turn) -> str:
    """The message in small letters, numbers before "sao" and "điểm" as digits."""
    text = " ".join(turn.text.split())
    for number, word in enumerate(turn.content.variants("feedback.points_numbers"), 1):
        text = re.sub(rf"\b{word}(?=\s+(?:sao|điểm|diem)\b)", str(number), text, flags=re.IGNORECASE)
    return text


def _may_stand_before(turn: Turn, lead: str) -> bool:
    """Nothing but polite words and who rates; "cho tôi 2 sao" orders copies."""
    text = fold_text(lead)
    orders = any(text.endswith(fold_text(words)) for words in turn.content.variants("feedback.points_orders"))
    return not orders and _is_among(turn, lead, "feedback.points_before")


def _has_giving_verb(turn: Turn, lead: str) -> bool:
    return any(mentions_name(lead, verb) for verb in turn.content.variants("feedback.points_verbs"))


def _is_among(turn: Turn, text: str, key: str) -> bool:
    """Whether the list's phrases cover every word; a word typed with accents must have these ("bản" is not "bạn")."""
    rest = " ".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())
    for phrase in sorted(turn.content.variants(key), key=len, reverse=True):
        rest = re.sub(rf"\b(?:{phrase}|{fold_text(phrase)})\b", " ", rest)
    return not rest.split()


def _begins_with(turn: Turn, text: str, key: str) -> bool:
    folded = f"{fold_text(text)} "
    return any(folded.startswith(f"{fold_text(word)} ") for word in turn.content.variants(key))


def _is_about_points(turn: Turn, rest: str) -> bool:
    """Whether the words after the points say why: set off, joined by "vì" or "nhưng", or an opinion."""
    opinion = any(mentions_name(rest, word) for word in turn.content.variants("desk.opinion_words") if " " in word)
    return bool(_STOPS.match(rest)) or opinion or _begins_with(turn, rest, "feedback.points_because")
