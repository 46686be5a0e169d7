"""The samples of events: every kind the product tells apart has one, and docs/zalo/events.md describes each."""

from __future__ import annotations

import json
from pathlib import Path

from bot.event import Kind
from bot.zalo.incoming import parse_event

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.json"))
PAGE = Path(__file__).parents[2] / "docs/zalo/events.md"
NOW_MS = 1_795_500_000_000
UNHEARD_OF = "kind_nobody_knows"


def test_every_kind_of_event_has_a_sample() -> None:
    assert {parse_event(file.read_bytes(), NOW_MS).kind for file in SAMPLES} == set(Kind)


def test_the_page_of_events_describes_every_sample() -> None:
    page = PAGE.read_text(encoding="utf-8")
    names = {json.loads(file.read_bytes())["event_name"] for file in SAMPLES if file.stem != UNHEARD_OF}
    assert {name for name in names if f"`{name}`" not in page and not _is_abbreviated(name, page)} == set()


def _is_abbreviated(name: str, page: str) -> bool:
    """`oa_send_image`, `_gif` stands for `oa_send_gif` too."""
    start, _, end = name.rpartition("_")
    return any(f"`{start}_" in line and f"`_{end}`" in line for line in page.splitlines())
