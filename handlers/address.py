"""How a person calls themselves ("cho bác hỏi …") decides how we address them; without a hint it stays "anh/chị"."""

from __future__ import annotations

from bot.router import Handler, Said, Topic, Turn

GAP = "…"
"""Stands for the word in the patterns of content/sentences/address.yaml."""


def notice(turn: Turn) -> None:
    """Remember the word the person uses for themselves, if this message shows one."""
    said = " ".join(turn.text.casefold().split())
    found = (word for word in turn.words.keys("address") if word in said and _calls_themselves(said, word, turn))
    turn.state.address = next(found, turn.state.address)


def _calls_themselves(said: str, word: str, turn: Turn) -> bool:
    patterns = (pattern.replace(GAP, word) for pattern in turn.words.variants(f"address.{word}"))
    return any(_stands_alone(said, pattern, turn) for pattern in patterns)


def _stands_alone(said: str, pattern: str, turn: Turn) -> bool:
    """Whole words, and not behind another form of address: "anh chị cần" and "ông bà muốn" speak of others."""
    before, found, _ = f" {said} ".partition(f" {pattern} ")
    return bool(found) and before.rpartition(" ")[2] not in turn.words.keys("address")


def noticing(topic: Topic) -> Topic:
    """The topic, every answer of which to a typed message first takes notice."""
    for table in (topic.intents, topic.outcomes, topic.questions):
        for name, handler in table.items():
            table[name] = _after_notice(handler)
    return topic


def _after_notice(handler: Handler) -> Handler:
    def handle(turn: Turn) -> Said:
        notice(turn)
        return handler(turn)

    return handle
