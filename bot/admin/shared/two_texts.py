"""Two officials saved the same thing: both texts side by side, so that no word of either is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextPair:
    """One field that differs: as it is saved now, and as it was written here."""

    label: str
    saved: str
    own: str


def pair_texts(labels: Mapping[str, str], saved: Mapping[str, str], own: Mapping[str, str]) -> list[TextPair]:
    """The fields that differ; `labels` are their names as officials read them."""
    pairs = (TextPair(label, _plain(saved.get(name)), _plain(own.get(name))) for name, label in labels.items())
    return [pair for pair in pairs if pair.saved != pair.own]


def _plain(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()
