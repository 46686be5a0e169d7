"""Officials are told once of what concerns them, when they are on duty, and a manager when nobody answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.clock import DAY, HOUR, MINUTE
from bot.installation.token_store import DatabaseTokens
from bot.notices.choices import Choices
from bot.notices.kinds import KINDS
from bot.operations import jobs, notice_matters
from bot.store import helpdesk
from bot.zalo.oauth import TokenPair
from tests.admin.installation import PERSON, complains, make_runtime, wants_an_official

WAITING, TICKET = ("answerer", "waiting", "concern", "screen"), ("answerer", "ticket", "concern", "screen")


def choose(desk, role, **choices):
    own = desk.runtime.notices.choices_of(desk.id_of(role))
    desk.runtime.notices.choose(desk.id_of(role), replace(own, **choices))


def test_a_waiting_resident_and_a_ticket_are_told_once_to_whom_answers(desk, runtime):
    desk.opens_a_page("answerer", "author", "approver", "manager")
    wants_an_official(runtime)
    complains(runtime)
    assert [desk.look(), desk.look()] == [2, 0]
    assert sorted(desk.told()) == [TICKET, WAITING]


def test_nobody_is_told_again_after_a_restart(desk, runtime, words, tmp_path, clock):
    desk.opens_a_page("answerer")
    wants_an_official(runtime)
    desk.look()
    second = make_runtime(words, tmp_path, clock)
    assert notice_matters.tell(second) == 0
    second.close()


def test_a_resident_who_writes_again_after_an_answer_is_told_again(desk, runtime, clock):
    desk.opens_a_page("answerer")
    wants_an_official(runtime)
    desk.look()
    runtime.helpdesk.answer(PERSON, "Dạ chào chị", desk.id_of("answerer"))
    assert desk.look() == 0
    clock.forward(MINUTE)
    with runtime.store.write() as db:
        helpdesk.mark_waiting(db, PERSON, clock())
    desk.opens_a_page("answerer")
    assert desk.look() == 1


def test_a_talk_that_is_taken_concerns_who_took_it(desk, runtime):
    runtime.officials.add("hai@phuong.example.vn", "Cán bộ hai", "answerer")
    wants_an_official(runtime)
    runtime.helpdesk.assign(PERSON, desk.id_of("answerer"), None)
    desk.opens_a_page("answerer")
    desk.look()
    assert desk.told() == [WAITING]
    assert desk.runtime.notices.list_told(None, 10, 0)[0] == 1, "nothing is planned for the others"


def test_managers_do_what_is_nobody_elses(desk, runtime):
    runtime.officials.disable("answerer@phuong.example.vn")
    desk.opens_a_page("manager", "author")
    wants_an_official(runtime)
    desk.look()
    assert desk.told() == [("manager", "waiting", "concern", "screen")]


def test_a_manager_is_told_when_nobody_answers_in_time(desk, runtime, clock):
    desk.opens_a_page("answerer", "manager")
    wants_an_official(runtime)
    desk.look()
    clock.forward(29 * MINUTE)
    desk.opens_a_page("manager")
    assert desk.look() == 0
    clock.forward(MINUTE)
    assert [desk.look(), desk.look()] == [1, 0]
    assert desk.told() == [WAITING, ("manager", "waiting", "escalation", "screen")]


@pytest.mark.parametrize(("minutes", "sentence"), [(5, 1), (0, 0)])
def test_the_manager_sets_after_how_many_minutes_or_never(desk, runtime, clock, minutes, sentence):
    runtime.notices.set_escalation(minutes, desk.id_of("manager"))
    desk.opens_a_page("answerer", "manager")
    wants_an_official(runtime)
    desk.look()
    clock.forward(6 * MINUTE)
    desk.opens_a_page("manager")
    assert desk.look() == sentence


def test_who_answered_in_time_leaves_the_manager_alone(desk, runtime, clock):
    desk.opens_a_page("answerer", "manager")
    wants_an_official(runtime)
    desk.look()
    runtime.helpdesk.answer(PERSON, "Dạ chào chị", desk.id_of("answerer"))
    clock.forward(HOUR)
    desk.opens_a_page("manager")
    assert desk.look() == 0


def test_out_of_office_hours_it_waits_for_the_morning_and_so_does_the_manager(desk, runtime, clock):
    clock.forward(2 * DAY + 6 * HOUR)  # Wednesday 21:00; Tuesday is a holiday
    desk.opens_a_page("answerer", "manager")
    wants_an_official(runtime)
    assert desk.look() == 0
    clock.forward(10 * HOUR + 40 * MINUTE)  # Thursday 7:40
    desk.opens_a_page("answerer", "manager")
    assert desk.look() == 1
    assert desk.told() == [WAITING], "the time for an answer begins with the morning"


def test_what_was_settled_before_the_morning_is_not_told(desk, runtime, clock):
    clock.forward(6 * HOUR)
    wants_an_official(runtime)
    desk.look()
    runtime.helpdesk.close("GC-1", None)
    clock.forward(12 * HOUR)
    desk.opens_a_page("answerer")
    assert (desk.look(), desk.told()) == (0, [])


def test_an_official_chooses_matters_and_hours(desk, runtime, clock):
    choose(desk, "answerer", off=("ticket",), hours="always")
    clock.forward(8 * HOUR)  # 23:00
    desk.opens_a_page("answerer")
    wants_an_official(runtime)
    complains(runtime)
    desk.look()
    assert desk.told() == [WAITING]


@pytest.mark.parametrize(
    ("start", "end", "days", "after"),
    [
        ("14:00", "16:00", (1,), 0),
        ("16:00", "18:00", (1,), HOUR),
        ("22:00", "06:00", (7, 1), 7 * HOUR),
        ("08:00", "09:00", (3,), 41 * HOUR),
    ],
)
def test_own_hours_may_lie_on_any_day_and_over_midnight(desk, runtime, clock, start, end, days, after):
    choose(desk, "answerer", hours="own", start=start, end=end, days=days)
    wants_an_official(runtime)
    desk.look()
    planned = runtime.notices.list_told(desk.id_of("answerer"), 10, 0)[1][0]
    assert planned.due_at - clock() == after


def test_choices_apply_to_what_is_planned_already(desk, runtime, clock):
    clock.forward(6 * HOUR)
    wants_an_official(runtime)
    desk.look()
    choose(desk, "answerer", hours="always")
    desk.opens_a_page("answerer")
    assert desk.look() == 1


def test_a_broadcast_goes_from_the_author_to_the_approver_and_back(desk, runtime):
    desk.opens_a_page("author", "approver", "answerer")
    broadcast_id, lifecycle = desk.draft(), runtime.broadcasts.lifecycle
    lifecycle.submit(broadcast_id, desk.actor("author"))
    desk.look()
    lifecycle.return_(broadcast_id, desk.actor("approver"), "Thiếu ngày")
    desk.look()
    lifecycle.edit(broadcast_id, lifecycle.draft_of(lifecycle.get(broadcast_id)), desk.actor("author"))
    lifecycle.submit(broadcast_id, desk.actor("author"))
    desk.look()
    assert [(role, kind) for role, kind, *_ in desk.told()] == [
        ("approver", "to_approve"),
        ("author", "returned"),
        ("approver", "to_approve"),
    ]


def test_who_wrote_it_is_not_asked_to_approve_it(desk, runtime):
    runtime.officials.set_roles("author@phuong.example.vn", "approver")
    desk.opens_a_page("author", "approver")
    broadcast_id = desk.draft()
    runtime.broadcasts.lifecycle.submit(broadcast_id, desk.actor("author"))
    desk.look()
    assert [role for role, *_ in desk.told()] == ["approver"]


@pytest.mark.parametrize(
    ("state", "reason", "kind"),
    [("sent", None, "finished"), ("expired", "late", "held"), ("paused", "failures", "held")],
)
def test_the_author_hears_how_it_ended_or_that_it_stands(desk, runtime, state, reason, kind):
    desk.opens_a_page("author", "manager")
    broadcast_id = desk.draft()
    with runtime.store.write() as db:
        db.conn.execute(
            "UPDATE broadcasts SET state = ?, reason = ?, updated_at = ? WHERE id = ?",
            [state, reason, runtime.clock(), broadcast_id],
        )
    desk.look()
    told = {(role, name) for role, name, *_ in desk.told()}
    assert told == {("author", kind)} | ({("manager", kind)} if kind == "held" else set())


def test_a_pause_by_an_official_is_no_news(desk, runtime):
    desk.opens_a_page("author", "manager")
    broadcast_id = desk.draft()
    with runtime.store.write() as db:
        db.conn.execute("UPDATE broadcasts SET state = 'paused', reason = 'official' WHERE id = ?", [broadcast_id])
    assert desk.look() == 0


def test_a_manager_hears_of_a_dead_connection_and_again_when_it_dies_again(desk, runtime):
    desk.opens_a_page("manager", "answerer")
    DatabaseTokens(runtime.store, runtime.clock).mark_lost("refresh_token_dead")
    assert [desk.look(), desk.look()] == [1, 0]
    runtime.tokens.accept(TokenPair("access", "refresh", 90_000))
    desk.look()
    DatabaseTokens(runtime.store, runtime.clock).mark_lost("refresh_token_dead")
    desk.opens_a_page("manager")
    assert desk.look() == 1
    assert {(role, kind) for role, kind, *_ in desk.told()} == {("manager", "token")}


def test_nothing_is_told_in_a_restored_copy(desk, runtime, monkeypatch):
    monkeypatch.setattr(runtime.restore_guard, "is_restored", lambda: True)
    desk.opens_a_page("answerer")
    wants_an_official(runtime)
    assert desk.look() == 0


def test_what_cannot_reach_anybody_is_told_as_soon_as_a_page_is_open(desk, runtime, clock):
    wants_an_official(runtime)
    assert desk.look() == 0
    clock.forward(MINUTE)
    desk.opens_a_page("answerer")
    assert desk.look() == 1


def test_old_notices_are_forgotten_with_old_messages(desk, runtime, clock):
    desk.opens_a_page("answerer")
    wants_an_official(runtime)
    desk.look()
    runtime.helpdesk.close("GC-1", None)
    desk.look()
    clock.forward(91 * DAY)
    jobs.forget_old(runtime)
    assert runtime.notices.list_told(None, 10, 0) == (0, [])


def test_every_choice_is_kept_as_it_was():
    choices = Choices(
        off=("ticket",), ways=("push",), hours="own", start="06:30", end="22:00", days=(6, 7), sound=False
    )
    assert Choices.from_json(choices.as_json()) == choices
    assert all(kind.sentence.endswith(".") and "{" not in kind.sentence for kind in KINDS.values())


def test_a_resident_is_told_how_many_officials_are_told_now(desk, runtime, clock):
    assert runtime.notices.duty().count == 0, "on duty, but nothing would reach them"
    desk.opens_a_page("answerer", "manager")
    assert runtime.notices.duty().count == 1
    clock.forward(6 * HOUR)
    choose(desk, "answerer", hours="own", start="05:00", end="09:00", days=(1, 2, 3, 4, 5, 6, 7))
    desk.opens_a_page("answerer")
    duty = runtime.notices.duty()
    assert (duty.count, f"{duty.opens:%d %H:%M}") == (0, "24 05:00")


def test_whoever_holds_several_roles_is_told_of_each(desk, runtime):
    runtime.officials.set_roles("author@phuong.example.vn", "author,answerer")
    runtime.officials.disable("answerer@phuong.example.vn")
    desk.opens_a_page("author", "manager")
    wants_an_official(runtime)
    desk.look()
    assert desk.told() == [("author", "waiting", "concern", "screen")]
