"""The pages: `/` how the wards stand, `/bao-cao` their reports, `/bao-cao.csv` the same for a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date
from zoneinfo import ZoneInfo

from flask import Flask, Response, render_template, request

from bot.clock import Clock, at_zone, system_clock
from bot.lib.numbers import format_number, parse_integer
from bot.province.overview import Overview, WardReport, age_seconds, sum_totals
from bot.reports.periods import Period, PeriodError, choose_period
from bot.reports.totals import TOTALS

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
SHOWN = (
    "followers", "asked", "answered", "not_understood", "handed_over", "handed_answered", "tickets", "tickets_closed",
    "broadcasts", "reached", "seen",
)  # fmt: skip
"""The figures of a report that fit on the page; the file has all."""
RANKS = ("Không trả lời", "Đang hỏng", "Cần xem", "Tốt")
KINDS = {"month": "Tháng", "quarter": "Quý", "half": "6 tháng đầu năm", "nine": "9 tháng đầu năm", "year": "Năm"}
_UNITS = ((86_400, "ngày"), (3_600, "giờ"), (60, "phút"), (1, "giây"))


def create_app(overview: Overview, clock: Clock = system_clock) -> Flask:
    """The pages over an overview that somebody else keeps fresh."""
    app = Flask(__name__)
    app.jinja_env.filters |= {"age": age_words, "figure": figure_words, "gigabytes": gigabytes_words}

    @app.get("/")
    def show_wards() -> str:
        states, now = overview.states(), clock()
        counts = [(words, sum(state.rank == rank for state in states)) for rank, words in enumerate(RANKS)]
        silent = {state.ward.url: age_seconds(state.answered_at, now) for state in states}
        refreshed = overview.refreshed_at and at_zone(overview.refreshed_at, ZONE)
        return render_template(
            "province/wards.html", states=states, counts=counts, silent=silent, ranks=RANKS, refreshed=refreshed
        )

    @app.get("/bao-cao")
    def show_reports() -> tuple[str, int]:
        today, error = at_zone(clock(), ZONE).date(), ""
        try:
            period = read_period(today)
        except PeriodError as problem:
            period, error = choose_period(today, None, None, None, None), str(problem)
        reports = overview.reports(period)
        columns = [TOTALS[name] for name in SHOWN]
        page = render_template(
            "province/reports.html", reports=reports, sums=sum_totals(reports), columns=columns, period=period, error=error,
            kinds=KINDS, address=period_address(period),
        )  # fmt: skip
        return page, 400 if error else 200

    @app.get("/bao-cao.csv")
    def send_file() -> Response:
        try:
            period = read_period(at_zone(clock(), ZONE).date())
        except PeriodError as problem:
            return Response(str(problem), 400, content_type="text/plain; charset=utf-8")
        name = f"bao-cao-cac-phuong-{period.slug}.csv"
        headers = {"Content-Disposition": f"attachment; filename={name}"}
        return Response(csv_of(overview.reports(period)), headers=headers, content_type="text/csv; charset=utf-8")

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        return response

    return app


def read_period(today: date) -> Period:
    """The period in the address: `kind`, `year`, and `number` for month and quarter. Raises PeriodError."""
    kind, query = request.args.get("kind") or "month", request.args
    try:
        year, number = (parse_integer(text) if (text := query.get(name)) else None for name in ("year", "number"))
    except ValueError:
        raise PeriodError("Năm và số thứ tự phải là số.") from None
    month, quarter = (number if kind == one else None for one in ("month", "quarter"))
    return choose_period(today, kind, year, month, quarter)


def period_address(period: Period) -> dict[str, str | int]:
    """The period as parts of an address."""
    parts: dict[str, str | int] = {"kind": period.kind, "year": period.year}
    return parts | {"number": period.number} if period.number else parts


def csv_of(reports: list[WardReport]) -> str:
    """All figures of all wards, and their sums, as Excel in Vietnamese opens them (semicolons, a byte order mark)."""
    file = io.StringIO()
    write = csv.writer(file, delimiter=";").writerow
    write(["Phường, xã", *(total.label for total in TOTALS.values()), "Ghi chú"])
    for report in reports:
        write([_harmless(report.ward.name), *map(_cell, map(report.totals.get, TOTALS)), _harmless(report.trouble)])
    write(["Cộng", *map(_cell, sum_totals(reports).values()), ""])
    return "\ufeff" + file.getvalue()


def age_words(seconds: int | None) -> str:
    """ "3 giờ": a length of time in its largest unit; "chưa có" for None."""
    if seconds is None:
        return "chưa có"
    size, unit = next(one for one in _UNITS if seconds >= one[0] or one[0] == 1)
    return f"{seconds // size} {unit}"


def figure_words(value: float | None) -> str:
    """A figure of a report as it is read; a dash when nobody knows it."""
    if value is None:
        return "–"
    return format_number(int(value)) if value == int(value) else f"{value:.1f}".replace(".", ",")


def gigabytes_words(size: int | None) -> str:
    """A size in bytes as gigabytes."""
    return "chưa rõ" if size is None else f"{format_number(size // 1_000_000_000)} GB"


def _cell(value: float | None) -> str:
    return "" if value is None else str(value).replace(".", ",")


def _harmless(text: str) -> str:
    """A text no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in tuple("=+-@\t\r;") else text
