"""When a series goes out: patterns, holidays, ends, time zones; the days agree with python-dateutil's."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule as dateutil_rrule
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.broadcasts.recurrence import Holidays, Repeat, RepeatError, holidays_of, next_after, preview_times
from bot.broadcasts.repeat_texts import describe_repeat
from bot.content.models import Holiday

HOME = ZoneInfo("Asia/Ho_Chi_Minh")
PARIS = ZoneInfo("Europe/Paris")
NONE = Holidays()
START = datetime(2026, 1, 1, tzinfo=HOME)

TET = frozenset(date(2026, 2, day) for day in range(16, 21))


def at(day: str, clock: str = "08:00", zone: ZoneInfo = HOME) -> datetime:
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), zone)


def days_of(text: str, after: str, n: int, holidays: Holidays = NONE, start: datetime = START) -> list[str]:
    moments = preview_times(Repeat.parse(text), at(after, "00:00"), holidays, start, 0, n)
    return [moment.date().isoformat() for moment in moments]


# Patterns


def test_every_day_crosses_the_end_of_the_year() -> None:
    assert days_of("daily", "2026-12-30", 3) == ["2026-12-30", "2026-12-31", "2027-01-01"]


def test_weekly_falls_on_its_days_only() -> None:
    assert days_of("weekly:THU,MON", "2026-11-23", 3) == ["2026-11-23", "2026-11-26", "2026-11-30"]


def test_the_31st_of_a_shorter_month_is_its_last_day() -> None:
    assert days_of("monthly:31", "2028-01-01", 4) == ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]


def test_the_29th_of_february_of_a_usual_year_is_the_28th() -> None:
    assert days_of("monthly:29", "2027-02-01", 2) == ["2027-02-28", "2027-03-29"]


def test_the_last_working_day_knows_weekends_holidays_and_days_worked_instead() -> None:
    holidays = Holidays(off=frozenset({date(2026, 4, 30)}), makeup=frozenset({date(2026, 5, 31)}))
    assert days_of("monthly:last-workday", "2026-01-01", 5, holidays) == [
        "2026-01-30",
        "2026-02-27",
        "2026-03-31",
        "2026-04-29",
        "2026-05-31",
    ]


def test_every_second_week_counts_from_the_week_of_the_start() -> None:
    rule = "rrule:FREQ=WEEKLY;BYDAY=FR;INTERVAL=2"
    start = at("2026-11-25", "00:00")
    assert days_of(rule, "2026-12-05", 2, start=start) == ["2026-12-11", "2026-12-25"]


def test_a_yearly_leap_day_waits_for_the_leap_year() -> None:
    assert days_of("rrule:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2026-03-01", 2) == ["2028-02-29", "2032-02-29"]


@pytest.mark.parametrize(
    "rule",
    [
        "rrule:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "rrule:FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4,6",
        "rrule:FREQ=DAILY;INTERVAL=7;BYDAY=MO",
    ],
)
def test_a_rule_that_never_falls_on_a_day_ends(rule: str) -> None:
    assert next_after(Repeat.parse(rule), START, NONE, START, 0) is None


# The next one


def test_the_next_is_strictly_after() -> None:
    daily = Repeat.parse("daily at=09:30")
    assert next_after(daily, at("2026-11-23", "09:30"), NONE, START, 0) == at("2026-11-24", "09:30")
    assert next_after(daily, at("2026-11-23", "09:29"), NONE, START, 0) == at("2026-11-23", "09:30")


def test_none_goes_out_before_the_start_even_on_the_day_of_the_start() -> None:
    daily = Repeat.parse("daily at=08:00")
    assert next_after(daily, START, NONE, at("2026-06-01", "08:01"), 0) == at("2026-06-02")


def test_a_series_ends_on_its_last_day_or_after_its_count() -> None:
    assert days_of("daily until=2026-11-24", "2026-11-23", 5) == ["2026-11-23", "2026-11-24"]
    assert days_of("daily count=3", "2026-11-23", 5) == ["2026-11-23", "2026-11-24", "2026-11-25"]
    assert next_after(Repeat.parse("daily count=3"), at("2026-11-23"), NONE, START, 3) is None


def test_times_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        next_after(Repeat.parse("daily"), datetime(2026, 1, 1), NONE, START, 0)


# Holidays


def test_a_holiday_is_skipped_or_moved_to_the_nearest_working_day() -> None:
    holidays = Holidays(off=TET)
    asked = {
        choice: days_of(f"monthly:17 holiday={choice}", "2026-02-01", 1, holidays)
        for choice in ("send", "skip", "before", "after")
    }
    assert asked == {"send": ["2026-02-17"], "skip": ["2026-03-17"], "before": ["2026-02-13"], "after": ["2026-02-23"]}


def test_a_weekend_is_no_holiday() -> None:
    assert days_of("weekly:SAT holiday=skip", "2026-02-01", 1, Holidays(off=TET)) == ["2026-02-07"]


def test_occurrences_moved_onto_one_day_are_one() -> None:
    after = days_of("daily holiday=after", "2026-02-14", 6, Holidays(off=TET))
    assert after == ["2026-02-14", "2026-02-15", "2026-02-21", "2026-02-22", "2026-02-23", "2026-02-24"]
    before = days_of("daily holiday=before", "2026-02-12", 5, Holidays(off=TET))
    assert before == ["2026-02-12", "2026-02-13", "2026-02-14", "2026-02-15", "2026-02-21"]


def test_a_move_passes_over_days_that_are_to_be_skipped_and_never_passes_the_end() -> None:
    holidays = Holidays(off=TET)
    assert days_of("monthly:17 holiday=after skip=2026-02-23", "2026-02-01", 1, holidays) == ["2026-02-24"]
    assert days_of("monthly:17 holiday=after until=2026-02-20", "2026-02-01", 1, holidays) == []


def test_a_day_worked_instead_takes_the_moved_occurrence() -> None:
    holidays = Holidays(off=TET, makeup=frozenset({date(2026, 2, 21)}))
    assert days_of("monthly:17 holiday=after", "2026-02-01", 1, holidays) == ["2026-02-21"]


def test_a_proposed_holiday_counts_and_a_proposed_working_saturday_does_not() -> None:
    proposed_off = Holiday(date(2027, 2, 4), "Tết", working=False, certain=False)
    proposed_work = Holiday(date(2027, 2, 13), "Làm bù", working=True, certain=False)
    holidays = holidays_of([proposed_off, proposed_work])
    assert not holidays.is_workday(date(2027, 2, 4))
    assert not holidays.is_workday(date(2027, 2, 13))


# Time zones


def test_a_time_left_out_by_summer_time_is_the_same_moment_an_hour_later() -> None:
    daily = Repeat.parse("daily at=02:30")
    moments = preview_times(daily, at("2026-03-28", "00:00", PARIS), NONE, START, 0, 3)
    assert [f"{moment:%d %H:%M %z}" for moment in moments] == ["28 02:30 +0100", "29 03:30 +0200", "30 02:30 +0200"]


def test_a_time_that_comes_twice_goes_out_once() -> None:
    daily = Repeat.parse("daily at=02:30")
    second = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=PARIS)
    moments = preview_times(daily, at("2026-10-24", "12:00", PARIS), NONE, START, 0, 2)
    assert [f"{moment:%d %H:%M %z}" for moment in moments] == ["25 02:30 +0200", "26 02:30 +0100"]
    assert next_after(daily, second, NONE, START, 0) == at("2026-10-26", "02:30", PARIS)


# Text in and out


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Không hiểu lịch lặp"),
        ("hourly", "Không hiểu lịch lặp"),
        ("weekly:", "chưa có thứ nào"),
        ("weekly:MON,XYZ", "«XYZ»"),
        ("monthly:32", "«32»"),
        ("monthly:0", "«0»"),
        ("daily at=25:00", "«25:00»"),
        ("daily until=31/12/2026", "«31/12/2026»"),
        ("daily count=0", "từ 1 trở lên"),
        ("daily count=nhiều", "«nhiều»"),
        ("daily holiday=maybe", "«maybe»"),
        ("daily skip=2026-02-30", "«2026-02-30»"),
        ("daily at=08:00 at=09:00", "«at=09:00»"),
        ("daily every=2", "«every=2»"),
        ("rrule:", "FREQ"),
        ("rrule:FREQ=HOURLY", "không lặp theo giờ"),
        ("rrule:FREQ=MINUTELY", "FREQ"),
        ("rrule:FREQ=SECONDLY", "FREQ"),
        ("rrule:FREQ=DAILY;COUNT=3", "count=10"),
        ("rrule:FREQ=DAILY;UNTIL=20261231", "until="),
        ("rrule:FREQ=DAILY;BYHOUR=1", "at=08:00"),
        ("rrule:FREQ=DAILY;BYEASTER=1", "BYEASTER=1"),
        ("rrule:FREQ=DAILY;FREQ=DAILY", "hai lần"),
        ("rrule:FREQ=DAILY;INTERVAL=0", "INTERVAL"),
        ("rrule:FREQ=DAILY;INTERVAL=99999", "INTERVAL"),
        ("rrule:FREQ=WEEKLY;BYDAY=2FR", "2FR"),
        ("rrule:FREQ=WEEKLY;BYDAY=XX", "«XX»"),
        ("rrule:FREQ=WEEKLY;BYMONTHDAY=3", "BYMONTHDAY"),
        ("rrule:FREQ=WEEKLY;BYDAY=FR;BYSETPOS=1", "BYSETPOS"),
        ("rrule:FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS"),
        ("rrule:FREQ=WEEKLY;WKST=AA", "WKST"),
    ],
)
def test_a_wrong_repeat_is_refused_with_its_reason_and_an_example(text: str, sentence: str) -> None:
    with pytest.raises(RepeatError) as refused:
        Repeat.parse(text)
    assert sentence in str(refused.value)
    assert any(word in str(refused.value) for word in ("Ví dụ", "viết như"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "weekly:MON,THU until=2026-12-31 holiday=skip",
            "Thứ Hai và thứ Năm hằng tuần lúc 08:00, đến 31/12/2026, bỏ ngày nghỉ lễ",
        ),
        ("daily at=17:05 count=10", "Hằng ngày lúc 17:05, gửi 10 lần rồi thôi"),
        ("monthly:15", "Ngày 15 hằng tháng lúc 08:00"),
        ("monthly:31", "Ngày 31 hằng tháng lúc 08:00, tháng không có ngày 31 thì gửi vào ngày cuối tháng"),
        (
            "monthly:last-workday skip=2026-12-31,2026-11-30",
            "Ngày làm việc cuối cùng hằng tháng lúc 08:00, trừ ngày 30/11/2026 và 31/12/2026",
        ),
        ("rrule:FREQ=WEEKLY;BYDAY=FR;INTERVAL=2", "2 tuần một lần, vào thứ Sáu lúc 08:00"),
        ("rrule:FREQ=MONTHLY;BYDAY=-1SU", "Hằng tháng, vào Chủ nhật cuối cùng của tháng lúc 08:00"),
        (
            "rrule:FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1 holiday=before",
            "Hằng năm, vào ngày cuối tháng, trong tháng 3 và tháng 9 lúc 08:00, "
            "trúng ngày nghỉ lễ thì gửi vào ngày làm việc liền trước",
        ),
        (
            "rrule:FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2,-2",
            "Hằng tháng, vào thứ Hai và thứ Ba, chỉ lấy ngày lần thứ 2 tính từ cuối trong số đó và "
            "ngày lần thứ 2 trong số đó lúc 08:00",
        ),
    ],
)
def test_a_repeat_is_said_in_vietnamese(text: str, sentence: str) -> None:
    assert describe_repeat(Repeat.parse(text)) == sentence


# Properties

SOME_DAYS = st.dates(date(2026, 1, 1), date(2032, 12, 31))
PATTERNS = st.one_of(
    st.just("daily"),
    st.lists(st.sampled_from(["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]), min_size=1, unique=True).map(
        lambda names: f"weekly:{','.join(names)}"
    ),
    st.integers(1, 31).map(lambda day: f"monthly:{day}"),
    st.just("monthly:last-workday"),
    st.just("rrule:FREQ=MONTHLY;BYDAY=-1FR"),
    st.just("rrule:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29"),
    st.just("rrule:FREQ=DAILY;INTERVAL=3"),
)
REPEATS = st.builds(
    Repeat,
    pattern=PATTERNS,
    at=st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    until=st.none() | SOME_DAYS,
    count=st.none() | st.integers(1, 8),
    skip=st.frozensets(SOME_DAYS, max_size=6),
    on_holiday=st.sampled_from(["send", "skip", "before", "after"]),
)


@st.composite
def holiday_sets(draw: st.DrawFn) -> Holidays:
    off: set[date] = set()
    for first in draw(st.lists(SOME_DAYS, max_size=6)):
        off |= {first + timedelta(days=offset) for offset in range(draw(st.integers(1, 9)))}
    return Holidays(frozenset(off), draw(st.frozensets(SOME_DAYS, max_size=4)) - off)


@settings(deadline=None, max_examples=150)
@given(
    REPEATS, holiday_sets(), st.datetimes(datetime(2026, 1, 1), datetime(2032, 1, 1)), st.sampled_from([HOME, PARIS])
)
def test_occurrences_rise_and_keep_every_limit(
    repeat: Repeat, holidays: Holidays, naive: datetime, zone: ZoneInfo
) -> None:
    start = naive.replace(tzinfo=zone)
    moments = preview_times(repeat, start, holidays, start, 0, 12)
    instants = [moment.astimezone(UTC) for moment in moments]
    assert instants == sorted(set(instants))
    assert all(instant > start.astimezone(UTC) for instant in instants)
    assert len({moment.date() for moment in moments}) == len(moments)
    assert repeat.count is None or len(moments) <= repeat.count
    for moment in moments:
        day = moment.date()
        assert day not in repeat.skip
        assert repeat.until is None or day <= repeat.until
        assert repeat.on_holiday == "send" or not holidays.is_holiday(day)
        assert moment.tzinfo is zone


@settings(deadline=None, max_examples=100)
@given(REPEATS, holiday_sets(), st.integers(0, 40))
def test_asking_from_any_moment_gives_the_same_series(repeat: Repeat, holidays: Holidays, hours: int) -> None:
    series = preview_times(
        Repeat(repeat.pattern, repeat.at, repeat.until, None, repeat.skip, repeat.on_holiday),
        START,
        holidays,
        START,
        0,
        8,
    )
    assume(series)
    asked = START + timedelta(hours=hours * 24)
    expected = next((moment for moment in series if moment > asked), None)
    assume(expected is not None)
    endless = Repeat(repeat.pattern, repeat.at, repeat.until, None, repeat.skip, repeat.on_holiday)
    assert next_after(endless, asked, holidays, START, 0) == expected


@settings(deadline=None, max_examples=100)
@given(REPEATS)
def test_a_repeat_survives_its_dict(repeat: Repeat) -> None:
    assert Repeat.from_dict(repeat.as_dict()) == repeat


def _listed(numbers: st.SearchStrategy[int]) -> st.SearchStrategy[str]:
    return st.lists(numbers, min_size=1, max_size=3, unique=True).map(lambda found: ",".join(map(str, found)))


WEEKDAY_CODES = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])


@st.composite
def rrules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 4))}"]
    long = frequency in ("MONTHLY", "YEARLY")
    if draw(st.booleans()):
        ordinal = draw(st.sampled_from(["", "1", "2", "-1", "-2"])) if long else ""
        codes = draw(st.lists(WEEKDAY_CODES, min_size=1, max_size=3, unique=True))
        parts.append("BYDAY=" + ",".join(ordinal + code for code in codes))
    if draw(st.booleans()) and frequency != "WEEKLY":
        parts.append("BYMONTHDAY=" + draw(_listed(st.integers(1, 28) | st.sampled_from([-1, -2, 29]))))
    if draw(st.booleans()):
        parts.append("BYMONTH=" + draw(_listed(st.integers(1, 12))))
    if long and len(parts) > 2 and draw(st.booleans()):
        parts.append("BYSETPOS=" + draw(_listed(st.sampled_from([1, 2, -1]))))
    return ";".join([*parts, "WKST=" + draw(WEEKDAY_CODES)])


@settings(deadline=None, max_examples=200)
@given(rrules(), st.dates(date(2026, 1, 1), date(2029, 1, 1)))
def test_an_rrule_falls_on_the_days_that_dateutil_names(text: str, start: date) -> None:
    begin = datetime.combine(start, time(8, 0))
    end = begin + timedelta(days=3 * 366)
    oracle = dateutil_rrule.rrulestr(f"RRULE:{text}", dtstart=begin)
    aware = begin.replace(tzinfo=HOME)
    ours = preview_times(Repeat(f"rrule:{text}"), aware - timedelta(minutes=1), NONE, aware, 0, 25)
    # dateutil would search until the year 9999 for a rule that never falls.
    assume(ours)
    expected = [moment.date() for moment in _first(oracle, len(ours), end)]
    assert [moment.date() for moment in ours if moment.date() <= end.date()] == expected


def _first(rule: dateutil_rrule.rrule | dateutil_rrule.rruleset, count: int, end: datetime) -> list[datetime]:
    found: list[datetime] = []
    for moment in rule:
        if moment > end or len(found) == count:
            break
        found.append(moment)
    return found
