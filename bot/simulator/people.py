"""The invented residents: profile, following, last interaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

ADDED_PEOPLE_FROM = 8_400_000_000_000_000_001
"""Ids of people added in bulk count up from here; like Zalo's they do not fit into 2^53."""


@dataclass(slots=True)
class Person:
    """One resident at this OA. `conversation_id` is set only for a visitor without a Zalo account.

    `last_interaction` (milliseconds, None = never) starts the consultation window.
    """

    id: str
    name: str
    about: str = ""
    gender: int = 0
    phone: str = ""
    address: str = ""
    birthday: str = ""
    by_app: str | None = None
    conversation_id: str | None = None
    follows: bool = False
    last_interaction: int | None = None
    tags: set[str] = field(default_factory=set)
    shared: dict[str, str] = field(default_factory=dict)
    promotions: list[str] = field(default_factory=list)
    """Days (YYYY-MM-DD) on which a promotion message came."""

    @property
    def is_anonymous(self) -> bool:
        """Whether this is a visitor without a Zalo account."""
        return self.conversation_id is not None


_RESIDENTS: tuple[Callable[[], Person], ...] = (
    partial(
        Person,
        "7301846295510384627",
        "Cô Nguyễn Thị Lài",
        "Bán hàng ở chợ, hay hỏi giấy khai sinh cho cháu",
        2,
        "84900000101",
        "Tổ 4, khu phố 2",
        "12/03/1968",
        "3401846295510384627",
        follows=True,
    ),
    partial(
        Person,
        "7301846295510384638",
        "Anh Trần Văn Bảy",
        "Đi biển, ít gõ dấu, thích bấm nút",
        1,
        "84900000102",
        "Khu phố 5",
        "05/09/1984",
        "3401846295510384638",
        follows=True,
    ),
    partial(
        Person,
        "7301846295510384649",
        "Chị Lê Ngọc Hân",
        "Làm văn phòng, muốn nộp hồ sơ qua mạng",
        2,
        "84900000103",
        "Đường ven kênh, khu phố 1",
        "21/11/1995",
        "3401846295510384649",
    ),
    partial(
        Person,
        "7301846295510384650",
        "Bác Phạm Hữu Đức",
        "Hưu trí, hỏi chậm và kỹ",
        1,
        "84900000104",
        "Khu phố 3",
        "30/04/1951",
        "3401846295510384650",
        follows=True,
    ),
    partial(
        Person,
        "7301846295510384661",
        "Em Võ Minh Thư",
        "Sinh viên, chưa quan tâm trang của phường",
        2,
        "84900000105",
        "Khu phố 6",
        "02/02/2006",
        None,
    ),
    partial(
        Person,
        "5093726184402851736",
        "Khách trên trang web",
        "Chưa đăng nhập Zalo, nhắn từ khung chat",
        conversation_id="b41d7703ce9a52f80e16",
    ),
)
"""The people of the chat page, all invented: one for every way of talking to the OA."""


def invent_residents() -> list[Person]:
    """New objects for the people of the chat page."""
    return [make_person() for make_person in _RESIDENTS]


class SimulatedPeople:
    """All people of this OA by id."""

    def __init__(self, people: list[Person]) -> None:
        self._by_id = {person.id: person for person in people}
        self.tag_names: set[str] = set()
        self._added = 0

    def __iter__(self) -> Iterator[Person]:
        return iter(self._by_id.values())

    def get(self, person_id: str) -> Person | None:
        """The person with this id, or None."""
        return self._by_id.get(person_id)

    def add_person(self, person: Person) -> None:
        """Add a person created elsewhere."""
        self._by_id[person.id] = person

    def add_followers(self, count: int, now_ms: int) -> list[Person]:
        """Create `count` followers whose last interaction is now; returns them."""
        added = [self._invent_follower(self._added + number, now_ms) for number in range(count)]
        self._by_id.update((person.id, person) for person in added)
        self._added += count
        return added

    @staticmethod
    def _invent_follower(number: int, now_ms: int) -> Person:
        return Person(
            str(ADDED_PEOPLE_FROM + number),
            f"Người dân {number + 1}",
            gender=1 + number % 2,
            phone=f"849{10_000_000 + number}",
            by_app=str(ADDED_PEOPLE_FROM // 2 + number),
            follows=True,
            last_interaction=now_ms,
        )

    def by_phone(self, phone: str) -> Person | None:
        """The person with this telephone number (84…), or None."""
        return next((person for person in self if phone and person.phone == phone), None)

    def list_followers(self) -> list[Person]:
        """All people who follow the OA."""
        return [person for person in self if person.follows and not person.is_anonymous]

    def list_known(self) -> list[Person]:
        """The people in Zalo's list: followers and people who interacted; no anonymous visitors."""
        return [person for person in self if not person.is_anonymous and (person.follows or person.last_interaction)]

    def add_tag(self, person: Person, name: str) -> bool:
        """Add a label to a person, creating the label if needed; returns whether the person did not have it."""
        self.tag_names.add(name)
        if name in person.tags:
            return False
        person.tags.add(name)
        return True

    def remove_tag(self, name: str) -> bool:
        """Delete a label everywhere; returns whether it existed."""
        for person in self:
            person.tags.discard(name)
        if name not in self.tag_names:
            return False
        self.tag_names.remove(name)
        return True
