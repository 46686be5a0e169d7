"""The right to rectify: an official corrects what is stored about a person, at that person's wish, with a line in the audit."""

from __future__ import annotations

import pytest

from bot.store import people
from tests.admin.installation import PERSON, says

CARD = f"/admin/people/{PERSON}"
TOPIC = "y-te"


def correct(manager, **fields):
    return manager.press(f"{CARD}/correct", **({"asked_by": "phone"} | fields))


def test_name_neighbourhood_and_topics_are_corrected_and_the_audit_says_what(runtime, manager):
    says(runtime, "chào", PERSON, "hoa_hong_92")
    response = correct(manager, name=" Cô  Lành ", neighbourhood="kp 03", topics=TOPIC)
    assert response.status_code == 303
    row = runtime.helpdesk.person(PERSON)
    assert (row.name, row.neighbourhood, row.topics) == ("Cô Lành", "Khu phố 3", f",{TOPIC},")
    with runtime.store.write() as db:
        people.sync(db, [(PERSON, "hoa_hong_92", True)], 1)
    assert runtime.helpdesk.person(PERSON).name == "Cô Lành", "Zalo's name does not come back by itself"
    [line] = runtime.store.rows("SELECT subject, detail FROM audit WHERE action = 'correct_person'")
    assert tuple(line) == (PERSON, "tên gọi, khu phố, chủ đề; yêu cầu qua điện thoại")
    assert "Lành" not in line["detail"], "never what stood in the fields"
    manager.press(f"/admin/inbox/{PERSON}/answer", text="Chào {tên} ạ.")
    assert runtime.helpdesk.talk(PERSON)[-1].text == "Chào Cô Lành ạ."
    assert correct(manager, name="", neighbourhood="", topics="").status_code == 303
    row = runtime.helpdesk.person(PERSON)
    assert (row.neighbourhood, row.topics, row.details_due_at) == (None, None, runtime.clock())
    with runtime.store.write() as db:
        people.sync(db, [(PERSON, "hoa_hong_92", True)], 1)
    assert runtime.helpdesk.person(PERSON).name == "hoa_hong_92"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name": "x" * 41}, "Tên gọi cần có chữ cái"),
        ({"name": "12345"}, "Tên gọi cần có chữ cái"),
        ({"name": "Lan", "asked_by": ""}, "yêu cầu qua đâu"),
        ({"name": "Lan", "neighbourhood": "x" * 41}, "Khu phố dài quá"),
    ],
)
def test_a_wrong_correction_changes_nothing_and_stays_in_its_form(runtime, manager, fields, reason):
    says(runtime, "chào", PERSON, "Chị Sáu")
    response = correct(manager, **fields)
    assert response.status_code == 422 and reason in response.text and f'value="{fields["name"]}"' in response.text
    assert runtime.helpdesk.person(PERSON).name == "Chị Sáu"


def test_nothing_changed_leaves_no_line(runtime, manager):
    says(runtime, "chào", PERSON, "Chị Sáu")
    assert correct(manager, name="Chị Sáu", neighbourhood="").status_code == 303
    assert runtime.store.rows("SELECT 1 FROM audit WHERE action = 'correct_person'") == []
