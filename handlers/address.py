"""How a person calls themselves ("cho bác hỏi …") decides how we address them; without a hint it stays "anh/chị"."""

from __future__ import annotations

from bot.router import Handler, HandlerResult, Turn

GAP = "…"
"""Stands for the word in the patterns of content/sentences/address.yaml."""


def remember_address(turn: Turn, handler: Handler) -> HandlerResult:
    """Middleware: remember the word the person uses for themselves, if this message shows one; then answer."""
    text = " ".join(turn.text.casefold().split())
    words = (word for word in turn.content.keys("address") if word in text and _calls_themselves(text, word, turn))
    turn.state.address = next(words, turn.state.address)
    return handler(turn)


def _calls_themselves(text: str, word: str, turn: Turn) -> bool:
    patterns = (pattern.replace(GAP, word) for pattern in turn.content.variants(f"address.{word}"))
    return any(_stands_alone(text, pattern, turn) for pattern in patterns)


def _stands_alone(text: str, pattern: str, turn: Turn) -> bool:
    """Whole words, and not behind another form of address: "anh chị cần" and "ông bà muốn" speak of others."""
    before, separator, _ = f" {text} ".partition(f" {pattern} ")
    return bool(separator) and before.rpartition(" ")[2] not in turn.content.keys("address")
