"""Nội dung: everything the bot can say in lists, and what differs from the installed release."""

from __future__ import annotations

import sqlite3

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import words_content as said
from bot.admin.access import Rule, me
from bot.admin.paging import has_words, link, page_of
from bot.admin.route import Route
from bot.runtime import Runtime
from bot.wording.exporting import export
from bot.wording.searching import Asked, choices, counts, search

PAGE = 25
FIRST = "procedures"
MOST_VERSIONS = 5000
"""The newest ones that are looked through: years of edits."""


def page(runtime: Runtime) -> ResponseReturnValue:
    """One list, searched, narrowed and sorted."""
    asked = request.args
    group = asked.get("group", FIRST)
    group = group if group in said.GROUPS else FIRST
    everything, today = runtime.wording.items(), runtime.today()
    query = Asked(
        group, " ".join(asked.get("q", "").split()), asked.get("field", ""), asked.get("kind", ""), asked.get("look", ""),
        asked.get("order", "title" if group in ("procedures", "guides", "other_offices") else "file"),
    )  # fmt: skip
    rows = search(everything, query, today)
    number = asked.get("page", 1, int)
    return render_template(
        "admin/content/list.html", found=page_of(rows, number, PAGE), asked=query, group=group, said=said,
        counts=counts(everything), choices=choices(everything, group), today=today,
        is_filtered=any((query.text, query.field, query.kind, query.look)), link=link(asked.to_dict()),
        trouble=runtime.wording.folder.trouble(),
    )  # fmt: skip


def differing(runtime: Runtime) -> ResponseReturnValue:
    """What differs from the installed release, and the versions: searched, narrowed and sorted."""
    asked = request.args
    kind, text = asked.get("kind", ""), " ".join(asked.get("q", "").split())
    titles = {item.file: item.title for item in runtime.wording.items() if not item.key}
    rows = _versions(runtime, text, kind, titles)
    if asked.get("order") == "oldest":
        rows.reverse()
    return render_template(
        "admin/content/versions.html", said=said, differing=runtime.wording.differing(), titles=titles, text=text, kind=kind,
        order=asked.get("order"), found=page_of(rows, asked.get("page", 1, int), PAGE), link=link(asked.to_dict()),
    )  # fmt: skip


def _versions(runtime: Runtime, text: str, kind: str, titles: dict[str, str]) -> list[sqlite3.Row]:
    """Versions newest first, with these words in title, file, name and reason."""

    def fits(row: sqlite3.Row) -> bool:
        told = (titles.get(row["file"]), row["file"], row["name"], row["reason"])
        return kind in ("", row["kind"]) and has_words(text, *told)

    return [row for row in runtime.wording.versions(limit=MOST_VERSIONS) if fits(row)]


def download(runtime: Runtime) -> ResponseReturnValue:
    """The ZIP of what differs."""
    now = runtime.now()
    data = export(runtime.wording.differing(), now)
    name = f"noi-dung-{now:%Y%m%d-%H%M}.zip"
    return Response(data, mimetype="application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def settle(runtime: Runtime) -> ResponseReturnValue:
    """The common repository has what differs."""
    runtime.wording.settle(me().id)
    return redirect(url_for("admin.content_versions", done="content_settled"), 303)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/content", "content", page, Rule.SIGNED_IN),
    Route("GET", "/content/versions", "content_versions", differing, Rule.SIGNED_IN),
    Route("GET", "/content/export.zip", "content_export", download, Rule.SIGNED_IN),
    Route("POST", "/content/settle", "content_settle", settle, Rule.EDITS),
)
