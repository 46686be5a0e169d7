"""The public pages of procedures: one a code, printable as a checklist, and a list to search."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, Protocol

from flask import Blueprint, Response, abort, redirect, render_template, request, send_from_directory, url_for
from flask.typing import ResponseReturnValue

from bot.content import Content
from bot.content.form_files import FOLDER
from bot.content.layers import locate
from bot.content.postal_steps import SENDER_PAGE, can_be_posted, list_postal_steps
from bot.content.sections import FORMS_ROUTE
from bot.content.wording import fold_text
from bot.pages import structured_data
from bot.pages.facts import page_facts
from bot.pages.procedure_sheet import make_sheet
from bot.pages.speaking import speaker_of
from bot.runtime import Runtime

PAGE_SECONDS = 300
"""How long a browser may show a page without asking again."""

LABELS = {
    "who": "Ai được làm",
    "deadline": "Hạn phải làm",
    "benefit": "Được nhận",
    "time": "Mấy ngày xong",
    "fee": "Chi phí",
    "where": "Nơi nộp",
    "online": "Qua mạng",
    "post": "Qua bưu điện",
    "result": "Kết quả",
}
"""Headings of the parts of a procedure."""

LONGEST_QUERY = 100
MOST_MATCHES = 40


class Named(Protocol):
    """A procedure of the list, described or known by name only."""

    @property
    def code(self) -> str:
        """The national code."""
        ...

    @property
    def title(self) -> str:
        """The short name."""
        ...

    @property
    def name(self) -> str:
        """The official name."""
        ...

    @property
    def field_name(self) -> str:
        """The field of life it belongs to."""
        ...


def add_procedure_pages(pages: Blueprint, runtime: Runtime) -> None:
    """Add the page of each procedure, the list, the sitemap and robots.txt."""

    @pages.get("/thu-tuc/<code>", endpoint="procedure")
    def show_procedure(code: str) -> ResponseReturnValue:
        content = runtime.live_content.content
        procedure = content.procedure(code)
        if procedure is not None and procedure.code != code:
            return redirect(url_for("pages.procedure", code=procedure.code), 301)
        if procedure is not None:
            return _cached(_render_procedure(runtime, procedure.code))
        if code in content.listed:
            listed = content.listed[code]
            return _cached(render_template("pages/listed.html", listed=listed, **page_facts(runtime)))
        return abort(404)

    @pages.get(f"/thu-tuc/<code>/{SENDER_PAGE}", endpoint="by_post")
    def show_postal_steps(code: str) -> ResponseReturnValue:
        """How to file this procedure by post from home, on one page."""
        procedure = runtime.live_content.content.procedure(code)
        if procedure is None or not can_be_posted(procedure):
            return abort(404)
        if procedure.code != code:
            return redirect(url_for("pages.by_post", code=procedure.code), 301)
        steps = list_postal_steps(speaker_of(runtime), procedure)
        return _cached(render_template("pages/by_post.html", procedure=procedure, steps=steps, **page_facts(runtime)))

    _add_list_and_files(pages, runtime)


def _add_list_and_files(pages: Blueprint, runtime: Runtime) -> None:
    @pages.get("/thu-tuc", endpoint="procedures")
    def list_procedures() -> ResponseReturnValue:
        return _cached(_render_list(runtime, request.args.get("q", "")[:LONGEST_QUERY].strip()))

    @pages.get(f"{FORMS_ROUTE}/<name>", endpoint="form_file")
    def send_form(name: str) -> ResponseReturnValue:
        """A form to fill in, as a file to keep."""
        if name not in runtime.live_content.content.form_files:
            abort(404)
        path = locate(runtime.settings.content_path, f"{FOLDER}/{name}").absolute()
        return send_from_directory(path.parent, name, as_attachment=True, max_age=PAGE_SECONDS)

    @pages.get("/sitemap.xml", endpoint="sitemap")
    def send_sitemap() -> ResponseReturnValue:
        return _cached(structured_data.build_sitemap(runtime), "application/xml; charset=utf-8")

    @pages.get("/robots.txt", endpoint="robots")
    def send_robots() -> ResponseReturnValue:
        return _cached(structured_data.robots_text(runtime), "text/plain; charset=utf-8")


def _cached(text: str, kind: str = "text/html; charset=utf-8") -> ResponseReturnValue:
    response = Response(text, content_type=kind)
    response.add_etag()
    response.headers["Cache-Control"] = f"public, max-age={PAGE_SECONDS}"
    return response.make_conditional(request)


def _render_procedure(runtime: Runtime, code: str) -> str:
    speaker = speaker_of(runtime)
    procedure = speaker.content.procedures[code]
    sheet = make_sheet(speaker, procedure)
    return render_template(
        "pages/procedure.html",
        procedure=procedure,
        sheet=sheet,
        labels=LABELS,
        description=structured_data.describe_page(sheet, procedure, speaker.content.ward),
        data=structured_data.service_data(runtime, sheet, procedure),
        **page_facts(runtime),
    )


def _render_list(runtime: Runtime, query: str) -> str:
    content = runtime.live_content.content
    matches = _search(runtime, query) if query else []
    everything: list[Named] = [*content.procedures.values(), *content.listed.values()]
    facts: dict[str, Any] = {"query": query, "matches": matches, "fields": [] if query else _group_by_field(everything)}
    return render_template("pages/procedures.html", **facts, **page_facts(runtime))


def _group_by_field(procedures: Iterable[Named]) -> list[tuple[str, list[Named]]]:
    rows = sorted(procedures, key=lambda row: (fold_text(row.field_name), fold_text(row.title)))
    groups = groupby(rows, key=lambda row: fold_text(row.field_name))
    return [(entries[0].field_name, entries) for entries in (list(rows) for _, rows in groups)]


def _search(runtime: Runtime, query: str) -> list[Named]:
    """What the chat would understand first, then every procedure whose names or code have all the words."""
    content = runtime.live_content.content
    readings = runtime.live_content().reader.read_all(query)
    codes = [code for one in readings for code in (one.procedure, *one.candidates) if code]
    words = set(fold_text(query).split())
    everything: list[Named] = [*content.procedures.values(), *content.listed.values()]
    by_words = [row.code for row in everything if _has_words(row, words)]
    matches = (_named(content, code) for code in dict.fromkeys([*codes, *by_words]))
    return [row for row in matches if row is not None][:MOST_MATCHES]


def _has_words(row: Named, words: set[str]) -> bool:
    return bool(words) and words <= set(fold_text(f"{row.title} {row.name} {row.code}").split())


def _named(content: Content, code: str) -> Named | None:
    return content.procedure(code) or content.listed.get(code)
