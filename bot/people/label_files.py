"""Labels for followers from a file: who is meant by each line, and why a line means nobody. Nothing is changed here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.lib.tables import ROUNDED, TableError, read_table
from bot.people.tags import LONGEST_TAG, LabelService, compare_form, tidy_label
from bot.store import Store, people_list
from bot.store.people_list import NamedPerson
from bot.understanding.folding import fold

COLUMNS = {
    "name": ("ten", "ho ten", "ho va ten", "nguoi nhan", "nguoi theo doi", "ten zalo", "ten nguoi nhan"),
    "code": ("ma", "ma zalo", "ma nguoi nhan", "ma nguoi dung", "ma so"),
    "label": ("nhan", "cac nhan", "ten nhan"),
}
"""Headings of a column, without accents and capitals."""

NO_HEADINGS = "Dòng đầu của tệp cần ghi tên cột: “Tên” hoặc “Mã”, và “Nhãn”."
NO_LABELS = "Tệp không có cột “Nhãn”. Hãy thêm cột đó, hoặc ghi một nhãn cho cả tệp ở ô bên dưới."


@dataclass(frozen=True, slots=True)
class LabelledPerson:
    """One label that one line of the file gives to a follower; `is_new` unless the person has it."""

    line: int
    person_id: str
    name: str | None
    label: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class LineFault:
    """Why a line gives no label; `line` counts from 1 as Excel does."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class LabelFile:
    """What a file would do."""

    people: tuple[LabelledPerson, ...]
    faults: tuple[LineFault, ...]

    def new_labels(self) -> dict[str, list[str]]:
        """The ids of who would get each label."""
        ids: dict[str, list[str]] = defaultdict(list)
        for row in self.people:
            if row.is_new and row.person_id not in ids[row.label]:
                ids[row.label].append(row.person_id)
        return {label: person_ids for label, person_ids in ids.items() if person_ids}


class LabelFiles:
    """Reads files of labels against the followers of one installation."""

    def __init__(self, store: Store, labels: LabelService) -> None:
        self._store, self._labels = store, labels

    def read(self, data: bytes, label_of_all: str = "") -> LabelFile:
        """Who gets which label; `label_of_all` is for lines without one. Raises TableError for the whole file."""
        rows = read_table(data)
        columns = _find_columns(rows[0])
        if "name" not in columns and "code" not in columns:
            raise TableError(NO_HEADINGS)
        if "label" not in columns and not tidy_label(label_of_all):
            raise TableError(NO_LABELS)
        finder = _Finder(people_list.list_named(self._store))
        spellings = {compare_form(name): name for name, _ in self._labels.counts()}
        people, faults = list[LabelledPerson](), list[LineFault]()
        for line, row in enumerate(rows[1:], 2):
            if not any(row):
                continue
            cells = {name: row[index] if index < len(row) else "" for name, index in columns.items()}
            person, reason = finder.find(cells.get("name", ""), cells.get("code", ""))
            labels, label_reason = _labels_of(cells.get("label", "") or label_of_all)
            if person is None or not labels:
                faults.append(LineFault(line, reason or label_reason))
                continue
            people += self._give(line, person, labels, spellings)
        return LabelFile(tuple(people), tuple(faults))

    def _give(
        self, line: int, person: NamedPerson, labels: Sequence[str], spellings: dict[str, str]
    ) -> Iterator[LabelledPerson]:
        own = {compare_form(label) for label in self._labels.of_person(person.id)}
        for label in labels:
            form = compare_form(label)
            yield LabelledPerson(line, person.id, person.name, spellings.setdefault(form, label), form not in own)


class _Finder:
    """Finds a follower by the name and the last digits of the code."""

    def __init__(self, people: Sequence[NamedPerson]) -> None:
        self._people = people
        self._by_spelling, self._by_letters = (
            defaultdict[str, list[NamedPerson]](list),
            defaultdict[str, list[NamedPerson]](list),
        )
        for person in people:
            if person.name:
                self._by_spelling[compare_form(person.name)].append(person)
                self._by_letters[fold(person.name)].append(person)

    def find(self, name: str, code: str) -> tuple[NamedPerson | None, str]:
        """(the follower, "") or (None, why nobody is meant)."""
        if code == ROUNDED:
            return None, "Excel đã làm tròn mã này. Hãy ghi bốn số cuối của mã, như trên danh sách người theo dõi."
        digits = re.sub(r"\D", "", code)
        if not name and not digits:
            return None, "Dòng này không có tên, cũng không có mã."
        if digits and len(digits) < people_list.ID_END:
            return None, f"Mã “{code}” ngắn quá. Hãy ghi ít nhất bốn số cuối."
        people = self._named(name) if name else list(self._people)
        people = [person for person in people if person.id.endswith(digits)] if digits else people
        following = [person for person in people if person.follows]
        whom = f"“{name}”" if name else "mã này"
        if len(following) == 1:
            return following[0], ""
        if following:
            return (
                None,
                f"Có {len(following)} người theo dõi tên {whom}. Hãy ghi thêm cột Mã: bốn số cuối, như {following[0].id[-4:]}.",
            )
        if people:
            return None, f"{whom} không còn theo dõi trang, Zalo không nhận nhãn."
        return None, f"Không có người theo dõi nào là {whom}{f' với mã {code}' if name and digits else ''}."

    def _named(self, name: str) -> list[NamedPerson]:
        """Those whose name is spelt so; else, without accents, those whose letters are the same."""
        return self._by_spelling.get(compare_form(name)) or self._by_letters.get(fold(name), [])


def _find_columns(headings: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, heading in enumerate(headings):
        plain = " ".join(re.sub(r"[^a-z ]", " ", fold(heading)).split())
        for name, words in COLUMNS.items():
            if plain in words:
                columns.setdefault(name, index)
    return columns


def _labels_of(text: str) -> tuple[list[str], str]:
    """(the labels of a cell, several with ";" between them; why there is none)."""
    labels = [label for part in text.split(";") if (label := tidy_label(part)) and label != ROUNDED]
    too_long = next((label for label in labels if len(label) > LONGEST_TAG), None)
    if too_long:
        return [], f"Nhãn “{too_long[:30]}…” dài quá, nhiều nhất {LONGEST_TAG} chữ."
    return labels, "" if labels else "Dòng này không có nhãn."
