"""Everything that may happen to broadcasts, as rules of a Hypothesis state machine over the real store and runtime."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from bot.broadcasts.lifecycle import BroadcastError
from bot.clock import HOUR, MINUTE
from bot.operations import jobs, unknown_messages
from tests.torture.ledger import (
    as_shown,
    check_caps,
    check_end,
    check_phones,
    check_tables,
    marked,
    number_of,
    rows,
    sure_and_possible,
)
from tests.torture.officials import SOME, OfficialActions
from tests.torture.system import APPROVER, START_MS, Killed

SEND_PATH = "/v3.0/oa/message/cs"
PROMOTION_PATH = "/v3.0/oa/message/promotion"
SPREAD_PATH = "/v2.0/oa/message"
WEATHER = ("fine", "fine", "drops", "server_errors", "no_receipts", "quota_used_up", "token_lost")
SOMEBODY = st.integers(0, 11)


class Histories(OfficialActions):
    """The same ward, and bad luck."""

    # the program and its time

    @rule(rounds=st.integers(1, 3), ticks=st.booleans())
    def work_a_little(self, rounds: int, ticks: bool) -> None:
        self.work(rounds, ticks)

    @rule(rounds=st.integers(4, 12), ticks=st.booleans())
    def work(self, rounds: int, ticks: bool) -> None:
        if ticks:
            self.tick()
        self.world.work(rounds)

    def tick(self) -> None:
        self.world.runtime.publishing.advance()
        self.world.runtime.broadcasts.feeder.tick()
        jobs.compare_broadcasts(self.world.runtime)

    @rule()
    def second_clock(self) -> None:
        self.world.second_clock()

    @rule()
    def look_for_unknown(self) -> None:
        unknown_messages.settle_unknown(self.world.runtime)

    @rule(minutes=st.sampled_from((1, 5, 60, 180, 540, 1440)))
    def time_passes(self, minutes: int) -> None:
        self.world.clock.now_ms += minutes * MINUTE

    @rule(minutes=st.sampled_from((1, 60)))
    def clock_is_set_back(self, minutes: int) -> None:
        self.world.clock.now_ms = max(START_MS, self.world.clock.now_ms - minutes * MINUTE)

    @rule()
    def restart(self) -> None:
        self.world.restart()

    @rule()
    def killed_with_calls_under_way(self) -> None:
        self.world.claim()
        self.world.restart()

    # people

    @rule()
    def mail_comes(self) -> None:
        self.world.read_mail()

    @rule(who=SOMEBODY, says=st.sampled_from(("#dung_tin", "#dung_tin", "#nhan_tin")), at_once=st.booleans())
    def says(self, who: int, says: str, at_once: bool) -> None:
        self.world.zalo.person_says(self.world.people[who], says)
        if at_once:
            self.world.read_mail()

    @rule(who=SOMEBODY, comes=st.booleans())
    def follows(self, who: int, comes: bool) -> None:
        person = self.world.people[who]
        self.left.add(person)
        (self.world.zalo.follow if comes else self.world.zalo.unfollow)(person)

    # what goes wrong

    @rule(code=st.sampled_from((-32, -200, -201, -213, -217, -218, -248, -224)), times=st.integers(1, 12))
    def zalo_refuses(self, code: int, times: int) -> None:
        self.world.zalo.faults.add_error(code, times, SEND_PATH)
        if code == -213:
            self.left.update(self.world.people)

    @rule(code=st.sampled_from((-32, -200, -211, -218, -234)), times=st.integers(1, 4))
    def zalo_refuses_promotions(self, code: int, times: int) -> None:
        self.world.zalo.faults.add_error(code, times, PROMOTION_PATH)

    @rule(code=st.sampled_from((-233, -240)))
    def zalo_closes_the_promotion_path(self, code: int) -> None:
        """It is closed in the middle of one."""
        self.announce("now", "promotion")
        self.world.work(1)
        self.world.zalo.faults.add_error(code, 1, PROMOTION_PATH)
        self.world.work(2)

    @rule(code=st.sampled_from((-32, -200, -201, -211, -224)))
    def zalo_refuses_an_article(self, code: int) -> None:
        self.world.zalo.faults.add_error(code, 1, SPREAD_PATH)

    @rule(weather=st.sampled_from(WEATHER), times=st.integers(1, 4))
    def weather(self, weather: str, times: int) -> None:
        faults = self.world.zalo.faults
        match weather:
            case "drops":
                faults.drops = times
            case "server_errors":
                faults.server_errors = times
            case "no_receipts":
                faults.receipts = False
            case "quota_used_up":
                faults.quota_used_up = True
            case "token_lost":
                self.world.zalo.zalo.tokens.revoke_permission()
            case "fine":
                faults.clear()
                self.world.connect()

    @rule(what=st.sampled_from(("pause", "stop", "opt_out", "die", "tick", "quiet")), after=st.booleans(), number=SOME)
    def during_the_next_call(self, what: str, after: bool, number: int) -> None:
        def happen() -> None:
            if what == "die":
                raise Killed
            if what == "opt_out":
                self.world.zalo.person_says(self.world.people[number], "#dung_tin")
                self.world.read_mail()
            elif what == "tick":
                self.world.runtime.broadcasts.feeder.tick()
            elif what == "quiet" and after:
                self.world.clock.now_ms += 10 * HOUR
            elif what in ("pause", "stop"):
                self.act(number, what)

        self.world.at_next_call("after" if after else "before", happen)

    # backups

    @rule()
    def back_up(self) -> None:
        self.copy = self.world.back_up()

    @precondition(lambda self: self.copy is not None)
    @rule()
    def restore(self) -> None:
        """The copy is put back: it must know what it is if anything left since it was made."""
        assert self.copy is not None
        self.world.put_back(self.copy)
        runtime, shown_counts = self.world.runtime, self.phones.shown()
        _, possible = sure_and_possible(rows(runtime), self.names)
        self.restored, self.promotions_at_most = True, None
        self.forgotten = Counter(
            {key: count - possible[key] for key, count in shown_counts.items() if count > possible[key]}
        )
        # One that was marked in the copy and left afterwards is known there: it becomes unknown and is not sent again.
        if self.forgotten or self.phones.from_oa() - marked(runtime):
            assert runtime.restore_guard.is_restored(), "messages left since the copy was made, and nobody noticed"
        for row in runtime.store.rows("SELECT kind, frozen FROM broadcasts WHERE approver_id IS NOT NULL"):
            message = json.loads(row["frozen"])
            self.approved[number_of(message["text"]) or 0] = as_shown(row["kind"], message)

    @rule()
    def confirm(self) -> None:
        """An official looks at a restored database: what went out since is ended, the rest may go on."""
        if not self.world.runtime.restore_guard.is_restored():
            return
        self.world.runtime.restore_guard.confirm(APPROVER.id)
        for row in self.world.runtime.store.rows("SELECT id FROM broadcasts"):
            if self.text_of(row["id"]) in self.gone:
                with suppress(BroadcastError):
                    self.desk.stop(row["id"], APPROVER)

    # what must hold

    @invariant()
    def holds(self) -> None:
        self.check_rows()
        self.nobody_gets_a_broadcast_who_is_out()
        self.nobody_gets_more_than_the_cap()
        self.a_closed_path_stays_closed()
        self.a_restored_database_sends_nothing()

    def check_rows(self) -> None:
        check_phones(self.phones, self.world.runtime, self.approved, self.names, self.forgotten)
        check_tables(self.world.runtime)

    def nobody_gets_a_broadcast_who_is_out(self) -> None:
        """Counted from the moment it is written down that somebody wants or takes no more."""
        out = self.world.runtime.store.rows(
            "SELECT id, (SELECT count(*) FROM outbox AS o WHERE o.person_id = people.id AND o.state = 'sending') AS calling"
            " FROM people WHERE opted_out_at IS NOT NULL OR follows = 0 OR blocked_at IS NOT NULL"
        )
        shown_counts: Counter[str] = Counter()
        for _, person, message in self.phones.bubbles():
            shown_counts[person] += message.via != "broadcast"  # to whom an article goes is for Zalo to say
        most = {row["id"]: shown_counts[row["id"]] + self.may_call(row["calling"]) for row in out}
        self.closed = {person: self.closed.get(person, count) for person, count in most.items()}
        for person, count in self.closed.items():
            assert shown_counts[person] <= count, f"{person} got a broadcast after saying no"

    def nobody_gets_more_than_the_cap(self) -> None:
        """What left after the copy was made that was put back is not known, and an official may send again in spite of it."""
        if self.cap and not self.restored and not self.resent:
            check_caps(self.phones, self.cap)

    def a_closed_path_stays_closed(self) -> None:
        """Over every restart; only a copy of before does not know of it."""
        calling = self.world.runtime.store.rows("SELECT 1 FROM outbox WHERE state = 'sending' AND kind = 'promotion'")
        is_open, promotion_count = self.world.runtime.broadcasts.paths.is_open("promotion"), self.phones.promotions()
        if self.promotions_at_most is not None:
            assert not is_open and promotion_count <= self.promotions_at_most, (
                "the path that Zalo closed was used again"
            )
        elif not is_open:
            self.promotions_at_most = promotion_count + self.may_call(len(calling))

    def may_call(self, under_way: int) -> int:
        """How many of a person's calls under way had begun; here none has, for calls happen at once."""
        return 0

    def a_restored_database_sends_nothing(self) -> None:
        is_restored = self.world.runtime.restore_guard.is_restored()
        now = self.phones.all_from_oa()
        if is_restored and self.still is not None:
            assert now == self.still, "a restored database sent something"
        self.still = now if is_restored else None

    def teardown(self) -> None:
        try:
            self.settle()
            self.check_the_end()
        finally:
            self.world.close()
            self._folder.cleanup()

    def settle(self) -> None:
        """Everything works again, officials let go on what stands still, and days pass until nothing is left to do."""
        world = self.world
        world.zalo.faults.clear()
        world.zalo.faults.receipts = False
        world.connect()
        self.confirm()
        while series := world.runtime.store.rows(
            "SELECT id FROM broadcasts WHERE role = 'series' AND state IN ('scheduled', 'paused')"
        ):
            self.desk.stop(series[0]["id"], APPROVER)
        for _ in range(100):
            if not self.pick(0, "scheduled", "sending", "paused") and not self.has_open_messages():
                return
            self.decide()
            self.tick()
            world.work_off()
            world.read_mail()
            world.clock.now_ms += HOUR
        raise AssertionError("it does not come to an end")

    def decide(self) -> None:
        """An official lets one go on that stands still, or stops it where that is in vain."""
        is_open = self.world.runtime.broadcasts.paths.is_open("promotion")
        for row in self.world.runtime.store.rows("SELECT id, kind, reason FROM broadcasts WHERE state = 'paused'"):
            if row["reason"] == "article_failed" or (row["kind"] == "promotion" and not is_open):
                self.desk.stop(row["id"], APPROVER)
        self.act(0, "resume")

    def has_open_messages(self) -> bool:
        return bool(self.world.runtime.store.row("SELECT 1 FROM outbox WHERE state IN ('queued', 'sending') LIMIT 1"))

    def check_the_end(self) -> None:
        self.holds()
        out = {row["id"] for row in self.world.runtime.store.rows("SELECT id FROM people WHERE follows = 0")}
        check_end(self.world.runtime, set(self.world.people) - self.left - out)
