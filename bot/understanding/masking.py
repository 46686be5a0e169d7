"""Removes numbers and addresses that identify a person or a dossier before a message is analysed."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NOTABLE = re.compile(r"[\d@/]|www")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.I)
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_DOSSIER = re.compile(
    r"\b(?:\d{3}\.\d{2}\.\d{2}\.|\d{3}\.)?[gh]\d{2}(?:\.\d{1,3})*[.-]\d{5,8}[.-]\d{3,6}\b"
    r"|\bg\d{2}\.\d+(?:\.\d+)*-\d{6}-\d{4}\b",
    re.I,
)
_PROCEDURE = re.compile(r"(?<![\d.])[1-9]\.\d{6}(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)")
_LONG_NUMBER = re.compile(r"(?<!\d)\d{9,}(?!\d)")
_DATE = re.compile(r"(?<!\d)\d{1,2}[/-]\d{1,2}[/-]\d{2,4}(?!\d)")


@dataclass(frozen=True, slots=True)
class MaskedText:
    """A text without its numbers; whether it had a `dossier` code or a `phone` number, and its procedure `codes`."""

    text: str
    dossier: bool = False
    phone: bool = False
    codes: tuple[str, ...] = ()


def mask(text: str) -> MaskedText:
    """Remove links, mail addresses, dossier and procedure codes, phone and identity numbers and dates from a text."""
    if not _NOTABLE.search(text):
        return MaskedText(text)
    rest = _EMAIL.sub(" ", _URL.sub(" ", text))
    rest, dossiers = _DOSSIER.subn(" ", rest)
    codes = tuple(dict.fromkeys(_PROCEDURE.findall(rest)))
    rest = _DATE.sub(" ", _PROCEDURE.sub(" ", rest))
    rest, phones = _PHONE.subn(" ", rest)
    return MaskedText(_LONG_NUMBER.sub(" ", rest), dossiers > 0, phones > 0, codes)
