"""Who a broadcast is for: the rule is checked and described. A misspelt rule is an error, never "everyone"."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bot.store import audiences as store_audiences

MOST_VALUES = 50
"""Most values under one key of a rule."""

LONGEST_VALUE = 100
MOST_DAYS = 3650


class AudienceError(Exception):
    """A rule or a segment cannot be used; the text is one Vietnamese line."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Followers for whom all of these hold; of several values any will do. `Audience()` is every follower.

    `segment` is a saved group as it is when it is asked, `without` are groups nobody of whom is meant, `unseen_of` a
    broadcast whose people have not seen it.
    """

    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    neighbourhoods: tuple[str, ...] = ()
    active_within_days: int | None = None
    window_open: bool = False
    segment: int | None = None
    without: tuple[int, ...] = ()
    unseen_of: int | None = None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], topics: Collection[str] | None = None) -> Audience:
        """The audience of a rule as bot.store.audiences wants it. With `topics`, only topics of these ids are taken.

        Raises AudienceError for anything that is not exactly such a rule.
        """
        if not isinstance(data, Mapping):
            raise AudienceError("Quy tắc chọn người nhận phải là một danh sách mục, ví dụ {}.")
        unknown = sorted(str(key) for key in data if key not in store_audiences.KEYS)
        if unknown:
            known_keys = ", ".join(store_audiences.KEYS)
            raise AudienceError(f"Quy tắc có mục lạ: {', '.join(unknown)}. Chỉ dùng được: {known_keys}.")
        audience = cls(
            tags=_check_texts(data, "tags"),
            topics=_check_texts(data, "topics"),
            neighbourhoods=_check_texts(data, "neighbourhoods"),
            active_within_days=_check_days(data["active_within_days"]) if "active_within_days" in data else None,
            window_open="window_open" in data and _check_true(data["window_open"]),
            segment=_check_number(data["segment"]) if "segment" in data else None,
            without=tuple(sorted({_check_number(number) for number in data.get("without", ())})),
            unseen_of=_check_number(data["unseen_of"]) if "unseen_of" in data else None,
        )
        if topics is not None:
            audience.check_topics(topics)
        return audience

    def check_topics(self, topics: Collection[str]) -> None:
        """Raises AudienceError unless every topic of the rule is among `topics`.

        Who chose nothing hears of every topic, so a misspelt one would reach nearly everybody.
        """
        unknown = [topic for topic in self.topics if topic not in topics]
        if unknown:
            raise AudienceError(
                f"Không có chủ đề “{', '.join(unknown)}”. Các chủ đề đang có: {', '.join(sorted(topics))}."
            )

    def as_dict(self) -> dict[str, Any]:
        """The rule as plain JSON values, always written the same way; `from_dict` turns it back."""
        pairs = (
            ("tags", list(self.tags)),
            ("topics", list(self.topics)),
            ("neighbourhoods", list(self.neighbourhoods)),
            ("active_within_days", self.active_within_days),
            ("window_open", self.window_open),
            ("segment", self.segment),
            ("without", list(self.without)),
            ("unseen_of", self.unseen_of),
        )
        return {key: value for key, value in pairs if value}


def describe(
    audience: Audience, topic_labels: Mapping[str, str] | None = None, groups: Mapping[int, str] | None = None
) -> str:
    """The audience in words an official reads; `topic_labels` are the names of topics, `groups` those of segments, by id."""
    labels, names = topic_labels or {}, groups or {}
    parts = []
    if audience.segment is not None:
        parts.append(f"trong nhóm {names.get(audience.segment, 'đã bị xóa (không gửi cho ai)')}")
    if audience.unseen_of is not None:
        parts.append(f"đã nhận mà chưa xem bản tin số {audience.unseen_of}")
    if audience.neighbourhoods:
        parts.append(f"ở {_any_of(audience.neighbourhoods)}")
    if audience.topics:
        parts.append(f"quan tâm chủ đề {_any_of([labels.get(topic, topic).lower() for topic in audience.topics])}")
    if audience.tags:
        parts.append(f"có nhãn {_any_of([f'“{tag}”' for tag in audience.tags])}")
    if audience.active_within_days is not None:
        parts.append(f"có tương tác trong {audience.active_within_days} ngày qua")
    if audience.window_open:
        parts.append("còn nhận được tin tư vấn (tương tác trong 7 ngày qua)")
    sentence = "Người theo dõi " + ", ".join(parts) if parts else "Mọi người theo dõi"
    left_out = [names.get(number, "đã bị xóa (không gửi cho ai)") for number in audience.without]
    return sentence + (f", trừ nhóm {_any_of(left_out)}" if left_out else "")


def _any_of(values: Collection[str]) -> str:
    *others, last = values
    return f"{', '.join(others)} hoặc {last}" if others else last


def _check_texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return each text once, sorted, so that equal rules are written alike; none when the key is missing."""
    if key not in data:
        return ()
    value = data[key]
    if not isinstance(value, list | tuple) or not value or len(value) > MOST_VALUES:
        raise AudienceError(f"Mục “{key}” phải là danh sách có từ 1 đến {MOST_VALUES} giá trị.")
    for text in value:
        if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_VALUE:
            raise AudienceError(f"Mục “{key}” có giá trị trống hoặc quá dài ({LONGEST_VALUE} chữ).")
    return tuple(sorted({" ".join(text.split()) for text in value}))


def _check_days(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_DAYS:
        raise AudienceError(f"Mục “active_within_days” phải là số ngày từ 1 đến {MOST_DAYS}.")
    return value


def _check_number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise AudienceError("Nhóm hoặc bản tin trong quy tắc phải là một số.")
    return value


def _check_true(value: Any) -> bool:
    if value is not True:
        raise AudienceError("Mục “window_open” chỉ nhận giá trị true (đúng); không cần thì bỏ mục này.")
    return True
