"""What codes mean, by host."""

from __future__ import annotations

import pytest

from bot.zalo.errors import ERRORS, Outcome, Retry, classify


@pytest.mark.parametrize(
    ("code", "host", "outcome", "retry", "is_known"),
    [
        (0, "openapi", Outcome.SENT, Retry.NO, True),
        ("0", "business", Outcome.SENT, Retry.NO, True),
        (-32, "openapi", Outcome.RATE_LIMITED, Retry.AFTER_PAUSE, True),
        (-100, "openapi", Outcome.INVALID_REQUEST, Retry.AFTER_UPLOAD, True),
        (-100, "business", Outcome.UNKNOWN, Retry.IF_UNSEEN, True),
        (-124, "business", Outcome.TOKEN_REFRESH, Retry.AFTER_REFRESH, True),
        (-133, "business", Outcome.NIGHT, Retry.AFTER_NIGHT, True),
        (-144, "business", Outcome.QUOTA_OA, Retry.NEXT_DAY, True),
        (-1471, "business", Outcome.QUOTA_PERSON, Retry.NEXT_MONTH, True),
        ("-200", "openapi", Outcome.UNKNOWN, Retry.IF_UNSEEN, True),
        (-211, "openapi", Outcome.QUOTA_OA, Retry.NEXT_PERIOD, True),
        (-213, "openapi", Outcome.NOT_FOLLOWER, Retry.NO, True),
        (-214, "openapi", Outcome.RETRY_LATER, Retry.LATER, True),
        (" -216 ", "openapi", Outcome.TOKEN_REFRESH, Retry.AFTER_REFRESH, True),
        (-230, "openapi", Outcome.WINDOW_CLOSED, Retry.NO, True),
        (-244, "openapi", Outcome.BLOCKED_BY_PERSON, Retry.NO, True),
        (-248, "openapi", Outcome.CONTENT_REJECTED, Retry.NO, True),
        (-14014, "oauth", Outcome.OA_PROBLEM, Retry.NO, True),
        (-14014, "openapi", Outcome.UNKNOWN, Retry.NO, False),
        (-1441, "openapi", Outcome.QUOTA_OA, Retry.NEXT_MONTH, True),
        (12, "openapi", Outcome.UNKNOWN, Retry.NO, False),
        (-9999, "openapi", Outcome.UNKNOWN, Retry.NO, False),
        (None, "openapi", Outcome.UNKNOWN, Retry.NO, False),
        (False, "openapi", Outcome.UNKNOWN, Retry.NO, False),
        ([], "openapi", Outcome.UNKNOWN, Retry.NO, False),
    ],
)
def test_a_code_has_one_meaning_per_host(code, host, outcome, retry, is_known):
    verdict = classify(code, host)
    assert (verdict.outcome, verdict.retry, verdict.is_known) == (outcome, retry, is_known)
    assert verdict.code == str(code).strip()


def test_every_outcome_is_reached_by_some_code():
    assert {outcome for _, outcome, _ in ERRORS.values()} == set(Outcome)


def test_no_program_repeats_what_may_have_been_delivered():
    repeatable = {retry for _, outcome, retry in ERRORS.values() if outcome is Outcome.UNKNOWN}
    assert repeatable == {Retry.IF_UNSEEN}
