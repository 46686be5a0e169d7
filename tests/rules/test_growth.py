"""What a stranger can send costs no more than its length: four times as much of it never costs seven times the work."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import UTC

import pytest

from bot.articles.entries import read_feed
from bot.articles.markup import html_to_markup, split_parts
from bot.articles.news_page import parse_selectors, read_news_page
from bot.articles.plain_text import strip_markup
from bot.content.files import read_text
from bot.content.problems import Report
from bot.lib.characters import writable
from bot.zalo.lossless import try_object

SHORT, TIMES = 8_192, 4
MOST_GROWTH = 2.6**2
"""Of the time, for two doublings."""
UNNOTICED_S = 0.05
"""Processor time that is no matter, however it came about."""
ATTEMPTS = 3


def feed(description: str) -> None:
    read_feed(
        f"<rss version='2.0'><channel><item><title>a</title>{description}</item></channel></rss>".encode(), 0, UTC
    )


def describe(text: str) -> None:
    feed(f"<description><![CDATA[{text}]]></description>")


def news_page(text: str) -> None:
    read_news_page(text.encode(), parse_selectors("item=li.t; title=a; date=p"), 0, UTC, "https://a.vn/")


def yaml(text: str) -> None:
    read_text(text, "a.yaml", Report())


def json_body(text: str) -> None:
    try_object(text.encode("utf-8", "surrogatepass"))


READERS: dict[str, tuple[Callable[[str], object], tuple[str, ...]]] = {
    "article markup": (split_parts, ("[", "**a", "[a](", "- a\n", "![a](https://a.vn)\n")),
    "HTML of a feed": (html_to_markup, ("<div>", "<a href='https://a.vn'>", "<!--", "&amp;", "<p", "</b>")),
    "a summary": (strip_markup, ("<div>", "<b>a", "&#", "<")),
    "a feed": (describe, ("<div>", "<b/>", "a ", "<img ", "<img src=")),
    "a feed's XML": (feed, ("<div>", "<b/>", "&a;", "<![CDATA[a]]>")),
    "a news page": (
        news_page,
        ("<div>", "<li>a", "<li class='t'><a href='/a'>a</a>", "</p>", "<a href='x'>", "<!--", "<p", "1/2/2026 "),
    ),
    "YAML": (yaml, ("[", "{a: ", "- a\n", "a: 1\n", "&a [*a, ", "- 2026-02-30\n", "9", "? ", "'")),
    "an event": (json_body, ('{"a":', "[", '"\ud800', "{", "1")),
    "characters": (writable, ("\x00", "\u202e", "é", "e\u0301")),
}
CASES = [(name, unit) for name, (_, units) in READERS.items() for unit in units]


def measure(read: Callable[[str], object], text: str) -> float:
    """Seconds of processor time; waiting for a busy machine does not count, nor what is collected of other tests."""
    gc.disable()
    try:
        began = time.process_time()
        read(text)
        return time.process_time() - began
    finally:
        gc.enable()


@pytest.mark.parametrize(("name", "unit"), CASES, ids=[f"{name}: {unit.strip()!a}" for name, unit in CASES])
def test_four_times_the_text_costs_no_more_than_in_proportion(name: str, unit: str) -> None:
    read = READERS[name][0]
    short = unit * (SHORT // len(unit))
    for _ in range(ATTEMPTS):
        long_s = measure(read, short * TIMES)
        if long_s <= UNNOTICED_S or long_s <= MOST_GROWTH * measure(read, short):
            return
    pytest.fail(f"{name}: the time grows faster than the text")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: 1\nb: " + "[" * 26_000, 2, "lồng nhau quá sâu"),
        ("a: &x [1]\nb: &y [*x, *x]", 2, "nhắc lại chính nó"),
        ("a: &x [*x]", 1, "nhắc lại chính nó"),
        ("a: &x [1]\nb: [" + "*x, " * 30 + "1]", 2, "quá nhiều lần"),
        ("a: 1\nb:\n  - 2026-02-30\n", 3, "ngày hoặc số không có thật"),
        ("a: 1\nb: " + "9" * 60_000, 2, "ngày hoặc số không có thật"),
        ("a: 1\n" * 200_000, 1, "dài hơn"),
    ],
)
def test_a_hostile_or_impossible_file_is_refused_at_its_line(text: str, line: int, reason: str) -> None:
    report = Report()
    assert read_text(text, "ward.yaml", report) is None
    problem = report.problems[-1]
    assert (problem.line, reason in problem.message_vi) == (line, True), problem
