from __future__ import annotations

import pytest

from tests.handlers.factories import payloads, say, text_of, words

EMERGENCIES = sorted(name for name, intent in words().intents.items() if intent.kind == "emergency")


@pytest.mark.parametrize("intent", EMERGENCIES)
def test_the_numbers_come_before_any_other_word(intent: str) -> None:
    routed = say(intent)
    numbers = words().intents[intent].numbers
    assert text_of(routed).startswith(f"Gọi ngay {numbers[0]}")
    assert payloads(routed)[: len(numbers)] == list(numbers)


@pytest.mark.parametrize("intent", EMERGENCIES)
def test_each_has_its_own_advice(intent: str) -> None:
    assert words().variants(f"emergency.{intent}")
    assert "Đây là máy" in text_of(say(intent))
