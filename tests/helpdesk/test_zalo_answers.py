"""An official who answers in Zalo's own page (OA Manager) has the talk, as after an answer at the desk."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import HOUR, MINUTE, system_clock
from bot.store import people
from bot.turn import HANDOVER_MS
from tests.support.app import OA_ID, AppFixture, Resident

WORDS = "Chào bác, em là cán bộ tiếp nhận"


class AheadClock:
    """The time of this machine, and what a test adds to it."""

    def __init__(self) -> None:
        self.ahead = 0

    def __call__(self) -> int:
        return system_clock() + self.ahead


@pytest.fixture
def clock() -> AheadClock:
    return AheadClock()


@pytest.fixture
def office(tmp_path: Path, clock: AheadClock) -> Iterator[AppFixture]:
    fixture = AppFixture(tmp_path, clock=clock)
    yield fixture
    fixture.close()


@pytest.fixture
def person(office: AppFixture) -> Resident:
    found = office.new_person()
    found.says("xin chào")
    return found


def answer_in_zalo(ward_app: AppFixture, person: Resident, words: str = WORDS) -> None:
    ward_app.zalo.oa_manager.say(person.id, words)
    ward_app.settle()
    person.hears()


def typed_by_an_official(person: Resident, message_id: str, words: str, at: int) -> dict[str, object]:
    return {
        "event_name": "oa_send_text",
        "sender": {"id": OA_ID, "admin_id": "158"},
        "recipient": {"id": person.id},
        "message": {"msg_id": message_id, "text": words},
        "timestamp": str(at),
    }


def test_who_asked_for_an_official_waits_no_more_and_the_bot_is_silent(office: AppFixture, person: Resident) -> None:
    person.says("gặp cán bộ")
    assert [one.answered for one in office.runtime.helpdesk.waiting()] == [False]
    answer_in_zalo(office, person)
    assert [(one.person_id, one.answered) for one in office.runtime.helpdesk.waiting()] == [(person.id, True)]
    assert person.says("mấy giờ làm việc") == []
    office.runtime.helpdesk.give_back(person.id, None, "Trợ lý trả lời tiếp.")
    assert person.hears()
    assert person.says("mấy giờ làm việc")


def test_the_words_stand_in_the_talk_as_an_officials(office: AppFixture, person: Resident) -> None:
    answer_in_zalo(office, person)
    office.zalo.oa_manager.send(person.id, "file", {"name": "mau-don.pdf"})
    office.settle()
    file, line = sorted(office.runtime.helpdesk.talk(person.id), key=lambda line: line.at)[-1:-3:-1]
    assert (line.who, line.text, line.kind) == ("official", WORDS, "text")
    assert file.who == "official" and file.kind == "file" and "mau-don.pdf" in file.text


def test_every_line_of_a_talk_stands_on_one_page_only(office: AppFixture, person: Resident) -> None:
    for number in range(3):
        answer_in_zalo(office, person, f"Câu số {number}")
        person.says(f"dạ {number}")
    lines, older = [], "start"
    while older:
        page = office.runtime.helpdesk.page(person.id, 2, "" if older == "start" else older)
        lines, older = [*page.lines, *lines], page.older
    assert [line.text for line in lines] == [line.text for line in office.runtime.helpdesk.talk(person.id)]


def test_it_is_silent_as_long_as_after_an_answer_at_the_desk(
    office: AppFixture, person: Resident, clock: AheadClock
) -> None:
    answer_in_zalo(office, person)
    clock.ahead = HANDOVER_MS - 5 * MINUTE
    assert person.says("mấy giờ làm việc") == []
    clock.ahead = HANDOVER_MS + 5 * MINUTE
    assert person.says("mấy giờ làm việc")


def test_an_echo_of_our_own_message_takes_nothing_over(office: AppFixture, person: Resident) -> None:
    office.zalo.faults.receipts = False
    [answer] = person.says("mấy giờ làm việc")
    office.post(typed_by_an_official(person, answer["message_id"], answer["text"], int(time.time() * 1000)))
    office.settle()
    assert office.runtime.helpdesk.waiting() == []
    assert [line.who for line in office.runtime.helpdesk.talk(person.id)].count("official") == 0
    assert person.says("mấy giờ làm việc")


def test_an_event_that_comes_after_the_talk_was_given_back_takes_nothing_over(
    office: AppFixture, person: Resident
) -> None:
    answer_in_zalo(office, person)
    office.runtime.helpdesk.give_back(person.id, None, "Trợ lý trả lời tiếp.")
    person.hears()
    office.post(typed_by_an_official(person, "late", "câu trước đó", int(time.time() * 1000) - HOUR))
    office.settle()
    assert person.says("mấy giờ làm việc")
    assert "câu trước đó" in [line.text for line in office.runtime.helpdesk.talk(person.id)]


def test_erasing_empties_what_officials_wrote_in_zalo(office: AppFixture, person: Resident) -> None:
    answer_in_zalo(office, person)
    office.runtime.person_profiles.erase_person(person.id, person.id[-4:], None)
    assert office.runtime.helpdesk.talk(person.id) == []


def test_somebody_unknown_to_whom_an_official_writes_becomes_known(office: AppFixture) -> None:
    stranger = office.new_person()
    answer_in_zalo(office, stranger)
    row = people.get(office.runtime.store, stranger.id)
    assert row is not None and row.handed_over_until > office.runtime.clock()
    assert stranger.says("mấy giờ làm việc") == []
