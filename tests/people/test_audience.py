"""Rules in words, and named segments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.people.audience import Audience, AudienceError, describe
from bot.people.segments import Segments
from bot.store import Store, audit, people

FULL = {
    "tags": ["tổ trưởng"],
    "topics": ["dat-dai", "y-te"],
    "neighbourhoods": ["Khu phố 3"],
    "active_within_days": 30,
    "window_open": True,
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    own_store = Store(tmp_path / "ward.db")
    with own_store.write() as db:
        people.sync(db, [("71", "Lài", True), ("72", None, True), ("73", "Bảy", False)], 1)
    yield own_store
    own_store.close()


@pytest.fixture
def segments(store: Store) -> Segments:
    return Segments(store, lambda: 1000)


@pytest.mark.parametrize("rule", [{}, FULL, {"tags": ["a"]}, {"window_open": True}])
def test_a_rule_is_kept_as_it_was(rule: dict[str, Any]) -> None:
    assert Audience.from_dict(rule).as_dict() == rule


def test_equal_rules_are_written_alike() -> None:
    one = Audience.from_dict({"tags": ["b", "a", " a "], "topics": ["y-te"]})
    assert one.as_dict() == Audience.from_dict({"topics": ["y-te"], "tags": ["a", "b"]}).as_dict()


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"tag": ["a"]}, "mục lạ: tag"),
        ({"tags": []}, "tags"),
        ({"tags": "a"}, "tags"),
        ({"tags": [" "]}, "trống"),
        ({"topics": [1]}, "topics"),
        ({"neighbourhoods": ["x" * 101]}, "quá dài"),
        ({"active_within_days": 0}, "số ngày"),
        ({"active_within_days": True}, "số ngày"),
        ({"active_within_days": "30"}, "số ngày"),
        ({"window_open": False}, "true"),
        ([], "Quy tắc"),
    ],
)
def test_a_misspelt_rule_is_an_error_never_everybody(rule: Any, sentence: str) -> None:
    with pytest.raises(AudienceError, match=sentence):
        Audience.from_dict(rule)


def test_an_unknown_topic_is_an_error_where_topics_are_known() -> None:
    with pytest.raises(AudienceError, match="dat_dai"):
        Audience.from_dict({"topics": ["dat_dai"]}, topics={"dat-dai"})


def test_an_audience_is_said_in_words() -> None:
    assert describe(Audience()) == "Mọi người theo dõi"
    words = describe(Audience.from_dict(FULL), {"dat-dai": "Đất đai", "y-te": "Y tế"})
    assert words == (
        "Người theo dõi ở Khu phố 3, quan tâm chủ đề đất đai hoặc y tế, có nhãn “tổ trưởng”,"
        " có tương tác trong 30 ngày qua, còn nhận được tin tư vấn (tương tác trong 7 ngày qua)"
    )


def test_a_segment_lives_from_its_name_to_its_end(segments: Segments, store: Store) -> None:
    kept = segments.add("  Bà con   Khu phố 3 ", Audience(neighbourhoods=("Khu phố 3",)), 5)
    assert segments.by_name("bà con khu phố 3").audience == kept.audience
    segments.rename(kept.id, "Khu 3", 5)
    segments.change(kept.id, Audience(tags=("cũ",)), 6)
    assert [(match.name, match.audience) for match in segments.listing()] == [("Khu 3", Audience(tags=("cũ",)))]
    segments.remove(kept.id, 5)
    assert segments.listing() == []
    lines = [(line.action, line.subject) for line in audit.newest(store)]
    assert lines == [(f"segment_{act}", str(kept.id)) for act in ("remove", "change", "rename", "add")]


def test_a_name_is_given_once_and_all_to_none(segments: Segments) -> None:
    first = segments.add("Khu 3", Audience(), None)
    second = segments.add("Khu 4", Audience(), None)
    segments.add("ĐẤT", Audience(), None)
    for name in ("Khu 3", "KHU 3", "Đất", "đất", "", "x" * 61, "ALL"):
        with pytest.raises(AudienceError):
            segments.add(name, Audience(), None)
    segments.rename(second.id, "KHU 4", None)
    with pytest.raises(AudienceError, match="Đã có nhóm"):
        segments.rename(second.id, "khu 3", None)
    assert segments.audience_of("all") == Audience() and segments.audience_of("Khu 3") == Audience(segment=first.id)


def test_an_unknown_segment_is_named_with_those_there_are(segments: Segments) -> None:
    with pytest.raises(AudienceError, match="Chưa có nhóm nào"):
        segments.by_name("Khu 9")
    segments.add("Khu 3", Audience(), None)
    with pytest.raises(AudienceError, match="“Khu 3”"):
        segments.audience_of("Khu 9")
    for act in (lambda: segments.remove(99, None), lambda: segments.change(99, Audience(), None)):
        with pytest.raises(AudienceError, match="Không còn nhóm"):
            act()


def test_a_segment_takes_only_topics_there_are(segments: Segments) -> None:
    with pytest.raises(AudienceError, match="Không có chủ đề"):
        segments.add("Đất", Audience(topics=("dat",)), None)
    with pytest.raises(AudienceError, match="Không có chủ đề"):
        segments.preview(Audience(topics=("dat",)))


def test_a_preview_counts_now_and_shows_a_few(segments: Segments) -> None:
    preview = segments.preview(Audience(), limit=1)
    assert (preview.size, preview.sample) == (2, (("71", "Lài"),))
