"""One box over everything: people, talks by their words, tickets, posts, articles, content; only what the role may read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, allows, me
from bot.admin.content.texts import GROUPS
from bot.admin.inbox import texts as inbox_texts
from bot.admin.route import Route
from bot.admin.shared import texts as shared_texts
from bot.admin.shared.paging import has_words
from bot.broadcasts.texts import STATES
from bot.content_editing.searching import ItemQuery, search_items
from bot.people.directory import PeopleFilter
from bot.runtime import Runtime

MOST = 5
"""Lines of each part; the part's own list has all of them."""
MOST_SEARCHED = 300
"""The newest broadcasts whose titles are searched without accents; all are searched as typed."""
LONGEST = 80
LEAST = 2
"""Characters below which nothing is searched: nearly everything would match."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One line: where it leads, what it is called, and a detail."""

    url: str
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of things: its heading, the first lines, and where all of them are (empty: nowhere)."""

    heading: str
    hits: Sequence[Hit]
    more: str = ""


def show_search(runtime: Runtime) -> ResponseReturnValue:
    """The box, and what matches the words in it."""
    text = " ".join(request.args.get("q", "").split())[:LONGEST]
    is_short = len(text) < LEAST
    filled_parts = [] if is_short else [part for part in _find_parts(runtime, text) if part.hits]
    return render_template("admin/search/search.html", text=text, is_short=is_short, parts=filled_parts, least=LEAST)


def _find_parts(runtime: Runtime, text: str) -> Iterator[Part]:
    """The parts this official may read, in the order of the navigation."""
    for rule, find in PARTS:
        if allows(rule, me()):
            yield find(runtime, text)


def _find_people(runtime: Runtime, text: str) -> Part:
    listed = runtime.people_directory.find_people(PeopleFilter(text=text))
    may_open = allows(Rule.ANSWERS, me())
    hits = [
        Hit(
            url_for("admin.person", person_id=row.id) if may_open else url_for("admin.people", q=row.id),
            row.name or "Người dân chưa rõ tên",
            f"…{row.id[-4:]}",
        )
        for row in listed.rows[:MOST]
    ]
    return Part("Người theo dõi", hits, url_for("admin.people", q=text) if listed.total > MOST else "")


def _find_talks(runtime: Runtime, text: str) -> Part:
    zone = runtime.settings.timezone
    hits = [
        Hit(
            url_for("admin.talk", person_id=row.person_id, before=f"{row.event_id + 1}-"),
            row.name or "Người dân chưa rõ tên",
            f"…{row.person_id[-4:]} · {shared_texts.moment(row.at, zone)}",
        )
        for row in runtime.helpdesk.search.find_talks(text, MOST)
    ]
    return Part("Cuộc trò chuyện có những chữ này", hits)


def _find_tickets(runtime: Runtime, text: str) -> Part:
    content = runtime.live_content.content
    hits = [
        Hit(
            url_for("admin.talk", person_id=row.person_id, _anchor=f"phieu-{row.code}"),
            f"{row.code} · {inbox_texts.kind_name(content, row.kind)}",
            (row.text or "").split("\n")[0][:120],
        )
        for row in runtime.helpdesk.search.find_tickets(text, MOST)
    ]
    return Part("Phiếu", hits)


def _find_broadcasts(runtime: Runtime, text: str) -> Part:
    results = runtime.broadcasts.results
    total, by_text = results.search({"text": text}, limit=MOST)
    _, newest = results.search({}, limit=MOST_SEARCHED)
    rows = {row.id: row for row in (*by_text, *newest) if row in by_text or has_words(text, row.title)}
    hits = [
        Hit(
            url_for("admin.broadcast", broadcast_id=row.id),
            row.title or "(không có tiêu đề)",
            STATES.get(row.state, ""),
        )
        for row in rows.values()
    ]
    return Part("Bản tin", hits[:MOST], url_for("admin.broadcasts", q=text) if total > MOST else "")


def _find_articles(runtime: Runtime, text: str) -> Part:
    listed = runtime.publishing.search(text)
    hits = [Hit(url_for("admin.article", article_id=row.id), row.title or "(không có tiêu đề)") for row in listed.rows]
    return Part("Bài viết", hits[:MOST], url_for("admin.articles", q=text) if listed.total > MOST else "")


def _find_content(runtime: Runtime, text: str) -> Part:
    items, today = runtime.content_editing.list_items(), runtime.today()
    rows = [item for group in GROUPS for item in search_items(items, ItemQuery(group, text), today)]
    hits = [
        Hit(url_for("admin.content_entry", file=item.file, key=item.key or None), item.title, GROUPS[item.group])
        for item in rows[:MOST]
    ]
    return Part("Nội dung", hits, url_for("admin.content", q=text) if len(rows) > MOST else "")


PARTS: tuple[tuple[Rule, Callable[[Runtime, str], Part]], ...] = (
    (Rule.ANSWERS, _find_tickets),
    (Rule.LISTS_PEOPLE, _find_people),
    (Rule.ANSWERS, _find_talks),
    (Rule.SIGNED_IN, _find_broadcasts),
    (Rule.SIGNED_IN, _find_articles),
    (Rule.SIGNED_IN, _find_content),
)
"""What is searched, each with the rule of the list it stands in."""

ROUTES: tuple[Route, ...] = (Route("GET", "/search", "search", show_search, Rule.SIGNED_IN),)
