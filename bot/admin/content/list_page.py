"""Nội dung: the lists of content, and the files that differ from the installed release."""

from __future__ import annotations

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.content import texts
from bot.admin.route import Route
from bot.admin.shared.paging import has_words, link, page_of
from bot.content_editing.exporting import export_zip
from bot.content_editing.searching import ItemQuery, count_by_group, list_filter_choices, search_items
from bot.content_editing.service import VersionSummary
from bot.lib.numbers import parse_integer
from bot.runtime import Runtime

PAGE = 25
FIRST = "procedures"
MOST_VERSIONS = 5000
"""The newest versions that are searched: years of edits."""


def list_page(runtime: Runtime) -> ResponseReturnValue:
    """The page with one list: searched, filtered and sorted."""
    args = request.args
    group = args.get("group", FIRST)
    group = group if group in texts.GROUPS else FIRST
    items, today = runtime.content_editing.list_items(), runtime.today()
    query = ItemQuery(
        group,
        " ".join(args.get("q", "").split()),
        args.get("field", ""),
        args.get("kind", ""),
        args.get("look", ""),
        args.get("order", "title" if group in ("procedures", "guides", "other_offices") else "file"),
    )
    rows = search_items(items, query, today)
    number = args.get("page", 1, parse_integer)
    return render_template(
        "admin/content/list.html",
        items=page_of(rows, number, PAGE),
        query=query,
        group=group,
        texts=texts,
        counts=count_by_group(items),
        choices=list_filter_choices(items, group),
        today=today,
        is_filtered=any((query.text, query.field, query.kind, query.condition)),
        link=link(args.to_dict()),
        trouble=runtime.content_editing.folder.why_read_only(),
    )


def versions_page(runtime: Runtime) -> ResponseReturnValue:
    """The page with the files that differ from the installed release, and the versions: searched, filtered, sorted."""
    args = request.args
    kind, text = args.get("kind", ""), " ".join(args.get("q", "").split())
    titles = {item.file: item.title for item in runtime.content_editing.list_items() if not item.key}
    versions = _search_versions(runtime, text, kind, titles)
    if args.get("order") == "oldest":
        versions.reverse()
    return render_template(
        "admin/content/versions.html",
        texts=texts,
        differing=runtime.content_editing.list_differing(),
        titles=titles,
        text=text,
        kind=kind,
        order=args.get("order"),
        versions=page_of(versions, args.get("page", 1, parse_integer), PAGE),
        link=link(args.to_dict()),
    )


def _search_versions(runtime: Runtime, text: str, kind: str, titles: dict[str, str]) -> list[VersionSummary]:
    """The versions of a kind with these words in the title, file, official or reason, newest first."""

    def is_match(version: VersionSummary) -> bool:
        words = (titles.get(version.file), version.file, version.official, version.reason)
        return kind in ("", version.kind) and has_words(text, *words)

    return [version for version in runtime.content_editing.list_versions(limit=MOST_VERSIONS) if is_match(version)]


def download_export(runtime: Runtime) -> ResponseReturnValue:
    """The ZIP of the files that differ from the installed release."""
    now = runtime.now()
    data = export_zip(runtime.content_editing.list_differing(), now, runtime.settings.content_path)
    name = f"noi-dung-{now:%Y%m%d-%H%M}.zip"
    return Response(data, mimetype="application/zip", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def mark_as_released(runtime: Runtime) -> ResponseReturnValue:
    """Declare the present files to be the release, because the common repository has them."""
    runtime.content_editing.mark_as_released(me().id)
    return redirect(url_for("admin.content_versions", done="content_settled"), 303)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/content", "content", list_page, Rule.SIGNED_IN),
    Route("GET", "/content/versions", "content_versions", versions_page, Rule.SIGNED_IN),
    Route("GET", "/content/export.zip", "content_export", download_export, Rule.SIGNED_IN),
    Route("POST", "/content/settle", "content_settle", mark_as_released, Rule.EDITS),
)
