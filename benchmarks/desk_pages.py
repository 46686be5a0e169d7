"""What an official may open at the desk: every GET route of its table, with the filters and deep pages that are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote, urlencode

from bot.admin.routes import ROUTES
from bot.runtime import Runtime

NOT_OPENED = frozenset({"missing", "connect_callback"})
"""The page that there is no page, and the way back from Zalo."""
FILES = frozenset({"content_export", "report_word", "report_excel"})
"""Downloads: a file for a whole year may be as large as its rows."""
ONLY_ASKED = frozenset({"misunderstood_group", "misunderstood_teach"})
"""Pages about nothing without a question."""

SEARCH: dict[str, tuple[str, ...]] = {
    "people": ("page=2", "page=400", "order=name&page=400", "order=newest&page=400", "order=oldest", "q=nguyen+thi", "q=Sáu",
               "q=khong+ai+ten+nay", "q=9999", "q=7219000000000012345", "follows=yes", "follows=no", "window=free", "window=paid",
               "window=closed", "tag=nhãn+3", "topic=y-te", "neighbourhood=Khu+phố+3", "state=opted_out", "state=handed_over",
               "q=an&follows=yes&window=closed&order=name&page=9"),
    "broadcasts": ("page=12", "q=giấy", "q=khong+co", "state=sent", "state=scheduled", "kind=consultation", "topic=y-te",
                   "order=time", "order=title", "order=oldest", "since=2026-01-01&until=2026-12-31"),
    "inbox": ("tab=mine", "tab=answered", "tab=tickets", "tab=closed", "tab=closed&page=100", "tab=closed&order=reversed",
              "tab=closed&q=nguyen", "q=Nguyễn", "tab=closed&q=PA-00123", "kind=feedback", "kind=handover"),
    "articles": ("page=20", "q=tin+so+7", "source=own", "source=feed&order=oldest", "state=none", "pinned=yes"),
    "audit": ("who=3", "what=answer", "what=sign_in&who=3", "subject=broadcast:7", "before=30000", "before=200",
              "since=2026-03-01&until=2026-03-31", "who=3&what=answer&since=2026-01-01&until=2026-02-01",
              "order=oldest", "order=oldest&after=30000"),
    "misunderstood": ("page=9", "state=dismissed", "state=settled", "q=cup+nuoc", "order=newest"),
    "content": ("group=guides", "group=other_offices", "group=sentences", "group=sentences&page=9", "group=ward",
                "group=holidays", "group=others", "q=khai+sinh", "look=overdue", "look=gaps", "look=warnings", "order=review",
                "page=5"),
    "content_versions": ("page=2",),
    "activities": ("page=9", "kind=training", "q=khu+pho", "from=2026-01-01&to=2026-06-30", "order=oldest"),
    "officials": ("q=can+bo", "role=approver", "order=seen"),
    "hours": ("year=2027", "q=tet&order=last"),
    "trouble": ("page=5", "order=oldest", "state=failed", "q=nguyen", "q=0012&state=unknown", "tab=events", "tab=events&q=error"),
    "canned": ("q=chao&order=newest",),
    "segments": ("q=khu+pho", "by=topics&order=oldest", "page=2"),
    "people_labels": ("q=khu", "what=tag&order=name", "what=neighbourhood", "what=refused"),
    "backups": ("q=2026&order=largest",),
    "propaganda": ("m=2026-12",),
    "content_new": ("folder=procedures",),
}  # fmt: skip
"""What stands behind the "?" of each list."""


@dataclass(frozen=True, slots=True)
class Address:
    """One page to open, or one form to send."""

    endpoint: str
    path: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def is_file(self) -> bool:
        """A download, which may be larger than a page."""
        return self.endpoint in FILES


def addresses(runtime: Runtime) -> Iterator[Address]:
    """Every page once plain, then with what may be asked of it, then "Xem trước". Raises KeyError for a route it cannot fill."""
    parts, asked = _parts(runtime), _asked(runtime)
    for route in ROUTES:
        if route.method != "GET" or route.endpoint in NOT_OPENED:
            continue
        path = "/admin" + _filled(route.path, parts.get(route.endpoint, {}))
        if route.endpoint not in ONLY_ASKED:
            yield Address(route.endpoint, path)
        for query in asked.get(route.endpoint, ()):
            yield Address(route.endpoint, f"{path}?{query}")
    for file in ("sentences/desk.yaml", "ward.yaml", "holidays.yaml"):
        yield Address("content_edit", f"/admin/content/edit/{file}")
    yield from _looks()


def _looks() -> Iterator[Address]:
    """Forms whose button only shows what would be."""
    words = {"title": "Lịch làm việc", "text": "Chào {tên}, mai phường làm việc cả ngày.", "kind": "consultation", "act": "look",
             "at": "08:00", "holiday": "after", "mode": "fixed"}  # fmt: skip
    for fields in (
        {"to": "all"}, {"to": "all", "kind": "auto"}, {"to": "all", "kind": "promotion"}, {"to": "all", "topic": "y-te"},
        {"to": "rule", "neighbourhoods": "Khu phố 3"}, {"to": "rule", "topics": "y-te", "window_open": "yes"},
        {"to": "rule", "tags": "nhãn 3", "active_days": "30"}, {"to": "segment", "segment": "3"},
    ):  # fmt: skip
        yield Address("broadcast_create", "/admin/broadcasts/new", words | fields)
    yield Address("segment_create", "/admin/segments/new", {"name": "Thử", "topics": "y-te", "act": "look"})


def _filled(path: str, values: dict[str, str]) -> str:
    """A route's path with its blanks ("<int:number>") filled in."""
    pieces = []
    for piece in path.split("/"):
        name = piece.strip("<>").partition(":")[2] or piece.strip("<>")
        pieces.append(quote(values[name]) if piece.startswith("<") else piece)
    return "/".join(pieces)


def _parts(runtime: Runtime) -> dict[str, dict[str, str]]:
    """What stands in the path of each page about one thing: the longest of its kind."""
    talker = {"person_id": _one(runtime, "SELECT person_id FROM inbox GROUP BY person_id ORDER BY count(*) DESC")}
    asker = {"person_id": _one(runtime, "SELECT person_id FROM tickets WHERE state = 'open'")}
    large = {"broadcast_id": _largest(runtime)}
    draft = {"broadcast_id": _one(runtime, "SELECT id FROM broadcasts WHERE state = 'draft'")}
    article = {"article_id": _one(runtime, "SELECT id FROM articles WHERE source = 'own' ORDER BY id DESC")}
    erased = {"person_id": _one(runtime, "SELECT subject FROM audit WHERE action = 'erase_person'"),
              "number": _one(runtime, "SELECT id FROM audit WHERE action = 'erase_person'")}  # fmt: skip
    entry = {"file": _longest_entry(runtime)}
    return {
        "talk": talker, "talk_watch": asker, "person": talker, "person_erase_ask": talker, "person_erased": erased,
        "broadcast": large, "broadcast_progress": large, "broadcast_people": large, "broadcast_edit": draft,
        "article": article, "article_edit": article, "article_remove_ask": article, "segment": {"segment_id": "3"},
        "official": {"official_id": "3"}, "activity_edit": {"activity_id": "3"}, "content_entry": entry, "content_edit": entry,
        "content_version": {"version_id": _one(runtime, "SELECT id FROM content_versions ORDER BY length(after) DESC")},
    }  # fmt: skip


def _asked(runtime: Runtime) -> dict[str, tuple[str, ...]]:
    """What depends on the day and on the rows there are."""
    today = runtime.today()
    periods = (
        *(f"p={kind}-{today.year - past}" for kind in ("half", "nine", "year") for past in (0, 1)),
        *(f"p=quarter-{today.year}-{number}" for number in range(1, (today.month + 2) // 3 + 1)),
        f"p=month-{today.year}-{max(1, today.month - 1)}", f"p=year-{today.year}&w=decree",
        urlencode({"from": today - timedelta(days=364), "to": today}),
    )  # fmt: skip
    months = (f"m={today - timedelta(days=40):%Y-%m}", f"m={today + timedelta(days=20):%Y-%m}")
    people = ("page=300", "state=failed", "state=seen", "state=seen&page=300",
              "state=left_out&outcome=no_window", "state=failed&outcome=no_such", "page=600", "order=time&page=600",
              "q=nguyen", "q=nguyen&order=name&page=600")  # fmt: skip
    ids = "&".join(f"id={row['id']}" for row in runtime.store.rows("SELECT id FROM misunderstood LIMIT 8"))
    entry = urlencode({"file": _longest_entry(runtime)})
    return SEARCH | {
        "reports": periods, "report_word": periods[4:5], "report_excel": periods[4:5], "broadcast_month": months,
        "broadcast_people": people, "misunderstood_group": (ids, f"{ids}&q=khai+sinh"), "misunderstood_teach": (f"{ids}&{entry}",),
        "talk": ("before=50",),
    }  # fmt: skip


def _one(runtime: Runtime, sql: str) -> str:
    row = runtime.store.row(f"{sql} LIMIT 1")
    if row is None:
        raise LookupError(sql)
    return str(row[0])


def _largest(runtime: Runtime) -> str:
    """The newest broadcast to everybody."""
    return _one(
        runtime,
        "SELECT broadcast_id FROM delivery_counts GROUP BY broadcast_id ORDER BY sum(n) DESC, broadcast_id DESC",
    )


def _longest_entry(runtime: Runtime) -> str:
    """The procedure there is most to say about."""
    folder = runtime.settings.content_path
    file = max((folder / "procedures").glob("*.yaml"), key=lambda path: path.stat().st_size)
    return file.relative_to(folder).as_posix()
