"""Nội dung: everything the bot can say in lists, and what differs from the installed release."""

from __future__ import annotations

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import words_content as said
from bot.admin.access import Rule, me
from bot.admin.paging import link, page_of
from bot.admin.route import Route
from bot.runtime import Runtime
from bot.wording.exporting import export
from bot.wording.searching import Asked, choices, counts, search

PAGE = 25
FIRST = "procedures"


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
    """What differs from the installed release, and the newest versions."""
    number = request.args.get("page", 1, int)
    size, total = PAGE, runtime.wording.total()
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    return render_template(
        "admin/content/versions.html", said=said, file=None, differing=runtime.wording.differing(), total=total,
        versions=runtime.wording.versions(limit=size, offset=size * (number - 1)), page=number, pages=pages,
    )  # fmt: skip


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
