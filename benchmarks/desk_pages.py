"""The addresses an official may open: every GET route, with filters and far pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote, urlencode

from bot.admin.routes import ROUTES
from bot.runtime import Runtime

NOT_OPENED = frozenset({"missing", "connect_callback", "notice", "media", "picture_small", "content_proposal"})
"""The page for unknown addresses, the return from Zalo, what only leads on; what the year has none of: attachments and
pictures, which are files, and changes of content that wait for a second official."""
FILES = frozenset({"content_export", "report_word", "report_excel", "article_html", "article_word"})
"""Downloads: a file for a whole year may be as large as its rows."""
ONLY_ASKED = frozenset({"misunderstood_group", "misunderstood_teach"})
"""Pages that need a query."""

SEARCH: dict[str, tuple[str, ...]] = {
    "people": (
        "page=2",
        "page=400",
        "order=name&page=400",
        "order=newest&page=400",
        "order=oldest",
        "q=nguyen+thi",
        "q=Sáu",
        "q=khong+ai+ten+nay",
        "q=9999",
        "q=7219000000000012345",
        "follows=yes",
        "follows=no",
        "window=free",
        "window=paid",
        "window=closed",
        "tag=nhãn+3",
        "topic=y-te",
        "neighbourhood=Khu+phố+3",
        "state=opted_out",
        "state=handed_over",
        "q=an&follows=yes&window=closed&order=name&page=9",
    ),
    "broadcasts": (
        "page=12",
        "q=giấy",
        "q=khong+co",
        "state=sent",
        "state=scheduled",
        "kind=consultation",
        "topic=y-te",
        "order=time",
        "order=title",
        "order=oldest",
        "since=2026-01-01&until=2026-12-31",
    ),
    "inbox": (
        "tab=mine",
        "tab=answered",
        "tab=tickets",
        "tab=closed",
        "tab=closed&page=100",
        "tab=closed&order=reversed",
        "tab=closed&q=nguyen",
        "q=Nguyễn",
        "tab=closed&q=PA-00123",
        "kind=feedback",
        "kind=handover",
    ),
    "articles": ("page=20", "q=tin+so+7", "source=own", "source=feed&order=oldest", "state=none", "pinned=yes"),
    "audit": (
        "who=3",
        "what=answer",
        "what=sign_in&who=3",
        "subject=broadcast:7",
        "before=30000",
        "before=200",
        "since=2026-03-01&until=2026-03-31",
        "who=3&what=answer&since=2026-01-01&until=2026-02-01",
        "order=oldest",
        "order=oldest&after=30000",
    ),
    "misunderstood": ("page=9", "state=dismissed", "state=settled", "q=cup+nuoc", "order=newest"),
    "content": (
        "group=guides",
        "group=other_offices",
        "group=sentences",
        "group=sentences&page=9",
        "group=ward",
        "group=holidays",
        "group=others",
        "q=khai+sinh",
        "look=overdue",
        "look=gaps",
        "look=warnings",
        "order=review",
        "page=5",
    ),
    "content_versions": ("page=2",),
    "activities": ("page=9", "kind=training", "q=khu+pho", "from=2026-01-01&to=2026-06-30", "order=oldest"),
    "officials": ("q=can+bo", "role=approver", "order=seen"),
    "hours": ("year=2027", "q=tet&order=last"),
    "trouble": (
        "page=5",
        "order=oldest",
        "state=failed",
        "q=nguyen",
        "q=0012&state=unknown",
        "tab=events",
        "tab=events&q=error",
    ),
    "canned": ("q=chao&order=newest",),
    "segments": ("q=khu+pho", "by=topics&order=oldest", "page=2"),
    "people_labels": ("q=khu", "what=tag&order=name", "what=neighbourhood", "what=refused"),
    "backups": ("q=2026&order=largest",),
    "propaganda": ("m=2026-12",),
    "content_new": ("folder=procedures",),
}
"""Query strings for each list."""


@dataclass(frozen=True, slots=True)
class Address:
    """One page to open, or one form to send."""

    endpoint: str
    path: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def is_file(self) -> bool:
        """Whether the address is a download, which may be larger than a page."""
        return self.endpoint in FILES


def list_addresses(runtime: Runtime) -> Iterator[Address]:
    """Every page without and with queries, then previews. Raises KeyError for a route whose path it cannot fill."""
    path_values, queries = _path_values(runtime), _queries(runtime)
    for route in ROUTES:
        if route.method != "GET" or route.endpoint in NOT_OPENED:
            continue
        path = "/admin" + _fill_path(route.path, path_values.get(route.endpoint, {}))
        if route.endpoint not in ONLY_ASKED:
            yield Address(route.endpoint, path)
        for query in queries.get(route.endpoint, ()):
            yield Address(route.endpoint, f"{path}?{query}")
    for file in ("sentences/desk.yaml", "ward.yaml", "holidays.yaml"):
        yield Address("content_edit", f"/admin/content/edit/{file}")
    yield from _preview_addresses()


def _preview_addresses() -> Iterator[Address]:
    """Forms sent with the button "Xem trước", which changes nothing."""
    words = {
        "title": "Lịch làm việc",
        "text": "Chào {tên}, mai phường làm việc cả ngày.",
        "kind": "consultation",
        "act": "look",
        "at": "08:00",
        "holiday": "after",
        "mode": "fixed",
    }
    for fields in (
        {"to": "all"},
        {"to": "all", "kind": "auto"},
        {"to": "all", "kind": "promotion"},
        {"to": "all", "topic": "y-te"},
        {"to": "rule", "neighbourhoods": "Khu phố 3"},
        {"to": "rule", "topics": "y-te", "window_open": "yes"},
        {"to": "rule", "tags": "nhãn 3", "active_days": "30"},
        {"to": "segment", "segment": "3"},
    ):
        yield Address("broadcast_create", "/admin/broadcasts/new", words | fields)
    yield Address("segment_create", "/admin/segments/new", {"name": "Thử", "topics": "y-te", "act": "look"})


def _fill_path(path: str, values: dict[str, str]) -> str:
    """The path of a route with its placeholders ("<int:number>") replaced."""
    pieces = []
    for piece in path.split("/"):
        name = piece.strip("<>").partition(":")[2] or piece.strip("<>")
        pieces.append(quote(values[name]) if piece.startswith("<") else piece)
    return "/".join(pieces)


def _path_values(runtime: Runtime) -> dict[str, dict[str, str]]:
    """The path values of each page about one object: the one with the most data."""
    talker = {
        "person_id": _first_value(runtime, "SELECT person_id FROM inbox GROUP BY person_id ORDER BY count(*) DESC")
    }
    asker = {"person_id": _first_value(runtime, "SELECT person_id FROM tickets WHERE state = 'open'")}
    large = {"broadcast_id": _largest_broadcast(runtime)}
    draft = {"broadcast_id": _first_value(runtime, "SELECT id FROM broadcasts WHERE state = 'draft'")}
    article = {"article_id": _first_value(runtime, "SELECT id FROM articles WHERE source = 'own' ORDER BY id DESC")}
    erased = {
        "person_id": _first_value(runtime, "SELECT subject FROM audit WHERE action = 'erase_person'"),
        "number": _first_value(runtime, "SELECT id FROM audit WHERE action = 'erase_person'"),
    }
    entry = {"file": _longest_entry(runtime)}
    return {
        "talk": talker,
        "talk_watch": asker,
        "person": talker,
        "person_erase_ask": talker,
        "person_erased": erased,
        "broadcast": large,
        "broadcast_progress": large,
        "broadcast_people": large,
        "broadcast_edit": draft,
        "article": article,
        "article_edit": article,
        "article_html": article,
        "article_word": article,
        "article_remove_ask": article,
        "segment": {"segment_id": "3"},
        "official": {"official_id": "3"},
        "activity_edit": {"activity_id": "3"},
        "content_entry": entry,
        "content_edit": entry,
        "content_version": {
            "version_id": _first_value(runtime, "SELECT id FROM content_versions ORDER BY length(after) DESC")
        },
    }


def _queries(runtime: Runtime) -> dict[str, tuple[str, ...]]:
    """SEARCH and the queries that depend on the date and on the data."""
    today = runtime.today()
    periods = (
        *(f"p={kind}-{today.year - past}" for kind in ("half", "nine", "year") for past in (0, 1)),
        *(f"p=quarter-{today.year}-{number}" for number in range(1, (today.month + 2) // 3 + 1)),
        f"p=month-{today.year}-{max(1, today.month - 1)}",
        f"p=year-{today.year}&w=decree",
        urlencode({"from": today - timedelta(days=364), "to": today}),
    )
    months = (f"m={today - timedelta(days=40):%Y-%m}", f"m={today + timedelta(days=20):%Y-%m}")
    people = (
        "page=300",
        "state=failed",
        "state=seen",
        "state=seen&page=300",
        "state=left_out&outcome=no_window",
        "state=failed&outcome=no_such",
        "page=600",
        "order=time&page=600",
        "q=nguyen",
        "q=nguyen&order=name&page=600",
    )
    ids = "&".join(f"id={row['id']}" for row in runtime.store.rows("SELECT id FROM misunderstood LIMIT 8"))
    entry = urlencode({"file": _longest_entry(runtime)})
    return SEARCH | {
        "reports": periods,
        "report_word": periods[4:5],
        "report_excel": periods[4:5],
        "broadcast_month": months,
        "broadcast_people": people,
        "misunderstood_group": (ids, f"{ids}&q=khai+sinh"),
        "misunderstood_teach": (f"{ids}&{entry}",),
        "talk": ("before=50",),
    }


def _first_value(runtime: Runtime, sql: str) -> str:
    row = runtime.store.row(f"{sql} LIMIT 1")
    if row is None:
        raise LookupError(sql)
    return str(row[0])


def _largest_broadcast(runtime: Runtime) -> str:
    """The newest broadcast to all people."""
    return _first_value(
        runtime,
        "SELECT broadcast_id FROM delivery_counts GROUP BY broadcast_id ORDER BY sum(n) DESC, broadcast_id DESC",
    )


def _longest_entry(runtime: Runtime) -> str:
    """The file of the longest procedure."""
    folder = runtime.settings.content_path
    file = max((folder / "procedures").glob("*.yaml"), key=lambda path: path.stat().st_size)
    return file.relative_to(folder).as_posix()
